/**
 * Where an image names strings besides its code: functions, and the specifications of services.
 *
 * Such a name has 16 bits: two for the kind of string, the others for its number among these. The section of
 * specifications holds services of 16 bytes (name at 0, count of packets at 8, where they are, in words, at 10), packets
 * of 8 (name at 0, flags at 4, where the fields are at 6), and fields of 4 (name at 0; a name of 0 ends them).
 */

import { SPECS, specCount, viewOf, type Image } from "./image.ts"

const KIND_SHIFT = 14
const NUMBER_MASK = (1 << KIND_SHIFT) - 1
/** Kinds of strings. */
export const BUILTIN = 1
export const ASCII = 2
export const UTF8 = 3

export const SERVICE_BYTES = 16
export const PACKET_BYTES = 8
const FIELD_BYTES = 4
export const WORD_BYTES = 4
const HAS_FIELDS = 1

/** The number of an ASCII string by its name, undefined for strings of other kinds. */
export function asciiNumber(name: number): number | undefined {
    return name >> KIND_SHIFT === ASCII ? name & NUMBER_MASK : undefined
}

/** As functions and specifications name a string. */
export function nameOf(kind: number, number: number): number {
    return (kind << KIND_SHIFT) | number
}

/** Offsets, in the section of specifications, of all names in it, each once. */
export function specNameOffsets(image: Image): number[] {
    const specs = viewOf(image.sections[SPECS]!)
    const offsets = new Set<number>()
    for (let index = 0; index < specCount(image); index++) offsets.add(index * SERVICE_BYTES)
    for (const packet of packetOffsets(image)) {
        offsets.add(packet)
        if (!hasFields(specs, packet)) continue
        let field = specs.getUint16(packet + 6, true) * WORD_BYTES
        for (; specs.getUint16(field, true) !== 0; field += FIELD_BYTES) offsets.add(field)
    }
    return [...offsets]
}

/** Offsets, in the section of specifications, of all services' packets, each once. */
export function packetOffsets(image: Image): Set<number> {
    const specs = viewOf(image.sections[SPECS]!)
    const offsets = new Set<number>()
    for (let index = 0; index < specCount(image); index++) {
        const service = index * SERVICE_BYTES
        const packets = specs.getUint16(service + 10, true) * WORD_BYTES
        for (let packet = 0; packet < specs.getUint16(service + 8, true); packet++)
            offsets.add(packets + packet * PACKET_BYTES)
    }
    return offsets
}

/** Does a packet point to fields? */
export function hasFields(specs: DataView, packet: number): boolean {
    return (specs.getUint16(packet + 4, true) & HAS_FIELDS) !== 0
}
