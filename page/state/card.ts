/** The card as a PC sees it: asked for when something may have changed on it. */

import { signal } from "@preact/signals"
import { type CardEntry } from "../../sim/protocol/messages.ts"

export const MESSAGES_FOLDER = "AFTERBEEP/messages"
/** Of a text that is shown; the file has the rest. */
export const TEXT_BYTES_MAX = 64 * 1024

/** The folder that is looked into, "" for the whole card, and what is in it; undefined: not known yet. */
export const folder = signal(MESSAGES_FOLDER)
export const entries = signal<readonly CardEntry[] | undefined>(undefined)
/** Name of the file in that folder that is heard or read; undefined: none. */
export const chosen = signal<string | undefined>(undefined)
/** Why the last thing was not done, in the server's words; "": it was. */
export const cardTrouble = signal("")
export const greetingState = signal<"none" | "sending" | "done">("none")

export type FileKind = "sound" | "text" | "other"

export function kindOf(name: string): FileKind {
    if (/\.wav$/i.test(name)) return "sound"
    return /\.(txt|csv|vcf|log)$/i.test(name) ? "text" : "other"
}

/** Waits: for the server. */
export async function readFolder(): Promise<void> {
    const asked = folder.value
    const answer = await fetch(`/card/folder?path=${encodeURIComponent(asked)}`).catch(
        () => undefined
    )
    if (!answer || asked !== folder.value) return
    if (answer.ok) show((await answer.json()) as CardEntry[])
    cardTrouble.value = answer.ok ? "" : await answer.text()
}

/** What was chosen stays chosen while it is there; else it is the latest sound. */
function show(list: readonly CardEntry[]): void {
    entries.value = list
    if (list.some(({ name }) => name === chosen.value)) return
    chosen.value = list.findLast(({ name }) => kindOf(name) === "sound")?.name
}

export async function openFolder(path: string): Promise<void> {
    folder.value = path
    entries.value = undefined
    chosen.value = undefined
    await readFolder()
}

/** Path of something in the folder that is looked into. */
export function pathOf(name: string): string {
    return folder.value === "" ? name : `${folder.value}/${name}`
}

/** Where the sound of a file is, 16 bits at 8000 Hz. */
export function soundOf(path: string): string {
    return `/card/sound?path=${encodeURIComponent(path)}`
}

/** Where a file is, as it lies on the card. */
export function fileOf(path: string): string {
    return `/card/file?path=${encodeURIComponent(path)}`
}

/** Folders from the card itself down to the one that is looked into. */
export function foldersAbove(path: string): readonly { name: string; path: string }[] {
    const parts = path.split("/").filter(part => part !== "")
    const below = parts.map((name, i) => ({ name, path: parts.slice(0, i + 1).join("/") }))
    return [{ name: "", path: "" }, ...below]
}

/** Puts a sound file on the card as a greeting; the machine sees an empty slot meanwhile. */
export async function sendGreeting(file: Blob, name: string): Promise<void> {
    greetingState.value = "sending"
    const url = `/card/greeting?name=${encodeURIComponent(name)}`
    const answer = await fetch(url, { method: "POST", body: file }).catch(() => undefined)
    greetingState.value = answer?.ok ? "done" : "none"
    cardTrouble.value = answer?.ok ? "" : ((await answer?.text()) ?? "")
}

/** Away from the card for ever; the machine sees an empty slot meanwhile. Waits: for the server. */
export async function removeFile(path: string): Promise<void> {
    await change(`/card/remove?path=${encodeURIComponent(path)}`)
}

/** The same with another name in its folder. */
export async function renameFile(path: string, name: string): Promise<void> {
    const query = `path=${encodeURIComponent(path)}&name=${encodeURIComponent(name)}`
    if (await change(`/card/rename?${query}`)) chosen.value = name
}

async function change(url: string): Promise<boolean> {
    const answer = await fetch(url, { method: "POST" }).catch(() => undefined)
    const trouble = answer?.ok ? "" : ((await answer?.text()) ?? "")
    await readFolder()
    cardTrouble.value = trouble
    return answer?.ok === true
}
