/** The machine as the thing on the shelf: display, lamp, keys, loudspeaker, microphone, card slot, power switch. */

import { lampWord } from "../../sim/protocol/machine-state.ts"
import { roomVoice } from "../state/caller.ts"
import { send } from "../state/link.ts"
import { machine, nowMs, speed } from "../state/page-state.ts"
import { isInRoom, speakToMachine } from "../state/room.ts"
import { soundReport } from "../state/telephone.ts"
import { t, type TextName } from "../texts/texts.ts"
import { ActButton } from "./act-button.tsx"
import { DisplayView } from "./display.tsx"
import { LevelMeter } from "./level-meter.tsx"
import { MachineParts } from "./machine-parts.tsx"
import { PanelHelp, PanelKeys } from "./panel-keys.tsx"
import { Switch } from "./switch.tsx"
import { VolumeSlider } from "./volume-slider.tsx"

const LAMP_WORDS = { off: "lampOff", on: "lampOn", blinking: "lampBlinking" } as const
const GRILLE_ROWS = 9

export function MachineView() {
    return (
        <section aria-labelledby="machine-heading">
            <h2 id="machine-heading">{t("machine")}</h2>
            <div class="case">
                <div class="top">
                    <DisplayView />
                    <Grille />
                </div>
                <div class="brand">
                    <Lamp />
                    <PowerSwitch />
                </div>
                <PanelKeys />
                <div class="side">
                    <CardSlot />
                    <Microphone />
                </div>
            </div>
            <OtherTelephone />
            <PanelHelp />
            <MachineParts />
            <div class="sounds">
                <LevelMeter
                    label={t("levelSpeaker")}
                    peak={soundReport.value?.peaks.speaker ?? 0}
                />
                <VolumeSlider label={t("volumeSpeaker")} voice="speaker" />
                {isInRoom.value && (
                    <LevelMeter
                        label={t("levelMouth")}
                        peak={soundReport.value?.peaks.mouth ?? 0}
                    />
                )}
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
            <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
                <circle class="lamp-glow" cx="16" cy="16" r="16" opacity={0.35 * lamp} />
                <circle class="lamp-off" cx="16" cy="16" r="8" />
                <circle class="lamp-on" cx="16" cy="16" r="8" opacity={lamp} />
                <circle class="lamp-ring" cx="16" cy="16" r="9.5" />
            </svg>
            <span aria-hidden="true">{t("messages")}</span>
        </span>
    )
}

function Grille() {
    const rows = Array.from({ length: GRILLE_ROWS }, (_, row) => 4 + 7 * row)
    return (
        <svg class="grille" viewBox="0 0 64 64" preserveAspectRatio="none" aria-hidden="true">
            {rows.map(y => (
                <line key={y} x1="4" x2="60" y1={y} y2={y} />
            ))}
        </svg>
    )
}

function PowerSwitch() {
    return (
        <Switch class="power" isOn={machine.value.isOn} onClick={() => send({ do: "power" })}>
            {t("power")}
        </Switch>
    )
}

function CardSlot() {
    const { hasCard } = machine.value
    return (
        <div class="slot">
            <svg viewBox="0 0 48 32" aria-hidden="true">
                {hasCard && <path class="card-shape" d="M12 24V7l5-5h19v22z" />}
                {hasCard && <path class="card-contacts" d="M19 5v5M23 5v5M27 5v5M31 5v5" />}
                <rect class="slot-mouth" x="4" y="21" width="40" height="9" rx="2" />
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

/** Who speaks into it is chosen where the telephone is: there is one person here, and one choice. */
function Microphone() {
    const isRecording = roomVoice.value !== ""
    const speaks: TextName = isRecording ? "letItSpeak" : "speakIntoIt"
    return (
        <div class="slot">
            <svg viewBox="0 0 48 32" aria-hidden="true">
                <circle class="slot-mouth" cx="24" cy="16" r="10" />
                <path class="holes" d="M20 12h.01M28 12h.01M24 16h.01M20 20h.01M28 20h.01" />
            </svg>
            <span>
                {t("roomMicrophone")}
                {isInRoom.value && `: ${t("hearsYou")}`}
            </span>
            <ActButton
                class={isInRoom.value ? "listening" : ""}
                isDisabled={speed.value !== 1}
                onClick={() => void speakToMachine()}
            >
                {t(isInRoom.value ? "stopSpeaking" : speaks)}
            </ActButton>
        </div>
    )
}

/** It hangs on the machine's line: whoever picks it up in a call takes that over. */
function OtherTelephone() {
    const { isExtensionUp } = machine.value
    return (
        <div class="slot outside">
            <svg viewBox="0 0 48 32" aria-hidden="true">
                <path class="set" d="M10 29l4-13h20l4 13z" />
                <path
                    class="receiver"
                    d="M6 16c0-9 36-9 36 0v3h-9v-4H15v4H6z"
                    transform={isExtensionUp ? "translate(0 -8) rotate(-12 24 16)" : undefined}
                />
            </svg>
            <span>
                {t("otherTelephone")}: {t(isExtensionUp ? "extensionUp" : "extensionDown")}
            </span>
            <ActButton onClick={() => send({ do: "telephone", isUp: !isExtensionUp })}>
                {t(isExtensionUp ? "putExtensionDown" : "pickExtensionUp")}
            </ActButton>
        </div>
    )
}
