import assert from "node:assert/strict"
import { test } from "node:test"
import { addNames } from "../../../../../tools/firmware/linker/cold/names.ts"
import { SPECS, specCount, viewOf, type Image } from "../../../../../tools/firmware/linker/image.ts"
import { specNameOffsets } from "../../../../../tools/firmware/linker/strings.ts"

/** Two services without packets, and one with a packet of one field: its names are 0x8005, 0x8006 and 0x8007. */
function imageWithService(): Image {
    const header = new Uint8Array(32)
    viewOf(header).setUint16(14, 3, true)
    const specs = new Uint8Array(3 * 16 + 8 + 8)
    const view = viewOf(specs)
    view.setUint16(32, 0x8005, true)
    view.setUint16(32 + 8, 1, true)
    view.setUint16(32 + 10, 48 / 4, true)
    view.setUint16(48, 0x8006, true)
    view.setUint16(48 + 4, 1, true)
    view.setUint16(48 + 6, 56 / 4, true)
    view.setUint16(56, 0x8007, true)
    const sections = Array.from({ length: 10 }, () => new Uint8Array())
    sections[SPECS] = specs
    return { header, routines: [], sections }
}

function namesIn(image: Image): number[] {
    const specs = viewOf(image.sections[SPECS]!)
    return specNameOffsets(image).map(at => specs.getUint16(at, true))
}

test("names are a service's packets, in their order by code, and what was there stays", () => {
    const image = imageWithService()
    const before = namesIn(image)
    assert.ok([0x8005, 0x8006, 0x8007].every(name => before.includes(name)))
    const number = addNames(image, [0x8010, 0xc011, 0x4012])
    assert.deepEqual([number, specCount(image)], [3, 4])
    const specs = viewOf(image.sections[SPECS]!)
    const packets = specs.getUint16(number * 16 + 10, true) * 4
    const found = [0, 1, 2].map(code => [
        specs.getUint16(packets + code * 8, true),
        specs.getUint16(packets + code * 8 + 2, true),
    ])
    assert.deepEqual(found, [
        [0x8010, 0],
        [0xc011, 1],
        [0x4012, 2],
    ])
    const after = namesIn(image)
    for (const name of [...before, 0x8010, 0xc011, 0x4012]) assert.ok(after.includes(name))
    assert.equal(packets + 3 * 8, specs.byteLength)
})

test("a program without services gets the two that must be the first", () => {
    const sections = Array.from({ length: 10 }, () => new Uint8Array())
    const image: Image = { header: new Uint8Array(32), routines: [], sections }
    assert.equal(addNames(image, [0x8001]), 2)
    const specs = viewOf(image.sections[SPECS]!)
    const classes = [0, 1].map(index => specs.getUint32(index * 16 + 4, true))
    assert.deepEqual(classes, [0x1ffffff3, 0x1ffffff2])
})
