/** One line for what a person would tell a friend: what goes on now, and what went wrong. A screen reader says it. */

import { activityOf, type Activity, type MachineState } from "../../sim/protocol/machine-state.ts"
import { type Refusal } from "../../sim/protocol/messages.ts"
import { holder, link, machine, refusal, type LinkState } from "../state/page-state.ts"
import { callerToSend } from "../state/caller.ts"
import {
    call,
    chooseVoice,
    isSpeaking,
    microphoneState,
    role,
    usualRecording,
    type MicrophoneState,
} from "../state/telephone.ts"
import { t, type TextName } from "../texts/texts.ts"
import { CALL_ID, STATUS_ID } from "./ids.ts"

const LINKS: Readonly<Record<Exclude<LinkState, "open">, TextName>> = {
    connecting: "linkConnecting",
    starting: "linkStarting",
    lost: "linkLost",
    over: "linkOver",
    ended: "linkEnded",
}
const ACTIVITIES: Readonly<Record<Activity, TextName>> = {
    off: "activityOff",
    waiting: "activityWaiting",
    ringing: "activityRinging",
    greeting: "activityGreeting",
    recording: "activityRecording",
    playing: "activityPlaying",
    listening: "activityListening",
    "in-call": "activityInCall",
}
/** Why the machine has hung up, as far as it can be known; the caller holds the telephone still. */
const PARTED: Readonly<Record<MachineState["heardMachine"], TextName>> = {
    "": "callParted",
    fax: "letFaxGo",
    data: "letModemGo",
}
const REFUSALS: Readonly<Record<Refusal["reason"], TextName>> = {
    "not-understood": "refusedNotUnderstood",
    "bad-caller": "refusedBadCaller",
    "on-the-line": "refusedOnTheLine",
    "other-page": "refusedOtherPage",
    "no-call": "refusedNoCall",
}
const MICROPHONES: Readonly<Partial<Record<MicrophoneState, TextName>>> = {
    asking: "microphoneAsking",
    refused: "microphoneRefused",
    missing: "microphoneMissing",
    "in-use": "microphoneInUse",
    insecure: "microphoneInsecure",
}
/** What a recording helps against. */
const WITHOUT_MICROPHONE: readonly MicrophoneState[] = ["refused", "missing", "in-use", "insecure"]

export function StatusLine() {
    const trouble = troubleText()
    return (
        <div class="status">
            <p role="status" id={STATUS_ID}>
                {activityText()}
            </p>
            <p role="alert" class="trouble">
                {trouble}
            </p>
            {isRecordingWanted() && (
                <button type="button" onClick={letRecordingSpeak}>
                    {t("callByRecording")}
                </button>
            )}
        </div>
    )
}

function isRecordingWanted(): boolean {
    return holder.value === "" && WITHOUT_MICROPHONE.includes(microphoneState.value)
}

/** It is chosen as the one who speaks, and the call is made that the person wanted to make. */
function letRecordingSpeak(): void {
    const recording = usualRecording()
    if (recording === undefined) return
    chooseVoice(recording)
    document.getElementById(CALL_ID)?.focus()
    void call(callerToSend(), recording)
}

function activityText(): string {
    if (link.value !== "open") return t(LINKS[link.value])
    const state = machine.value
    const activity = activityOf(state)
    if (activity === "waiting" && state.call === "parted") return t(PARTED[state.heardMachine])
    if (activity === "waiting" && state.call === "dialling") return t("callDialling")
    if (activity === "recording" && !isSpeaking.value) return t("activityRecordingOther")
    return t(ACTIVITIES[activity], { n: state.rings })
}

function troubleText(): string {
    if (refusal.value) return t(REFUSALS[refusal.value])
    const microphone = MICROPHONES[microphoneState.value]
    if (microphone) return t(microphone)
    return role.value === "onlooker" ? t("onlooker") : ""
}
