/**
 * The compiler's debug information (bytecode-dbg.json), as far as it speaks of addresses.
 *
 * `srcmap` is triples of position, length and program counter, positions and counters as differences to the triple
 * before; what a triple says holds until the next one.
 */

import type { Place } from "./code.ts"
import type { WrittenImage } from "./image.ts"

const TRIPLE = 3

export interface DebugFunction {
    startpc: number
    size: number
}

export interface DebugInfo {
    sizes: { align: number; header: number; floats: number; strings: number; roles: number }
    functions: DebugFunction[]
    srcmap: number[]
    binary: { hex: string }
}

/** Where in the sources the code at an address comes from; where two say so, the later. */
export function readPlaces(srcmap: readonly number[]): Map<number, Place> {
    const places = new Map<number, Place>()
    let position = 0
    let pc = 0
    for (let at = 0; at + TRIPLE <= srcmap.length; at += TRIPLE) {
        position += srcmap[at]!
        pc += srcmap[at + 2]!
        places.set(pc, { position, length: srcmap[at + 1]! })
    }
    return places
}

/** Triples for functions in the order of their code; what the triple before says is not said again. */
export function writePlaces(image: WrittenImage): number[] {
    const srcmap: number[] = []
    let last: Place = { position: 0, length: 0 }
    let lastPc = 0
    for (const { start, places } of image.routines)
        for (const { offset, place } of places) {
            if (place.position === last.position && place.length === last.length) continue
            const pc = start + offset
            srcmap.push(place.position - last.position, place.length, pc - lastPc)
            last = place
            lastPc = pc
        }
    return srcmap
}
