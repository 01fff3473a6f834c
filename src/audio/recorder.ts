import { BlockDevice, SECTOR_BYTES } from "../hal/block-device"
import { SAMPLE_RATE_HZ } from "../hal/sound"
import { Meanwhile, SpiBus } from "../hal/spi"
import { SoundSink, VoiceLine } from "../hal/voice-line"
import { Interrupter, StopReason } from "./stop-reason"

/** One burst to the card: 0.96 s of sound, so that a power cut costs no more (DESIGN, section 6). */
const BURST_SECTORS = 15
/** The burst, and what comes in while a card is busy for half a second. */
const RING_SECTORS = 24
const RING_BYTES = RING_SECTORS * SECTOR_BYTES
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

    private ring = Buffer.alloc(RING_BYTES)
    private headByte = 0
    private tailByte = 0
    private filledBytes = 0
    private sinceServiceUs = 0
    private backlogTurns = 0

    constructor(
        private line: VoiceLine,
        private bus: SpiBus,
        private card: BlockDevice
    ) {}

    /**
     * Record until `until` says stop, `maxMs` have passed, or `into` is full. All whole sectors are on the card afterwards, the rest can be
     * had with `takeTail`.
     *
     * @throws Fault as card and modem do
     */
    async record(into: SectorSink, maxMs: number, until: Interrupter): Promise<StopReason> {
        this.headByte = this.tailByte = this.filledBytes = this.receivedBytes = this.lostBytes = 0
        const roomBytes = (into.sectorsLeft - STOP_MARGIN_SECTORS) * SECTOR_BYTES
        const limitBytes = Math.min(roomBytes, maxMs * (SAMPLE_RATE_HZ / 1000))
        this.card.meanwhile = this
        try {
            await this.line.startReceive(this)
            const reason = await this.run(into, limitBytes, until)
            await this.line.stopReceive()
            await this.writeOut(into, 1)
            return reason
        } finally {
            this.card.meanwhile = undefined
        }
    }

    /** Copy what is left, less than a sector, to the front of `sector`. @returns its bytes */
    takeTail(sector: Buffer): number {
        sector.blitAt(0, this.ring, this.tailByte, this.filledBytes)
        return this.filledBytes
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
        this.headByte = head + left < RING_BYTES ? head + left : head + left - RING_BYTES
        this.filledBytes += left
    }

    async tick(us: number): Promise<void> {
        this.sinceServiceUs += us
        if (this.sinceServiceUs < SERVICE_US) return
        this.sinceServiceUs = 0
        await this.line.poll()
    }

    private async run(
        into: SectorSink,
        limitBytes: number,
        until: Interrupter
    ): Promise<StopReason> {
        while (true) {
            const before = this.receivedBytes
            await this.line.poll()
            const reason = until.check()
            if (reason !== undefined) return reason
            if (this.receivedBytes >= limitBytes) return StopReason.LimitReached
            if (this.filledBytes >= BURST_SECTORS * SECTOR_BYTES)
                await this.writeOut(into, BURST_SECTORS)
            else await this.pause(this.receivedBytes - before)
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
            let sectors = this.filledBytes >> 9
            if (sectors > BURST_SECTORS) sectors = BURST_SECTORS
            if (sectors > into.sectorsLeft) sectors = into.sectorsLeft
            if (sectors < atLeast) return
            this.sinceServiceUs = 0
            await into.append(this.ring, this.tailByte, sectors)
            const lengthBytes = sectors * SECTOR_BYTES
            this.filledBytes -= lengthBytes
            this.tailByte += lengthBytes
            if (this.tailByte >= RING_BYTES) this.tailByte -= RING_BYTES
        }
    }
}
