import assert from "node:assert/strict"
import { afterEach, beforeEach, describe, test } from "node:test"
import { CardBench, SECTOR_COUNT, sector } from "./card-bench.ts"

/** SD Physical Layer Simplified Specification 7.2.3: what follows CMD17 and CMD18, block by block. */

let bench: CardBench

beforeEach(() => {
    bench = new CardBench("typical")
    const image = bench.newImage()
    for (let i = 0; i < 40; i++) image.write(i, new Uint8Array(512).fill(i + 1))
    image.close()
    bench.initialise()
})

afterEach(() => {
    assert.deepEqual(bench.broken, [])
    bench.end()
})

function stop(): void {
    bench.send([0xff, 0x4c, 0, 0, 0, 0, 0xff, 0xff])
    bench.token()
    bench.untilReady()
    bench.receive(1)
}

describe("a run", () => {
    test("gives sector after sector, each after its own access time", () => {
        bench.command(18, 0)
        const gaps = Array.from({ length: 40 }, (_, i) => {
            const startUs = bench.nowUs
            bench.token()
            const gapUs = bench.nowUs - startUs
            assert.deepEqual(bench.receive(514).slice(0, 512), sector(i + 1))
            return gapUs
        })
        assert.ok(new Set(gaps).size > 10)
        assert.ok(gaps.every(us => us >= 98 && us <= 1010))
        assert.equal(bench.slot.activity.sectorsRead, 40)
        stop()
    })

    test("ends at the last sector of the card with a token that CMD13 explains", () => {
        bench.command(18, SECTOR_COUNT - 2)
        bench.block(512)
        bench.block(512)
        assert.equal(bench.token(), 0x08)
        stop()
        assert.deepEqual(bench.command(13, 0, 0xff, 2), [0x00, 0x80])
    })
})

describe("a single sector", () => {
    test("is one block, and then the card waits for a command", () => {
        bench.command(17, 3)
        assert.deepEqual(bench.block(512), sector(4))
        assert.deepEqual(bench.receive(2000), Array<number>(2000).fill(0xff))
        bench.command(17, 4)
        assert.deepEqual(bench.block(512), sector(5))
    })

    test("that fails comes whole when it is asked for again", () => {
        bench.slot.faults.set("card-read-error", { times: 2, ms: undefined })
        for (let i = 0; i < 2; i++) {
            bench.command(17, 3)
            assert.equal(bench.token(), 0x04)
            bench.receive(1)
        }
        bench.command(17, 3)
        assert.deepEqual(bench.block(512), sector(4))
        assert.equal(bench.slot.activity.sectorsRead, 1)
    })
})

test("what is written and not yet on the medium is read as written", () => {
    bench.command(24, 9)
    bench.writeBlock(0xfe, 0x99)
    bench.untilReady()
    bench.command(17, 9)
    assert.deepEqual(bench.block(512), sector(0x99))
})
