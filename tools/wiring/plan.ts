/** Which parts a board's drawing has, and where each pin's wire is. */

import { type Board, KEY_PINS } from "../firmware/board.ts"
import { ToolError } from "../project.ts"
import { PARTS, type Part, type Pin, type Way } from "./parts.ts"

/** Where the parts in the middle of the drawing are. */
export const PART = { x: 620, width: 250 }
/** Distance of wires, height of a part's name, room below its last line, and between parts. */
export const PITCH = 28
export const HEAD = 38
export const FOOT = 12
const GAP = 22
const NOTE = 17
const TOP = 84

export interface PlacedPin extends Pin {
    readonly gpio: number
    readonly y: number
    /** Its wire comes from that of a part above, which is at this height. */
    readonly branchOfY: number | undefined
}

export interface PlacedPart {
    readonly part: Part
    readonly pins: readonly PlacedPin[]
    readonly y: number
    readonly height: number
}

export interface Plan {
    readonly parts: readonly PlacedPart[]
    readonly top: number
    readonly bottom: number
}

/**
 * The plan of a board.
 *
 * @param file what the board's file is called in complaints
 * @throws ToolError where a part lacks a pin, or a pin has no part
 */
export function planOf(board: Board, file: string, way: Way): Plan {
    const gpios = gpiosOf(board)
    const parts = PARTS[way].filter(part => isThere(part, gpios, file))
    const drawn = new Set(parts.flatMap(part => part.pins.map(pin => pin.name)))
    const stray = [...gpios.keys()].find(name => !drawn.has(name))
    if (stray !== undefined)
        throw new ToolError(`${file}: ${stray} belongs to no part in tools/wiring/parts.ts`)
    return placed(parts, gpios)
}

/** All pins of the board's file by their names there. */
export function gpiosOf({ pins, i2c }: Board): Map<string, number> {
    const gpios = new Map(Object.entries(pins))
    if (i2c) {
        gpios.set("i2c.pinSDA", i2c.pinSDA)
        gpios.set("i2c.pinSCL", i2c.pinSCL)
    }
    return gpios
}

function isThere(part: Part, gpios: Map<string, number>, file: string): boolean {
    const missing = part.pins.filter(pin => !gpios.has(pin.name)).map(pin => pin.name)
    if (part.isOptional) return missing.length < part.pins.length
    const needed = missing.filter(name => !KEY_PINS.slice(1).includes(name))
    if (needed.length > 0)
        throw new ToolError(`${file}: ${needed.join(", ")} missing, for ${part.name}`)
    return true
}

function placed(parts: readonly Part[], gpios: Map<string, number>): Plan {
    const firstY = new Map<string, number>()
    const result: PlacedPart[] = []
    let y = TOP
    for (const part of parts) {
        const pins = part.pins.filter(pin => gpios.has(pin.name))
        const placedPins = pins.map((pin, at) => {
            const pinY = y + HEAD + PITCH / 2 + at * PITCH
            const branchOfY = firstY.get(pin.name)
            if (branchOfY === undefined) firstY.set(pin.name, pinY)
            return { ...pin, gpio: gpios.get(pin.name)!, y: pinY, branchOfY }
        })
        const supplyHeight = part.supply.length > 0 ? PITCH : 0
        const height = HEAD + pins.length * PITCH + part.notes.length * NOTE + supplyHeight + FOOT
        result.push({ part, pins: placedPins, y, height })
        y += height + GAP
    }
    return { parts: result, top: TOP, bottom: y - GAP }
}
