import assert from "node:assert/strict"
import { afterEach, describe, test } from "node:test"
import type { BusyProfile } from "../../../../sim/chips/sdcard/card-timing.ts"
import { crc7Byte } from "../../../../sim/chips/sdcard/crc.ts"
import { CardBench, sector, SECTOR_COUNT } from "./card-bench.ts"

/** SD Physical Layer Simplified Specification, chapter 7: initialisation, registers, reading, rules. */

let bench: CardBench

function cold(busy: BusyProfile = "none", seed = 1): CardBench {
    bench = new CardBench(busy, seed)
    return bench
}

function ready(busy: BusyProfile = "none", seed = 1): CardBench {
    cold(busy, seed).initialise()
    assert.deepEqual(bench.broken, [])
    return bench
}

function assertBroken(pattern: RegExp): void {
    assert.equal(bench.broken.length, 1, bench.broken.join("\n"))
    assert.match(bench.broken[0]!, pattern)
}

afterEach(() => bench.end())

describe("initialisation", () => {
    test("CMD0, CMD8, ACMD41 and CMD58 bring a card of high capacity up", () => {
        cold().powerUp()
        assert.deepEqual(bench.command(0, 0, 0x95), [0x01])
        assert.deepEqual(bench.command(8, 0x1aa, 0x87, 5), [0x01, 0, 0, 0x01, 0xaa])
        const startUs = bench.nowUs
        assert.deepEqual(bench.app(41, 0x40000000), [0x01])
        while (bench.app(41, 0x40000000)[0] === 0x01) bench.wait(1000)
        const tookUs = bench.nowUs - startUs
        assert.ok(tookUs >= 50_000 && tookUs <= 302_000, `${tookUs} µs`)
        const [r1, ...ocr] = bench.command(58, 0, 0xff, 5)
        assert.equal(r1, 0x00)
        assert.equal(ocr[0]! & 0xc0, 0xc0)
        assert.deepEqual(bench.broken, [])
    })

    test("a host that does not say HCS waits for ever", () => {
        cold().powerUp()
        bench.command(0, 0, 0x95)
        bench.command(8, 0x1aa, 0x87, 5)
        for (let i = 0; i < 20; i++) {
            assert.deepEqual(bench.app(41, 0), [0x01])
            bench.wait(100_000)
        }
    })

    test("CMD0 after fewer than 74 clocks is reported and not answered", () => {
        cold().slot.power(true, 0)
        bench.filler(9)
        bench.select()
        assert.deepEqual(bench.command(0, 0, 0x95), [])
        assertBroken(/74 clocks/)
    })

    test("a card that is not ready wants a clock of 100 to 400 kHz", () => {
        cold().powerUp()
        bench.byteUs = 2
        assert.deepEqual(bench.command(0, 0, 0x95), [0x01])
        assertBroken(/CMD0: at 4000000 Hz/)
        bench.byteUs = 81
        bench.command(8, 0x1aa, 0x87, 5)
        assert.match(bench.broken[1]!, /CMD8: at 98765 Hz/)
    })

    test("clocks with CS low do not count", () => {
        cold().slot.power(true, 0)
        bench.select()
        bench.receive(20)
        assert.deepEqual(bench.command(0, 0, 0x95), [])
        assertBroken(/74 clocks/)
    })

    test("any other first command, or CMD0 with a wrong CRC, is reported and not answered", () => {
        cold().powerUp()
        assert.deepEqual(bench.command(8, 0x1aa, 0x87, 5), [])
        assertBroken(/SPI mode/)
        assert.deepEqual(bench.command(0, 0, 0x97), [])
        assert.equal(bench.broken.length, 2)
        assert.deepEqual(bench.command(0, 0, 0x95), [0x01])
    })

    test("traffic of another chip before CMD0 at power-on is reported once", () => {
        cold().slot.power(true, 0)
        bench.overhear([0xc8, 0xff])
        bench.overhear([0xc8, 0xff])
        assertBroken(/traffic/)
    })

    test("the same after insertion under power is only told, and CMD0 still works", () => {
        cold().slot.remove()
        bench.slot.power(true, 0)
        bench.insert()
        bench.filler(10)
        bench.overhear([0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46])
        assert.deepEqual(bench.cardEvents("traffic-before-cmd0"), [{}])
        bench.select()
        assert.deepEqual(bench.command(0, 0, 0x95), [0x01])
        assert.deepEqual(bench.broken, [])
    })

    test("a CMD0 without clocks before it is forgiven where the card came in while the host tried, and not later", () => {
        cold().slot.remove()
        bench.slot.power(true, 0)
        bench.insert()
        bench.select()
        assert.notDeepEqual(bench.command(0, 0, 0x95), [0x01])
        assert.deepEqual(bench.broken, [])
        bench.deselect()
        bench.wait(4_000_000)
        bench.select()
        bench.command(0, 0, 0x95)
        assertBroken(/74 clocks/)
    })

    test("a run of bytes that is a valid command leads the card astray until the second CMD0", () => {
        cold().slot.remove()
        bench.slot.power(true, 0)
        bench.insert()
        bench.filler(10)
        bench.overhear([0x12, 0x48, 0x00, 0x00])
        bench.overhear([0x01, 0xaa, 0x87, 0x00])
        bench.select()
        assert.deepEqual(bench.command(0, 0, 0x95), [])
        assert.deepEqual(bench.command(0, 0, 0x95), [0x01])
    })

    test("CMD0 brings a ready card back to idle, without clocks before it", () => {
        ready()
        bench.byteUs = 20
        assert.deepEqual(bench.command(0, 0, 0x95), [0x01])
        assert.deepEqual(bench.command(17, 0), [0x05])
        assertBroken(/CMD17: before the card is ready/)
    })
})

describe("commands", () => {
    test("CMD8 has its CRC checked although checking is off", () => {
        cold().powerUp()
        bench.command(0, 0, 0x95)
        assert.deepEqual(bench.command(8, 0x1aa, 0x85), [0x09])
        assertBroken(/CMD8: wrong CRC7/)
    })

    test("after CMD59 every command has its CRC checked", () => {
        ready()
        assert.deepEqual(bench.command(59, 1), [0x00])
        assert.deepEqual(bench.command(13, 0, 0x0d, 2), [0x00, 0x00])
        assert.deepEqual(bench.broken, [])
        assert.deepEqual(bench.command(13, 0, 0xff), [0x08])
        assertBroken(/CMD13: wrong CRC7/)
    })

    test("an unknown command has the illegal-command bit and is reported", () => {
        ready()
        assert.deepEqual(bench.command(2, 0), [0x04])
        assertBroken(/CMD2:/)
    })

    test("a sector beyond the end has the parameter bit and is reported", () => {
        for (const index of [17, 18, 24, 25]) {
            ready()
            assert.deepEqual(bench.command(index, SECTOR_COUNT), [0x40])
            assertBroken(/out of range/)
        }
    })

    test("the response comes after 1 to 8 bytes", () => {
        ready("typical")
        const delays = new Set<number>()
        for (let i = 0; i < 100; i++) {
            const answer = bench.send([
                0xff,
                0x4d,
                0,
                0,
                0,
                0,
                0xff,
                ...Array<number>(11).fill(0xff),
            ])
            delays.add(answer.slice(7).indexOf(0x00))
        }
        assert.equal(Math.min(...delays), 1)
        assert.equal(Math.max(...delays), 8)
    })

    test("a command right behind a response, and an end bit of 0, are reported", () => {
        ready()
        bench.command(13, 0, 0xff, 2)
        bench.send([0x4d, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff])
        assertBroken(/N_RC/)
        bench.command(13, 0, 0xfe, 2)
        assert.match(bench.broken[1]!, /end bit/)
    })

    test("MOSI that is not high while the card responds is reported", () => {
        ready()
        bench.send([0xff, 0x4d, 0, 0, 0, 0, 0xff, 0x00, 0x00, 0x00])
        assertBroken(/MOSI 00/)
    })

    test("a token without an open write is reported", () => {
        ready()
        bench.send([0xff, 0xfe])
        assertBroken(/fe.*no token/)
    })

    test("CS that rises inside a command or a response is reported", () => {
        ready()
        bench.send([0xff, 0x4d, 0, 0])
        bench.deselect()
        assertBroken(/inside a command/)
        bench.filler(1)
        bench.select()
        bench.send([0xff, 0x4d, 0, 0, 0, 0, 0xff])
        bench.deselect()
        assert.match(bench.broken[1]!, /inside a response/)
    })

    test("CSD version 2 tells the capacity, with a right CRC", () => {
        ready()
        assert.deepEqual(bench.command(9, 0), [0x00])
        const csd = bench.block(16)
        assert.equal(csd[0]! >> 6, 1)
        const cSize = ((csd[7]! & 0x3f) << 16) | (csd[8]! << 8) | csd[9]!
        assert.equal((cSize + 1) * 1024, SECTOR_COUNT)
        assert.equal(csd[5]! & 0x0f, 9)
        assert.equal(csd[15], crc7Byte(Uint8Array.from(csd), 15))
    })

    test("CID, SCR, SD status and OCR come", () => {
        ready()
        bench.command(10, 0)
        assert.equal(bench.block(16).length, 16)
        bench.app(51, 0)
        assert.equal(bench.block(8)[0]! & 0x0f, 2)
        assert.deepEqual(bench.app(13, 0, 2), [0x00, 0x00])
        assert.equal(bench.block(64)[10]! >> 4, 9)
        assert.deepEqual(bench.broken, [])
    })

    test("a card without power and a slot without card answer FF", () => {
        cold()
        bench.select()
        assert.deepEqual(bench.command(0, 0, 0x95), [])
        bench.slot.remove()
        assert.deepEqual(bench.command(0, 0, 0x95), [])
        assert.deepEqual(bench.broken, [])
    })
})

describe("reading", () => {
    test("CMD17 gives one sector with its CRC16", () => {
        ready()
        const image = bench.newImage()
        image.write(7, new Uint8Array(512).fill(0xff))
        image.close()
        assert.deepEqual(bench.command(17, 7), [0x00])
        assert.equal(bench.token(), 0xfe)
        assert.deepEqual(bench.receive(515), [...sector(0xff), 0x7f, 0xa1, 0xff])
        assert.equal(bench.slot.activity.sectorsRead, 1)
        assert.deepEqual(bench.broken, [])
    })

    test("the start token takes 0.1 to 1 ms", () => {
        ready("typical")
        bench.command(17, 0)
        const startUs = bench.nowUs
        bench.token()
        const tookUs = bench.nowUs - startUs
        assert.ok(tookUs >= 98 && tookUs <= 1004, `${tookUs} µs`)
    })

    test("CMD18 goes on until CMD12, whose response has a stuff byte before it", () => {
        ready()
        const image = bench.newImage()
        for (let i = 0; i < 4; i++) image.write(100 + i, new Uint8Array(512).fill(i + 1))
        image.close()
        bench.command(18, 100)
        for (let i = 0; i < 3; i++) assert.deepEqual(bench.block(512), sector(i + 1))
        const answer = bench.send([0x4c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff])
        assert.equal(answer[8], 0x00)
        bench.receive(4)
        assert.deepEqual(bench.command(13, 0, 0xff, 2), [0x00, 0x00])
        assert.equal(bench.slot.activity.sectorsRead, 3)
        assert.deepEqual(bench.broken, [])
    })

    test("CMD12 may come inside a block", () => {
        ready()
        bench.command(18, 0)
        bench.token()
        bench.receive(100)
        const answer = bench.send([0x4c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff])
        assert.equal(answer[8], 0x00)
        assert.deepEqual(bench.receive(600), Array<number>(600).fill(0xff))
        assert.deepEqual(bench.broken, [])
    })

    test("CS may rise between blocks, not inside one", () => {
        ready()
        bench.command(18, 0)
        bench.block(512)
        bench.deselect()
        bench.overhear([0xc8, 0xff])
        bench.select()
        bench.block(512)
        assert.deepEqual(bench.broken, [])
        bench.token()
        bench.receive(5)
        bench.deselect()
        assertBroken(/inside a data block/)
    })

    test("a stream beyond the last sector ends with the out-of-range token, and CMD12 is fine", () => {
        ready()
        bench.command(18, SECTOR_COUNT - 1)
        bench.block(512)
        assert.equal(bench.token(), 0x08)
        bench.send([0xff, 0x4c, 0, 0, 0, 0, 0xff, 0xff, 0xff])
        assert.deepEqual(bench.receive(1), [0x00])
        bench.receive(2)
        assert.deepEqual(bench.command(13, 0, 0xff, 2), [0x00, 0x80])
        assert.deepEqual(bench.broken, [])
    })

    test("MOSI that is not high, or another command, while a block is sent is reported", () => {
        ready()
        bench.command(17, 0)
        bench.token()
        bench.send([0x00, 0x00])
        assertBroken(/MOSI 00/)
    })
})
