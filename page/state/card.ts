/** The card as a PC sees it: what is shown of it, read again whenever something has changed there. */

import { computed, signal } from "@preact/signals"
import { type CardEntry } from "../../sim/protocol/messages.ts"
import { t } from "../texts/texts.ts"
import { machine, nowMs, speed } from "./page-state.ts"
import { SectorWatch } from "./sector-watch.ts"

export const MESSAGES_FOLDER = "AFTERBEEP/messages"
/** For what is done to its files here, the card is out for a moment, virtual ms: that is not worth a word. */
const MOMENT_MS = 2000

/** The folder that is looked into, "" for the whole card, and what is in it; undefined: not known yet. */
export const folder = signal(MESSAGES_FOLDER)
export const entries = signal<readonly CardEntry[] | undefined>(undefined)
/** Name of the file in that folder that is heard or read; undefined: none. */
export const chosen = signal<string | undefined>(undefined)
/** Why the last thing was not done, in the server's words; "": it was. */
export const cardTrouble = signal("")
/** Why the folder can't be read; "": it can. */
export const folderTrouble = signal("")
export const greetingState = signal<"none" | "sending" | "done">("none")

/** There is no card in the machine, and not for a moment only. */
export const isCardAway = computed(() => {
    const { hasCard, cardChangedMs } = machine.value
    if (hasCard) return false
    return speed.value === 0 || nowMs.value - cardChangedMs > MOMENT_MS
})

export type FileKind = "sound" | "text" | "other"

export function kindOf(name: string): FileKind {
    if (/\.wav$/i.test(name)) return "sound"
    return /\.(txt|csv|vcf|log)$/i.test(name) ? "text" : "other"
}

const folderWatch = new SectorWatch(() => void readFolder())
let reads = 0

/** From now on what the machine changes in the folder is seen. @returns what ends that */
export function watchFolder(): () => void {
    return folderWatch.begin()
}

/** Waits: for the server. */
export async function readFolder(): Promise<void> {
    const read = ++reads
    const answer = await fetch(`/card/folder?path=${encodeURIComponent(folder.value)}`).catch(
        () => undefined
    )
    if (!answer || read !== reads) return
    folderWatch.noteAnswer(answer)
    if (answer.ok) show((await answer.json()) as CardEntry[])
    else entries.value = undefined
    folderTrouble.value = answer.ok ? "" : await answer.text()
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
    cardTrouble.value = ""
    await readFolder()
}

/** Path of something in the folder that is looked into. */
export function pathOf(name: string): string {
    return folder.value === "" ? name : `${folder.value}/${name}`
}

/** What is heard or read, as it stands in the folder; undefined: nothing. */
export const chosenEntry = computed(() => entries.value?.find(({ name }) => name === chosen.value))

/** Another word where a file was written anew under the same name. */
export function stampOf({ firstCluster, sizeBytes, at }: CardEntry): string {
    return `${firstCluster} ${sizeBytes} ${at}`
}

/** Where the sound of a file is, 16 bits at 8000 Hz. @param stamp so that what was written anew is heard anew */
export function soundOf(path: string, stamp: string): string {
    return `/card/sound?path=${encodeURIComponent(path)}&stamp=${encodeURIComponent(stamp)}`
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
    cardTrouble.value = await troubleOf(answer)
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
    cardTrouble.value = await troubleOf(answer)
    await readFolder()
    return answer?.ok === true
}

/** "": it was done. @param answer undefined: there was none */
async function troubleOf(answer: Response | undefined): Promise<string> {
    if (!answer) return t("noAnswer")
    return answer.ok ? "" : await answer.text()
}
