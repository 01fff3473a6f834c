/** boards/*.board.json: checks that the CLI does not make. The pins' names are what the firmware asks for. */

import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { z } from "zod"
import { ROOT, ToolError, listFiles } from "../project.ts"

/** Pins without which the firmware cannot run on a board. */
const NEEDED_PINS = [
    "SPI_SCK",
    "SPI_MOSI",
    "SPI_MISO",
    "SD_CS",
    "BRIDGE_CS",
    "BRIDGE_IRQ",
    "BRIDGE_RST",
    "LAMP",
    "PLAY",
]

/** Keys in the order of hal/panel.ts. A board has the first of them, at least Play. */
export const KEY_PINS = ["PLAY", "NEXT", "REPEAT", "DELETE", "RECORD", "ANSWER", "MENU"]

/** Lines that a chip must find high while the firmware is not running yet: chip selects and RESET#. */
const HIGH_AT_BOOT = ["SD_CS", "BRIDGE_CS", "BRIDGE_RST"]

/** Lines that must be low then: high takes the modem's power away. */
const LOW_AT_BOOT = ["MODEM_PWR"]

/** The runtime keeps a pin under a key of 15 characters that begins with "pins.". */
const PIN_NAME_CHARS_MAX = 10

const gpio = z.int().min(0).max(48)

const schema = z.looseObject({
    archId: z.string(),
    productId: z.string().regex(/^0x3[0-9a-f]{7}$/, 'must be "0x3" and seven more hex digits'),
    devName: z.string().min(1),
    pins: z.record(z.string(), gpio),
    sPin: z.record(z.string(), z.int().min(0).max(1)),
    /** Where the optional display is. */
    i2c: z
        .strictObject({
            pinSDA: gpio,
            pinSCL: gpio,
            kHz: z.union([z.literal(100), z.literal(400)]),
        })
        .optional(),
})

export type Board = z.infer<typeof schema>

/**
 * A board by its id.
 *
 * @throws ToolError with the file and what is wrong in it
 */
export function readBoard(id: string, root = ROOT): Board {
    const file = `boards/${id}.board.json`
    if (!existsSync(join(root, file))) {
        const known = listFiles("boards", root)
            .map(each => /^boards\/(\w+)\.board\.json$/.exec(each)?.[1])
            .filter(Boolean)
        throw new ToolError(`${file} is missing; there are: ${known.join(", ") || "none"}`)
    }
    const text = readFileSync(join(root, file), "utf8")
    const problem = findProblem(text)
    if (problem) throw new ToolError(`${file}: ${problem}`)
    return schema.parse(JSON.parse(text))
}

/** What is wrong with a board file's text, or undefined. */
export function findProblem(text: string): string | undefined {
    let json: unknown
    try {
        json = JSON.parse(text)
    } catch (error) {
        return (error as Error).message
    }
    const result = schema.safeParse(json)
    if (!result.success) {
        const issue = result.error.issues[0]!
        return `${issue.path.join(".") || "the file"}: ${issue.message}`
    }
    const { pins, sPin, i2c } = result.data
    const all = i2c ? { ...pins, "i2c.pinSDA": i2c.pinSDA, "i2c.pinSCL": i2c.pinSCL } : pins
    return (
        longName(pins) ??
        missingPin(pins) ??
        missingKey(pins) ??
        sharedPin(all) ??
        floatingPin(pins, sPin) ??
        unknownPin(pins, sPin)
    )
}

function longName(pins: Record<string, number>): string | undefined {
    const long = Object.keys(pins).find(name => name.length > PIN_NAME_CHARS_MAX)
    return long && `pins: ${long}: a name has at most ${PIN_NAME_CHARS_MAX} characters`
}

function missingPin(pins: Record<string, number>): string | undefined {
    const missing = NEEDED_PINS.filter(name => pins[name] === undefined)
    return missing.length > 0 ? `pins: missing ${missing.join(", ")}` : undefined
}

/** Which key is the last one in a row that the board has: its index. */
export function lastKey(pins: Record<string, number>): number {
    const first = KEY_PINS.findIndex(name => pins[name] === undefined)
    return (first < 0 ? KEY_PINS.length : first) - 1
}

function missingKey(pins: Record<string, number>): string | undefined {
    const stray = KEY_PINS.slice(lastKey(pins) + 1).find(name => pins[name] !== undefined)
    return stray && `pins: ${stray} without ${KEY_PINS[lastKey(pins) + 1]}`
}

function sharedPin(pins: Record<string, number>): string | undefined {
    const firstName = new Map<number, string>()
    for (const [name, gpio] of Object.entries(pins)) {
        const other = firstName.get(gpio)
        if (other) return `pins: ${other} and ${name} are both GPIO ${gpio}`
        firstName.set(gpio, name)
    }
    return undefined
}

function floatingPin(
    pins: Record<string, number>,
    sPin: Record<string, number>
): string | undefined {
    const floating = HIGH_AT_BOOT.filter(name => sPin[name] !== 1)
    if (floating.length > 0) return `sPin: ${floating.join(", ")} must be 1 (high at boot)`
    const high = LOW_AT_BOOT.filter(name => pins[name] !== undefined && sPin[name] !== 0)
    return high.length > 0 ? `sPin: ${high.join(", ")} must be 0 (low at boot)` : undefined
}

function unknownPin(
    pins: Record<string, number>,
    sPin: Record<string, number>
): string | undefined {
    const unknown = Object.keys(sPin).filter(name => pins[name] === undefined)
    return unknown.length > 0 ? `sPin: ${unknown.join(", ")} is not in pins` : undefined
}
