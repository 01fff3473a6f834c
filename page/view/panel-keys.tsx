/** The seven keys on the machine's front, and a table of what they mean just now. */

import { activityOf } from "../../sim/protocol/machine-state.ts"
import { type PanelKey } from "../../sim/protocol/messages.ts"
import { send } from "../state/link.ts"
import { isOpen, machine } from "../state/page-state.ts"
import { t, type TextName } from "../texts/texts.ts"
import { HoldButton } from "./hold-button.tsx"
import { STATUS_ID } from "./ids.ts"
import { PANEL_MEANINGS, type PanelMeaning } from "./panel-meanings.ts"

/** Paths in a square of 24. */
const ICONS: Readonly<Record<PanelKey, string>> = {
    play: "M8 5v14l11-7z",
    next: "M6 6v12l8-6zM15 6h3v12h-3z",
    repeat: "M18 6v12l-8-6zM6 6h3v12H6z",
    delete: "M7 7l10 10M17 7L7 17",
    record: "M12 6.5a5.5 5.5 0 1 0 .01 0z",
    answer: "M5 12.5l5 5L19 7",
    menu: "M5 8h14M5 12h14M5 16h14",
}
/** Drawn as lines; all others are filled. */
const LINES: readonly PanelKey[] = ["delete", "answer", "menu"]

export function PanelKeys() {
    return (
        <div class="panel-keys" role="group" aria-label={t("panelKeys")}>
            {PANEL_MEANINGS.map(meaning => (
                <PanelKeyView key={meaning.panelKey} {...meaning} />
            ))}
        </div>
    )
}

function PanelKeyView(meaning: PanelMeaning) {
    const { panelKey, name } = meaning
    const [press, hold] = meaningsNow(meaning)
    const isDown = machine.value.pressed.includes(panelKey)
    const kind = LINES.includes(panelKey) ? "icon drawn" : "icon"
    return (
        <HoldButton
            class={`panel-key ${panelKey}${isDown ? " down" : ""}`}
            title={t("keyMeans", { press: t(press), hold: t(hold) })}
            isDisabled={!isOpen.value}
            describedBy={isOpen.value ? undefined : STATUS_ID}
            onHold={isHeld => send({ do: "button", button: panelKey, isDown: isHeld })}
        >
            <svg class={kind} viewBox="0 0 24 24" aria-hidden="true">
                <path d={ICONS[panelKey]} />
            </svg>
            <span>{t(name)}</span>
        </HoldButton>
    )
}

/** Changes with what the machine does, so that nobody has to look into a table of four columns. */
export function PanelHelp() {
    return (
        <details class="panel-help">
            <summary>{t("panelHelp")}</summary>
            <table>
                <caption>{t(isPlaying() ? "whilePlaying" : "whileNothingPlays")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("panelKey")}</th>
                        <th scope="col">{t("pressed")}</th>
                        <th scope="col">{t("held")}</th>
                    </tr>
                </thead>
                <tbody>
                    {PANEL_MEANINGS.map(meaning => (
                        <tr key={meaning.panelKey}>
                            <th scope="row">{t(meaning.name)}</th>
                            {meaningsNow(meaning).map((text, i) => (
                                <td key={i}>{t(text)}</td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
        </details>
    )
}

function isPlaying(): boolean {
    return activityOf(machine.value) === "playing"
}

function meaningsNow({ idle, playing }: PanelMeaning): readonly [TextName, TextName] {
    return isPlaying() ? playing : idle
}
