/**
 * An image of bytecode (runtime/devicescript/devs_format.h, version 2.16), taken apart and put together.
 *
 * A header of 32 bytes, ten pairs of start and length, and the ten sections, each where the one before ends: table of
 * functions, their code, numbers, (unused), three tables of strings, what those point to, services, configuration.
 */

import { decodeCode, encodeCode, type EncodedCode, type Place, type Statement } from "./code.ts"
import { LinkError } from "./link-error.ts"

const MAGIC = [0x53766544, 0xf1296e0a]
const VERSION_AT = 8
const VERSION = 0x02100004
const HEADER_BYTES = 32
const SECTION_COUNT = 10
const SECTION_ENTRY_BYTES = 8
const CODE_START = HEADER_BYTES + SECTION_COUNT * SECTION_ENTRY_BYTES
const FUNCTIONS = 0
const CODE = 1
const SPEC_COUNT_AT = 14
/** Of a function: start and length of its code, slots, arguments, flags, name, depth of try. */
export const FUNCTION_ENTRY_BYTES = 16
const SLOTS_AT = 8
const ARGS_AT = 10
const FLAGS_AT = 11
const NAME_AT = 12
const TRIES_AT = 14
const IMAGE_ALIGNMENT = 32

/** The sections that somebody here changes. */
export const ASCII_STRINGS = 4
export const UTF8_STRINGS = 5
export const BUFFERS = 6
/** What the three tables of strings and buffers point to. */
export const LITERAL_DATA = 7
export const SPECS = 8

export interface Routine {
    slots: number
    args: number
    flags: number
    /** Kind and number of a string. */
    name: number
    /** The most `try` that are open at once. */
    tries: number
    statements: Statement[]
    /** Where it comes from. */
    readonly origin?: Origin
    /** Stays data, and is run by src/cold/run-cold.ts. */
    isCold?: boolean
}

export interface Origin {
    /** Of its source, from the project's folder. */
    readonly path: string
    readonly name: string
}

export interface StaysCode extends Origin {
    readonly because: string
}

/** Functions that are data. */
export interface ColdCode {
    readonly bytes: number
    /** From which address on the code comes from which place. */
    readonly places: readonly { at: number; place: Place }[]
}

export interface Image {
    readonly header: Uint8Array
    routines: Routine[]
    /** All ten; those of functions and code are made from `routines`. */
    readonly sections: Uint8Array[]
    /** What names are called in the sources that are short here. */
    names?: ReadonlyMap<string, string>
    cold?: ColdCode
    /** What was to be cold, and has no such form. */
    staysCode?: readonly StaysCode[]
}

/** @throws LinkError where it is not one of the pinned version */
export function readImage(
    bytes: Uint8Array,
    places: ReadonlyMap<number, Place>,
    originOf: (index: number) => Origin | undefined = () => undefined
): Image {
    const view = viewOf(bytes)
    if (MAGIC.some((each, index) => view.getUint32(index * 4, true) !== each))
        throw new LinkError("that is no bytecode")
    const version = view.getUint32(VERSION_AT, true)
    if (version !== VERSION) throw new LinkError(`bytecode of version 0x${version.toString(16)}`)
    const sections = Array.from({ length: SECTION_COUNT }, (_, index) => {
        const at = HEADER_BYTES + index * SECTION_ENTRY_BYTES
        const start = view.getUint32(at, true)
        return Uint8Array.from(bytes.subarray(start, start + view.getUint32(at + 4, true)))
    })
    const table = viewOf(sections[FUNCTIONS]!)
    const count = table.byteLength / FUNCTION_ENTRY_BYTES
    const routines = Array.from({ length: count }, (_, index): Routine => {
        const at = index * FUNCTION_ENTRY_BYTES
        const start = table.getUint32(at, true)
        const origin = originOf(index)
        return {
            ...(origin && { origin }),
            slots: table.getUint16(at + SLOTS_AT, true),
            args: table.getUint8(at + ARGS_AT),
            flags: table.getUint8(at + FLAGS_AT),
            name: table.getUint16(at + NAME_AT, true),
            tries: table.getUint8(at + TRIES_AT),
            statements: decodeCode(bytes, start, start + table.getUint32(at + 4, true), places),
        }
    })
    return { header: Uint8Array.from(bytes.subarray(0, HEADER_BYTES)), routines, sections }
}

export interface WrittenRoutine extends EncodedCode {
    /** In the image. */
    readonly start: number
}

export interface WrittenImage {
    readonly bytes: Uint8Array
    /** As in the table of functions. */
    readonly routines: WrittenRoutine[]
    /** Zeroes at the end of the image. */
    readonly alignmentBytes: number
}

export function writeImage(image: Image): WrittenImage {
    const table = new Uint8Array(image.routines.length * FUNCTION_ENTRY_BYTES)
    const view = viewOf(table)
    let start = CODE_START + table.length
    const routines = image.routines.map((routine, index): WrittenRoutine => {
        const code = encodeCode(routine.statements)
        const at = index * FUNCTION_ENTRY_BYTES
        view.setUint32(at, start, true)
        view.setUint32(at + 4, code.bytes.length, true)
        view.setUint16(at + SLOTS_AT, routine.slots, true)
        view.setUint8(at + ARGS_AT, routine.args)
        view.setUint8(at + FLAGS_AT, routine.flags)
        view.setUint16(at + NAME_AT, routine.name, true)
        view.setUint8(at + TRIES_AT, routine.tries)
        const written = { ...code, start }
        start += code.bytes.length
        return written
    })
    const sections = [...image.sections]
    sections[FUNCTIONS] = table
    sections[CODE] = Buffer.concat(routines.map(each => each.bytes))
    return { ...assemble(image.header, sections), routines }
}

function assemble(
    header: Uint8Array,
    sections: readonly Uint8Array[]
): { bytes: Uint8Array; alignmentBytes: number } {
    const total = sections.reduce((sum, each) => sum + each.length, CODE_START)
    const bytes = new Uint8Array(Math.ceil(total / IMAGE_ALIGNMENT) * IMAGE_ALIGNMENT)
    const view = viewOf(bytes)
    bytes.set(header)
    let at = CODE_START
    sections.forEach((section, index) => {
        view.setUint32(HEADER_BYTES + index * SECTION_ENTRY_BYTES, at, true)
        view.setUint32(HEADER_BYTES + index * SECTION_ENTRY_BYTES + 4, section.length, true)
        bytes.set(section, at)
        at += section.length
    })
    return { bytes, alignmentBytes: bytes.length - total }
}

/** How many services' specifications the section of them begins with. */
export function specCount(image: Image): number {
    return viewOf(image.header).getUint16(SPEC_COUNT_AT, true)
}

export function setSpecCount(image: Image, count: number): void {
    viewOf(image.header).setUint16(SPEC_COUNT_AT, count, true)
}

export function viewOf(bytes: Uint8Array): DataView {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
