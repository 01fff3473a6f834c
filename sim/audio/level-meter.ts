/** Loudness of blocks of sound: a sine wave at full scale is 0 dBFS. */
import { BLOCK_SAMPLES, SAMPLE_RATE_HZ } from "../clock/audio-clock.ts"
import { type Timeline } from "../report/timeline.ts"

const BLOCK_MS = (BLOCK_SAMPLES * 1000) / SAMPLE_RATE_HZ
const ON_DBFS = -50
/** Shorter gaps, as between the syllables of a word, do not end a sound. */
const HOLD_MS = 100

/** Level of a block in dBFS; -Infinity for digital silence. */
export function levelDbfs(block: Float32Array): number {
    let sum = 0
    for (let i = 0; i < block.length; i++) sum += block[i]! * block[i]!
    return 10 * Math.log10((2 * sum) / block.length)
}

/** Tells the timeline when a sound of more than -50 dBFS begins, and when there was none for 100 ms. */
export class SoundDetector {
    private holdLeftMs = 0
    private isSounding = false

    constructor(
        private readonly timeline: Timeline,
        private readonly source: "line" | "speaker"
    ) {}

    get isOn(): boolean {
        return this.isSounding
    }

    /** Judge 5 ms: one block, or the two directions of a line. While `isOn`, the next block must follow. */
    beat(block: Float32Array, otherDirection?: Float32Array): void {
        const isLoud =
            levelDbfs(block) > ON_DBFS ||
            (otherDirection !== undefined && levelDbfs(otherDirection) > ON_DBFS)
        if (isLoud) this.begin()
        else if (this.isSounding) this.fade()
    }

    /** The sound was cut off, as with the power. */
    stop(): void {
        if (!this.isSounding) return
        this.isSounding = false
        this.timeline.emit(this.source, "sound-off")
    }

    private begin(): void {
        this.holdLeftMs = HOLD_MS
        if (this.isSounding) return
        this.isSounding = true
        this.timeline.emit(this.source, "sound-on")
    }

    private fade(): void {
        this.holdLeftMs -= BLOCK_MS
        if (this.holdLeftMs <= 0) this.stop()
    }
}
