import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { ORDINARY_CARD } from "../../../../sim/chips/sdcard/card-kind.ts"
import type { CardImage } from "../../../../sim/chips/sdcard/card-image.ts"
import { Medium } from "../../../../sim/chips/sdcard/medium.ts"
import { PowerCutter } from "../../../../sim/chips/sdcard/power-cut.ts"
import { ProgramQueue, type SectorProgram } from "../../../../sim/chips/sdcard/program-queue.ts"
import { Random } from "../../../../sim/clock/random.ts"
import { CardBench } from "./card-bench.ts"

/** What a card has taken in is on the medium when its busy ends, and not before. */

let bench: CardBench
let image: CardImage
let committed: number[]

function setUp(): ProgramQueue {
    bench = new CardBench()
    image = bench.newImage()
    committed = []
    const { scheduler } = bench
    const parts = { scheduler, random: new Random(1), cutter: new PowerCutter() }
    const medium = new Medium({ ...parts, image, kind: ORDINARY_CARD })
    return new ProgramQueue(scheduler, medium, program => committed.push(program.lba))
}

function sectorOf(lba: number, fill: number): SectorProgram {
    const run = { lba, committedCount: 0, undo: [], timer: undefined }
    return { lba, bytes: new Uint8Array(512).fill(fill), run }
}

afterEach(() => {
    image.close()
    bench.end()
})

test("a sector is read as it will be, and lies on the medium at the end of busy", () => {
    const queue = setUp()
    queue.add(sectorOf(5, 1), 100)
    queue.add(sectorOf(5, 2), 200)
    assert.equal(queue.read(5)[0], 2)
    bench.scheduler.runUntil(99)
    assert.equal(image.read(5)[0], 0)
    bench.scheduler.runUntil(100)
    assert.equal(image.read(5)[0], 1)
    assert.equal(queue.read(5)[0], 2)
    bench.scheduler.runUntil(200)
    assert.equal(image.read(5)[0], 2)
    assert.deepEqual(committed, [5, 5])
})

test("sectors under erasure are read as erased, and the ones beside them are not", () => {
    const queue = setUp()
    for (const lba of [9, 10, 11, 12]) image.write(lba, new Uint8Array(512).fill(7))
    queue.add({ lba: 10, sectorCount: 2 }, 100)
    assert.deepEqual(
        [9, 10, 11, 12].map(lba => queue.read(lba)[0]),
        [7, 0, 0, 7]
    )
    assert.equal(image.read(10)[0], 7)
    bench.scheduler.runUntil(100)
    assert.equal(image.read(11)[0], 0)
    assert.deepEqual(committed, [])
})

test("without power nothing more is written", () => {
    const queue = setUp()
    queue.add(sectorOf(5, 1), 100)
    queue.drop()
    bench.scheduler.runUntil(1000)
    assert.equal(image.read(5)[0], 0)
    assert.equal(queue.read(5)[0], 0)
    assert.deepEqual(committed, [])
})
