/** The owner calls the machine: the code, and then the session. */
import { MachineParts } from "../app/machine-parts"
import { CODE_DIGITS_MAX, CODE_DIGITS_MIN } from "./code-guard"
import { OwnerSession } from "./owner-session"
import { RemoteKeys } from "./remote-keys"

const ENTER_CODE = "enter-code|hh"
const WRONG_CODE = "wrong-code enter-code|lll hh"
/** In a call; then it is one like any other. */
const TRIES = 3
/** For the first digit after the machine has asked, and from one digit to the next. */
const ASKED_MS = 15000
const DIGIT_MS = 3000
const KEY_STAR = 0x2a
const DIGIT_MAX = 9

/** Made for one call, while `CodeGuard.isOpen()`. */
export class RemoteAccess {
    private keys: RemoteKeys
    private session: OwnerSession

    constructor(private parts: MachineParts) {
        this.keys = new RemoteKeys(parts.line)
        this.session = new OwnerSession(parts, this.keys)
    }

    /**
     * Take the code, and do what the owner wants.
     *
     * A wrong one is said to be wrong after all of it was typed and nothing followed, so that nobody learns how long the code is.
     * Fewer than four digits are a slip.
     * @param first a key that was pressed already, as a character code; undefined: ask for the code
     * @returns what became of the call, in words; undefined: it is an ordinary one
     * @throws Fault as modem and card do
     */
    async enter(first: number | undefined): Promise<string | undefined> {
        const { keys, session } = this
        const { guard } = this.parts
        if (first === undefined) await session.say(ENTER_CODE)
        else keys.press(first)
        for (let i = 0; i < TRIES; i++) {
            const typed = await this.type()
            if (keys.isOver) return "hung up at the code"
            if (guard.isRight(typed)) {
                await guard.forget()
                await session.byPhone()
                return "owner"
            }
            if (typed.length < CODE_DIGITS_MIN) return undefined
            console.warn("a wrong code")
            await guard.noteWrong()
            if (i < TRIES - 1) await session.say(WRONG_CODE)
        }
        return undefined
    }

    /** What is typed, until it is right, ended with `#` or too long. A star begins anew. */
    private async type(): Promise<string> {
        const { guard } = this.parts
        let typed = ""
        let waitMs = ASKED_MS
        while (typed.length < CODE_DIGITS_MAX) {
            const digit = await this.keys.digit(waitMs)
            if (digit === undefined) return typed
            if (digit === KEY_STAR && typed.length < CODE_DIGITS_MIN) typed = ""
            else if (digit > DIGIT_MAX) return typed
            else typed += digit
            if (guard.isRight(typed)) return typed
            waitMs = DIGIT_MS
        }
        return typed
    }
}
