/** Listens to single keys, wherever the focus is but in a field, and does what they ask for. */

import { signal } from "@preact/signals"
import { PANEL_KEYS, type PanelKey, type TelephoneKey } from "../../sim/protocol/messages.ts"
import { callerToSend, voice } from "./caller.ts"
import { actionOf, type KeyAction } from "./key-actions.ts"
import { send } from "./link.ts"
import { isOpen } from "./page-state.ts"
import { isGuideShown, showGuide } from "./guide.ts"
import { speakToMachine } from "./room.ts"
import { call, hangUp, role, toggleMute } from "./telephone.ts"
import { pauseOrGoOn } from "./timeline-view.ts"

/** Single keys are wanted: whoever speaks to the computer may not want them (WCAG 2.1.4). */
export const areKeysOn = signal(true)
export const isHelpShown = signal(false)

/** These need no machine. */
const AT_THE_PAGE: readonly KeyAction[] = ["mute", "pause", "guide", "help"]

/** To be called once, in a browser. */
export function listenToKeys(): void {
    const down = new Map<string, () => void>()
    addEventListener("keydown", event => {
        if (event.key === "Escape") isHelpShown.value = false
        const place = (event.target as Element).nodeName
        const action = areKeysOn.value ? actionOf(event, place) : undefined
        if (!action || event.repeat) return
        const release = act(action, event.key)
        if (release) down.set(event.code, release)
    })
    const up = (code: string) => {
        down.get(code)?.()
        down.delete(code)
    }
    addEventListener("keyup", event => up(event.code))
    addEventListener("blur", () => {
        for (const code of [...down.keys()]) up(code)
    })
}

/** @returns what is done when the key comes up, where it is held */
function act(action: KeyAction, key: string): (() => void) | undefined {
    if (!isOpen.value && !AT_THE_PAGE.includes(action)) return undefined
    if (action === "telephone") return dial(key as TelephoneKey)
    if (isPanelKey(action)) {
        send({ do: "button", button: action, isDown: true })
        return () => send({ do: "button", button: action, isDown: false })
    }
    touch(action)
    return undefined
}

function isPanelKey(action: KeyAction): action is PanelKey {
    return (PANEL_KEYS as readonly string[]).includes(action)
}

function touch(action: Exclude<KeyAction, "telephone" | PanelKey>): void {
    switch (action) {
        case "call":
            if (role.value === "caller") hangUp()
            else void call(callerToSend(), voice.value)
            return
        case "card":
            return send({ do: "card" })
        case "power":
            return send({ do: "power" })
        case "speak":
            return void speakToMachine()
        case "mute":
            return toggleMute()
        case "pause":
            return pauseOrGoOn()
        case "guide":
            return showGuide(!isGuideShown.value)
        case "help":
            isHelpShown.value = !isHelpShown.value
    }
}

function dial(key: TelephoneKey): (() => void) | undefined {
    if (role.value === "none") return undefined
    send({ do: "key", key, isDown: true })
    return () => send({ do: "key", key, isDown: false })
}
