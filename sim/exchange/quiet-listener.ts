/** How a caller notices that the other end has stopped talking. */
import { BLOCK_SAMPLES, SAMPLE_RATE_HZ } from "../clock/audio-clock.ts"
import { levelDbfs } from "../audio/level-meter.ts"

const BLOCK_MS = (BLOCK_SAMPLES * 1000) / SAMPLE_RATE_HZ
/** Over the noise of a line, under the quietest speech that is understood. */
const QUIET_DBFS = -50

export class QuietListener {
    private quietForMs = 0

    /** @param quietMs the time without sound that is waited for */
    constructor(private readonly quietMs: number) {}

    /** Hear 5 ms; answers whether it has now been quiet for long enough. */
    hear(block: Float32Array): boolean {
        this.quietForMs = levelDbfs(block) > QUIET_DBFS ? 0 : this.quietForMs + BLOCK_MS
        return this.quietForMs >= this.quietMs
    }
}
