/** How long the next ring of a call may take: learnt from the rings of this line, for each network has its own. */

/** Until that is known: the longest pause of all (ring table of ITU-T E.180: 5 s) and a ring, and some. */
export const RING_GAP_MAX_MS = 8000
/** Two gaps that differ by no more are the same: rings are looked at every 20 to 40 ms. */
const ALIKE_MS = 300
/** Rings of one call are further apart; nearer ones have waited together to be seen. */
const GAP_MIN_MS = 1500
/** A ring that comes later than this after it was due is another caller's. */
const LATE_MS = 1200

/**
 * A caller may give up after one ring, and the next one call within seconds. Where the machine knows how far rings of one call are
 * apart, it does not take the second caller for the first.
 */
export class RingGaps {
    private rangMs = 0
    private gapMs = 0
    /** 0: not known. */
    private periodMs = 0

    /**
     * The first ring of a call, or the next one. That a call was over before its first ring may be a mistake: then all its rings are first
     * ones, and their gaps put it right.
     *
     * @param atMs by ds.millis()
     */
    note(atMs: number, isFirst: boolean): void {
        const gapMs = atMs - this.rangMs
        this.rangMs = atMs
        if (gapMs < GAP_MIN_MS || (isFirst && gapMs > RING_GAP_MAX_MS)) return
        if (Math.abs(gapMs - this.gapMs) <= ALIKE_MS) this.periodMs = gapMs
        this.gapMs = gapMs
    }

    /**
     * When the caller has given up, unless it rings before; by ds.millis().
     *
     * @param busyMs for so long since the last ring nobody has looked at the line: more of them may wait to be seen
     */
    untilMs(busyMs: number): number {
        const isKnown = this.periodMs > 0 && busyMs <= ALIKE_MS
        const gapMs = isKnown ? this.periodMs + LATE_MS : RING_GAP_MAX_MS
        return this.rangMs + busyMs + Math.min(gapMs, RING_GAP_MAX_MS)
    }
}
