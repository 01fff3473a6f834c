/** A run as it was up to a moment: a scenario that plays it again, and the files that this names. */

import { type CallerIdForm } from "../../exchange/caller-id-plan.ts"
import { type ReleasePlan } from "../../exchange/release-plan.ts"
import { type UsbPlan } from "../../machine/usb-plan.ts"
import { formatEvent, type TimelineEvent } from "../../report/timeline.ts"
import { type LocalTime } from "../world.ts"
import { type CardPast } from "./card-past.ts"
import { type DatedDeed } from "./dated-deed.ts"
import { StepWriter } from "./step-json.ts"

/** How a run began; it stays so. */
export interface RunStart {
    readonly seed: number
    readonly country: string
    /** Undefined: the country's own. */
    readonly callerId?: CallerIdForm | undefined
    readonly release?: ReleasePlan | undefined
    readonly modem: string
    /** Undefined: the modem is behind a UART. */
    readonly usb?: UsbPlan | undefined
    readonly displayHeight: 32 | 64 | undefined
    readonly start: LocalTime
    /** The program, and names for its stack traces where there are some. */
    readonly firmware: Uint8Array
    readonly firmwareNames: Uint8Array | undefined
}

/** All that was so at one moment, between two turns of the clock. */
export interface RunSnapshot {
    readonly start: RunStart
    readonly nowUs: number
    readonly turn: number
    readonly deeds: readonly DatedDeed[]
    readonly events: readonly TimelineEvent[]
    /** In the order in which they were put in; none: the slot was empty at the start. */
    readonly cards: readonly CardPast[]
}

export interface SavedFile {
    readonly name: string
    readonly content: Uint8Array | AsyncIterable<Uint8Array>
}

const SCENARIO = "scenario.json"
const FIRMWARE = "firmware.devs"
const NAMES = "firmware-dbg.json"
const TIMELINE = "timeline.jsonl"

/** What a person finds beside the scenario. */
const README = `A run of Afterbeep that was saved. In a clone of the project:

    npx afterbeep sim --scenario ${SCENARIO} --out out

plays it again, on virtual time and with the program that ran then, compares the timeline event by event with that of the saved
run, and leaves sound, timeline and card in the folder out. With a program that was changed meanwhile:

    npx afterbeep sim --scenario ${SCENARIO} --out out --firmware build/firmware/bytecode.devs

${SCENARIO}       what was done, and when (docs/scenarios.md)
call-<n>.wav        what caller n said, from the first moment of the call to the last
sound-<n>.wav       what else was said or sent, in the order of the scenario
card.sectors        what was on the card when the run began; card-2.sectors and so on, on others when they were put in
${FIRMWARE}       the program, and beside it names for its stack traces
${TIMELINE}      what happened
`

/** The scenario first. */
export function filesOf(run: RunSnapshot): SavedFile[] {
    const { start } = run
    const cards = run.cards.map((past, i) => ({ name: cardName(i), past }))
    const files: SavedFile[] = []
    const writer = new StepWriter(
        (name, content) => files.push({ name, content }),
        cards.map(({ name, past }) => ({ name, sectorCount: past.sectorCount }))
    )
    const scenario = text(scenarioJson(run, writer))
    const timeline = run.events.map(event => formatEvent(event) + "\n").join("")
    return [
        { name: SCENARIO, content: scenario },
        { name: "README.txt", content: Buffer.from(README) },
        ...files,
        ...cards.map(({ name, past }) => ({ name, content: past.toFile() })),
        { name: FIRMWARE, content: start.firmware },
        ...(start.firmwareNames ? [{ name: NAMES, content: start.firmwareNames }] : []),
        { name: TIMELINE, content: Buffer.from(timeline) },
    ]
}

function cardName(index: number): string {
    return index === 0 ? "card.sectors" : `card-${index + 1}.sectors`
}

function scenarioJson({ start, cards, ...run }: RunSnapshot, writer: StepWriter) {
    return {
        country: start.country,
        callerId: start.callerId,
        release: start.release,
        modem: start.modem,
        ...(start.usb && usbJson(start.usb)),
        display: displayName(start.displayHeight),
        start: timeText(start.start),
        card: cards.length > 0 ? { sectors: cardName(0) } : null,
        seed: start.seed,
        firmware: FIRMWARE,
        steps: [...stepsOf(run, writer)],
        end: "at-once",
        timeline: TIMELINE,
    }
}

/** A wait before the deeds of each turn: what falls due in its moment comes before them. */
function* stepsOf(
    { deeds, nowUs, turn: lastTurn }: Pick<RunSnapshot, "deeds" | "nowUs" | "turn">,
    writer: StepWriter
): Generator<object> {
    let turnBefore: number | undefined
    for (const { atUs, turn, step, card } of deeds) {
        if (turn !== turnBefore) yield waitUntil(atUs)
        turnBefore = turn
        const json = writer.json(step, card)
        if (json) yield json
    }
    if (lastTurn !== turnBefore) yield waitUntil(nowUs)
}

function waitUntil(us: number): object {
    return { wait: { untilMs: us / 1000 } }
}

function usbJson({ device, revision }: UsbPlan): object {
    return {
        bridge: "max3421e",
        usb: { device, revision: revision.toString(16).padStart(2, "0") },
    }
}

function displayName(height: RunStart["displayHeight"]): string | null {
    if (height === undefined) return null
    return height === 64 ? "ssd1306" : "ssd1306-32"
}

function timeText({ year, month, day, hour, minute, second }: LocalTime): string {
    const two = (part: number) => String(part).padStart(2, "0")
    return `${year}-${two(month)}-${two(day)}T${[hour, minute, second].map(two).join(":")}`
}

/** A step a line, so that a person can read and change it. */
function text({ steps, ...scenario }: ReturnType<typeof scenarioJson>): Buffer {
    const head = JSON.stringify(scenario, undefined, 4).replace(/\n\}$/, "")
    const lines = steps.map(step => `        ${JSON.stringify(step)}`)
    return Buffer.from(`${head},\n    "steps": [\n${lines.join(",\n")}\n    ]\n}\n`)
}
