/** A telephone number and whose it is, as somebody else's program wrote it. */

export interface Contact {
    readonly number: string
    /** "" where there is none */
    readonly name: string
    /** After how many rings the machine answers, "never", or "block"; not said: as it does for others. */
    readonly rings?: string
    /** What stands where `rings` would, and is none. */
    readonly oddRings?: string
}
