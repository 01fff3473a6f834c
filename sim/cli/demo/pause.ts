/** Stops the whole process for a moment, so that what blinks can be seen; time of the simulator is not touched. */

/** All pauses of a run together. */
const TOTAL_MS_MAX = 2500

export class Pauses {
    private leftMs = TOTAL_MS_MAX
    private readonly never = new Int32Array(new SharedArrayBuffer(4))

    /** Wait, unless so much was waited already. */
    pause(ms: number): void {
        if (ms > this.leftMs) return
        this.leftMs -= ms
        Atomics.wait(this.never, 0, 0, ms)
    }
}
