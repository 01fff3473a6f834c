/**
 * Strings that can be had by a number: as packets of a service that there is not.
 *
 * Code names a string by an instruction with its number in it. A service's specification gives the name of a packet by
 * the packet's code (`spec.byCode(code).name`): the same string as the instruction's, without a byte of code or heap.
 */

import { setSpecCount, SPECS, specCount, viewOf, type Image } from "../image.ts"
import {
    BUILTIN,
    hasFields,
    nameOf,
    PACKET_BYTES,
    packetOffsets,
    SERVICE_BYTES,
    WORD_BYTES,
} from "../strings.ts"

/** The classes that the first two services have to have. */
const FIRST_CLASSES = [0x1ffffff3, 0x1ffffff2]
/** A class that no service on a bus has. */
const SERVICE_CLASS = 0x1c01d

/** @param names as functions and specifications name them; @returns the new service's number */
export function addNames(image: Image, names: readonly number[]): number {
    for (const each of FIRST_CLASSES.slice(specCount(image))) addService(image, each, [])
    return addService(image, SERVICE_CLASS, names)
}

function addService(image: Image, serviceClass: number, names: readonly number[]): number {
    const before = image.sections[SPECS]!
    const count = specCount(image)
    const services = count * SERVICE_BYTES
    moveOn(image)
    const section = new Uint8Array(before.length + SERVICE_BYTES + names.length * PACKET_BYTES)
    section.set(before.subarray(0, services))
    section.set(before.subarray(services), services + SERVICE_BYTES)
    const view = viewOf(section)
    const packets = before.length + SERVICE_BYTES
    view.setUint16(services, nameOf(BUILTIN, 0), true)
    view.setUint32(services + 4, serviceClass, true)
    view.setUint16(services + 8, names.length, true)
    // Behind all; of a service without packets, too, it has to be within the section.
    const first = names.length === 0 ? 0 : packets
    view.setUint16(services + 10, first / WORD_BYTES, true)
    names.forEach((name, code) => {
        view.setUint16(packets + code * PACKET_BYTES, name, true)
        view.setUint16(packets + code * PACKET_BYTES + 2, code, true)
    })
    image.sections[SPECS] = section
    setSpecCount(image, count + 1)
    return count
}

/** What services and packets point to will lie a service's length further on. */
function moveOn(image: Image): void {
    const specs = viewOf(image.sections[SPECS]!)
    const words = SERVICE_BYTES / WORD_BYTES
    for (const packet of packetOffsets(image))
        if (hasFields(specs, packet))
            specs.setUint16(packet + 6, specs.getUint16(packet + 6, true) + words, true)
    for (let index = 0; index < specCount(image); index++) {
        const at = index * SERVICE_BYTES + 10
        specs.setUint16(at, specs.getUint16(at, true) + words, true)
    }
}
