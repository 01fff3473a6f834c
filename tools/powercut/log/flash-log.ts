/** What the machine's own flash held, and from when on: the notes of calls are there, and outlive a cut as the card does. */

import { createHash } from "node:crypto"

/** Program and settings, never changed; undefined: a chip that is still erased. */
export type FlashContent = Uint8Array | undefined

export interface LoggedFlash {
    /** Since then, µs from power-on. */
    readonly atUs: number
    readonly content: FlashContent
}

const KEY_DIGITS = 16
const keys = new WeakMap<Uint8Array, string>()

/** @param log in the order of time; the first is what it held at power-on */
export function flashAt(log: readonly LoggedFlash[], atUs: number): FlashContent {
    return log.findLast(each => each.atUs <= atUs)?.content
}

/** The same for equal contents; empty for a chip that is erased. */
export function flashKey(content: FlashContent): string {
    if (!content) return ""
    const known = keys.get(content)
    if (known !== undefined) return known
    const key = createHash("sha256").update(content).digest("hex").slice(0, KEY_DIGITS)
    keys.set(content, key)
    return key
}

/** Takes down what a machine writes there. */
export class FlashLog {
    entries: LoggedFlash[] = []

    constructor(private readonly nowUs: () => number) {}

    /** @param content what it holds now */
    begin(content: FlashContent): void {
        this.entries = [{ atUs: 0, content }]
    }

    written(content: Uint8Array): void {
        this.entries.push({ atUs: this.nowUs(), content })
    }
}
