/** Why playing or recording ended. */
export enum StopReason {
    Finished = 1,
    /** The far end is gone: the loop was interrupted. */
    HungUp,
    /** The caller said nothing, or nothing more. */
    Silent,
    LimitReached,
    /** Somebody in the house took the call. */
    ExtensionPickedUp,
    /** A key of the panel. */
    KeyPressed,
    /** The telephone rings while a message is played. */
    Rang,
    /** The caller pressed the key that ends a message. */
    CallerDone,
    /** The caller does not want to hear the greeting. */
    Skipped,
    /** The caller is a fax machine or a modem. */
    MachineCalling,
    /** The far end is gone: the network sends busy, congestion or dial tone. */
    ToneHeard,
    /** A key that may be the first of the owner's code. */
    CodeBegun,
}

/** Asked again and again while sound flows: must it end? Takes events and keys. */
export interface Interrupter {
    check(): StopReason | undefined
}
