import { BlockDevice, SECTOR_BYTES } from "../hal/block-device"
import { SAMPLE_RATE_HZ } from "../hal/sound"
import { Meanwhile, SpiBus } from "../hal/spi"
import { SoundSink, VoiceLine } from "../hal/voice-line"
import { Hearing, Tail } from "../hearing/hearing"
import { Fault, FaultCode } from "../util/fault"
import { Interrupter, StopReason } from "./stop-reason"

/** One burst to the card: 0.96 s of sound, so that a power cut costs no more (DESIGN, section 6). */
const BURST_SECTORS = 15
/** From the first busy on that was longer than this in a call, bursts are shorter: the next may be as slow. */
const SLOW_BUSY_US = 40000
const SLOW_BURST_SECTORS = 11
/** The burst, and what comes in while a card is busy for half a second. */
const RING_SECTORS = 24
/** What the ring that a recorder is given must hold; between recordings it is free for others. */
export const RING_BYTES = RING_SECTORS * SECTOR_BYTES
const SECTOR_SHIFT = 9
/** 8 characters a millisecond: with the transfers of one turn, 58 are in the FIFO of 64 after this. */
const TURN_PAUSE_US = 7000
/** A turn that brought so many found the FIFO full: the modem was stopped, and has more. */
const BACKLOG_BYTES = 60
/** One such turn is the modem sending in blocks; after some in a row the machine is too slow, and comes back sooner. */
const BACKLOG_TURNS = 3
/** In this time a modem that was stopped fills the FIFO again at line speed. */
const BACKLOG_PAUSE_US = 5200
/** While the card is written to, the UART is looked at as often. */
const SERVICE_US = 6000
/** Sound that may still arrive between the decision to stop and the modem's end. */
const STOP_MARGIN_SECTORS = 8
/** 2 s of turns without a byte: the modem is no longer with us. */
const EMPTY_TURNS_MAX = 280
/** The modem tells silence itself, or we do so much later. */
const SILENCE_GRACE_MS = 1000
const NEVER_MS = 1000000000

/** Takes whole sectors of sound, in order. */
export interface SectorSink {
    /** Sectors that it still takes. */
    sectorsLeft: number
    /** Write sectors out of a ring: from `atByte` on, and on from byte 0 where the buffer ends. */
    append(from: Buffer, atByte: number, sectorCount: number): Promise<void>
}

/**
 * Moves sound from the line to the card, never sleeping, never losing a byte.
 *
 * The same fiber serves both: between two sectors, and while the card is busy, the card driver calls `tick`.
 */
export class Recorder implements SoundSink, Meanwhile {
    /** Bytes that found the ring full. Not zero is a fault of this machine. */
    lostBytes = 0
    /** Bytes of sound that have come in. */
    receivedBytes = 0

    private burstSectors = BURST_SECTORS
    private headByte = 0
    private tailByte = 0
    private filledBytes = 0
    private sinceServiceUs = 0
    private backlogTurns = 0
    private hearing = new Hearing()

    /** @param ring of RING_BYTES */
    constructor(
        private line: VoiceLine,
        private bus: SpiBus,
        private card: BlockDevice,
        private ring: Buffer
    ) {}

    /**
     * Record until `until` says stop, the line is found silent or a tone of the network on it, `maxMs` have passed, or
     * `into` is full. All whole sectors are on the card afterwards, the rest can be had with `takeTail`; so it is after
     * a fault of the modem, too.
     *
     * @throws Fault TimedOut: no sound has come for 2 s; and as card and modem do
     */
    async record(into: SectorSink, maxMs: number, until: Interrupter): Promise<StopReason> {
        this.headByte = this.tailByte = this.filledBytes = this.receivedBytes = this.lostBytes = 0
        const roomBytes = (into.sectorsLeft - STOP_MARGIN_SECTORS) * SECTOR_BYTES
        const limitBytes = Math.min(roomBytes, maxMs * (SAMPLE_RATE_HZ / 1000))
        this.burstSectors = BURST_SECTORS
        this.backlogTurns = 0
        this.hearing.begin(this.line.codec)
        this.card.meanwhile = this
        try {
            return await this.receive(into, limitBytes, until)
        } finally {
            this.card.meanwhile = undefined
        }
    }

    /**
     * How much of the last recording is worth keeping: without the silence, the tone or the key at its end, but for
     * 200 … 264 ms.
     *
     * @param reason why it ended
     * @returns 0: nothing was heard at all
     */
    keptBytes(reason: StopReason): number {
        return this.hearing.keptBytes(this.receivedBytes - this.lostBytes, tailOf(reason))
    }

    /** Copy what is left, less than a sector, to the front of `sector`. @returns its bytes */
    takeTail(sector: Buffer): number {
        // After a fault of the card there may be more than a sector.
        const lengthBytes = Math.min(this.filledBytes, sector.length)
        sector.blitAt(0, this.ring, this.tailByte, lengthBytes)
        return lengthBytes
    }

    onSound(from: Buffer, atByte: number, lengthBytes: number): void {
        this.receivedBytes += lengthBytes
        const room = RING_BYTES - this.filledBytes
        let left = lengthBytes
        if (left > room) {
            this.lostBytes += left - room
            left = room
        }
        const head = this.headByte
        const untilEnd = RING_BYTES - head
        const first = left < untilEnd ? left : untilEnd
        this.ring.blitAt(head, from, atByte, first)
        if (left > first) this.ring.blitAt(0, from, atByte + first, left - first)
        const next = head + left
        this.headByte = next < RING_BYTES ? next : next - RING_BYTES
        this.filledBytes += left
        if (head >> SECTOR_SHIFT !== next >> SECTOR_SHIFT)
            this.hearing.hear(this.ring, head & ~(SECTOR_BYTES - 1))
    }

    async tick(us: number): Promise<void> {
        this.sinceServiceUs += us
        if (this.sinceServiceUs < SERVICE_US) return
        this.sinceServiceUs = 0
        await this.line.poll()
    }

    private async receive(
        into: SectorSink,
        limitBytes: number,
        until: Interrupter
    ): Promise<StopReason> {
        try {
            await this.line.startReceive(this)
            const reason = await this.run(into, limitBytes, until)
            await this.line.stopReceive()
            return reason
        } finally {
            await this.writeOut(into, 1)
        }
    }

    private async run(
        into: SectorSink,
        limitBytes: number,
        until: Interrupter
    ): Promise<StopReason> {
        const lineMs = this.line.silenceMs
        const silenceMs = lineMs === 0 ? NEVER_MS : lineMs + SILENCE_GRACE_MS
        let emptyTurns = 0
        while (true) {
            const before = this.receivedBytes
            await this.line.poll()
            const reason = until.check()
            if (reason !== undefined) return reason
            const turnBytes = this.receivedBytes - before
            if (this.receivedBytes >= limitBytes) return StopReason.LimitReached
            emptyTurns = turnBytes === 0 ? emptyTurns + 1 : 0
            if (emptyTurns === EMPTY_TURNS_MAX)
                throw new Fault(FaultCode.TimedOut, "modem sends no sound")
            if (this.filledBytes >= this.burstSectors * SECTOR_BYTES) {
                await this.writeOut(into, this.burstSectors)
                // Once in a burst is often enough.
                if (this.hearing.isToneFound()) return StopReason.ToneHeard
                if (this.hearing.quietMs() >= silenceMs) return StopReason.Silent
            } else await this.pause(turnBytes)
        }
    }

    private async pause(turnBytes: number): Promise<void> {
        this.backlogTurns = turnBytes >= BACKLOG_BYTES ? this.backlogTurns + 1 : 0
        const isLate = this.backlogTurns >= BACKLOG_TURNS
        await this.bus.pause(isLate ? BACKLOG_PAUSE_US : TURN_PAUSE_US)
    }

    /** Write whole sectors while there are at least `atLeast` of them. */
    private async writeOut(into: SectorSink, atLeast: number): Promise<void> {
        while (true) {
            let sectors = this.filledBytes >> SECTOR_SHIFT
            if (sectors > this.burstSectors) sectors = this.burstSectors
            if (sectors > into.sectorsLeft) sectors = into.sectorsLeft
            if (sectors < atLeast) return
            this.sinceServiceUs = 0
            await into.append(this.ring, this.tailByte, sectors)
            const lengthBytes = sectors * SECTOR_BYTES
            this.filledBytes -= lengthBytes
            this.tailByte += lengthBytes
            if (this.tailByte >= RING_BYTES) this.tailByte -= RING_BYTES
            if (this.card.longestBusyUs > SLOW_BUSY_US) this.burstSectors = SLOW_BURST_SECTORS
        }
    }
}

function tailOf(reason: StopReason): Tail {
    switch (reason) {
        case StopReason.HungUp:
        case StopReason.Silent:
            return Tail.Silence
        case StopReason.ToneHeard:
            return Tail.Tone
        case StopReason.CallerDone:
            return Tail.Key
        default:
            return Tail.None
    }
}
