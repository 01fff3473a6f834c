/** The card that a scenario asks for, and the files on it: keys `card` and `settings`. */

import { type CardFile } from "../card/add-files.ts"
import { planGeometry, possibleSizesMB } from "../card/geometry.ts"
import { requireValidName } from "../card/long-name.ts"
import { ORDINARY_CARD } from "../chips/sdcard/card-kind.ts"
import { CARD_KIND_KEYS, SIZE_MAX_MB, parseCardKind } from "./card-kind-schema.ts"
import { checkAll, type JsonValue } from "./json-value.ts"
import { type ScenarioFiles } from "./scenario-files.ts"
import { type CardPlan } from "./scenario.ts"

export const SETTINGS_PATH = "AFTERBEEP/settings.txt"

const CARD_KEYS = ["sizeMB", "layout", "format", "files", ...CARD_KIND_KEYS]
const CARD_LAYOUTS = ["mbr", "superfloppy"] as const
const CARD_FORMATS = ["fat32", "fat16", "none"] as const
/** Where nothing is said: an ordinary new card, by the scenario contract. */
const CARD_DEFAULTS = { sizeMB: 4096, type: "SDHC", layout: "mbr", format: "fat32" } as const
const MB = 1024 * 1024

/**
 * @param card undefined: an ordinary card
 * @param settings short for the text of settings.txt
 * @param notes takes what a person should know although it is no mistake
 * @returns undefined where the slot is empty
 */
export function parseCard(
    card: JsonValue | undefined,
    settings: JsonValue | undefined,
    files: ScenarioFiles,
    notes: string[]
): CardPlan | undefined {
    const text = settings && parseSettings(settings)
    const saved = card && parseSavedCard(card, settings, files)
    if (saved) return saved
    if (card?.kind === "null") {
        if (settings) notes.push(settings.problem("without effect: there is no card").message)
        return undefined
    }
    const plan = card
        ? parsePlan(card, files)
        : { options: CARD_DEFAULTS, kind: ORDINARY_CARD, files: [] }
    if (!settings || text === undefined) return plan
    if (plan.files.some(file => file.name.toLowerCase() === SETTINGS_PATH.toLowerCase()))
        throw settings.problem(`${SETTINGS_PATH} also stands in card.files; keep one of them`)
    if (plan.options.format === "none") {
        notes.push(settings.problem("without effect on a card that is not formatted").message)
        return plan
    }
    const file = { name: SETTINGS_PATH, bytes: new TextEncoder().encode(text) }
    return { ...plan, files: [...plan.files, file] }
}

/** A card with all that was on it at some time: nothing is put on it, and nothing formatted. Undefined: it is none. */
function parseSavedCard(
    card: JsonValue,
    settings: JsonValue | undefined,
    files: ScenarioFiles
): CardPlan | undefined {
    if (card.kind !== "object" || !card.members().has("sectors")) return undefined
    if (settings) throw settings.problem('"card" has "sectors", and the settings are on that card')
    const members = card.membersOf(["sectors", ...CARD_KIND_KEYS])
    const value = members.get("sectors")!
    const { path, sectorCount } = files.sectorFile(value)
    const sizeMB = (sectorCount * 512) / MB
    const kind = parseCardKind(members, sizeMB <= SIZE_MAX_MB.SDHC ? "SDHC" : "SDXC")
    if (sizeMB > SIZE_MAX_MB[kind.type])
        throw value.problem(`too large for ${kind.type}: ${SIZE_MAX_MB[kind.type]} MB at most`)
    return { options: { sizeMB }, kind, files: [], sectorsPath: path }
}

function parsePlan(card: JsonValue, files: ScenarioFiles): CardPlan {
    if (card.kind !== "object") throw card.wrongKind("null (no card) or an object {…}")
    const members = card.membersOf(CARD_KEYS)
    const kind = parseCardKind(members, CARD_DEFAULTS.type)
    const { type } = kind
    const format = members.get("format")?.oneOf(CARD_FORMATS) ?? CARD_DEFAULTS.format
    const layout = members.get("layout")?.oneOf(CARD_LAYOUTS) ?? CARD_DEFAULTS.layout
    const size = members.get("sizeMB")
    const maxMB = SIZE_MAX_MB[type]
    const sizeMB =
        size?.wholeNumber({ min: 1, max: maxMB }) ?? Math.min(CARD_DEFAULTS.sizeMB, maxMB)
    if (format !== "none" && !planGeometry(format, layout, sizeMB)) {
        const { min, max } = possibleSizesMB(format, layout)
        throw (size ?? card).problem(
            `${format} (${layout}) can have ${min} to ${max} MB, not ${sizeMB}`
        )
    }
    const options = { sizeMB, type, layout, format }
    const entries = members.get("files")
    return { options, kind, files: entries ? parseCardFiles(entries, options, files) : [] }
}

function parseCardFiles(
    entries: JsonValue,
    options: { readonly sizeMB: number; readonly format: string },
    files: ScenarioFiles
): readonly CardFile[] {
    const cardFiles = parseFiles(entries, files)
    if (cardFiles.length > 0 && options.format === "none")
        throw entries.problem('a card with "format":"none" holds no files')
    if (cardFiles.reduce((sum, file) => sum + file.bytes.length, 0) > options.sizeMB * MB)
        throw entries.problem(`the files need more than the card's ${options.sizeMB} MB`)
    return cardFiles
}

function parseFiles(entries: JsonValue, files: ScenarioFiles): readonly CardFile[] {
    const seen = new Set<string>()
    const checks = [...entries.members()].map(([name, value]) => () => {
        checkPath(name, value)
        if (seen.has(name.toLowerCase()))
            throw value.problem("FAT takes this for the same name as another here")
        seen.add(name.toLowerCase())
        return { name, bytes: parseContent(value, files) }
    })
    return checkAll(checks)
}

function checkPath(path: string, value: JsonValue): void {
    try {
        path.split("/").forEach(requireValidName)
    } catch (error) {
        throw value.problem(`${(error as Error).message} (folders are divided by "/")`)
    }
}

function parseContent(value: JsonValue, files: ScenarioFiles): Uint8Array {
    const members = value.membersOf(["text", "file"])
    const text = members.get("text")
    const file = members.get("file")
    if (text && !file) return new TextEncoder().encode(text.string())
    if (file && !text) return files.content(file)
    throw value.wrongKind('{"text":"…"} or {"file":"name"}')
}

function parseSettings(settings: JsonValue): string {
    let text = ""
    for (const [name, value] of settings.members()) {
        if (!/^[^\s=#][^=\r\n]*$/.test(name)) throw value.problem("not a name for a setting")
        const { plain } = value
        const isScalar =
            typeof plain === "string" || typeof plain === "number" || typeof plain === "boolean"
        if (!isScalar || /[\r\n]/.test(String(plain)))
            throw value.wrongKind("text without line ends, a number, true or false")
        text += `${name} = ${plain}\n`
    }
    return text
}
