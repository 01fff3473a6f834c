/** The machine as the thing on the shelf: lamp, key, loudspeaker, card slot, plug. */

import { lampWord } from "../../sim/protocol/machine-state.ts"
import { send } from "../state/link.ts"
import { isOpen, machine, nowMs } from "../state/page-state.ts"
import { soundReport } from "../state/telephone.ts"
import { t, type TextName } from "../texts/texts.ts"
import { ActButton } from "./act-button.tsx"
import { HoldButton } from "./hold-button.tsx"
import { STATUS_ID } from "./ids.ts"
import { LevelMeter } from "./level-meter.tsx"
import { VolumeSlider } from "./volume-slider.tsx"

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
                        isDisabled={!isOpen.value}
                        describedBy={isOpen.value ? undefined : STATUS_ID}
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
            <div class="sounds">
                <LevelMeter
                    label={t("levelSpeaker")}
                    peak={soundReport.value?.peaks.speaker ?? 0}
                />
                <VolumeSlider label={t("volumeSpeaker")} voice="speaker" />
            </div>
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
            <ActButton onClick={() => send({ do: "card" })}>
                {t(hasCard ? "takeCardOut" : "putCardIn")}
            </ActButton>
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
            <ActButton onClick={() => send({ do: "power" })}>
                {t(isOn ? "unplug" : "plug")}
            </ActButton>
        </div>
    )
}
