/** Elements that others speak of. */

/** The line that says what goes on, and so why nothing can be done. */
export const STATUS_ID = "what-goes-on"
/** The button that calls and hangs up. */
export const CALL_ID = "call"
