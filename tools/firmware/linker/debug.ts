/**
 * The compiler's debug information (bytecode-dbg.json), as far as it speaks of addresses.
 *
 * `srcmap` is triples of position, length and program counter, positions and counters as differences to the triple
 * before; what a triple says holds until the next one.
 */

import type { Place } from "./code.ts"
import type { Origin, WrittenImage } from "./image.ts"

const TRIPLE = 3

export interface DebugFunction {
    name: string
    /** Position over all sources laid end to end, and length. */
    location: number[]
    startpc: number
    size: number
}

export interface DebugInfo {
    sizes: { align: number; header: number; floats: number; strings: number; roles: number }
    functions: DebugFunction[]
    srcmap: number[]
    sources: { path: string; length: number }[]
    binary: { hex: string }
    /** Of a program that was linked before. */
    linked?: { names: Readonly<Record<string, string>> }
}

/** Where the function of each number comes from. */
export function origins({ functions, sources }: DebugInfo): Origin[] {
    let end = 0
    const ends = sources.map(({ path, length }) => ({ path, end: (end += length) }))
    return functions.map(({ name, location }) => ({
        name,
        path: ends.find(each => location[0]! < each.end)?.path ?? "",
    }))
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

/** Triples for functions in the order of their code. */
export function writePlaces(image: WrittenImage): number[] {
    return triplesOf(
        image.routines.flatMap(({ start, places }) =>
            places.map(({ offset, place }) => ({ at: start + offset, place }))
        )
    )
}

/** Triples for places in the order of their addresses; what the triple before says is not said again. */
export function triplesOf(places: readonly { at: number; place: Place }[]): number[] {
    const srcmap: number[] = []
    let last: Place = { position: 0, length: 0 }
    let lastAt = 0
    for (const { at, place } of places) {
        if (place.position === last.position && place.length === last.length) continue
        srcmap.push(place.position - last.position, place.length, at - lastAt)
        last = place
        lastAt = at
    }
    return srcmap
}
