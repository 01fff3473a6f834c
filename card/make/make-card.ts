/** Making a card ready: a new image, a card that is formatted, or one that gets what it lacks. */
import { rmSync } from "node:fs"
import { addFiles, type CardFile } from "../../sim/card/add-files.ts"
import { CardError } from "../../sim/card/card-error.ts"
import { type CardTime } from "../../sim/card/fat-time.ts"
import { formatCard, makeCardImage } from "../../sim/card/format.ts"
import { type CardLayout, type FatFormat } from "../../sim/card/geometry.ts"
import { withImage } from "../../sim/card/image-file.ts"
import { promptFiles } from "../../sim/cli/prompt-files.ts"
import { GREETINGS, SETTINGS } from "../layout/files.ts"
import { callTimeOf } from "../layout/fat-time.ts"
import { withCard } from "../volume/card-image.ts"
import { kindOfPlace, requireSectors } from "../volume/place.ts"
import { describeContent } from "./content.ts"
import { readInput } from "./read-input.ts"
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
    const files = await filesFor(options, isNew || options.format !== undefined)
    const at = callTimeOf(new Date())
    try {
        if (isNew) makeImage(path, options, at)
        else if (options.format !== undefined) await formatExisting(path, options, at, agree)
        const done = withCard(path, "r+", card => {
            const provisioning = provision(card, options.slotCount, at)
            card.commit()
            return provisioning
        })
        addFiles(path, files, at)
        return describe(path, done, files)
    } catch (error) {
        if (isNew) rmSync(path, { force: true })
        if (error instanceof CardError && error.message.includes("not FAT"))
            throw new CardError(
                `${error.message}: --format fat32 makes it one, and all that is on it is lost`
            )
        throw error
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

async function formatExisting(
    path: string,
    { format, layout }: MakeOptions,
    at: CardTime,
    agree: (content: string) => Promise<void>
): Promise<void> {
    await agree(describeContent(path))
    withImage(path, "r+", image => {
        formatCard(image, { format: format!, layout, at })
        image.commit()
    })
}

/** What goes onto the card besides what the machine would make. @throws CardError: a file can't be read, or used */
async function filesFor(options: MakeOptions, isFresh: boolean): Promise<readonly CardFile[]> {
    const { settingsPath, greetingPath } = options
    const files: CardFile[] = isFresh && options.hasPrompts ? [...promptFiles()] : []
    if (settingsPath !== undefined)
        files.push({ name: SETTINGS, bytes: settingsFrom(settingsPath, options.slotCount) })
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
