import assert from "node:assert/strict"
import { afterEach, describe, test } from "node:test"
import type { CardKind } from "../../../../sim/chips/sdcard/card-kind.ts"
import { CardBench, SECTOR_COUNT, sector } from "./card-bench.ts"

/** Kinds of cards as their host meets them (SD Physical Layer Simplified Specification 4.2.3, 4.3, 7.2.1). */

const VERSION_1: Partial<CardKind> = { type: "SDSC", version: 1 }
const TWO_GB_SECTORS = 4_194_304

let bench: CardBench

function made(kind: Partial<CardKind>, sectorCount?: number): CardBench {
    bench = new CardBench("none", 1, kind, sectorCount)
    return bench
}

function ready(kind: Partial<CardKind>, sectorCount?: number): CardBench {
    made(kind, sectorCount).initialise()
    return bench
}

function assertBroken(pattern: RegExp): void {
    assert.equal(bench.broken.length, 1, bench.broken.join("\n"))
    assert.match(bench.broken[0]!, pattern)
}

afterEach(() => bench.end())

describe("a card of version 1", () => {
    test("does not know CMD8, which breaks no rule, and gets ready without HCS", () => {
        made(VERSION_1).powerUp()
        assert.deepEqual(bench.command(0, 0, 0x95), [0x01])
        assert.deepEqual(bench.command(8, 0x1aa, 0x87), [0x05])
        for (let i = 0; bench.app(41, 0)[0] === 0x01; i++) {
            assert.ok(i < 100, "ready in a second")
            bench.wait(10_000)
        }
        assert.deepEqual(bench.command(58, 0, 0xff, 5), [0x00, 0x80, 0xff, 0x80, 0x00])
        assert.deepEqual(bench.broken, [])
    })
})

describe("a card of standard capacity", () => {
    test("counts bytes in addresses", () => {
        ready({ type: "SDSC" })
        bench.command(24, 9 * 512)
        assert.equal(bench.writeBlock(0xfe, 0x33), 0x05)
        bench.wait(1)
        assert.deepEqual(bench.onMedium(9), sector(0x33))
        bench.command(17, 9 * 512)
        assert.deepEqual(bench.block(512), sector(0x33))
        assert.deepEqual(bench.broken, [])
    })

    test("reports an address inside a block, with the address bit", () => {
        ready({ type: "SDSC" })
        assert.deepEqual(bench.command(17, 100), [0x20])
        assertBroken(/address 100: not at the beginning of a block/)
    })

    test("reports an address beyond its end", () => {
        ready({ type: "SDSC" })
        assert.deepEqual(bench.command(17, SECTOR_COUNT * 512), [0x40])
        assertBroken(/out of range/)
    })

    test("of 2 GB begins with blocks of 1024 bytes: without CMD16 nothing is read", () => {
        ready({ type: "SDSC" }, TWO_GB_SECTORS)
        assert.deepEqual(bench.command(17, 0), [0x40])
        assertBroken(/blocks of 1024 bytes.*CMD16/)
        assert.deepEqual(bench.command(16, 512), [0x00])
        assert.deepEqual(bench.command(17, 0x7ffffe00), [0x00])
        assert.deepEqual(bench.block(512), sector(0))
        assert.equal(bench.broken.length, 1)
    })

    test("erases from and to byte addresses", () => {
        ready({ type: "SDSC" })
        const image = bench.newImage()
        for (let i = 10; i < 14; i++) image.write(i, new Uint8Array(512).fill(7))
        image.close()
        bench.command(32, 11 * 512)
        bench.command(33, 12 * 512)
        bench.command(38, 0)
        bench.wait(1)
        assert.deepEqual(
            [10, 11, 12, 13].map(lba => bench.onMedium(lba)[0]),
            [7, 0, 0, 7]
        )
    })
})

describe("block lengths", () => {
    test("of cards of high capacity are 512 bytes and nothing else", () => {
        ready({ type: "SDXC" })
        assert.deepEqual(bench.command(16, 512), [0x00])
        assert.deepEqual(bench.command(16, 256), [0x40])
        assert.deepEqual(bench.broken, [])
    })

    test("other than 512 are taken by standard capacity, and then refused with data", () => {
        ready({ type: "SDSC" })
        assert.deepEqual(bench.command(16, 64), [0x00])
        bench.command(17, 0)
        assertBroken(/blocks of 64 bytes/)
        assert.deepEqual(bench.command(16, 1024), [0x40])
    })
})

describe("erased sectors", () => {
    function erased(kind: Partial<CardKind>): void {
        ready({ ...kind, busy: "typical" })
        const image = bench.newImage()
        for (let i = 0; i < 600; i++) image.write(i, new Uint8Array(512).fill(7))
        image.close()
        bench.command(32, 100)
        bench.command(33, 499)
        bench.command(38, 0)
        bench.untilReady()
        bench.wait(1)
    }

    test("are ones on a card that says so", () => {
        erased({ erased: "ones" })
        assert.deepEqual(
            [99, 100, 300, 499, 500].map(lba => bench.onMedium(lba)[5]),
            [7, 0xff, 0xff, 0xff, 7]
        )
        bench.app(51, 0)
        assert.equal(bench.block(8)[1]! & 0x80, 0x80)
    })

    test("are what they were on a card that does not keep its word", () => {
        erased({ erased: "stale" })
        assert.equal(bench.onMedium(300)[5], 7)
        bench.app(51, 0)
        assert.equal(bench.block(8)[1]! & 0x80, 0x00)
        assert.deepEqual(bench.broken, [])
    })
})

test("ACMD23 and ACMD13 are taken", () => {
    ready({})
    assert.deepEqual(bench.app(23, 15), [0x00])
    assert.deepEqual(bench.app(13, 0, 2), [0x00, 0x00])
    assert.equal(bench.block(64).length, 64)
    assert.deepEqual(bench.broken, [])
})

test("a card that was put in under power is spoken to as the one before, and it is only told", () => {
    made({}).slot.remove()
    bench.slot.power(true, 0)
    bench.insert()
    bench.filler(10)
    bench.select()
    assert.deepEqual(bench.command(13, 0), [])
    assert.deepEqual(bench.broken, [])
    assert.deepEqual(bench.cardEvents("traffic-before-cmd0"), [{}])
    assert.deepEqual(bench.command(0, 0, 0x95), [0x01])
})
