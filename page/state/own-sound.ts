/** Sounds and texts of somebody's own, sent to the server: said at once in a call, and else chosen to speak in the next one. */

import { signal } from "@preact/signals"
import { LINE_RATE } from "../../sim/protocol/frame.ts"
import { SOUND_SECONDS_MAX, VOICES } from "../../sim/protocol/voices.ts"
import { decodeSound } from "../line/decode-sound.ts"
import { t } from "../texts/texts.ts"
import { send } from "./link.ts"
import { chooseVoice, role } from "./telephone.ts"
import { encodeWav } from "./wave-file.ts"

export const voiceId = signal(VOICES[0]!.id)
export const ownText = signal("")
export const ownState = signal<"none" | "busy" | "said" | "next">("none")
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
    ownState.value = "busy"
    ownTrouble.value = ""
}

function fail(why: string): void {
    ownState.value = "none"
    ownTrouble.value = why
}

async function post(url: string, body: BodyInit): Promise<void> {
    const answer = await fetch(url, { method: "POST", body }).catch(() => undefined)
    if (!answer?.ok) return fail(answer ? await answer.text() : t("noAnswer"))
    const { name } = (await answer.json()) as { name: string }
    const isInCall = role.value !== "none"
    ownState.value = isInCall ? "said" : "next"
    if (isInCall) send({ do: "say", recording: name })
    else chooseVoice(name)
}
