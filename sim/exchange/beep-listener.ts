/**
 * How a caller finds the beep in what an answering machine plays: one steady, pure tone, and its end.
 *
 * Every 5 ms block is judged. Pure: a sine wave of frequency w obeys x[n] + x[n-2] = 2 cos(w) x[n-1]; the factor that
 * fits 20 ms best gives the frequency, and what does not fit is the impurity. Steady: neither frequency nor level
 * moves. Speech is never both for 200 ms; of two tones together either the sum is impure, or the level beats.
 */
import { BLOCK_SAMPLES, SAMPLE_RATE_HZ } from "../clock/audio-clock.ts"
import { levelDbfs } from "../audio/level-meter.ts"

const LOWEST_HZ = 300
const HIGHEST_HZ = 2500
const SHORTEST_MS = 200
const BLOCK_MS = (BLOCK_SAMPLES * 1000) / SAMPLE_RATE_HZ
const QUIETEST_DBFS = -45
/**
 * What does not fit a sine wave, as part of the power. Line noise and 8-bit codecs leave less; two tones 250 Hz apart,
 * as in DTMF, leave more. Tones that are closer together beat, and their level moves.
 */
const IMPURITY_MAX = 0.012
const LEVEL_TOLERANCE_DB = 1.2
const FREQUENCY_TOLERANCE = 0.02
/** Blocks that are looked at together for purity. */
const WINDOW_BLOCKS = 4

export interface Beep {
    readonly frequencyHz: number
    readonly lengthMs: number
}

/** Sums over one block, of which purity and frequency of a window are made. */
interface BlockSums {
    /** Σ x[n-1]² */
    middle: number
    /** Σ x[n-1] (x[n] + x[n-2]) */
    cross: number
    /** Σ (x[n] + x[n-2])² */
    outer: number
}

interface Run {
    readonly levelDbfs: number
    readonly frequencyHz: number
    readonly blocks: number
}

export class BeepListener {
    private before1 = 0
    private before2 = 0
    private readonly window: BlockSums[] = []
    private nextInWindow = 0
    private run: Run | undefined

    constructor() {
        for (let i = 0; i < WINDOW_BLOCKS; i++) this.window.push({ middle: 0, cross: 0, outer: 0 })
    }

    /** Hear 5 ms; answers the beep that ended in them. */
    hear(block: Float32Array): Beep | undefined {
        this.measure(block)
        const frequencyHz = this.pureFrequencyHz()
        const level = levelDbfs(block)
        const run = this.run
        if (run && frequencyHz !== undefined && isSameTone(run, frequencyHz, level)) {
            this.run = { ...run, blocks: run.blocks + 1 }
            return undefined
        }
        this.run = startOfRun(frequencyHz, level)
        return run && beepOf(run)
    }

    private measure(block: Float32Array): void {
        const sums = this.window[this.nextInWindow]!
        this.nextInWindow = (this.nextInWindow + 1) % WINDOW_BLOCKS
        let { before1, before2 } = this
        let middle = 0
        let cross = 0
        let outer = 0
        for (let i = 0; i < block.length; i++) {
            const sample = block[i]!
            const ends = sample + before2
            middle += before1 * before1
            cross += before1 * ends
            outer += ends * ends
            before2 = before1
            before1 = sample
        }
        Object.assign(sums, { middle, cross, outer })
        this.before1 = before1
        this.before2 = before2
    }

    /** The frequency of the last 20 ms if they are one tone. */
    private pureFrequencyHz(): number | undefined {
        let middle = 0
        let cross = 0
        let outer = 0
        for (const sums of this.window) {
            middle += sums.middle
            cross += sums.cross
            outer += sums.outer
        }
        if (middle === 0) return undefined
        const factor = cross / middle
        const impurity = (outer - factor * cross) / middle
        if (impurity > IMPURITY_MAX || Math.abs(factor) >= 2) return undefined
        return (Math.acos(factor / 2) * SAMPLE_RATE_HZ) / (2 * Math.PI)
    }
}

function isSameTone(run: Run, frequencyHz: number, level: number): boolean {
    return (
        Math.abs(level - run.levelDbfs) <= LEVEL_TOLERANCE_DB &&
        Math.abs(frequencyHz - run.frequencyHz) <= FREQUENCY_TOLERANCE * run.frequencyHz
    )
}

function startOfRun(frequencyHz: number | undefined, level: number): Run | undefined {
    if (frequencyHz === undefined || level < QUIETEST_DBFS) return undefined
    if (frequencyHz < LOWEST_HZ || frequencyHz > HIGHEST_HZ) return undefined
    return { levelDbfs: level, frequencyHz, blocks: 1 }
}

function beepOf(run: Run): Beep | undefined {
    // The first pure window began three blocks before the block that completed it.
    const lengthMs = (run.blocks + WINDOW_BLOCKS - 1) * BLOCK_MS
    return lengthMs >= SHORTEST_MS ? { frequencyHz: run.frequencyHz, lengthMs } : undefined
}
