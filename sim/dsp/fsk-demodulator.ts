/**
 * Receiver for 1200 baud frequency-shift keying, asynchronous 8N1: caller ID.
 *
 * Bell 202 (mark 1200 Hz, space 2200 Hz) and ITU-T V.23 mode 2 (1300 and 2100 Hz) are heard alike. Two correlators one
 * bit long are compared at every sample. A start bit is found where space begins to win, and each bit is
 * read in its middle, counted from there.
 */

import { SAMPLE_RATE_HZ } from "../clock/audio-clock.ts"
import { powerOf } from "./level.ts"

const BAUD = 1200
const BIT_SAMPLES = SAMPLE_RATE_HZ / BAUD
/** Between the two standards. */
const MARK_HZ = 1250
const SPACE_HZ = 2150
/** The whole number of samples nearest to a bit. */
const CORRELATOR_SAMPLES = 7
const CARRIER_POWER_MIN = powerOf(-42)
/** Share of the past in the smoothed carrier level, per sample. */
const LEVEL_DECAY = 0.98
/** The stop bit is the tenth. */
const STOP_BIT = 9

export interface FskListener {
    /** @param markBits how many bit times of mark came before the start bit */
    byte(value: number, markBits: number): void
}

export class FskDemodulator {
    private readonly history = new Float32Array(CORRELATOR_SAMPLES)
    private readonly mark = new Correlator(MARK_HZ)
    private readonly space = new Correlator(SPACE_HZ)
    private at = 0
    private level = 0
    private previous = 0
    private markSamples = 0
    private markBitsBefore = 0
    /** Samples until the next bit is read; undefined: waiting for a start bit. */
    private untilBit: number | undefined
    private bit = 0
    private shift = 0

    constructor(private readonly listener: FskListener) {}

    /** Listen to the next samples; any number of them. */
    process(block: Float32Array): void {
        for (let i = 0; i < block.length; i++) this.sample(block[i]!)
    }

    private sample(value: number): void {
        this.history[this.at] = value
        this.at = (this.at + 1) % CORRELATOR_SAMPLES
        this.level = LEVEL_DECAY * this.level + (1 - LEVEL_DECAY) * value * value
        const now = this.mark.power(this.history, this.at) - this.space.power(this.history, this.at)
        if (this.untilBit === undefined) this.seekStart(now)
        else if (--this.untilBit <= 0) this.readBit(now > 0)
        this.previous = now
    }

    private seekStart(now: number): void {
        if (this.level < CARRIER_POWER_MIN) {
            this.markSamples = 0
            return
        }
        if (now > 0) this.markSamples++
        if (now > 0 || this.previous <= 0) return
        const sinceEdge = now / (now - this.previous)
        // A bit is read at the first sample after its time; half a sample early makes that right on average.
        this.untilBit = BIT_SAMPLES / 2 - sinceEdge - 0.5
        this.bit = 0
        this.shift = 0
    }

    private beginByte(): void {
        this.markBitsBefore = Math.round(this.markSamples / BIT_SAMPLES)
        this.markSamples = 0
    }

    private readBit(isMark: boolean): void {
        if (this.bit === 0 && isMark) {
            // A click in the mark, and no start bit.
            this.untilBit = undefined
            this.markSamples += BIT_SAMPLES / 2
            return
        }
        if (this.bit === 0) this.beginByte()
        if (this.bit === STOP_BIT) {
            this.untilBit = undefined
            if (isMark) this.listener.byte(this.shift, this.markBitsBefore)
            return
        }
        if (this.bit > 0 && isMark) this.shift |= 1 << (this.bit - 1)
        this.bit++
        this.untilBit = this.untilBit! + BIT_SAMPLES
    }
}

/** Power of one tone in the last few samples. */
class Correlator {
    private readonly cosine = new Float64Array(CORRELATOR_SAMPLES)
    private readonly sine = new Float64Array(CORRELATOR_SAMPLES)

    constructor(hz: number) {
        for (let i = 0; i < CORRELATOR_SAMPLES; i++) {
            const angle = (2 * Math.PI * hz * i) / SAMPLE_RATE_HZ
            this.cosine[i] = Math.cos(angle)
            this.sine[i] = Math.sin(angle)
        }
    }

    /** @param oldest where the oldest sample stands in the ring `history` */
    power(history: Float32Array, oldest: number): number {
        let re = 0
        let im = 0
        let at = oldest
        for (let i = 0; i < CORRELATOR_SAMPLES; i++) {
            re += this.cosine[i]! * history[at]!
            im += this.sine[i]! * history[at]!
            at = at + 1 === CORRELATOR_SAMPLES ? 0 : at + 1
        }
        return re * re + im * im
    }
}
