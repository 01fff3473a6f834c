/** The card as a PC sees it: asked for when something may have changed on it. */

import { signal } from "@preact/signals"
import { type CardMessage } from "../../sim/protocol/messages.ts"

export const messages = signal<readonly CardMessage[] | undefined>(undefined)
/** Why the last thing was not done, in the server's words; "": it was. */
export const cardTrouble = signal("")
export const greetingState = signal<"none" | "sending" | "done">("none")

/** Waits: for the server. */
export async function readCard(): Promise<void> {
    const answer = await fetch("/card/messages").catch(() => undefined)
    if (!answer) return
    if (answer.ok) messages.value = (await answer.json()) as CardMessage[]
    cardTrouble.value = answer.ok ? "" : await answer.text()
}

/** Where the sound of a message is, 16 bits at 8000 Hz. */
export function soundOf({ name }: CardMessage): string {
    return `/card/message?name=${encodeURIComponent(name)}`
}

/** Puts a sound file on the card as the greeting; the machine sees an empty slot meanwhile. */
export async function sendGreeting(file: Blob): Promise<void> {
    greetingState.value = "sending"
    const answer = await fetch("/card/greeting", { method: "POST", body: file }).catch(
        () => undefined
    )
    greetingState.value = answer?.ok ? "done" : "none"
    cardTrouble.value = answer?.ok ? "" : ((await answer?.text()) ?? "")
}
