/** The telephone on this page: its sound, its microphone, and what the person does with it. */

import { computed, signal } from "@preact/signals"
import { type CallerName } from "../../sim/protocol/messages.ts"
import { openLine } from "../line/line-socket.ts"
import { PageSound, type Voice } from "../line/sound.ts"
import { type SoundReport } from "../line/sound-messages.ts"
import { pageName, send } from "./link.ts"
import { machineOf, voice } from "./caller.ts"
import { holder, isOpen, machine, run } from "./page-state.ts"

export type SoundState = "off" | "starting" | "on" | "blocked"
export type MicrophoneState =
    "unasked" | "asking" | "open" | "refused" | "missing" | "in-use" | "insecure"

/** Shorter times say nothing of a clock. */
const CLOCK_SEEN_MS = 5000

export const soundState = signal<SoundState>("off")
export const microphoneState = signal<MicrophoneState>("unasked")
export const isMuted = signal(false)
export const soundReport = signal<SoundReport | undefined>(undefined)
export const volumes = signal<Readonly<Record<Voice, number>>>({ ear: 0.8, speaker: 0.8 })

/** How fast the sound card's clock runs, by the page's own; no loop that bends by a thousandth can mend more. */
export const clockPercent = signal(100)

let worker: Worker | undefined
let sound: PageSound | undefined
let firstReport: { readonly atMs: number; readonly samples: number } | undefined

/** This page has the caller's microphone; another one has; or there is no call by hand. */
export const role = computed(() => {
    if (holder.value === "") return "none"
    return holder.value === pageName ? "caller" : "onlooker"
})

/** Who says something in the call that this page has made: a recording, a machine; "": the person. */
const speaker = signal("")

/** It is the person's turn to speak: no recording does it for them. */
export const isSpeaking = computed(
    () => role.value === "caller" && speaker.value === "" && microphoneState.value === "open"
)

export const isCalling = computed(() => holder.value !== "" || machine.value.call !== "none")

/** The worker that has the socket for sound, begun at the first call. */
export function lineWorker(): Worker {
    worker ??= openLine(pageName)
    return worker
}

/** Let the page be heard. While a click or a key is being handled. */
export async function turnSoundOn(): Promise<void> {
    if (sound) return await resume()
    soundState.value = "starting"
    try {
        sound = await PageSound.start({
            worker: lineWorker(),
            onReport: noteReport,
        })
        sound.context.onstatechange = noteState
        for (const voice of ["ear", "speaker"] as const) setVolume(voice, volumes.value[voice])
        noteState()
    } catch (error) {
        if (!(error instanceof DOMException)) throw error
        soundState.value = "blocked"
    }
}

export function setVolume(voice: Voice, volume: number): void {
    volumes.value = { ...volumes.value, [voice]: volume }
    sound?.setVolume(voice, volume)
}

/** @returns whether it may be heard */
export async function openMicrophone(): Promise<boolean> {
    await turnSoundOn()
    if (!sound) return false
    if (!window.isSecureContext) {
        microphoneState.value = "insecure"
        return false
    }
    microphoneState.value = "asking"
    try {
        await sound.openMicrophone()
        sound.mute(isMuted.value)
        microphoneState.value = "open"
        return true
    } catch (error) {
        microphoneState.value = reasonOf(error)
        return false
    }
}

export function closeMicrophone(): void {
    if (microphoneState.value !== "open") return
    sound?.closeMicrophone()
    microphoneState.value = "unasked"
}

/** @param name recording that speaks in the next call; "": the person; or a machine */
export function chooseVoice(name: string): void {
    voice.value = name
    forgetMicrophoneTrouble()
}

/** The recording that speaks where nobody has chosen one: a short one. */
export function usualRecording(): string | undefined {
    const recordings = run.value?.recordings ?? []
    return [...recordings].sort((a, b) => a.seconds - b.seconds)[0]?.name
}

/** @param who recording that is said after the beep; "": the person speaks; or a machine */
export async function call(caller: CallerName, who: string): Promise<void> {
    if (!isOpen.value) return
    if (who === "") {
        if (!(await openMicrophone())) return
    } else {
        forgetMicrophoneTrouble()
        await turnSoundOn()
    }
    const machine = machineOf(who)
    speaker.value = who
    send({ do: "call", recording: machine ? "" : who, machine, ...caller })
}

export function hangUp(): void {
    send({ do: "hang-up" })
}

export function toggleMute(): void {
    isMuted.value = !isMuted.value
    sound?.mute(isMuted.value)
}

/** This page's microphone becomes the caller's. */
export async function takeOver(): Promise<void> {
    if (!(await openMicrophone())) return
    speaker.value = ""
    send({ do: "take-over" })
}

/** A recording needs no microphone. */
function forgetMicrophoneTrouble(): void {
    if (microphoneState.value !== "open") microphoneState.value = "unasked"
}

function noteReport(report: SoundReport): void {
    soundReport.value = report
    const nowMs = performance.now()
    const samples = report.playedSamples
    firstReport ??= { atMs: nowMs, samples }
    const passedMs = nowMs - firstReport.atMs
    const playedMs = (1000 * (samples - firstReport.samples)) / sound!.context.sampleRate
    if (passedMs > CLOCK_SEEN_MS) clockPercent.value = Math.round((1000 * playedMs) / passedMs) / 10
}

async function resume(): Promise<void> {
    await sound!.context.resume()
    noteState()
}

function noteState(): void {
    soundState.value = sound!.context.state === "running" ? "on" : "blocked"
}

function reasonOf(error: unknown): MicrophoneState {
    const name = error instanceof DOMException ? error.name : ""
    if (name === "NotFoundError") return "missing"
    return name === "NotReadableError" ? "in-use" : "refused"
}
