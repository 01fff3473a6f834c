/** A telephone whose sound lies in a file: what somebody said in a call, from its first 5 ms to the moment they hung up. */
import { BLOCK_SAMPLES } from "../clock/audio-clock.ts"
import { type Handset } from "./handset.ts"

/** A key whose tone is in the sound, and begins in the beat that begins with this sample. */
export interface KeyMark {
    readonly atSample: number
    readonly digit: string
}

export interface SavedVoice {
    /** Whole beats of 40 samples, 1.0 = full scale; the telephone is put down after the last one. */
    readonly samples: Float32Array
    /** In their order. */
    readonly keys: readonly KeyMark[]
}

export class FileHandset implements Handset {
    private at = 0
    private nextKey = 0

    constructor(private readonly voice: SavedVoice) {}

    get isLifted(): boolean {
        return this.at < this.voice.samples.length
    }

    speak(into: Float32Array): string | undefined {
        const { samples, keys } = this.voice
        const end = this.at + BLOCK_SAMPLES
        into.fill(0)
        into.set(samples.subarray(this.at, end))
        this.at = end
        const key = keys[this.nextKey]
        if (!key || key.atSample >= end) return undefined
        this.nextKey++
        return key.digit
    }

    /** What is heard was heard already when the file was made. */
    hear(): void {}

    answered(): void {}

    beepHeard(): void {}

    over(): void {}
}
