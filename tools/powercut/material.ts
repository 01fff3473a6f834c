/**
 * What a campaign is made from: cards that the firmware has used, and the write logs of operations on them. Made once, and
 * kept beside the state of the campaign.
 */

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { deserialize, serialize } from "node:v8"
import { CardImage } from "../../sim/chips/sdcard/card-image.ts"
import type { Overlay, ReadonlyOverlay } from "../../sim/chips/sdcard/overlay-image.ts"
import type { FirmwareFiles } from "../../sim/cli/firmware-file.ts"
import type { TimelineEvent } from "../../sim/report/timeline.ts"
import { prepareCard } from "../../sim/scenario/card-slot.ts"
import { ToolError } from "../project.ts"
import { isSector, type LogEntry } from "./log/card-log.ts"
import { cutStates, type CardBefore } from "./log/cut-states.ts"
import type { LoggedFlash } from "./log/flash-log.ts"
import { CALLS } from "./judge/cut-call.ts"
import { VolumeCheck, type CardFile } from "./judge/volume-check.ts"
import { clusterLba, type FatLayout } from "./judge/fat-view.ts"
import { newMessages, offsetIn, partsInOrder, type Reference } from "./judge/new-message.ts"
import {
    CARDS,
    FILES_OF_OWNER,
    FRESH_SLOTS,
    SCRIPTS,
    settingsOf,
    type CallPart,
    type CardName,
    type FatFormat,
    type ScriptName,
} from "./operations.ts"
import { playScene, scenarioOf, type SceneResult } from "./scene.ts"

/** A FAT32 of that size has clusters of 4 KB, a FAT16 of 16 KB. */
const CARD_MB = 288
const US_PER_BYTE = 125
const SECTOR_BYTES = 512

/** One script, played uncut. */
export interface Material {
    /** Image file that all its cards lie on. */
    readonly base: string
    /** What the card differs by from it before the first write that is cut, and after the last one. */
    readonly before: Overlay
    readonly after: Overlay
    /** From the first write that is cut on. */
    readonly entries: readonly LogEntry[]
    /** What the machine's flash held, from power-on. */
    readonly flashes: readonly LoggedFlash[]
    /** For each write, in their order; of calls only. */
    readonly parts: readonly CallPart[]
    readonly reference: Reference | undefined
    /** Power had failed before: what had come in by then. */
    readonly arrivedBytes: number | undefined
}

export interface Workshop {
    readonly firmware: FirmwareFiles
    /** Where it all is kept; one for each format. */
    readonly folder: string
    readonly format: FatFormat
    readonly progress: (text: string) => void
}

/** Made where it is not there. Waits: some seconds then. */
export async function materialOf(shop: Workshop, name: ScriptName): Promise<Material> {
    const path = join(shop.folder, `${name}.script`)
    if (existsSync(path)) return deserialize(readFileSync(path)) as Material
    const material = await make(shop, name)
    writeFileSync(`${path}.unfinished`, serialize(material))
    renameSync(`${path}.unfinished`, path)
    return material
}

/** What a material says of its card before, for `cutStates`. */
export function cardBefore({ before }: Material, card: CardImage): CardBefore {
    return {
        overlay: before,
        read: lba => before.get(lba) ?? card.read(lba),
        isOfBase: (lba, bytes) => Buffer.compare(bytes, card.read(lba)) === 0,
    }
}

async function make(shop: Workshop, name: ScriptName): Promise<Material> {
    const script = SCRIPTS[name]
    const base = await cardOf(shop, script.card)
    const first = script.after && (await cutCard(shop, script.after))
    shop.progress(`playing ${name}`)
    const scene = await playScene({
        firmware: shop.firmware,
        base,
        below: first?.below ?? new Map(),
        flash: first?.flash,
        start: script.start,
        steps: script.steps,
    })
    const fromUs = script.from === 0 ? 0 : stepUs(scene, script.from)
    const before: Overlay = new Map(first?.below)
    for (const entry of scene.entries) if (entry.atUs <= fromUs) apply(before, entry)
    const entries = scene.entries.filter(entry => entry.atUs > fromUs)
    const { flashes } = scene
    const made = { base, before, after: scene.overlay, entries, flashes }
    if (first) return { ...made, parts: [], ...first.inherited }
    const rest = { parts: [] as CallPart[], reference: undefined, arrivedBytes: undefined }
    return { ...made, ...rest, ...(script.isCall ? callOf(scene, made) : {}) }
}

function apply(overlay: Overlay, entry: LogEntry): void {
    if (isSector(entry)) overlay.set(entry.lba, entry.bytes)
    else for (let i = 0; i < entry.count; i++) overlay.set(entry.lba + i, entry.bytes)
}

/** The card that a cut of another script leaves, and the flash. */
async function cutCard(shop: Workshop, { script, share }: { script: ScriptName; share: number }) {
    const material = await materialOf(shop, script)
    const count = material.entries.filter(isSector).length
    const position = Math.round(count * share)
    const card = new CardImage(material.base)
    try {
        const plan = {
            before: cardBefore(material, card),
            entries: material.entries,
            flashes: material.flashes,
            name: script,
            variants: ["before"] as const,
            isWanted: (each: number) => each === position,
        }
        for (const { below, patch, cutUs, flash } of cutStates(plan)) {
            const { reference } = material
            const inherited = { reference, arrivedBytes: arrivedBytes(reference!, cutUs) }
            return { below: new Map([...below, ...patch]), flash, inherited }
        }
    } finally {
        card.close()
    }
    throw new ToolError(`${script} has no write ${position}`)
}

/** Of what the message will keep, so much has come in at that time. */
export function arrivedBytes({ beganUs, keptBytes }: Reference, atUs: number): number {
    return Math.min(keptBytes, Math.max(0, Math.floor((atUs - beganUs) / US_PER_BYTE)))
}

async function cardOf(shop: Workshop, name: CardName): Promise<string> {
    const path = join(shop.folder, `${name}.img`)
    if (existsSync(path)) return path
    mkdirSync(shop.folder, { recursive: true })
    const recipe = CARDS[name]
    const settings = settingsOf(recipe ?? { slots: FRESH_SLOTS })
    const unfinished = `${path}.unfinished`
    rmSync(unfinished, { force: true })
    const files = {
        ...FILES_OF_OWNER,
        "AFTERBEEP/settings.txt": { text: settings },
    }
    const card = { sizeMB: CARD_MB, format: shop.format, files }
    const scenario = scenarioOf([], { card })
    prepareCard(unfinished, scenario.card!, scenario.start)
    if (recipe) {
        shop.progress(`making the card "${name}"`)
        const scene = { firmware: shop.firmware, base: unfinished, steps: recipe.steps }
        const { overlay } = await playScene(scene)
        const image = new CardImage(unfinished)
        for (const [lba, bytes] of overlay) image.write(lba, bytes)
        image.close()
    }
    renameSync(unfinished, path)
    return path
}

function stepUs({ events }: SceneResult, index: number): number {
    return find(events, "sim", "step", index) * 1000
}

function find(events: readonly TimelineEvent[], source: string, name: string, index = 0): number {
    const found = events.filter(each => each.source === source && each.event === name)[index]
    if (!found) throw new ToolError(`the uncut run had no event ${source} ${name}`)
    return found.tMs
}

/** What a call was: its sound, and which of its writes are for what. */
function callOf(
    scene: SceneResult,
    { base, before, after, entries }: Pick<Material, "base" | "before" | "after" | "entries">
): Pick<Material, "parts" | "reference"> {
    const card = new CardImage(base)
    try {
        const peekBase = { peek: (lba: number) => card.read(lba) }
        const volumes = new VolumeCheck(peekBase)
        const stateOf = (overlay: ReadonlyOverlay) =>
            volumes.check({ peek: lba => overlay.get(lba) ?? card.read(lba) }, overlay)
        const final = { peek: (lba: number) => after.get(lba) ?? card.read(lba) }
        const finalState = stateOf(after)
        const place = { sectors: final, layout: volumes.layout }
        const parts = partsInOrder(newMessages(stateOf(before), finalState), place)
        if (parts.length === 0) throw new ToolError("the uncut call has left no message")
        const keptBytes = parts.reduce((sum, { header }) => sum + (header?.samples ?? 0), 0)
        const received = scene.received.at(-1)!.bytes
        const offset = offsetIn(received, parts[0]!.content.sound(SECTOR_BYTES))
        if (offset < 0) throw new ToolError("the uncut message is not what the modem handed over")
        const startUs = find(scene.events, "modem", "record-start") * 1000
        const reference = {
            bytes: received.subarray(offset),
            keptBytes,
            beganUs: startUs + offset * US_PER_BYTE,
        }
        const calls = finalState.files.filter(each => each.path === CALLS)
        const places = {
            isCalls: isIn(calls, volumes.layout),
            isMore: isIn(
                parts.slice(1).map(({ file }) => file),
                volumes.layout
            ),
        }
        const endUs = find(scene.events, "modem", "record-end") * 1000
        return { reference, parts: partsOf(entries, endUs, places) }
    } finally {
        card.close()
    }
}

type IsIn = (lba: number) => boolean

/** Whether a sector is one of these files. */
function isIn(files: readonly CardFile[], layout: FatLayout): IsIn {
    const runs = files.flatMap(({ chain }) => chain.runs)
    const per = layout.sectorsPerCluster
    return lba =>
        runs.some(({ cluster, count }) => {
            const first = clusterLba(layout, cluster)
            return lba >= first && lba < first + count * per
        })
}

/** Sound up to the end of the voice receive, then the end of the message up to the line in calls.csv; the rest is idle work. */
function partsOf(
    entries: readonly LogEntry[],
    recordEndUs: number,
    { isCalls, isMore }: { readonly isCalls: IsIn; readonly isMore: IsIn }
): CallPart[] {
    let isLogged = false
    let hasMore = false
    return entries.filter(isSector).map(({ lba, atUs }): CallPart => {
        if (isCalls(lba)) {
            isLogged = true
            return "log"
        }
        hasMore ||= isMore(lba)
        if (atUs <= recordEndUs) return hasMore ? "more" : "record"
        return isLogged ? "arm" : "close"
    })
}
