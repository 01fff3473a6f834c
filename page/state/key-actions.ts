/** What single keys do, by the place of a key on the keyboard: so it is the same finger in every language. */

import { TELEPHONE_KEYS, type PanelKey, type TelephoneKey } from "../../sim/protocol/messages.ts"

/** What a key does, by its place on the keyboard. */
export type KeyAction =
    | PanelKey
    | "call"
    | "card"
    | "power"
    | "speak"
    | "mute"
    | "pause"
    | "guide"
    | "help"
    | "telephone"

const ACTIONS: Readonly<Record<string, KeyAction>> = {
    KeyC: "call",
    KeyP: "play",
    KeyN: "next",
    KeyR: "repeat",
    KeyD: "delete",
    KeyE: "record",
    KeyA: "answer",
    KeyO: "menu",
    KeyS: "speak",
    KeyK: "card",
    KeyU: "power",
    KeyM: "mute",
    KeyV: "pause",
    KeyG: "guide",
}
/** Where a key is text. */
const FIELDS = ["INPUT", "SELECT", "TEXTAREA"]

/** What is used of a KeyboardEvent. */
export interface KeyPress {
    readonly key: string
    readonly code: string
    readonly ctrlKey: boolean
    readonly altKey: boolean
    readonly metaKey: boolean
}

/** Undefined: the key does nothing here. @param place name of the element that has the focus */
export function actionOf(press: KeyPress, place: string): KeyAction | undefined {
    if (press.ctrlKey || press.altKey || press.metaKey || FIELDS.includes(place)) return undefined
    if (press.key === "?") return "help"
    if (isTelephoneKey(press.key)) return "telephone"
    return ACTIONS[press.code]
}

export function isTelephoneKey(key: string): key is TelephoneKey {
    return (TELEPHONE_KEYS as readonly string[]).includes(key)
}
