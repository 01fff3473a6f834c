import type { HeapWalker } from "./heap-walk.ts"

/**
 * The most script heap that was ever in use, looked at each time the program has run.
 *
 * Walking the heap costs more than most of what the program does at a time, so it is walked only where the bytes
 * allocated since the last walk could have made a new peak.
 */
export class HeapPeak {
    /** With rubbish that was not yet collected. */
    usedBytes = 0
    /** Just after rubbish was collected, without what was allocated since: what the program needs. */
    liveBytes = 0
    /** The same at the last collection. */
    settledBytes = 0
    /** At the last walk; later than that `usedBytes` was not reached again. */
    private walkedBytes = 0
    private allocatedAtWalk = 0
    private allocated = 0

    constructor(private readonly walker: HeapWalker) {}

    /** The program has run. */
    look(memory: Uint8Array): void {
        const allocated = this.walker.allocatedBytes(memory)
        const wasCollected = allocated < this.allocated
        this.allocated = allocated
        const couldBeUsed = this.walkedBytes + allocated - this.allocatedAtWalk
        if (!wasCollected && couldBeUsed <= this.usedBytes) return
        const stats = this.walker.walk(memory)
        if (!stats) return
        this.walkedBytes = stats.usedBytes
        this.allocatedAtWalk = allocated
        this.usedBytes = Math.max(this.usedBytes, stats.usedBytes)
        if (!wasCollected) return
        this.settledBytes = stats.usedBytes - allocated
        this.liveBytes = Math.max(this.liveBytes, this.settledBytes)
    }
}
