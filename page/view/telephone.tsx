/** The telephone: whom the network names as the caller, who speaks, call and hang up, keypad, levels. */

import { signal } from "@preact/signals"
import {
    CALLING_MACHINES,
    TELEPHONE_KEYS,
    type CallingMachine,
} from "../../sim/protocol/messages.ts"
import { voice, voiceOf } from "../state/caller.ts"
import { send } from "../state/link.ts"
import { isOpen, machine, run } from "../state/page-state.ts"
import {
    chooseVoice,
    isMuted,
    microphoneState,
    role,
    soundReport,
    toggleMute,
} from "../state/telephone.ts"
import { t, type TextName } from "../texts/texts.ts"
import { ActButton } from "./act-button.tsx"
import { CallButton } from "./call-button.tsx"
import { CallerForm } from "./caller-form.tsx"
import { HoldButton } from "./hold-button.tsx"
import { KeySender } from "./key-sender.tsx"
import { LevelMeter } from "./level-meter.tsx"
import { LineHealthView } from "./line-health.tsx"
import { OwnSound } from "./own-sound.tsx"
import { recordingName } from "./recording-name.ts"
import { VolumeSlider } from "./volume-slider.tsx"

const MACHINE_NAMES: Readonly<Record<CallingMachine, TextName>> = {
    fax: "faxMachine",
    data: "dataModem",
}

export function TelephoneView() {
    return (
        <section aria-labelledby="telephone-heading">
            <h2 id="telephone-heading">{t("telephone")}</h2>
            <CallerForm />
            <div class="handset">
                <div class="talk">
                    <VoiceChoice />
                    <div class="row">
                        <CallButton />
                        {microphoneState.value === "open" && (
                            <button type="button" aria-pressed={isMuted.value} onClick={toggleMute}>
                                {t(isMuted.value ? "unmute" : "mute")}
                            </button>
                        )}
                    </div>
                    <RecordingSender />
                    <KeySender />
                    <OwnSound />
                </div>
                <Keypad />
            </div>
            <div class="sounds">
                <LevelMeter label={t("levelMouth")} peak={soundReport.value?.peaks.mouth ?? 0} />
                <LevelMeter label={t("levelEar")} peak={soundReport.value?.peaks.ear ?? 0} />
                <VolumeSlider label={t("volumeEar")} voice="ear" />
            </div>
            <LineHealthView />
            <p class="hint">{t("headphones")}</p>
        </section>
    )
}

function VoiceChoice() {
    return (
        <label>
            {t("voice")}
            <select value={voice.value} onChange={event => chooseVoice(event.currentTarget.value)}>
                <option value="">{t("myMicrophone")}</option>
                <RecordingOptions />
                {CALLING_MACHINES.map(machine => (
                    <option key={machine} value={voiceOf(machine)}>
                        {t(MACHINE_NAMES[machine])}
                    </option>
                ))}
            </select>
        </label>
    )
}

function Keypad() {
    const isUp = isOpen.value && role.value !== "none" && machine.value.call !== "none"
    return (
        <div class="keypad" role="group" aria-label={t("keypad")}>
            {TELEPHONE_KEYS.map(key => (
                <HoldButton
                    key={key}
                    isDisabled={!isUp}
                    onHold={isDown => send({ do: "key", key, isDown })}
                >
                    {key}
                </HoldButton>
            ))}
        </div>
    )
}

const recordingToSend = signal("")

function RecordingSender() {
    const names = run.value?.recordings.map(({ name }) => name) ?? []
    const chosen = names.includes(recordingToSend.value) ? recordingToSend.value : (names[0] ?? "")
    return (
        <div class="row">
            <label class="grow">
                {t("recordingToSend")}
                <select
                    value={chosen}
                    onChange={event => (recordingToSend.value = event.currentTarget.value)}
                >
                    <RecordingOptions />
                </select>
            </label>
            <ActButton
                isDisabled={role.value === "none" || chosen === ""}
                onClick={() => send({ do: "say", recording: chosen })}
            >
                {t("sendRecording")}
            </ActButton>
        </div>
    )
}

function RecordingOptions() {
    return (
        <>
            {run.value?.recordings.map(recording => (
                <option key={recording.name} value={recording.name}>
                    {recordingName(recording)}
                </option>
            ))}
        </>
    )
}
