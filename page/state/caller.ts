/** What is filled in about the next call: whom the network names, and who speaks. */

import { computed, signal } from "@preact/signals"
import {
    CALLING_MACHINES,
    type CallerName,
    type CallingMachine,
} from "../../sim/protocol/messages.ts"
import { type TextName } from "../texts/language.ts"

export type Naming = "shown" | "private" | "none"

export const naming = signal<Naming>("shown")
export const number = signal("2125550123")
export const name = signal("J SMITH")
/** They have room for a number alone. */
const FORMS_WITHOUT_NAME = ["sdmf", "dtmf", "dtmf-d"]

/** Name of a recording that is said after the beep; "": the person speaks; or `voiceOf` a machine that calls in their place. */
export const voice = signal("")
/** A recording that speaks into the machine, too; "": a person does, for a machine that calls says nothing there. */
export const roomVoice = computed(() => (machineOf(voice.value) ? "" : voice.value))

/** No recording has a name like this. */
export function voiceOf(machine: CallingMachine): string {
    return `/${machine}`
}

/** Undefined: it is a person's or a recording's. */
export function machineOf(who: string): CallingMachine | undefined {
    return CALLING_MACHINES.find(machine => voiceOf(machine) === who)
}

/** What the network leaves out of what was filled in, in words; undefined: nothing. @param form in which it tells who calls */
export function unsentOf(form: string): TextName | undefined {
    if (naming.value === "none") return undefined
    if (form === "none") return "unsentAll"
    if (naming.value === "private" || name.value === "") return undefined
    if (number.value === "") return "unsentNameAlone"
    return FORMS_WITHOUT_NAME.includes(form) ? "unsentName" : undefined
}

/** As the network would send it. */
export function callerToSend(): CallerName {
    if (naming.value === "shown") return { number: number.value, name: name.value }
    return { number: naming.value === "private" ? "private" : "", name: "" }
}
