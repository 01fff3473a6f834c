/**
 * A jitter buffer that joins two clocks; the same class is the page's ear and the server's.
 *
 * Frames are pushed by the sender's clock and samples are pulled by ours. How much is buffered at the moment a frame
 * arrives says, on average, which clock is ahead; a PI loop bends the ratio of the resampler so that the average stays
 * at the target. All channels share one ratio.
 */
import { BendingResampler } from "./bending-resampler.ts"
import { LINE_RATE } from "./frame.ts"

const CAPACITY_SAMPLES = LINE_RATE
const LEVEL_AVERAGE_FRAMES = 100
/** A second after a start its accident is corrected by one jump, rather than by a minute of bent pitch. */
const TRIM_AT_FRAME = 50
/** Gains of the loop, each second: a time constant of 100 s. Clocks drift slowly; a slow loop passes little jitter on. */
const PROPORTIONAL = 0.02
const INTEGRAL = PROPORTIONAL ** 2 / 4
/** Sound cards stay within 200 ppm; 1000 ppm is 1.7 cents of pitch. */
const MAX_CORRECTION = 0.001
/** Beyond this a slow loop is hopeless: skip at once. */
const MAX_EXCESS_MS = 150
const FADE_SAMPLES = 16

export interface ElasticStats {
    /** Buffered sound when a frame arrives, on average. */
    readonly levelMs: number
    readonly correctionPpm: number
    /** Times that it ran empty, and that it was too full. */
    readonly underruns: number
    readonly skips: number
}

export class ElasticBuffer {
    private readonly rings: readonly Float32Array[]
    private readonly resamplers: readonly BendingResampler[]
    private readonly targetSeconds: number
    private head = 0
    private tail = 0
    private isPlaying = false
    private level: number
    private frames = 0
    private integral = 0
    private correction = 0
    private gain = 0
    private underruns = 0
    private skips = 0

    /** @param outputRate samples a second that are pulled; what is pushed has 8000 */
    constructor(outputRate: number, targetMs: number, channelCount = 1) {
        const channels = Array.from({ length: channelCount })
        this.rings = channels.map(() => new Float32Array(CAPACITY_SAMPLES))
        this.resamplers = channels.map(() => new BendingResampler(LINE_RATE / outputRate))
        this.targetSeconds = targetMs / 1000
        this.level = this.targetSeconds
    }

    /** Take in a frame: as many samples of each channel. */
    push(channels: readonly Float32Array[]): void {
        const length = channels[0]!.length
        if (this.isPlaying) this.steer(length / LINE_RATE)
        for (let i = 0; i < length; i++) {
            const at = this.head++ % CAPACITY_SAMPLES
            this.rings.forEach((ring, channel) => (ring[at] = channels[channel]![i]!))
        }
        const excess = this.buffered - this.targetSeconds - MAX_EXCESS_MS / 1000
        if (excess > 0) this.skip()
        else if (this.buffered >= this.targetSeconds + length / LINE_RATE) this.isPlaying = true
    }

    /** Fill as many samples of each channel as `outputs` are long; silence where there is nothing. */
    pull(outputs: readonly Float32Array[]): void {
        const length = outputs[0]!.length
        for (let i = 0; i < length; i++) {
            const isFed = this.feed()
            if (isFed) this.gain = Math.min(1, this.gain + 1 / FADE_SAMPLES)
            for (let channel = 0; channel < outputs.length; channel++)
                outputs[channel]![i] = isFed ? this.gain * this.read(channel) : 0
        }
    }

    /** Forget what is buffered, as when the sender stops for a while; that is no underrun. */
    rest(): void {
        this.tail = this.head
        this.restart()
    }

    get stats(): ElasticStats {
        return {
            levelMs: 1000 * this.level,
            correctionPpm: 1e6 * this.correction,
            underruns: this.underruns,
            skips: this.skips,
        }
    }

    private get buffered(): number {
        return (this.head - this.tail) / LINE_RATE
    }

    private read(channel: number): number {
        return this.resamplers[channel]!.read(1 + this.correction)
    }

    private feed(): boolean {
        if (!this.isPlaying) return false
        while (!this.resamplers[0]!.isReady) {
            if (this.tail === this.head) return this.starve()
            const at = this.tail++ % CAPACITY_SAMPLES
            for (let channel = 0; channel < this.rings.length; channel++)
                this.resamplers[channel]!.push(this.rings[channel]![at]!)
        }
        return true
    }

    private starve(): boolean {
        this.underruns++
        this.restart()
        return false
    }

    private restart(): void {
        this.isPlaying = false
        this.frames = 0
        this.gain = 0
    }

    private skip(): void {
        this.skips++
        this.tail = this.head - Math.round(this.targetSeconds * LINE_RATE)
        this.gain = 0
    }

    private trim(): void {
        const surplus = Math.round((this.level - this.targetSeconds) * LINE_RATE)
        this.tail = Math.min(this.head, Math.max(this.tail + surplus, this.head - CAPACITY_SAMPLES))
        this.level = this.targetSeconds
    }

    private steer(seconds: number): void {
        this.frames++
        const weight = 1 / Math.min(this.frames, LEVEL_AVERAGE_FRAMES)
        this.level += (this.buffered - this.level) * weight
        if (this.frames === TRIM_AT_FRAME) this.trim()
        const error = this.level - this.targetSeconds
        this.integral = limit(this.integral + INTEGRAL * error * seconds)
        this.correction = limit(this.integral + PROPORTIONAL * error)
    }
}

function limit(correction: number): number {
    return Math.max(-MAX_CORRECTION, Math.min(MAX_CORRECTION, correction))
}
