/** Who can be at the far end of a call, as the exchange sees them; and a telephone that somebody holds meanwhile. */

/** Somebody at the far end of one call. Asked once in each beat of 5 ms. */
export interface Caller {
    /** The called line went off-hook. */
    answered(): void
    /** The called line is busy, or its end of the call was given up. */
    leaveSoon(): void
    /** Put the telephone down now; nothing happens where that was done. */
    hangUp(): void
    /** Live the 5 ms that begin now, and fill `into` with what is sent. */
    speak(into: Float32Array): void
    /** Hear what came down the line in the same 5 ms; valid only during the call. */
    hear(block: Float32Array): void
}

/** A telephone in somebody's hand: its sound is made while the simulator runs, by a person or from a recording. */
export interface Handset {
    /** False once it was put down. */
    readonly isLifted: boolean
    /**
     * Fill `into` with what is said in the 5 ms that begin now, 1.0 = full scale.
     *
     * @returns the key whose tone begins in them; undefined: none does
     */
    speak(into: Float32Array): string | undefined
    /** What is heard in the same 5 ms; valid only during the call. */
    hear(block: Float32Array): void
    /** The called line went off-hook. */
    answered(): void
    /** A beep has ended: one steady, pure tone. */
    beepHeard(): void
    /** The call is over: the network gave up, or the telephone was put down. Told once. */
    over(): void
}
