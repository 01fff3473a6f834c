/** The line's sound of the last ten minutes, for the picture of a page that comes late or is loaded again. Silence is left out. */

import { encodeFrame, FRAME_MS } from "../protocol/frame.ts"

/** As long as a page's picture is. */
const KEPT_FRAMES = 600_000 / FRAME_MS

interface KeptFrame {
    readonly number: number
    readonly bytes: Uint8Array
}

export class LinePast {
    private frames: KeptFrame[] = []
    /** Those before it are too old. */
    private first = 0

    /** 20 ms, in their order. @param channels 160 samples each, 1.0 = full scale */
    add(number: number, channels: readonly Float32Array[]): void {
        this.forgetBefore(number - KEPT_FRAMES)
        if (channels.every(isSilent)) return
        this.frames.push({ number, bytes: new Uint8Array(encodeFrame(number, channels)) })
    }

    /** A new run. */
    clear(): void {
        this.frames = []
        this.first = 0
    }

    /** Frames as they are sent, one after the other. */
    get bytes(): Uint8Array {
        return Buffer.concat(this.frames.slice(this.first).map(({ bytes }) => bytes))
    }

    private forgetBefore(number: number): void {
        while ((this.frames[this.first]?.number ?? number) < number) this.first++
        // Moved seldom, for that takes as long as there are frames.
        if (this.first < KEPT_FRAMES) return
        this.frames = this.frames.slice(this.first)
        this.first = 0
    }
}

function isSilent(samples: Float32Array): boolean {
    return samples.every(sample => sample === 0)
}
