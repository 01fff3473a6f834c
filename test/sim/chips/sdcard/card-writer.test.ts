import assert from "node:assert/strict"
import { afterEach, describe, test } from "node:test"
import { Random } from "../../../../sim/clock/random.ts"
import { CardTiming, type BusyProfile } from "../../../../sim/chips/sdcard/card-timing.ts"
import { crc7Byte } from "../../../../sim/chips/sdcard/crc.ts"
import { CardBench, sector, SECTOR_COUNT } from "./card-bench.ts"

/** SD Physical Layer Simplified Specification 7.2.4, 7.2.8, 7.3.3: writing, busy, erase, and power that fails. */

let bench: CardBench

function ready(busy: BusyProfile = "none", seed = 1): CardBench {
    bench = new CardBench(busy, seed)
    bench.initialise()
    assert.deepEqual(bench.broken, [])
    return bench
}

function assertBroken(pattern: RegExp): void {
    assert.equal(bench.broken.length, 1, bench.broken.join("\n"))
    assert.match(bench.broken[0]!, pattern)
}

afterEach(() => bench.end())

describe("writing", () => {
    test("CMD24 writes one sector: token FE, response 05, one event at the end of busy", () => {
        ready("typical")
        assert.deepEqual(bench.command(24, 9), [0x00])
        assert.equal(bench.writeBlock(0xfe, 0x5a), 0x05)
        assert.deepEqual(bench.cardEvents("write"), [])
        const busyUs = bench.untilReady()
        assert.ok(busyUs >= 990, `${busyUs} µs`)
        bench.wait(1)
        assert.deepEqual(bench.cardEvents("write"), [{ lba: 9, count: 1 }])
        assert.deepEqual(bench.onMedium(9), sector(0x5a))
        assert.deepEqual(bench.command(13, 0, 0xff, 2), [0x00, 0x00])
        assert.deepEqual(bench.broken, [])
    })

    test("CMD25 writes a run: tokens FC, busy after each, token FD, one event", () => {
        ready("typical")
        bench.command(25, 40)
        for (let i = 0; i < 3; i++) {
            assert.equal(bench.writeBlock(0xfc, i + 1), 0x05)
            assert.ok(bench.untilReady() > 900)
        }
        bench.send([0xff, 0xfd, 0xff])
        assert.ok(bench.untilReady() > 900)
        bench.wait(1)
        assert.deepEqual(bench.cardEvents("write"), [{ lba: 40, count: 3 }])
        for (let i = 0; i < 3; i++) assert.deepEqual(bench.onMedium(40 + i), sector(i + 1))
        const { activity } = bench.slot
        assert.equal(activity.sectorsWritten, 3)
        assert.equal(activity.commandCounts[25], 1)
        assert.equal(activity.programCount, 4)
        assert.deepEqual(bench.broken, [])
    })

    test("what was written is read back", () => {
        ready()
        bench.command(24, 3)
        bench.writeBlock(0xfe, 0x11)
        bench.untilReady()
        bench.command(17, 3)
        assert.deepEqual(bench.block(512), sector(0x11))
        assert.deepEqual(bench.broken, [])
    })

    test("CS may rise while the card is busy and between blocks, and busy goes on", () => {
        ready("typical")
        bench.command(25, 0)
        bench.writeBlock(0xfc, 1)
        bench.deselect()
        assert.equal(bench.overhear([0xff]), true)
        assert.equal(bench.overhear([0xc8, 0xff]), false)
        bench.select()
        assert.deepEqual(bench.receive(2), [0x00, 0x00])
        bench.untilReady()
        bench.deselect()
        bench.filler(100)
        bench.select()
        assert.equal(bench.writeBlock(0xfc, 2), 0x05)
        bench.untilReady()
        bench.send([0xff, 0xfd, 0xff])
        bench.untilReady()
        assert.deepEqual(bench.broken, [])
    })

    test("busy ends after the time it takes although nobody looks", () => {
        ready("typical")
        bench.command(24, 0)
        bench.writeBlock(0xfe, 1)
        bench.deselect()
        bench.wait(260_000)
        bench.select()
        assert.deepEqual(bench.receive(1), [0xff])
        assert.deepEqual(bench.onMedium(0), sector(1))
    })

    test("a command or token while the card is busy is reported and changes nothing", () => {
        ready("typical")
        bench.command(25, 0)
        bench.writeBlock(0xfc, 1)
        bench.send([0xff, 0xfc, ...sector(2), 0xff, 0xff])
        assertBroken(/token fc: sent while the card is busy/)
        bench.send([0xff, 0x4d, 0, 0, 0, 0, 0xff])
        assert.match(bench.broken[1]!, /CMD13: sent while the card is busy/)
        bench.untilReady()
        bench.send([0xff, 0xfd, 0xff])
        bench.untilReady()
        bench.wait(1)
        assert.deepEqual(bench.cardEvents("write"), [{ lba: 0, count: 1 }])
    })

    test("the token of the other kind, or right behind the response, is reported", () => {
        ready()
        bench.command(24, 0)
        bench.send([0xff, 0xfc])
        assertBroken(/byte fc/)
        bench.command(25, 0)
        assert.match(bench.broken[1]!, /CMD25: while a write is open/)
        bench.send([0xfe])
        assert.match(bench.broken[2]!, /N_WR/)
    })

    test("with CRC on, a wrong CRC16 is refused with 0B, and CMD12 and ACMD22 follow", () => {
        ready()
        bench.command(59, 1)
        bench.command(25, 0, 0x03)
        const zeros = new Array<number>(512).fill(0)
        bench.send([0xff, 0xfc, ...zeros, 0, 0])
        assert.equal(bench.receive(1)[0]! & 0x1f, 0x05)
        bench.untilReady()
        bench.send([0xff, 0xfc, ...zeros, 0, 1])
        assert.equal(bench.receive(1)[0]! & 0x1f, 0x0b)
        assertBroken(/wrong CRC16/)
        assert.deepEqual(bench.command(12, 0, 0x61), [0x00])
        bench.untilReady()
        bench.command(55, 0, 0x65)
        bench.command(22, 0, crc7Byte(Uint8Array.of(0x40 | 22, 0, 0, 0, 0), 5))
        assert.deepEqual(bench.block(4), [0, 0, 0, 1])
        assert.equal(bench.broken.length, 1)
    })

    test("a run beyond the last sector is refused with 0D and reported", () => {
        ready()
        bench.command(25, SECTOR_COUNT - 1)
        assert.equal(bench.writeBlock(0xfc, 1), 0x05)
        bench.untilReady()
        assert.equal(bench.writeBlock(0xfc, 2), 0x0d)
        assertBroken(/beyond the last sector/)
    })

    test("CMD12 in place of the Stop Tran token is reported", () => {
        ready()
        bench.command(25, 0)
        bench.writeBlock(0xfc, 1)
        bench.untilReady()
        bench.command(12, 0)
        assertBroken(/CMD12/)
    })
})

describe("erase", () => {
    test("CMD32, CMD33 and CMD38 zero the sectors when busy ends", () => {
        ready("typical")
        const image = bench.newImage()
        for (let i = 10; i < 14; i++) image.write(i, new Uint8Array(512).fill(7))
        image.close()
        bench.command(32, 11)
        bench.command(33, 12)
        assert.deepEqual(bench.command(38, 0), [0x00])
        assert.deepEqual(bench.onMedium(11), sector(7))
        bench.untilReady()
        bench.wait(1)
        assert.deepEqual(
            [10, 11, 12, 13].map(lba => bench.onMedium(lba)[0]),
            [7, 0, 0, 7]
        )
        assert.equal(bench.slot.activity.eraseCount, 1)
        assert.deepEqual(bench.broken, [])
    })

    test("another command in between breaks the sequence", () => {
        ready()
        bench.command(32, 11)
        assert.deepEqual(bench.command(58, 0, 0xff, 5).slice(0, 1), [0x02])
        assert.deepEqual(bench.command(38, 0), [0x10])
        assertBroken(/CMD38/)
    })
})

describe("power that fails", () => {
    test("inside busy the sector is lost, after it it is kept", () => {
        ready("typical")
        bench.command(24, 5)
        bench.writeBlock(0xfe, 1)
        bench.slot.power(false, bench.nowUs)
        bench.wait(300_000)
        assert.deepEqual(bench.onMedium(5), sector(0))
        assert.deepEqual(bench.cardEvents("write"), [])
    })

    test("in a run, the blocks whose busy has ended are kept and told", () => {
        ready("typical")
        bench.command(25, 5)
        bench.writeBlock(0xfc, 1)
        bench.untilReady()
        bench.writeBlock(0xfc, 2)
        bench.slot.power(false, bench.nowUs)
        bench.wait(300_000)
        assert.deepEqual(bench.onMedium(5), sector(1))
        assert.deepEqual(bench.onMedium(6), sector(0))
        assert.deepEqual(bench.cardEvents("write"), [{ lba: 5, count: 1 }])
    })

    test("after it the card must be initialised again", () => {
        ready()
        bench.deselect()
        bench.slot.power(false, bench.nowUs)
        bench.powerUp()
        assert.deepEqual(bench.command(0, 0, 0x95), [0x01])
        assert.deepEqual(bench.broken, [])
    })

    test("a card pulled out while busy loses the sector, and the slot tells", () => {
        ready("typical")
        bench.command(24, 5)
        bench.writeBlock(0xfe, 1)
        bench.slot.remove()
        bench.wait(300_000)
        assert.deepEqual(bench.onMedium(5), sector(0))
        assert.equal(bench.cardEvents("insert").length, 1)
        assert.equal(bench.cardEvents("remove").length, 1)
    })
})

describe("activity and times", () => {
    test("the last command is told without status polls", () => {
        ready()
        const lastUs = bench.slot.activity.lastCommandUs
        bench.wait(5000)
        bench.command(13, 0, 0xff, 2)
        assert.equal(bench.slot.activity.lastCommandUs, lastUs)
        bench.command(58, 0, 0xff, 5)
        assert.ok(bench.slot.activity.lastCommandUs! > lastUs!)
    })

    test("busy is 1–5 ms as a rule, 100–250 ms at times, and the same for one seed", () => {
        ready()
        const draw = () => {
            const timing = new CardTiming(new Random(3, "busy"), "typical")
            return Array.from({ length: 5000 }, () => timing.programUs())
        }
        const times = draw()
        const outliers = times.filter(us => us > 5000)
        assert.ok(times.every(us => us >= 1000 && us <= 250_000))
        assert.ok(outliers.every(us => us >= 100_000))
        assert.ok(outliers.length > 0 && outliers.length < 100)
        assert.deepEqual(draw(), times)
    })
})
