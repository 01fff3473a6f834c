import * as ds from "@devicescript/core"
import { SECTOR_BYTES } from "../../../src/hal/block-device"
import { Codec } from "../../../src/hal/sound"
import { Hearing, Tail } from "../../../src/hearing/hearing"

const SAMPLES_PER_MS = 8

/** Lets a Hearing listen to sounds one after the other, sector by sector as a recorder does. */
export class LineListener {
    readonly hearing = new Hearing()
    totalBytes = 0
    /** When busy or congestion was found, in ms from the start; −1: it was not. */
    foundMs = -1
    private readonly sector = Buffer.alloc(SECTOR_BYTES)
    private readonly silence = Buffer.alloc(SECTOR_BYTES)
    private filledBytes = 0

    constructor(codec: Codec, silentByte: number) {
        this.silence.fillAt(0, SECTOR_BYTES, silentByte)
        this.hearing.begin(codec)
    }

    /** A sound for so long, again and again where it is shorter. */
    async sound(period: Buffer, lengthMs: number): Promise<void> {
        let left = lengthMs * SAMPLES_PER_MS
        let from = 0
        while (left > 0) {
            const room = Math.min(SECTOR_BYTES - this.filledBytes, period.length - from)
            const count = Math.min(left, room)
            this.sector.blitAt(this.filledBytes, period, from, count)
            from = from + count < period.length ? from + count : 0
            left -= count
            this.filledBytes += count
            this.totalBytes += count
            if (this.filledBytes < SECTOR_BYTES) continue
            this.filledBytes = 0
            this.hearing.hear(this.sector, 0)
            // A program that runs for long without a switch is killed.
            await ds.sleep(0)
            if (this.foundMs < 0 && this.hearing.isToneFound())
                this.foundMs = this.totalBytes / SAMPLES_PER_MS
        }
    }

    async pause(lengthMs: number): Promise<void> {
        await this.sound(this.silence, lengthMs)
    }

    /** A cadence of sounds and pauses in ms, `times` over. */
    async cadence(period: Buffer, partsMs: number[], times: number): Promise<void> {
        for (let i = 0; i < times; i++) {
            for (let part = 0; part < partsMs.length; part++) {
                if ((part & 1) === 0) await this.sound(period, partsMs[part])
                else await this.pause(partsMs[part])
            }
        }
    }

    /** What is kept, in ms. */
    keptMs(tail: Tail): number {
        return this.hearing.keptBytes(this.totalBytes, tail) / SAMPLES_PER_MS
    }
}
