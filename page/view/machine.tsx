/** The machine as the thing on the shelf: lamp, key, loudspeaker, card slot, plug. */

import { lampWord } from "../../sim/protocol/machine-state.ts"
import { send } from "../state/link.ts"
import { machine, nowMs } from "../state/page-state.ts"
import { setVolume, soundReport, volumes } from "../state/telephone.ts"
import { t, type TextName } from "../texts/texts.ts"
import { HoldButton } from "./hold-button.tsx"
import { LevelMeter } from "./level-meter.tsx"

const LAMP_WORDS = { off: "lampOff", on: "lampOn", blinking: "lampBlinking" } as const

export function MachineView() {
    return (
        <section aria-labelledby="machine-heading">
            <h2 id="machine-heading">{t("machine")}</h2>
            <div class="case">
                <div class="front">
                    <Lamp />
                    <HoldButton
                        class="play"
                        title={t("playHint")}
                        onHold={isDown => send({ do: "button", button: "play", isDown })}
                    >
                        <span aria-hidden="true">▶ </span>
                        {t("play")}
                    </HoldButton>
                    <Grille />
                </div>
                <div class="side">
                    <CardSlot />
                    <Plug />
                </div>
            </div>
            <p class="hint">{t("playHint")}</p>
            <LevelMeter label={t("levelSpeaker")} peak={soundReport.value?.peaks.speaker ?? 0} />
            <label class="volume">
                {t("volumeSpeaker")}
                <input
                    type="range"
                    min="0"
                    max="1"
                    step="0.05"
                    value={volumes.value.speaker}
                    onInput={event => setVolume("speaker", event.currentTarget.valueAsNumber)}
                />
            </label>
        </section>
    )
}

function Lamp() {
    const { lamp } = machine.value
    const word = lampWord(machine.value, nowMs.value)
    const name: TextName = LAMP_WORDS[word]
    return (
        <span class="lamp" role="img" aria-label={t(name)} data-lit={lamp > 0} data-word={word}>
            <svg viewBox="0 0 24 24" width="32" height="32" aria-hidden="true">
                <circle class="lamp-off" cx="12" cy="12" r="8" />
                <circle class="lamp-on" cx="12" cy="12" r="8" opacity={lamp} />
                <circle class="lamp-ring" cx="12" cy="12" r="9.5" />
            </svg>
            <span aria-hidden="true">{t("messages")}</span>
        </span>
    )
}

function Grille() {
    const rows = [0, 1, 2, 3]
    return (
        <svg class="grille" viewBox="0 0 64 32" width="96" height="48" aria-hidden="true">
            {rows.map(row => (
                <line key={row} x1="4" x2="60" y1={5 + 7 * row} y2={5 + 7 * row} />
            ))}
        </svg>
    )
}

function CardSlot() {
    const { hasCard } = machine.value
    return (
        <div class="slot">
            <svg viewBox="0 0 40 24" width="60" height="36" aria-hidden="true">
                <rect class="slot-mouth" x="2" y="16" width="36" height="6" rx="1" />
                {hasCard && <path class="card-shape" d="M8 18V6l4-4h20v16z" />}
            </svg>
            <span>
                {t("card")}: {t(hasCard ? "cardIn" : "cardOut")}
            </span>
            <button type="button" onClick={() => send({ do: "card" })}>
                {t(hasCard ? "takeCardOut" : "putCardIn")}
            </button>
        </div>
    )
}

function Plug() {
    const { isOn } = machine.value
    return (
        <div class="slot">
            <svg viewBox="0 0 40 24" width="60" height="36" aria-hidden="true">
                <circle class={isOn ? "plug plugged" : "plug"} cx="20" cy="12" r="8" />
            </svg>
            <span>{t("power")}</span>
            <button type="button" onClick={() => send({ do: "power" })}>
                {t(isOn ? "unplug" : "plug")}
            </button>
        </div>
    )
}
