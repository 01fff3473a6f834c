/**
 * Tells silence from sound as a voice modem does (ITU-T V.253, +VSD): SILENCE when nothing was heard since the start,
 * QUIET when there was sound and then none.
 */

import { SAMPLE_RATE_HZ } from "../clock/audio-clock.ts"
import { powerOf } from "./level.ts"

const FRAME_SAMPLES = 160
/** A click is shorter than two frames; only more is sound. */
const FRAMES_TO_SOUND = 2

export enum Hush {
    /** No sound since the start. */
    Silence,
    /** Sound, then none. */
    Quiet,
}

export class SilenceMeter {
    private thresholdPower = 0
    private intervalSamples = 0
    private energy = 0
    private filled = 0
    private loudFrames = 0
    private quietSamples = 0
    private hasHeardSound = false
    private isReported = false

    constructor(private readonly hushed: (kind: Hush) => void) {}

    /**
     * Forget the past and begin to listen.
     *
     * @param thresholdDbm what is louder is sound
     * @param intervalMs silence is reported after this long; 0: never
     */
    start(thresholdDbm: number, intervalMs: number): void {
        this.thresholdPower = powerOf(thresholdDbm)
        this.intervalSamples = (intervalMs * SAMPLE_RATE_HZ) / 1000
        this.energy = 0
        this.filled = 0
        this.loudFrames = 0
        this.quietSamples = 0
        this.hasHeardSound = false
        this.isReported = false
    }

    /** Listen to the next samples; any number of them. */
    process(block: Float32Array): void {
        for (let i = 0; i < block.length; i++) {
            const sample = block[i]!
            this.energy += sample * sample
            if (++this.filled === FRAME_SAMPLES) this.finishFrame()
        }
    }

    private finishFrame(): void {
        const isLoud = this.energy > this.thresholdPower * FRAME_SAMPLES
        this.energy = 0
        this.filled = 0
        this.loudFrames = isLoud ? this.loudFrames + 1 : 0
        if (this.loudFrames >= FRAMES_TO_SOUND) {
            this.hasHeardSound = true
            this.isReported = false
            this.quietSamples = 0
            return
        }
        this.quietSamples += FRAME_SAMPLES
        this.report()
    }

    private report(): void {
        if (this.isReported || this.intervalSamples === 0) return
        if (this.quietSamples < this.intervalSamples) return
        this.isReported = true
        this.hushed(this.hasHeardSound ? Hush.Quiet : Hush.Silence)
    }
}
