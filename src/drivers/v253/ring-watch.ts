import * as ds from "@devicescript/core"
import { CallerId } from "../../hal/voice-line"

/** What is nearer is the same ring: in code and text, on the RI pin and in text, or the second burst of a double ring. */
const RING_APART_MS = 2200
/** What is read after a longer time than this did not wait for all of it: 16 places on a new card take a second. */
const AWAY_MAX_MS = 1500
/** Caller ID comes up to 1.5 s after the first ring and takes 1 s. */
const CALLER_ID_MAX_MS = 3000
/** Lines of one caller ID come closer together. */
const CALLER_LINES_APART_MS = 500

/** Rings of one call, whatever tells of them. */
export class RingWatch {
    /** Of this call. */
    ringCount = 0
    /** When a line of caller ID came last. */
    callerLineMs = 0
    /** From when on nobody looked, for a while: a ring that is told next may have come since. */
    awayMs = -AWAY_MAX_MS
    /** When the last ring came, at the earliest; and when it was told. */
    private rangMs = -RING_APART_MS
    private toldMs = 0

    /** Something tells of a ring. @returns true if it is another one than the last */
    rang(): boolean {
        const nowMs = ds.millis()
        const isAnother = nowMs - this.rangMs >= RING_APART_MS
        // What tells last of a ring comes at its end, and caller ID behind that.
        this.rangMs = nowMs - this.awayMs < AWAY_MAX_MS ? this.awayMs : nowMs
        this.toldMs = nowMs
        if (isAnother) this.ringCount++
        return isAnother
    }

    /** Nothing has told of a ring just now. */
    isQuiet(): boolean {
        return ds.millis() - this.rangMs >= RING_APART_MS
    }

    /** Caller ID is complete, or will not come any more. */
    isCallerSettled(caller: CallerId): boolean {
        const nowMs = ds.millis()
        if (this.ringCount !== 1 || nowMs - this.toldMs >= CALLER_ID_MAX_MS)
            return this.ringCount > 0
        return caller.number !== "" && nowMs - this.callerLineMs >= CALLER_LINES_APART_MS
    }
}
