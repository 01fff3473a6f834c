import assert from "node:assert/strict"
import { afterEach, describe, test } from "node:test"
import { CardBench, sector } from "./card-bench.ts"

/** What goes wrong with a card, as its host sees it (SD Physical Layer Simplified Specification 5.3, 7.2.4, 7.3.3). */

const R2_ERROR = 0x04
const R2_ECC_FAILED = 0x10
const R2_WRITE_PROTECT_VIOLATION = 0x20
const WRITE_ERROR = 0x0d
const ACCEPTED = 0x05

let bench: CardBench

function ready(): CardBench {
    bench = new CardBench("typical")
    bench.initialise()
    return bench
}

function writeOne(lba: number, fill: number): number {
    bench.command(24, lba)
    const response = bench.writeBlock(0xfe, fill)
    bench.untilReady()
    bench.wait(1)
    return response
}

function status(): number {
    return bench.command(13, 0, 0xff, 2)[1]!
}

afterEach(() => {
    assert.deepEqual(bench.broken, [])
    bench.end()
})

describe("a write error", () => {
    test("refuses as many sectors as it was set for, and CMD13 tells it once", () => {
        ready().slot.faults.set("card-write-error", { times: 2, ms: undefined })
        assert.equal(writeOne(5, 1), WRITE_ERROR)
        assert.equal(status(), R2_ERROR)
        assert.equal(status(), 0)
        assert.equal(writeOne(5, 2), WRITE_ERROR)
        assert.deepEqual(bench.onMedium(5), sector(0))
        assert.equal(status(), R2_ERROR)
        assert.equal(writeOne(5, 3), ACCEPTED)
        assert.deepEqual(bench.onMedium(5), sector(3))
    })

    test("in a run leaves the sectors before it, and ACMD22 says how many", () => {
        ready()
        bench.command(25, 60)
        bench.writeBlock(0xfc, 1)
        bench.untilReady()
        bench.slot.faults.set("card-write-error", { times: 1, ms: undefined })
        assert.equal(bench.writeBlock(0xfc, 2), WRITE_ERROR)
        bench.command(12, 0)
        bench.untilReady()
        bench.app(22, 0)
        assert.deepEqual(bench.block(4), [0, 0, 0, 1])
        assert.deepEqual(bench.onMedium(60), sector(1))
        assert.equal(status(), R2_ERROR)
    })

    test("may last for ever, or for a time", () => {
        ready().slot.faults.set("card-write-error", { times: "forever", ms: 500 })
        for (let i = 0; i < 20; i++) assert.equal(writeOne(5, 1), WRITE_ERROR)
        bench.wait(500_000)
        assert.equal(writeOne(5, 1), ACCEPTED)
    })

    test("ends with all faults", () => {
        ready().slot.faults.set("card-write-error", { times: "forever", ms: undefined })
        bench.slot.faults.clear()
        assert.equal(writeOne(5, 1), ACCEPTED)
    })
})

describe("a read error", () => {
    test("is an error token in the place of the block", () => {
        ready().slot.faults.set("card-read-error", { times: 1, ms: undefined })
        bench.command(17, 9)
        assert.equal(bench.token(), 0x04)
        bench.receive(4)
        assert.equal(status(), R2_ECC_FAILED)
        bench.command(17, 9)
        assert.deepEqual(bench.block(512), sector(0))
    })

    test("ends a run, which CMD12 closes", () => {
        ready()
        bench.command(18, 9)
        bench.block(512)
        bench.slot.faults.set("card-read-error", { times: 1, ms: undefined })
        assert.equal(bench.token(), 0x04)
        assert.deepEqual(bench.receive(2000), Array<number>(2000).fill(0xff))
        bench.send([0xff, 0x4c, 0, 0, 0, 0, 0xff, 0xff])
        bench.token()
        bench.untilReady()
        bench.receive(1)
        assert.equal(status(), R2_ECC_FAILED)
    })
})

test("a stall makes busy as long as it says, that many times", () => {
    ready().slot.faults.set("card-stall", { times: 1, ms: 250 })
    bench.command(24, 9)
    bench.writeBlock(0xfe, 1)
    assert.ok(Math.abs(bench.untilReady() - 250_000) < 20)
    bench.command(24, 9)
    bench.writeBlock(0xfe, 1)
    assert.ok(bench.untilReady() < 20_000)
})

describe("a locked card", () => {
    test("says in its CSD that it is write-protected, and takes nothing", () => {
        ready().slot.faults.set("card-locked", { times: "forever", ms: undefined })
        bench.command(9, 0)
        assert.equal(bench.block(16)[14]! & 0x30, 0x10)
        assert.equal(writeOne(5, 1), WRITE_ERROR)
        assert.equal(status(), R2_WRITE_PROTECT_VIOLATION)
        assert.deepEqual(bench.onMedium(5), sector(0))
    })

    test("is read as any other", () => {
        ready()
        writeOne(5, 0x33)
        bench.slot.faults.set("card-locked", { times: "forever", ms: undefined })
        bench.command(17, 5)
        assert.deepEqual(bench.block(512), sector(0x33))
    })

    test("is not erased", () => {
        ready()
        writeOne(5, 0x33)
        bench.slot.faults.set("card-locked", { times: "forever", ms: undefined })
        bench.command(32, 5)
        bench.command(33, 5)
        bench.command(38, 0)
        bench.untilReady()
        assert.deepEqual(bench.onMedium(5), sector(0x33))
        assert.equal(status() & R2_WRITE_PROTECT_VIOLATION, R2_WRITE_PROTECT_VIOLATION)
    })
})
