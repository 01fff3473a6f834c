/** Steps that make trouble: power that fails at a write, a card that comes and goes, faults of the parts. */

import { CUT_VARIANTS, type PowerCut } from "../chips/sdcard/power-cut.ts"
import { CARD_KIND_KEYS, SIZE_MAX_MB, parseCardKind } from "./card-kind-schema.ts"
import { FAULTS, type FaultKind } from "./faults.ts"
import { type JsonValue } from "./json-value.ts"
import { type ScenarioFiles } from "./scenario-files.ts"
import { type Step } from "./scenario.ts"

const COUNT = { min: 1, max: 1_000_000 }
/** Ten years: nothing takes longer. */
const DURATION_MS = { min: 0, max: 315_360_000_000 }
const LEVEL_DB = { min: -120, max: 120 }
const FOR_EVER = "forever" as const
/** A state rather than a slip: it lasts unless something else is said. */
export const LASTING_FAULTS: readonly FaultKind[] = [
    "card-locked",
    "modem-mute",
    "modem-error",
    "usb-unplugged",
    "usb-host-low",
    "usb-host-high",
    "line-cut",
]
/** Their `ms` is how long each lasts, not how long they go on. */
const MEASURED_FAULTS: readonly FaultKind[] = [
    "card-stall",
    "modem-reset",
    "modem-forgets",
    "modem-garbage",
    "usb-unplugged",
    "line-noise",
]
/** There is nothing of them to be counted, or to be timed. */
export const WITHOUT_TIMES: readonly FaultKind[] = [
    "line-cut",
    "usb-unplugged",
    "usb-host-low",
    "usb-host-high",
    "usb-host-brownout",
]
const WITHOUT_MS: readonly FaultKind[] = ["line-cut", "usb-stall", "usb-host-brownout"]
/** The smallest card that the model has: one unit of capacity, 512 KiB. */
const CARD_BYTES_MIN = 512 * 1024

/** What the steps before have left in the slot. */
export interface SlotState {
    /** Whether there is a card that can be put in again. */
    hasCard: boolean
}

/** @param at of `{"power":"off","at":{"cardWrite":3,"variant":"zeros"}}` */
export function parsePowerCut(at: JsonValue): PowerCut {
    const members = at.membersOf(["cardWrite", "variant"])
    const write = members.get("cardWrite")
    if (!write) throw at.problem('the key "cardWrite" is missing: the number of the sector written')
    const cardWrite = write.wholeNumber(COUNT)
    return { cardWrite, variant: members.get("variant")?.oneOf(CUT_VARIANTS) ?? "before" }
}

export function parseCardStep(value: JsonValue, files: ScenarioFiles, slot: SlotState): Step {
    if (value.kind === "string") {
        if (value.oneOf(["remove", "insert"], CARD_STEP_OBJECTS) === "remove")
            return { kind: "removeCard" }
        if (slot.hasCard) return { kind: "insertCard", card: undefined }
        throw value.problem('no card was in the slot before; use {"replace":"other.img"}')
    }
    if (value.kind !== "object") throw value.wrongKind(CARD_STEP_FORMS)
    const change = value.members().get("change")
    if (change) {
        const of = value.membersOf(["change", "of"]).get("of")
        const other = of && { imagePath: cardFile(of, files).path }
        return { kind: "changeCard", change: files.sectors(change), ...other }
    }
    const members = cardStepMembers(value)
    const image = members.get("replace")
    if (!image) throw value.wrongKind(CARD_STEP_FORMS)
    const { path: imagePath, sizeBytes } = cardFile(image, files)
    const sizeMB = sizeBytes / (1024 * 1024)
    const kind = parseCardKind(members, sizeMB <= SIZE_MAX_MB.SDHC ? "SDHC" : "SDXC")
    const maxMB = SIZE_MAX_MB[kind.type]
    if (sizeMB > maxMB) throw image.problem(`too large for ${kind.type}: ${maxMB} MB at most`)
    slot.hasCard = true
    return { kind: "insertCard", card: { imagePath, kind } }
}

/** Whoever has named no card meant one of the two. */
function cardStepMembers(value: JsonValue): ReadonlyMap<string, JsonValue> {
    const keys = ["replace", ...CARD_KIND_KEYS]
    return value.membersOf(value.members().has("replace") ? keys : [...keys, "change"])
}

/** An image, or the sectors of a card of a saved run, by the ending of the name. */
function cardFile(name: JsonValue, files: ScenarioFiles): { path: string; sizeBytes: number } {
    const isOfSectors = name.kind === "string" && /\.sectors$/.test(name.string())
    if (!isOfSectors) return files.diskImage(name, CARD_BYTES_MIN)
    const { path, sectorCount } = files.sectorFile(name)
    return { path, sizeBytes: sectorCount * 512 }
}

const CARD_STEP_OBJECTS = ['{"replace":"other.img"}', '{"change":"card.sectors"}']
const CARD_STEP_FORMS = `"remove", "insert", ${CARD_STEP_OBJECTS.join(" or ")}`

/** @param options the keys beside `fault`: times, ms, db, transactions */
export function parseFault(value: JsonValue, options: ReadonlyMap<string, JsonValue>): Step {
    const times = options.get("times")
    const ms = options.get("ms")
    const db = options.get("db")
    const transactions = options.get("transactions")
    if (value.kind === "null") {
        const more = times ?? ms ?? db ?? transactions
        refuse(more, true, '"fault":null ends all faults; it has nothing beside it')
        return { kind: "endFaults" }
    }
    const kind = value.oneOf(FAULTS)
    refuse(db, kind !== "line-noise", 'only "line-noise" has it')
    refuse(transactions, kind !== "usb-unplugged", 'only "usb-unplugged" has it')
    refuse(times, WITHOUT_TIMES.includes(kind), `"${kind}" ${hint(kind)}`)
    refuse(ms, WITHOUT_MS.includes(kind), `"${kind}" ${hint(kind)}`)
    const fault = {
        kind,
        times: times ? parseTimes(times) : defaultTimes(kind, ms !== undefined),
        ms: ms?.number(DURATION_MS),
        db: db?.number(LEVEL_DB),
        ...(transactions && { transactions: transactions.wholeNumber(COUNT) }),
    }
    return { kind: "fault", fault }
}

/** @throws ScenarioError where there is such a key, and should not be */
function refuse(value: JsonValue | undefined, isWrong: boolean, because: string): void {
    if (value && isWrong) throw value.problem(because)
}

function hint(kind: FaultKind): string {
    if (kind === "usb-host-brownout")
        return "happens once, at once: leave it out, and say the fault again"
    if (kind === "usb-stall")
        return 'is over when the host has cleared it: say "times", or leave it out'
    if (kind === "line-cut") return "lasts until it is mended, or all faults end: leave it out"
    return 'lasts until "ms" are over, or faults end: leave it out, and say the fault again'
}

/** `{"mend":"line-noise"}` */
export function parseMend(value: JsonValue): Step {
    return { kind: "endFault", fault: value.oneOf(FAULTS) }
}

function parseTimes(times: JsonValue): number | "forever" {
    if (times.kind === "number") return times.wholeNumber(COUNT)
    return times.oneOf([FOR_EVER], ["a number"])
}

/** What goes on for a time strikes as often as it can in it. */
function defaultTimes(kind: FaultKind, hasMs: boolean): number | "forever" {
    if (LASTING_FAULTS.includes(kind)) return FOR_EVER
    return hasMs && !MEASURED_FAULTS.includes(kind) ? FOR_EVER : 1
}
