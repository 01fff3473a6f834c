/** The command line is wrong; the message says what, and what would be right. */
export class UsageError extends Error {
    constructor(message: string) {
        super(message)
        this.name = "UsageError"
    }
}
