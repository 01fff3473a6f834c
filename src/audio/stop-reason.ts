/** Why playing or recording ended. */
export enum StopReason {
    Finished = 1,
    /** The far end is gone: loop interrupted, busy tone or dial tone. */
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
}

/** Asked again and again while sound flows: must it end? Takes events and keys. */
export interface Interrupter {
    check(): StopReason | undefined
}
