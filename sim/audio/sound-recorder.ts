/** Sound that grows while the simulator runs, kept as 16-bit samples for a WAV file, and when each piece of it was. */
import { SAMPLE_RATE_HZ } from "../clock/audio-clock.ts"

const US_PER_SAMPLE = 1e6 / SAMPLE_RATE_HZ
const FIRST_CAPACITY = SAMPLE_RATE_HZ

/** A stretch without a gap, as stats.json states it. */
export interface SoundPiece {
    /** Virtual ms from power-on. */
    readonly startMs: number
    /** Its first sample, counted from the start of the WAV. */
    readonly firstSample: number
    samples: number
}

export class SoundRecorder {
    private readonly growingPieces: SoundPiece[] = []
    private stored = new Int16Array(FIRST_CAPACITY)
    private storedCount = 0
    /** Silence that is stored but will be taken back if it gets too long. */
    private silentCount = 0
    /** Where on the clock the next sample follows without a gap. */
    private nextStartUs = 0
    private isLeavingOut = false
    private readonly silenceSamplesMax: number

    /**
     * @param silenceMsMax digital silence that is longer is left out, and so are gaps between blocks; shorter gaps
     *     become silence. undefined: everything is kept, and every gap begins a new piece.
     */
    constructor(silenceMsMax?: number) {
        this.silenceSamplesMax =
            silenceMsMax === undefined ? Infinity : (silenceMsMax * 1000) / US_PER_SAMPLE
        if (silenceMsMax !== undefined) this.beginPiece(0)
    }

    get pieces(): readonly SoundPiece[] {
        return this.growingPieces.filter(piece => piece.samples > 0)
    }

    get sampleCount(): number {
        return this.storedCount
    }

    /** What was recorded so far; valid until the next `append`. */
    get samples(): Int16Array {
        return this.stored.subarray(0, this.storedCount)
    }

    /** Add sound that began at `startUs`, not before the end of what was added last. */
    append(block: Float32Array, startUs: number): void {
        const gapSamples = Math.round((startUs - this.nextStartUs) / US_PER_SAMPLE)
        if (this.silenceSamplesMax === Infinity) {
            if (gapSamples > 0 || this.growingPieces.length === 0) this.beginPiece(startUs)
        } else if (gapSamples > 0) this.addSilence(gapSamples)
        this.nextStartUs = startUs + block.length * US_PER_SAMPLE
        if (this.silenceSamplesMax !== Infinity && isDigitalSilence(block))
            this.addSilence(block.length)
        else this.addSound(block, startUs)
    }

    private addSound(block: Float32Array, startUs: number): void {
        if (this.isLeavingOut) this.beginPiece(startUs)
        this.isLeavingOut = false
        this.silentCount = 0
        this.reserve(block.length)
        for (let i = 0; i < block.length; i++)
            this.stored[this.storedCount + i] = sampleToInt16(block[i]!)
        this.lengthen(block.length)
    }

    private addSilence(sampleCount: number): void {
        if (this.isLeavingOut) return
        if (this.silentCount + sampleCount > this.silenceSamplesMax) {
            this.lengthen(-this.silentCount)
            this.silentCount = 0
            this.isLeavingOut = true
            return
        }
        this.reserve(sampleCount)
        this.stored.fill(0, this.storedCount, this.storedCount + sampleCount)
        this.silentCount += sampleCount
        this.lengthen(sampleCount)
    }

    private beginPiece(startUs: number): void {
        this.growingPieces.push({
            startMs: startUs / 1000,
            firstSample: this.storedCount,
            samples: 0,
        })
    }

    private lengthen(sampleCount: number): void {
        this.storedCount += sampleCount
        this.growingPieces.at(-1)!.samples += sampleCount
    }

    private reserve(sampleCount: number): void {
        const needed = this.storedCount + sampleCount
        if (needed <= this.stored.length) return
        const larger = new Int16Array(Math.max(needed, 2 * this.stored.length))
        larger.set(this.samples)
        this.stored = larger
    }
}

/** 16-bit value of a sample of full scale 1.0, limited to the range. */
export function sampleToInt16(sample: number): number {
    return Math.max(-32768, Math.min(32767, Math.round(sample * 32768)))
}

function isDigitalSilence(block: Float32Array): boolean {
    for (let i = 0; i < block.length; i++) if (sampleToInt16(block[i]!) !== 0) return false
    return true
}
