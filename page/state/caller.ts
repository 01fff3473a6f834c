/** What is filled in about the next call: whom the network names, and who speaks. */

import { computed, signal } from "@preact/signals"
import { type CallerName } from "../../sim/protocol/messages.ts"

export type Naming = "shown" | "private" | "none"

export const naming = signal<Naming>("shown")
export const number = signal("2125550123")
export const name = signal("J SMITH")
/** A fax machine calls in a person's place; no recording has a name like this. */
export const FAX = "/fax"
/** Name of a recording that is said after the beep; "": the person speaks; or FAX. */
export const voice = signal("")
/** A recording that speaks into the machine, too; "": a person does, for a fax says nothing there. */
export const roomVoice = computed(() => (voice.value === FAX ? "" : voice.value))

/** As the network would send it. */
export function callerToSend(): CallerName {
    if (naming.value === "shown") return { number: number.value, name: name.value }
    return { number: naming.value === "private" ? "private" : "", name: "" }
}
