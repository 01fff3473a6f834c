import assert from "node:assert/strict"
import { afterEach, describe, test } from "node:test"
import { CUT_VARIANTS, type CutVariant } from "../../../../sim/chips/sdcard/power-cut.ts"
import { CardBench, sector } from "./card-bench.ts"

/** Power that fails at a sector written: the medium afterwards, as a PC would find it. */

const OLD = 0x11
const HALF_OLD = Array<number>(256).fill(OLD)
const LBA = 40

let bench: CardBench

afterEach(() => bench.end())

/** A card with known old sectors, on which a run of five sectors is written until power fails. */
function writeRun(cardWrite: number, variant: CutVariant, seed = 1): void {
    bench = new CardBench("typical", seed)
    bench.initialise()
    run(Array<number>(6).fill(OLD))
    bench.armCut(cardWrite, variant)
    run([1, 2, 3, 4, 5])
}

function run(fills: readonly number[]): void {
    bench.command(25, LBA)
    for (const fill of fills) {
        if (bench.cutUs !== undefined) return
        bench.writeBlock(0xfc, fill)
        bench.untilReady()
    }
    if (bench.cutUs !== undefined) return
    bench.send([0xff, 0xfd, 0xff])
    bench.untilReady()
    bench.wait(1)
}

/** First byte of each of the six sectors. */
function firstBytes(): number[] {
    return [0, 1, 2, 3, 4, 5].map(i => bench.onMedium(LBA + i)[0]!)
}

describe("power that fails at the third sector of a run", () => {
    for (const [variant, third] of [
        ["before", sector(OLD)],
        ["torn-first", [...Array<number>(256).fill(3), ...HALF_OLD]],
        ["torn-second", [...HALF_OLD, ...Array<number>(256).fill(3)]],
        ["zeros", sector(0x00)],
        ["ones", sector(0xff)],
        ["after", sector(3)],
    ] as const)
        test(`${variant}: leaves the two before it, and of itself what the name says`, () => {
            writeRun(3, variant)
            assert.deepEqual(bench.onMedium(LBA + 2), third)
            assert.deepEqual(firstBytes().slice(0, 2), [1, 2])
            assert.deepEqual(firstBytes().slice(3), [OLD, OLD, OLD])
        })

    test("garbage: leaves bytes by chance, the same for one seed", () => {
        writeRun(3, "garbage", 5)
        const once = bench.onMedium(LBA + 2)
        assert.ok(new Set(once).size > 64)
        assert.deepEqual(firstBytes().slice(0, 2), [1, 2])
        bench.end()
        writeRun(3, "garbage", 5)
        assert.deepEqual(bench.onMedium(LBA + 2), once)
    })

    test("reordered: loses it and keeps the one after it", () => {
        writeRun(3, "reordered")
        assert.deepEqual(firstBytes(), [1, 2, OLD, 4, OLD, OLD])
    })

    test("stream-lost: loses all that the open CMD25 wrote", () => {
        writeRun(3, "stream-lost")
        assert.deepEqual(firstBytes(), [OLD, OLD, OLD, OLD, OLD, OLD])
    })

    test("is over in the instant in which its busy ends: the card no longer answers", () => {
        writeRun(3, "before")
        assert.ok(bench.cutUs !== undefined)
        assert.deepEqual(bench.command(13, 0), [])
        assert.equal(bench.slot.isDoomed, false)
    })

    test("is told as what the medium holds: two sectors", () => {
        writeRun(3, "zeros")
        assert.deepEqual(bench.cardEvents("write").slice(1), [{ lba: LBA, count: 2 }])
    })
})

test("a stream that was stopped is not lost with the next", () => {
    bench = new CardBench("typical")
    bench.initialise()
    run([1, 2])
    bench.armCut(1, "stream-lost")
    run([7, 8])
    assert.deepEqual(firstBytes().slice(0, 2), [1, 2])
})

test("CMD24 is no stream: with stream-lost its one sector is as it was", () => {
    bench = new CardBench("typical")
    bench.initialise()
    bench.armCut(1, "stream-lost")
    bench.command(24, 7)
    bench.writeBlock(0xfe, 0x77)
    bench.untilReady()
    assert.deepEqual(bench.onMedium(7), sector(0))
    assert.ok(bench.cutUs !== undefined)
})

describe("reordered at the last sector of all", () => {
    test("fails two seconds later, and reads as written until then", () => {
        bench = new CardBench("typical")
        bench.initialise()
        bench.armCut(1, "reordered")
        bench.command(24, 7)
        bench.writeBlock(0xfe, 0x77)
        bench.untilReady()
        bench.wait(1)
        assert.equal(bench.slot.isDoomed, true)
        bench.command(17, 7)
        assert.deepEqual(bench.block(512), sector(0x77))
        bench.wait(2_000_000)
        assert.ok(bench.cutUs !== undefined)
        assert.deepEqual(bench.onMedium(7), sector(0))
    })
})

test("a cut counts from the moment it is armed, over all cards, and comes once", () => {
    for (const variant of CUT_VARIANTS) {
        writeRun(5, variant)
        if (variant === "reordered") bench.wait(2_000_000)
        assert.ok(bench.cutUs !== undefined, variant)
        bench.cutUs = undefined
        bench.initialise()
        run([9, 9, 9, 9, 9, 9])
        assert.equal(bench.cutUs, undefined, variant)
        bench.end()
    }
    bench = new CardBench()
})

test("the last cut armed is the one that counts", () => {
    bench = new CardBench("typical")
    bench.initialise()
    bench.armCut(1, "zeros")
    bench.armCut(2, "after")
    run([1, 2, 3])
    assert.deepEqual(firstBytes(), [1, 2, 0, 0, 0, 0])
})
