/** The hiss of a telephone line: white noise of a stated level. */
import { sinePeak } from "../clock/audio-clock.ts"
import { type Random } from "../clock/random.ts"

/** Adds noise whose samples are the sum of two uniform numbers: white, and cheap enough for every sample of a run. */
export class LineNoise {
    private readonly scale: number

    /** @param levelDbm dBm0 */
    constructor(
        private readonly random: Random,
        levelDbm: number
    ) {
        const rms = sinePeak(levelDbm) / Math.SQRT2
        // Two uniform numbers in [-1, 1) add up to a variance of 2/3.
        this.scale = rms / Math.sqrt(2 / 3) / 0x8000
    }

    addTo(block: Float32Array): void {
        for (let i = 0; i < block.length; i++) {
            const bits = this.random.nextUint32()
            block[i]! += this.scale * ((bits >>> 16) + (bits & 0xffff) - 0xffff)
        }
    }
}
