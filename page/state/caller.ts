/** What is filled in about the next call: whom the network names, and who speaks. */

import { signal } from "@preact/signals"
import { type CallerName } from "../../sim/protocol/messages.ts"

export type Naming = "shown" | "private" | "none"

export const naming = signal<Naming>("shown")
export const number = signal("2125550123")
export const name = signal("J SMITH")
/** Name of a recording that is said after the beep; "": the person speaks. */
export const voice = signal("")

/** As the network would send it. */
export function callerToSend(): CallerName {
    if (naming.value === "shown") return { number: number.value, name: name.value }
    return { number: naming.value === "private" ? "private" : "", name: "" }
}
