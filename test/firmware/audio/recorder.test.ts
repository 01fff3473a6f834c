import { describe, expect, test } from "@devicescript/test"
import { Recorder, SectorSink } from "../../../src/audio/recorder"
import { Interrupter, StopReason } from "../../../src/audio/stop-reason"
import { BlockDevice } from "../../../src/hal/block-device"
import { Meanwhile } from "../../../src/hal/spi"
import { FakeBus } from "../support/fake-bus"
import { FakeLine } from "../support/fake-line"

/** A card that is busy for so many service turns with each burst, and checks that bytes count on without a gap. */
class CountingCard implements BlockDevice, SectorSink {
    readonly sectorCount = 1000
    readonly isWriteProtected = false
    readonly erasedByte: number | undefined = undefined
    readonly longestBusyUs = 0
    meanwhile: Meanwhile | undefined
    sectorsLeft = 100
    bursts = ""
    nextByte = 0
    wrongBytes = 0
    busyTurns = 0

    async read(
        startSector: number,
        into: Buffer,
        atByte: number,
        sectorCount: number
    ): Promise<void> {
        throw new Error("not read here")
    }

    async erase(startSector: number, sectorCount: number): Promise<void> {
        throw new Error("not erased here")
    }

    async write(
        startSector: number,
        from: Buffer,
        atByte: number,
        sectorCount: number
    ): Promise<void> {
        throw new Error("not written here")
    }

    async append(from: Buffer, atByte: number, sectorCount: number): Promise<void> {
        this.sectorsLeft -= sectorCount
        this.bursts += sectorCount + " "
        const lengthBytes = from.length
        let at = atByte
        // The first byte of each eighth is enough to see a shift: a run of 64 begins there.
        for (let i = 0; i < sectorCount * 8; i++) {
            if (from[at] !== (this.nextByte & 0xff)) this.wrongBytes++
            this.nextByte += 1
            at = (at + 64) % lengthBytes
        }
        for (let i = 0; i < this.busyTurns; i++) await this.meanwhile?.tick(6000)
    }
}

class StopAfter implements Interrupter {
    constructor(private turns: number) {}

    check(): StopReason | undefined {
        this.turns--
        return this.turns < 0 ? StopReason.HungUp : undefined
    }
}

/** Each poll brings 64 bytes whose first counts up. */
class CountingLine extends FakeLine {
    private count = 0
    private piece = Buffer.alloc(64)
    private soundSink: any

    override async startReceive(sink: any): Promise<void> {
        this.soundSink = sink
        this.log += "("
    }

    override async poll(): Promise<void> {
        this.piece[0] = this.count
        this.count++
        this.soundSink.onSound(this.piece, 0, 64)
    }
}

const MAX_MS = 180000

describe("Recorder", () => {
    test("hands whole bursts of 15 sectors over, then the rest, then the tail", async () => {
        const card = new CountingCard()
        const recorder = new Recorder(new CountingLine(), new FakeBus(), card)
        const reason = await recorder.record(card, MAX_MS, new StopAfter(300))
        expect(reason).toBe(StopReason.HungUp)
        // 301 polls of 64 bytes are 37 sectors and 5 polls.
        expect(card.bursts).toBe("15 15 7 ")
        expect(card.wrongBytes).toBe(0)
        const tail = Buffer.alloc(512)
        expect(recorder.takeTail(tail)).toBe(5 * 64)
        expect(tail[0]).toBe((37 * 8) & 0xff)
        expect(recorder.receivedBytes).toBe(301 * 64)
        expect(recorder.lostBytes).toBe(0)
    })
    test("loses nothing while the card is busy for 250 ms", async () => {
        const card = new CountingCard()
        // 50 turns of 6 ms bring 64 bytes each here: as many as a line at full speed.
        card.busyTurns = 50
        const recorder = new Recorder(new CountingLine(), new FakeBus(), card)
        await recorder.record(card, MAX_MS, new StopAfter(400))
        expect(card.wrongBytes).toBe(0)
        expect(recorder.lostBytes).toBe(0)
    })
    test("counts what no ring could hold", async () => {
        const card = new CountingCard()
        card.busyTurns = 100
        const recorder = new Recorder(new CountingLine(), new FakeBus(), card)
        await recorder.record(card, MAX_MS, new StopAfter(400))
        expect(recorder.lostBytes > 0).toBe(true)
    })
    test("ends by itself before the slot is full", async () => {
        const card = new CountingCard()
        card.sectorsLeft = 40
        const recorder = new Recorder(new CountingLine(), new FakeBus(), card)
        expect(await recorder.record(card, MAX_MS, new StopAfter(100000))).toBe(
            StopReason.LimitReached
        )
        expect(card.sectorsLeft >= 0).toBe(true)
        expect(card.wrongBytes).toBe(0)
    })
    test("ends when the longest message has been recorded", async () => {
        const card = new CountingCard()
        const recorder = new Recorder(new CountingLine(), new FakeBus(), card)
        // 80 ms are 640 bytes, ten polls.
        expect(await recorder.record(card, 80, new StopAfter(100000))).toBe(StopReason.LimitReached)
        expect(recorder.receivedBytes).toBe(640)
    })
    test("the card calls back only while a recording runs", async () => {
        const card = new CountingCard()
        const recorder = new Recorder(new CountingLine(), new FakeBus(), card)
        await recorder.record(card, MAX_MS, new StopAfter(10))
        expect(card.meanwhile).toBe(undefined)
    })
})
