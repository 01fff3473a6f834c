/** Making a card ready: a new image, a card that is formatted, or one that gets what it lacks. */
import { rmSync, readFileSync } from "node:fs"
import { addFiles, type CardFile } from "../../sim/card/add-files.ts"
import { CardError } from "../../sim/card/card-error.ts"
import { type CardTime } from "../../sim/card/fat-time.ts"
import { formatCard, makeCardImage } from "../../sim/card/format.ts"
import { type CardLayout, type FatFormat } from "../../sim/card/geometry.ts"
import { withImage } from "../../sim/card/image-file.ts"
import { promptFiles } from "../../sim/cli/prompt-files.ts"
import { SETTINGS } from "../layout/files.ts"
import { callTimeOf } from "../layout/fat-time.ts"
import { withCard } from "../volume/card-image.ts"
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
    const files = filesFor(options, isNew || options.format !== undefined)
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

/** What goes onto the card besides what the machine would make. @throws CardError: a file can't be read */
function filesFor(options: MakeOptions, isFresh: boolean): readonly CardFile[] {
    const files: CardFile[] = isFresh && options.hasPrompts ? [...promptFiles()] : []
    const { settingsPath } = options
    if (settingsPath !== undefined) files.push({ name: SETTINGS, bytes: readInput(settingsPath) })
    return files
}

/** @throws CardError: it can't be read */
export function readInput(path: string): Buffer {
    try {
        return readFileSync(path)
    } catch (error) {
        throw new CardError(`${path}: can't be read: ${(error as NodeJS.ErrnoException).code}`)
    }
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
