/** A telephone number and whose it is, as somebody else's program wrote it. */

export interface Contact {
    readonly number: string
    /** "" where there is none */
    readonly name: string
}
