/** Makes frames of 20 ms, one after the other without a gap, of the sound that comes in beats while there is any. */

import { FRAME_SAMPLES, LINE_RATE } from "../protocol/frame.ts"

const US_PER_SAMPLE = 1e6 / LINE_RATE
const FRAME_US = FRAME_SAMPLES * US_PER_SAMPLE

/** @param number counts frames since time 0 */
export type FrameSender = (number: number, channels: readonly Float32Array[]) => void

export class SoundFrames {
    /** Virtual time at which the frame begins that is being filled. */
    private frameUs: number
    private readonly channels: readonly Float32Array[]

    /**
     * @param nowUs the first frame is the one that lasts then
     * @param send told each frame when it is over; its channels are valid only during the call
     */
    constructor(
        nowUs: number,
        channelCount: number,
        private readonly send: FrameSender
    ) {
        this.frameUs = Math.floor(nowUs / FRAME_US) * FRAME_US
        const silence = () => new Float32Array(FRAME_SAMPLES)
        this.channels = Array.from({ length: channelCount }, silence)
    }

    /** Add 5 ms that began at `atUs` to a channel. Beats come in their order. */
    add(channel: number, atUs: number, block: Float32Array): void {
        this.passTo(atUs)
        const start = Math.round((atUs - this.frameUs) / US_PER_SAMPLE)
        const samples = this.channels[channel]!
        for (let i = 0; i < block.length; i++) samples[start + i]! += block[i]!
    }

    /** Time has come to `nowUs`: give out every frame that has ended. */
    passTo(nowUs: number): void {
        for (; this.frameUs + FRAME_US <= nowUs; this.frameUs += FRAME_US) {
            this.send(Math.round(this.frameUs / FRAME_US), this.channels)
            for (const samples of this.channels) samples.fill(0)
        }
    }
}
