/** Asking before something is lost. */
import { createInterface } from "node:readline/promises"
import { CardError } from "../../sim/card/card-error.ts"

/**
 * Say what will be lost, and have the person agree.
 *
 * @param content what is on the card, in words
 * @throws CardError: no agreement; nothing was changed
 */
export async function askToFormat(content: string, isAgreed: boolean): Promise<void> {
    console.error(content)
    if (isAgreed) return
    if (!process.stdin.isTTY)
        throw new CardError(
            "nothing was changed: formatting is asked for on a terminal, or agreed to by --yes"
        )
    const terminal = createInterface({ input: process.stdin, output: process.stderr })
    try {
        const answer = await terminal.question(
            "All of it will be lost. Format the card? Type yes: "
        )
        if (answer.trim().toLowerCase() !== "yes") throw new CardError("nothing was changed")
    } finally {
        terminal.close()
    }
}
