/** Tones of the network (ITU-T E.180): sine waves, switched on and off to the sample. */
import { SAMPLE_RATE_HZ, sinePeak } from "../clock/audio-clock.ts"
import { type TonePlan } from "./country-plan.ts"

const SAMPLES_PER_MS = SAMPLE_RATE_HZ / 1000

/** An endless tone. The sine waves run on while the cadence silences them, so no burst begins out of phase. */
export class ToneGenerator {
    private readonly radiansPerSample: readonly number[]
    private readonly peak: number
    /** Ends of the stretches of the cadence, in samples; the stretches with even index sound. */
    private readonly stretchEnds: readonly number[]
    private readonly cycleSamples: number
    private phases: number[]
    private atInCycle = 0
    private stretch = 0

    constructor(plan: TonePlan) {
        this.radiansPerSample = plan.frequenciesHz.map(hz => (2 * Math.PI * hz) / SAMPLE_RATE_HZ)
        this.phases = plan.frequenciesHz.map(() => 0)
        this.peak = sinePeak(plan.levelDbm)
        const ends: number[] = []
        let at = 0
        for (const lengthMs of plan.cadenceMs) {
            at += Math.round(lengthMs * SAMPLES_PER_MS)
            ends.push(at)
        }
        this.stretchEnds = ends
        this.cycleSamples = at
    }

    /** Add the next samples of the tone to what `block` holds. */
    addTo(block: Float32Array): void {
        for (let i = 0; i < block.length; i++) {
            const sample = this.nextSine()
            if (this.nextGate()) block[i]! += sample
        }
    }

    private nextSine(): number {
        let sum = 0
        for (let k = 0; k < this.phases.length; k++) {
            const phase = this.phases[k]!
            sum += Math.sin(phase)
            const next = phase + this.radiansPerSample[k]!
            this.phases[k] = next >= 2 * Math.PI ? next - 2 * Math.PI : next
        }
        return sum * this.peak
    }

    /** Whether the cadence lets this sample through. */
    private nextGate(): boolean {
        if (this.cycleSamples === 0) return true
        const isOn = this.stretch % 2 === 0
        this.atInCycle++
        if (this.atInCycle >= this.stretchEnds[this.stretch]!) this.stretch++
        if (this.atInCycle >= this.cycleSamples) {
            this.atInCycle = 0
            this.stretch = 0
        }
        return isOn
    }
}

/** Samples in a time that is a whole number of eighths of a millisecond. */
export function samplesOfMs(lengthMs: number): number {
    return Math.round(lengthMs * SAMPLES_PER_MS)
}

/** Add a sine of `levelDbm` dBm0 to `samples` from `start` up to `end`; its phase is 0 at `start`. */
export function addSine(
    samples: Float32Array,
    start: number,
    end: number,
    frequencyHz: number,
    levelDbm: number
): void {
    const peak = sinePeak(levelDbm)
    const radians = (2 * Math.PI * frequencyHz) / SAMPLE_RATE_HZ
    for (let i = start; i < end; i++) samples[i]! += peak * Math.sin(radians * (i - start))
}
