import { BlockDevice, SECTOR_BYTES } from "../hal/block-device"
import { SAMPLE_RATE_HZ } from "../hal/sound"
import { Meanwhile, SpiBus } from "../hal/spi"
import { SoundSink, VoiceLine } from "../hal/voice-line"
import { Hearing, Tail } from "../hearing/hearing"
import { Fault, FaultCode } from "../util/fault"
import { Interrupter, StopReason } from "./stop-reason"

/** Sound goes to the card sector by sector, in runs of 0.96 s: a power cut costs no more (docs/decisions/008). */
const RUN_SECTORS = 15
/** From the first busy on that was longer than this in a call, runs are shorter: the next may be as slow. */
const SLOW_BUSY_US = 40000
const SLOW_RUN_SECTORS = 11
/** What comes in while a card is busy, for a second and more; and what it may ask for again. */
const RING_SECTORS = 18
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
/** A turn in which a sector goes to the card waits so much less. */
const PUT_US = 1500
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
    /**
     * Hand over the sector of a ring that begins at `atByte`.
     *
     * @returns by how many sectors to go on: 1; 0: come again; below 0: so far back. A pause must follow on the bus.
     */
    put(from: Buffer, atByte: number): Promise<number>
    /** Let what was put be kept for good. @returns false: come again after a pause */
    flush(): Promise<boolean>
}

/**
 * Moves sound from the line to the card, never sleeping, never losing a byte.
 *
 * One fiber serves both in turn: it empties the UART, hands at most one sector to the card, and waits. Where the card driver
 * must wait itself, after a refusal, it calls `tick`.
 */
export class Recorder implements SoundSink, Meanwhile {
    /** Bytes that found the ring full. Not zero is a fault of this machine. */
    lostBytes = 0
    /** Bytes of sound that have come in. */
    receivedBytes = 0

    private runSectors = RUN_SECTORS
    /** Sectors handed over and not yet flushed. */
    private openSectors = 0
    private headByte = 0
    private tailByte = 0
    private filledBytes = 0
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
     * `into` is full. All whole sectors are handed over afterwards, the rest can be had with `takeTail`; so it is after a
     * fault of the modem, too. The run that they are in may be open, with room for one more.
     *
     * @throws Fault TimedOut: no sound has come for 2 s; and as card and modem do
     */
    async record(into: SectorSink, maxMs: number, until: Interrupter): Promise<StopReason> {
        this.headByte = this.tailByte = this.filledBytes = this.receivedBytes = this.lostBytes = 0
        const roomBytes = (into.sectorsLeft - STOP_MARGIN_SECTORS) * SECTOR_BYTES
        const limitBytes = Math.min(roomBytes, maxMs * (SAMPLE_RATE_HZ / 1000))
        this.runSectors = RUN_SECTORS
        this.openSectors = 0
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

    /** Whether there was any sound, so far. */
    hasHeard(): boolean {
        return this.hearing.hasHeard()
    }

    /** Copy what is left, less than a sector, to the front of `into`, which may be the ring. @returns its bytes */
    takeTail(into: Buffer): number {
        // After a fault of the card there may be more than a sector.
        const lengthBytes = Math.min(this.filledBytes, SECTOR_BYTES)
        into.blitAt(0, this.ring, this.tailByte, lengthBytes)
        return lengthBytes
    }

    onSound(from: Buffer, atByte: number, lengthBytes: number): void {
        this.receivedBytes += lengthBytes
        let filled = this.filledBytes + lengthBytes
        let left = lengthBytes
        if (filled > RING_BYTES) {
            left -= filled - RING_BYTES
            this.lostBytes += filled - RING_BYTES
            filled = RING_BYTES
        }
        this.filledBytes = filled
        const head = this.headByte
        const next = head + left
        if (next < RING_BYTES) {
            this.ring.blitAt(head, from, atByte, left)
            this.headByte = next
        } else {
            const first = RING_BYTES - head
            this.ring.blitAt(head, from, atByte, first)
            this.headByte = next - RING_BYTES
            if (left > first) this.ring.blitAt(0, from, atByte + first, left - first)
        }
        if (head >> SECTOR_SHIFT !== next >> SECTOR_SHIFT)
            this.hearing.hear(this.ring, head & ~(SECTOR_BYTES - 1))
    }

    async tick(): Promise<void> {
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
            await this.writeOut(into)
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
        let backlogTurns = 0
        while (true) {
            const before = this.receivedBytes
            await this.line.poll()
            const reason = until.check()
            if (reason !== undefined) return reason
            const received = this.receivedBytes
            if (received >= limitBytes) return StopReason.LimitReached
            let pauseUs = TURN_PAUSE_US
            if (received >= before + BACKLOG_BYTES) {
                backlogTurns++
                if (backlogTurns >= BACKLOG_TURNS) pauseUs = BACKLOG_PAUSE_US
            } else backlogTurns = 0
            if (received !== before) emptyTurns = 0
            else if (++emptyTurns === EMPTY_TURNS_MAX)
                throw new Fault(FaultCode.TimedOut, "modem sends no sound")
            if (await this.flushRun(into)) {
                await this.bus.pause(pauseUs)
                // Once in a run is often enough.
                const ending = this.heardEnding(silenceMs)
                if (ending !== undefined) return ending
                continue
            }
            if (await this.put(into)) pauseUs -= PUT_US
            await this.bus.pause(pauseUs)
        }
    }

    private heardEnding(silenceMs: number): StopReason | undefined {
        if (this.hearing.isToneFound()) return StopReason.ToneHeard
        return this.hearing.quietMs() >= silenceMs ? StopReason.Silent : undefined
    }

    /** Hand a sector over, where one is full. @returns whether there was one */
    private async put(into: SectorSink): Promise<boolean> {
        if (this.filledBytes < SECTOR_BYTES || into.sectorsLeft === 0) return false
        const step = await into.put(this.ring, this.tailByte)
        const stepBytes = step * SECTOR_BYTES
        this.openSectors += step
        this.filledBytes -= stepBytes
        this.tailByte = (this.tailByte + stepBytes + RING_BYTES) % RING_BYTES
        if (this.filledBytes > RING_BYTES)
            throw new Fault(FaultCode.Protocol, "card lost what it had taken")
        if (this.card.longestBusyUs > SLOW_BUSY_US) this.runSectors = SLOW_RUN_SECTORS
        return true
    }

    /** Hand over all whole sectors. What the run has room for then may be its last. */
    private async writeOut(into: SectorSink): Promise<void> {
        while ((await this.flushRun(into)) || (await this.put(into)))
            await this.bus.pause(TURN_PAUSE_US - PUT_US)
    }

    /** Let a run that is full be kept. @returns whether there was one */
    private async flushRun(into: SectorSink): Promise<boolean> {
        if (this.openSectors < this.runSectors) return false
        if (await into.flush()) this.openSectors = 0
        return true
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
