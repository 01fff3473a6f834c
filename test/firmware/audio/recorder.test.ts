import { describe, expect, test } from "@devicescript/test"
import { RING_BYTES, Recorder, SectorSink } from "../../../src/audio/recorder"
import { Interrupter, StopReason } from "../../../src/audio/stop-reason"
import { BlockDevice } from "../../../src/hal/block-device"
import { Codec } from "../../../src/hal/sound"
import { Meanwhile } from "../../../src/hal/spi"
import { FaultCode } from "../../../src/util/fault"
import { FakeBus } from "../support/fake-bus"
import { FakeLine } from "../support/fake-line"
import { TONE_480_620_MULAW, VOICE_MULAW } from "../support/line-sounds"

/** A card that is busy for so many looks after every fifth sector, and checks that bytes count on without a gap. */
class CountingCard implements BlockDevice, SectorSink {
    readonly sectorCount = 1000
    readonly isWriteProtected = false
    readonly erasedByte: number | undefined = undefined
    longestBusyUs = 0
    meanwhile: Meanwhile | undefined
    sectorsLeft = 100
    runs = ""
    nextByte = 0
    wrongBytes = 0
    busyTurns = 0
    /** This sector is refused once, and those before it, so many, were not kept either. */
    refusedSector = -1
    unkeptSectors = 0
    private looksLeft = 0
    private sectors = 0
    /** Sectors of the run that is open. */
    inRun = 0

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

    async writeNext(sector: number, from: Buffer, atByte: number): Promise<number> {
        throw new Error("not written here")
    }

    async endRun(): Promise<boolean> {
        throw new Error("not written here")
    }

    async put(from: Buffer, atByte: number): Promise<number> {
        if (this.isBusy()) return 0
        if (this.sectors === this.refusedSector) {
            this.refusedSector = -1
            return this.goBack(this.unkeptSectors)
        }
        this.sectorsLeft--
        // The first byte of each eighth is enough to see a shift: a run of 64 begins there.
        for (let at = 0; at < 512; at += 64) {
            if (from[atByte + at] !== (this.nextByte & 0xff)) this.wrongBytes++
            this.nextByte++
        }
        this.sectors++
        this.inRun++
        if (this.sectors % 5 === 0) this.looksLeft = this.busyTurns
        return 1
    }

    async flush(): Promise<boolean> {
        if (this.isBusy()) return false
        if (this.inRun > 0) this.runs += this.inRun + " "
        this.inRun = 0
        return true
    }

    private isBusy(): boolean {
        this.looksLeft--
        return this.looksLeft >= 0
    }

    private goBack(sectorCount: number): number {
        this.sectors -= sectorCount
        this.sectorsLeft += sectorCount
        this.nextByte -= sectorCount * 8
        this.inRun = 0
        return -sectorCount
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
    /** After so many polls nothing comes any more. */
    pollsUntilMute = 1000000
    /** What the other 63 bytes are. */
    fillByte = 0
    private count = 0
    private piece = Buffer.alloc(64)
    private soundSink: any

    override async startReceive(sink: any): Promise<void> {
        this.soundSink = sink
        this.piece.fillAt(0, 64, this.fillByte)
        this.log += "("
    }

    override async poll(): Promise<void> {
        if (this.pollsUntilMute === 0) return
        this.pollsUntilMute--
        this.piece[0] = this.fillByte === 0 ? this.count : this.fillByte
        this.count++
        this.soundSink.onSound(this.piece, 0, 64)
    }
}

/** A second of voice, and then busy tone: 250 ms of it, 250 ms of silence, again and again. */
class TonesLine extends FakeLine {
    override codec = Codec.MuLaw
    private sentBytes = 0
    private piece = Buffer.alloc(64)
    private soundSink: any

    override async startReceive(sink: any): Promise<void> {
        this.soundSink = sink
    }

    override async poll(): Promise<void> {
        const from = this.sentBytes
        this.sentBytes += 64
        const isSilent = from >= 8000 && (Math.idiv(from - 8000, 2000) & 1) !== 0
        const sound = from < 8000 ? VOICE_MULAW : TONE_480_620_MULAW
        const at = from % sound.length
        if (isSilent) this.piece.fillAt(0, 64, 0xff)
        else {
            this.piece.blitAt(0, sound, at, 64)
            // Where the sound ends within the piece it begins again.
            const late = at + 64 - sound.length
            if (late > 0) this.piece.blitAt(64 - late, sound, 0, late)
        }
        this.soundSink.onSound(this.piece, 0, 64)
    }
}

const MAX_MS = 180000

function recorderOf(line: FakeLine, card: CountingCard): Recorder {
    return new Recorder(line, new FakeBus(), card, Buffer.alloc(RING_BYTES))
}

describe("Recorder", () => {
    test("hands sectors over in runs of 15, leaves the last one open, and has the tail", async () => {
        const card = new CountingCard()
        const recorder = recorderOf(new CountingLine(), card)
        const reason = await recorder.record(card, MAX_MS, new StopAfter(300))
        expect(reason).toBe(StopReason.HungUp)
        // 301 polls of 64 bytes are 37 sectors and 5 polls.
        expect(card.runs).toBe("15 15 ")
        expect(card.inRun).toBe(7)
        expect(card.wrongBytes).toBe(0)
        const tail = Buffer.alloc(512)
        expect(recorder.takeTail(tail)).toBe(5 * 64)
        expect(tail[0]).toBe((37 * 8) & 0xff)
        expect(recorder.receivedBytes).toBe(301 * 64)
        expect(recorder.lostBytes).toBe(0)
    })
    test("has the tail at the front of its own ring, too", async () => {
        const card = new CountingCard()
        const ring = Buffer.alloc(RING_BYTES)
        const recorder = new Recorder(new CountingLine(), new FakeBus(), card, ring)
        for (const polls of [3, 300]) {
            await recorder.record(card, MAX_MS, new StopAfter(polls))
            const tail = Buffer.alloc(512)
            const lengthBytes = recorder.takeTail(tail)
            expect(recorder.takeTail(ring)).toBe(lengthBytes)
            expect(ring.slice(0, lengthBytes).toString("hex")).toBe(
                tail.slice(0, lengthBytes).toString("hex")
            )
        }
    })
    test("loses nothing while the card is busy for 250 ms, three times in a run", async () => {
        const card = new CountingCard()
        // 34 turns of 7.4 ms bring 64 bytes each here: as many as a line at full speed.
        card.busyTurns = 34
        const recorder = recorderOf(new CountingLine(), card)
        await recorder.record(card, MAX_MS, new StopAfter(400))
        expect(card.wrongBytes).toBe(0)
        expect(recorder.lostBytes).toBe(0)
    })
    test("counts what no ring could hold", async () => {
        const card = new CountingCard()
        card.busyTurns = 200
        const recorder = recorderOf(new CountingLine(), card)
        await recorder.record(card, MAX_MS, new StopAfter(400))
        expect(recorder.lostBytes > 0).toBe(true)
    })
    test("hands over again what the card refuses or has not kept", async () => {
        for (let unkept = 0; unkept <= 12; unkept += 4) {
            const card = new CountingCard()
            card.refusedSector = 13
            card.unkeptSectors = unkept
            card.busyTurns = 8
            const recorder = recorderOf(new CountingLine(), card)
            await recorder.record(card, MAX_MS, new StopAfter(300))
            expect(card.wrongBytes).toBe(0)
            expect(card.nextByte).toBe(37 * 8)
            expect(recorder.takeTail(Buffer.alloc(512))).toBe(5 * 64)
        }
    })
    test("a card that has lost more than the ring holds is at fault", async () => {
        const card = new CountingCard()
        card.refusedSector = 22
        card.unkeptSectors = 18
        const recorder = recorderOf(new CountingLine(), card)
        let code = FaultCode.Full
        try {
            await recorder.record(card, MAX_MS, new StopAfter(300))
        } catch (e: any) {
            code = e.code
        }
        expect(code).toBe(FaultCode.Protocol)
    })
    test("ends by itself before the slot is full", async () => {
        const card = new CountingCard()
        card.sectorsLeft = 40
        const recorder = recorderOf(new CountingLine(), card)
        expect(await recorder.record(card, MAX_MS, new StopAfter(100000))).toBe(
            StopReason.LimitReached
        )
        expect(card.sectorsLeft >= 0).toBe(true)
        expect(card.wrongBytes).toBe(0)
    })
    test("ends when the longest message has been recorded", async () => {
        const card = new CountingCard()
        const recorder = recorderOf(new CountingLine(), card)
        // 80 ms are 640 bytes, ten polls.
        expect(await recorder.record(card, 80, new StopAfter(100000))).toBe(StopReason.LimitReached)
        expect(recorder.receivedBytes).toBe(640)
    })
    test("the card calls back only while a recording runs", async () => {
        const card = new CountingCard()
        const recorder = recorderOf(new CountingLine(), card)
        await recorder.record(card, MAX_MS, new StopAfter(10))
        expect(card.meanwhile).toBe(undefined)
    })
    test("runs are of 11 sectors from the first busy over 40 ms on, and of 15 in the next call", async () => {
        const card = new CountingCard()
        const recorder = recorderOf(new CountingLine(), card)
        card.longestBusyUs = 41000
        await recorder.record(card, MAX_MS, new StopAfter(300))
        expect(card.runs).toBe("11 11 11 ")
        expect(card.inRun).toBe(4)
        card.longestBusyUs = 40000
        card.runs = ""
        card.inRun = 0
        card.nextByte = 301
        await recorder.record(card, MAX_MS, new StopAfter(300))
        expect(card.runs).toBe("15 15 ")
        expect(card.inRun).toBe(7)
        expect(card.wrongBytes).toBe(0)
    })
    test("a modem that sends nothing for 2 s is a fault, and what has come is on the card", async () => {
        const card = new CountingCard()
        const line = new CountingLine()
        line.pollsUntilMute = 20
        const bus = new FakeBus()
        const recorder = new Recorder(line, bus, card, Buffer.alloc(RING_BYTES))
        let code = FaultCode.Full
        try {
            await recorder.record(card, MAX_MS, new StopAfter(100000))
        } catch (e: any) {
            code = e.code
        }
        expect(code).toBe(FaultCode.TimedOut)
        expect(bus.pausedUs > 1900000 && bus.pausedUs < 2300000).toBe(true)
        expect(card.inRun).toBe(2)
        expect(recorder.takeTail(Buffer.alloc(512))).toBe(20 * 64 - 2 * 512)
    })
    test("ends by itself when nothing was heard for a second more than the modem should wait", async () => {
        const card = new CountingCard()
        const line = new CountingLine()
        line.fillByte = 0x80
        card.sectorsLeft = 1000
        const recorder = recorderOf(line, card)
        expect(await recorder.record(card, MAX_MS, new StopAfter(100000))).toBe(StopReason.Silent)
        // 8 s, and what is missing to a burst.
        expect(recorder.receivedBytes >= 64000 && recorder.receivedBytes < 72000).toBe(true)
        expect(recorder.keptBytes(StopReason.Silent)).toBe(0)
    })
    test("ends by itself on a busy tone, and keeps what was before it", async () => {
        const card = new CountingCard()
        const line = new TonesLine()
        card.sectorsLeft = 1000
        const recorder = recorderOf(line, card)
        expect(await recorder.record(card, MAX_MS, new StopAfter(100000))).toBe(
            StopReason.ToneHeard
        )
        expect(recorder.receivedBytes < 6 * 8000).toBe(true)
        // A second of voice and 200 to 264 ms.
        const keptMs = recorder.keptBytes(StopReason.ToneHeard) / 8
        expect(keptMs > 1184 && keptMs < 1280).toBe(true)
        expect(recorder.keptBytes(StopReason.LimitReached)).toBe(recorder.receivedBytes)
    })
})
