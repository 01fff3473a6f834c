/** The image or what was asked of it is wrong; the message is meant for the person who asked. */
export class CardError extends Error {
    constructor(message: string) {
        super(message)
        this.name = "CardError"
    }
}
