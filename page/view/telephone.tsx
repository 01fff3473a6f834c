/** The telephone: whom the network names as the caller, who speaks, call and hang up, keypad, levels. */

import { signal } from "@preact/signals"
import { TELEPHONE_KEYS } from "../../sim/protocol/messages.ts"
import { callerToSend, voice } from "../state/caller.ts"
import { send } from "../state/link.ts"
import { machine, run } from "../state/page-state.ts"
import {
    call,
    hangUp,
    isMuted,
    microphoneState,
    role,
    setVolume,
    soundReport,
    takeOver,
    toggleMute,
    volumes,
} from "../state/telephone.ts"
import { t } from "../texts/texts.ts"
import { CallerForm } from "./caller-form.tsx"
import { HoldButton } from "./hold-button.tsx"
import { LevelMeter } from "./level-meter.tsx"
import { LineHealthView } from "./line-health.tsx"

export function TelephoneView() {
    return (
        <section aria-labelledby="telephone-heading">
            <h2 id="telephone-heading">{t("telephone")}</h2>
            <CallerForm />
            <VoiceChoice />
            <div class="row">
                <CallButton />
                {microphoneState.value === "open" && (
                    <button type="button" aria-pressed={isMuted.value} onClick={toggleMute}>
                        {t(isMuted.value ? "unmute" : "mute")}
                    </button>
                )}
            </div>
            <Keypad />
            <RecordingSender />
            <LevelMeter label={t("levelMouth")} peak={soundReport.value?.peaks.mouth ?? 0} />
            <LevelMeter label={t("levelEar")} peak={soundReport.value?.peaks.ear ?? 0} />
            <label class="volume">
                {t("volumeEar")}
                <input
                    type="range"
                    min="0"
                    max="1"
                    step="0.05"
                    value={volumes.value.ear}
                    onInput={event => setVolume("ear", event.currentTarget.valueAsNumber)}
                />
            </label>
            <LineHealthView />
            <p class="hint">{t("headphones")}</p>
        </section>
    )
}

function CallButton() {
    if (role.value === "onlooker")
        return (
            <button type="button" class="call" onClick={() => void takeOver()}>
                {t("takeOver")}
            </button>
        )
    if (role.value === "caller")
        return (
            <button type="button" class="call up" onClick={hangUp}>
                {t("hangUp")}
            </button>
        )
    return (
        <button type="button" class="call" onClick={() => void call(callerToSend(), voice.value)}>
            <span aria-hidden="true">☎ </span>
            {t("call")}
        </button>
    )
}

function VoiceChoice() {
    return (
        <label>
            {t("voice")}
            <select
                value={voice.value}
                onChange={event => (voice.value = event.currentTarget.value)}
            >
                <option value="">{t("myMicrophone")}</option>
                {run.value?.recordings.map(name => (
                    <option key={name} value={name}>
                        {name}
                    </option>
                ))}
            </select>
        </label>
    )
}

function Keypad() {
    const isUp = role.value !== "none" && machine.value.call !== "none"
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
    const names = run.value?.recordings ?? []
    const chosen = names.includes(recordingToSend.value) ? recordingToSend.value : (names[0] ?? "")
    return (
        <div class="row">
            <label>
                {t("recordingToSend")}
                <select
                    value={chosen}
                    onChange={event => (recordingToSend.value = event.currentTarget.value)}
                >
                    {names.map(name => (
                        <option key={name} value={name}>
                            {name}
                        </option>
                    ))}
                </select>
            </label>
            <button
                type="button"
                disabled={role.value === "none" || chosen === ""}
                onClick={() => send({ do: "say", recording: chosen })}
            >
                {t("sendRecording")}
            </button>
        </div>
    )
}
