/** Who may come in by telephone: the owner's code, and what trying costs. docs/decisions/018. */
import * as ds from "@devicescript/core"
import { Keepsake } from "../hal/keepsake"
import { Settings } from "../settings/settings"

const KEY = "wrong-codes"
export const CODE_DIGITS_MIN = 4
export const CODE_DIGITS_MAX = 8
/** Compared with digits, it is none. */
const PADDING = "--------"
/** So many wrong codes, in one call or over several, lock the machine: for a minute, and twice as long after each three more. */
const WRONG_MAX = 3
const MINUTE_MS = 60000
const DOUBLINGS_MAX = 10

/** Four to eight digits that are not all the same. */
export function isCode(code: string): boolean {
    if (code.length < CODE_DIGITS_MIN || code.length > CODE_DIGITS_MAX) return false
    for (let i = 1; i < code.length; i++) if (code[i] !== code[0]) return true
    return false
}

/** Wrong codes are counted in flash: neither hanging up nor a power cut makes up for them. */
export class CodeGuard {
    private wrongCount = 0
    private lockedUntilMs = 0

    constructor(
        private keepsake: Keepsake,
        private settings: Settings
    ) {}

    /** What was tried before power went: then the whole time begins again. Waits: for flash. */
    async load(): Promise<void> {
        this.wrongCount = await this.keepsake.read(KEY)
        this.lock()
    }

    /** Whether a code can be given: there is one, and the machine is not locked. Cheap. */
    isOpen(): boolean {
        return this.settings.pin !== "" && ds.millis() >= this.lockedUntilMs
    }

    /** Whether it is the code; takes as long for every code. Nothing is counted. */
    isRight(typed: string): boolean {
        const { pin } = this.settings
        const one = typed + PADDING
        const other = pin + PADDING
        let difference = isCode(pin) ? 0 : 1
        for (let i = 0; i < CODE_DIGITS_MAX; i++)
            difference |= one.charCodeAt(i) ^ other.charCodeAt(i)
        return difference === 0
    }

    /** A wrong code was given. Waits: for flash; not for when sound flows. */
    async noteWrong(): Promise<void> {
        this.wrongCount++
        this.lock()
        await this.keepsake.write(KEY, this.wrongCount)
    }

    /** The owner is here, or has given the right code. Waits: for flash, if there is something to forget. */
    async forget(): Promise<void> {
        if (this.wrongCount === 0) return
        this.wrongCount = this.lockedUntilMs = 0
        await this.keepsake.write(KEY, 0)
    }

    private lock(): void {
        const rounds = Math.idiv(this.wrongCount, WRONG_MAX)
        if (rounds === 0) return
        const minutes = 1 << Math.min(rounds - 1, DOUBLINGS_MAX)
        this.lockedUntilMs = ds.millis() + minutes * MINUTE_MS
    }
}
