/** The scenario file as a whole: which keys it has, and what they are where they are left out. */

import { type CallerIdForm } from "../exchange/caller-id-plan.ts"
import { type ReleasePlan } from "../exchange/release-plan.ts"
import { checkUsbFaults, parseBridge } from "./bridge-schema.ts"
import { parseCard } from "./card-schema.ts"
import { checkAll, type JsonValue } from "./json-value.ts"
import { parseCallerIdForm, parseRelease } from "./network-schema.ts"
import { COUNTRIES, MODEMS } from "./release.ts"
import { type ScenarioFiles } from "./scenario-files.ts"
import { type CardPlan, type Scenario, type Step } from "./scenario.ts"
import { parseStep } from "./step-schema.ts"
import { type LocalTime } from "./world.ts"

const SCENARIO_KEYS = [
    "country",
    "callerId",
    "release",
    "modem",
    "modemSwitch",
    "bridge",
    "usb",
    "display",
    "start",
    "settings",
    "card",
    "seed",
    "firmware",
    "steps",
    "end",
    "timeline",
]
const SEED = { min: 0, max: 0xffffffff }
const DISPLAYS = ["ssd1306", "ssd1306-32"] as const
const START_DEFAULT: LocalTime = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 0 }
/** What a FAT date can hold. */
const YEAR_MIN = 1980
const YEAR_MAX = 2107

/**
 * @throws ScenarioError with every problem found: as a rule one for each step, and one for each key at the top
 */
export function parseScenario(root: JsonValue, files: ScenarioFiles): Scenario {
    const members = root.members()
    const notes: string[] = []
    let country = "US"
    let callerId: CallerIdForm | undefined
    let release: ReleasePlan | undefined
    let modem = "conexant"
    let hasModemSwitch = true
    let usb: Scenario["usb"]
    let displayHeight: Scenario["displayHeight"]
    let start = START_DEFAULT
    let card: CardPlan | undefined
    let seed: number | undefined
    let firmwarePath: string | undefined
    let endsAtOnce = false
    let earlierTimeline: readonly string[] | undefined
    let steps: readonly Step[] = []
    checkAll<unknown>([
        () => root.membersOf(SCENARIO_KEYS),
        () => (country = members.get("country")?.oneOf(COUNTRIES) ?? country),
        () => (callerId = parseCallerIdForm(members.get("callerId"))),
        () => (release = parseRelease(members.get("release"))),
        () => (modem = members.get("modem")?.oneOf(MODEMS) ?? modem),
        () => (hasModemSwitch = members.get("modemSwitch")?.boolean() ?? hasModemSwitch),
        () => (usb = parseBridge(members.get("bridge"), members.get("usb"), modem)),
        () => (displayHeight = parseDisplay(members.get("display"))),
        () => (start = parseStart(members.get("start"))),
        () => (card = parseCard(members.get("card"), members.get("settings"), files, notes)),
        () => (seed = members.get("seed")?.wholeNumber(SEED)),
        () => (firmwarePath = parseFirmware(members.get("firmware"), files)),
        () => (endsAtOnce = members.get("end")?.oneOf(["idle", "at-once"]) === "at-once"),
        () => (earlierTimeline = parseTimeline(members.get("timeline"), files)),
        () => (steps = parseSteps(root, files, notes)),
        () => checkUsbFaults(root, usb, steps),
    ])
    const stepPlaces = requireSteps(root).map(step => step.place)
    return {
        ...{ country, callerId, release, modem, hasModemSwitch, usb, displayHeight, start },
        ...{ card, seed, firmwarePath, steps, endsAtOnce, earlierTimeline, stepPlaces, notes },
    }
}

function requireSteps(root: JsonValue): readonly JsonValue[] {
    const steps = root.members().get("steps")
    if (!steps) throw root.problem('the key "steps" is missing: the list of what happens')
    return steps.items()
}

function parseSteps(root: JsonValue, files: ScenarioFiles, notes: string[]): readonly Step[] {
    const slot = { hasCard: root.members().get("card")?.kind !== "null" }
    const context = { files, notes, slot }
    return checkAll(requireSteps(root).map(step => () => parseStep(step, context)))
}

function parseFirmware(value: JsonValue | undefined, files: ScenarioFiles): string | undefined {
    return value && files.path(value)
}

function parseTimeline(
    value: JsonValue | undefined,
    files: ScenarioFiles
): readonly string[] | undefined {
    if (!value) return undefined
    const lines = Buffer.from(files.content(value)).toString("utf8").split("\n")
    const events = lines.filter(line => line !== "")
    const bad = events.findIndex(line => !/^\{"tMs":.*\}$/.test(line))
    if (bad < 0) return events
    throw value.problem(`line ${bad + 1} of it is no event of a timeline`)
}

function parseDisplay(value: JsonValue | undefined): Scenario["displayHeight"] {
    if (!value || value.kind === "null") return undefined
    return value.oneOf(DISPLAYS, ["null"]) === "ssd1306" ? 64 : 32
}

function parseStart(value: JsonValue | undefined): LocalTime {
    if (!value) return START_DEFAULT
    const wanted = `a local time like "2026-11-22T14:05:00", from ${YEAR_MIN} to ${YEAR_MAX}`
    const text = value.string(wanted)
    const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?$/.exec(text)
    if (!parts) throw value.wrongKind(wanted)
    const [year, month, day, hour, minute, second] = parts.slice(1).map(part => Number(part ?? 0))
    const time = {
        year: year!,
        month: month!,
        day: day!,
        hour: hour!,
        minute: minute!,
        second: second!,
    }
    if (!isPossible(time)) throw value.wrongKind(wanted)
    return time
}

function isPossible({ year, month, day, hour, minute, second }: LocalTime): boolean {
    const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
    const isSame =
        date.toISOString().slice(0, 19) ===
        [year, month, day].map(pad).join("-") + "T" + [hour, minute, second].map(pad).join(":")
    return isSame && year >= YEAR_MIN && year <= YEAR_MAX
}

function pad(part: number): string {
    return String(part).padStart(2, "0")
}
