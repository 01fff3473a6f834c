/** Sounds and texts of somebody's own, sent to the server: said at once in a call, and else chosen to speak in the next one. */

import { computed, signal } from "@preact/signals"
import { LINE_RATE } from "../../sim/protocol/frame.ts"
import { SOUND_SECONDS_MAX, VOICES } from "../../sim/protocol/voices.ts"
import { decodeSound } from "../line/decode-sound.ts"
import { t } from "../texts/texts.ts"
import { send } from "./link.ts"
import { nowMs } from "./page-state.ts"
import { chooseVoice, role } from "./telephone.ts"
import { encodeWav } from "./wave-file.ts"

export const voiceId = signal(VOICES[0]!.id)
export const ownText = signal("")
const sendState = signal<"none" | "busy" | "said" | "next">("none")
/** When the words that are said will be over, virtual ms. */
const saidUntilMs = signal(0)
/** What has become of the last one; words that are said are over with their last one, and with the call. */
export const ownState = computed(() => {
    const isOver = role.value === "none" || nowMs.value >= saidUntilMs.value
    return sendState.value === "said" && isOver ? "none" : sendState.value
})
/** Why the last one was not taken, in words; "": it was. */
export const ownTrouble = signal("")

/** Any sound that the browser can read; what it can't goes as it is, and the server says what is wrong with it. */
export async function sendOwnFile(file: File): Promise<void> {
    begin()
    const samples = await decodeSound(file)
    const seconds = Math.ceil((samples?.length ?? 0) / LINE_RATE)
    if (seconds > SOUND_SECONDS_MAX)
        return fail(t("ownTooLong", { n: seconds, most: SOUND_SECONDS_MAX }))
    const title = encodeURIComponent(file.name.replace(/\.\w+$/, ""))
    await post(`/sounds/file?title=${title}`, samples ? encodeWav(samples) : file)
}

export async function sendOwnText(): Promise<void> {
    begin()
    await post(`/sounds/text?voice=${voiceId.value}`, ownText.value)
}

function begin(): void {
    sendState.value = "busy"
    ownTrouble.value = ""
}

function fail(why: string): void {
    sendState.value = "none"
    ownTrouble.value = why
}

async function post(url: string, body: BodyInit): Promise<void> {
    const answer = await fetch(url, { method: "POST", body }).catch(() => undefined)
    if (!answer?.ok) return fail(answer ? await answer.text() : t("noAnswer"))
    const { name, seconds } = (await answer.json()) as { name: string; seconds: number }
    const isInCall = role.value !== "none"
    saidUntilMs.value = nowMs.value + 1000 * seconds
    sendState.value = isInCall ? "said" : "next"
    if (isInCall) send({ do: "say", recording: name })
    else chooseVoice(name)
}
