/** Making a card ready: a new image, a card that is formatted, or one that gets what it lacks. */
import { existsSync, rmSync } from "node:fs"
import { addFilesTo, type CardFile } from "../../sim/card/add-files.ts"
import { CardError } from "../../sim/card/card-error.ts"
import { type CardTime } from "../../sim/card/fat-time.ts"
import { formatCard, makeCardImage } from "../../sim/card/format.ts"
import { type CardLayout, type FatFormat } from "../../sim/card/geometry.ts"
import { type ImageFile } from "../../sim/card/image-file.ts"
import { readInput } from "../../sim/card/read-input.ts"
import { settingsTemplate } from "../../sim/card/settings-table.ts"
import { promptFiles } from "../../sim/cli/prompt-files.ts"
import { GREETINGS, SETTINGS } from "../layout/files.ts"
import { callTimeOf } from "../layout/fat-time.ts"
import { CardImage } from "../volume/card-image.ts"
import { kindOfPlace, requireSectors } from "../volume/place.ts"
import { describeContent } from "./content.ts"
import { provision, type Provisioning } from "./provision.ts"

export interface MakeOptions {
    /** undefined: a new image gets FAT32, a card that exists is not formatted */
    readonly format: FatFormat | undefined
    readonly layout: CardLayout
    readonly sizeMB: number | undefined
    readonly slotCount: number | undefined
    readonly greetingPath: string | undefined
    readonly settingsPath: string | undefined
    readonly hasPrompts: boolean
}

const SDXC_FROM_MB = 32769
const MU_LAW = 7
const AGAIN = "Run the same command again; if it stops again, take another card or card reader"
/** How a card stands that did not take all that was written. */
const STATES = {
    new: "no image is left",
    formatted: `what was on it is lost, and it is not ready. ${AGAIN}`,
    "as-it-is": `it is not ready; your own files on it are as they were. ${AGAIN}`,
} as const

/**
 * Make a card ready.
 *
 * @param agree told what is on a card that is to be formatted; throws where that is not wanted
 * @returns what was done, in words
 * @throws CardError: not possible
 */
export async function makeCard(
    path: string,
    options: MakeOptions,
    agree: (content: string) => Promise<void>
): Promise<string> {
    const isNew = kindOfPlace(path) === "absent"
    if (!isNew) requireSectors(path, "make")
    if (!isNew && options.sizeMB !== undefined)
        throw new CardError(`${path}: exists, and has its size: leave out --size`)
    const target = isNew ? "new" : options.format === undefined ? "as-it-is" : "formatted"
    const files = await filesFor(options, target !== "as-it-is")
    const at = callTimeOf(new Date())
    if (target === "formatted") await agree(describeContent(path))
    try {
        if (isNew) makeImage(path, options, at)
        return describe(path, makeReady(path, target, options, files, at), files)
    } catch (error) {
        if (isNew && existsSync(path)) rmSync(path)
        throw withAdvice(error)
    }
}

function withAdvice(error: unknown): unknown {
    if (!(error instanceof CardError) || !error.message.includes("not FAT")) return error
    return new CardError(
        `${error.message}: --format fat32 makes it one, and all that is on it is lost`
    )
}

/** All of it is put together first: what is not possible is known before a sector is written. */
function makeReady(
    path: string,
    target: keyof typeof STATES,
    { format, layout, slotCount }: MakeOptions,
    ...[files, at]: [readonly CardFile[], CardTime]
): Provisioning {
    const formatIt = (image: ImageFile) => formatCard(image, { format: format!, layout, at })
    const card = new CardImage(path, "r+", target === "formatted" ? formatIt : undefined)
    try {
        const done = provision(card, slotCount, at)
        addFilesTo(card.volume, files, at)
        commit(card, STATES[target])
        return done
    } finally {
        card.close()
    }
}

/** @throws CardError: the card did not take all of it; says how it is now */
function commit(card: CardImage, state: string): void {
    try {
        card.commit()
    } catch (error) {
        throw new CardError(
            `${card.image.path}: writing stopped half-way (${(error as Error).message}): ${state}`
        )
    }
}

function makeImage(path: string, options: MakeOptions, at: CardTime): void {
    const { sizeMB = 4096, format = "fat32", layout } = options
    makeCardImage(path, {
        sizeMB,
        type: sizeMB >= SDXC_FROM_MB ? "SDXC" : "SDHC",
        format,
        layout,
        at,
    })
}

/** What goes onto the card besides what the machine would make. @throws CardError: a file can't be read, or used */
async function filesFor(options: MakeOptions, isFresh: boolean): Promise<readonly CardFile[]> {
    const { settingsPath, greetingPath } = options
    const files: CardFile[] = isFresh && options.hasPrompts ? [...promptFiles()] : []
    if (settingsPath !== undefined)
        files.push({ name: SETTINGS, bytes: settingsFrom(settingsPath, options.slotCount) })
    else if (isFresh) files.push({ name: SETTINGS, bytes: Buffer.from(settingsTemplate()) })
    if (greetingPath === undefined) return files
    // Loaded here, as decoders are not small.
    const { decodeSound } = await import("../sound/decode.ts")
    const { makeGreeting } = await import("../sound/greeting.ts")
    const { wav } = makeGreeting(await decodeSound(greetingPath), MU_LAW, greetingPath)
    return [...files, { name: `${GREETINGS}/default.wav`, bytes: wav }]
}

/** The owner's settings, with the number of slots that was asked for. */
function settingsFrom(path: string, slotCount: number | undefined): Buffer {
    const text = readInput(path)
    if (slotCount === undefined) return text
    return Buffer.concat([text, Buffer.from(`\r\nslots = ${slotCount}\r\n`)])
}

function describe(path: string, done: Provisioning, files: readonly CardFile[]): string {
    const { made, slotCount, hadSlots } = done
    const names = [
        ...made,
        ...files.map(file => file.name).filter(name => !name.includes("/prompts/")),
    ]
    const lines = names.length > 0 ? [`made: ${names.join(", ")}`] : []
    const count = `${slotCount} slots of 180 s`
    if (files.some(file => file.name.includes("/prompts/")))
        lines.push("made: the spoken words, in AFTERBEEP/prompts/")
    lines.push(
        hadSlots ? `${path}: is ready, with its ${count}` : `${path}: is ready, with ${count}`
    )
    return lines.join("\n")
}
