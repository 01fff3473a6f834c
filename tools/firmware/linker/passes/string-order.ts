/** The ASCII strings that the code names most often come first in their table: numbers from 248 on take more bytes. */

import { ASCII_STRINGS, SPECS, viewOf, type Image } from "../image.ts"
import { inverse, orderByUse } from "../numbering.ts"
import { Op } from "../ops.ts"
import type { Pass } from "../pass.ts"
import { asciiName, asciiNumber, specNameOffsets } from "../strings.ts"
import { changeImage, visitImage } from "../tree.ts"

const ENTRY_BYTES = 2

export const stringOrder: Pass = {
    name: "order of strings",
    run(image) {
        const uses = Array<number>(image.sections[ASCII_STRINGS]!.length / ENTRY_BYTES).fill(0)
        visitImage(image, ({ op, value }) => {
            if (namesAscii(op)) uses[value!]!++
        })
        const order = orderByUse(uses)
        const numbers = inverse(order)
        reorderTable(image, order)
        changeImage(image, node =>
            namesAscii(node.op) ? { ...node, value: numbers[node.value!]! } : node
        )
        renameOutsideCode(image, numbers)
    },
}

function namesAscii(op: number): boolean {
    return op === Op.ASCII_FIELD || op === Op.ASCII_STRING
}

function reorderTable(image: Image, order: readonly number[]): void {
    const old = viewOf(image.sections[ASCII_STRINGS]!)
    const fresh = new Uint8Array(old.byteLength)
    const view = viewOf(fresh)
    order.forEach((number, index) =>
        view.setUint16(index * ENTRY_BYTES, old.getUint16(number * ENTRY_BYTES, true), true)
    )
    image.sections[ASCII_STRINGS] = fresh
}

function renameOutsideCode(image: Image, numbers: readonly number[]): void {
    const renamed = (name: number) => {
        const number = asciiNumber(name)
        return number === undefined ? name : asciiName(numbers[number]!)
    }
    for (const routine of image.routines) routine.name = renamed(routine.name)
    const specs = viewOf(image.sections[SPECS]!)
    for (const at of specNameOffsets(image))
        specs.setUint16(at, renamed(specs.getUint16(at, true)), true)
}
