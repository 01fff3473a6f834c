/** Workloads (a) and (c): a minute of message comes in, and is played. */

import { GOALS } from "../goals.ts"
import type { Figure } from "../table.ts"
import type { Moment, Trial } from "../trial.ts"
import type { CardCase } from "./card-case.ts"
import { byPlace, type Counts, difference, sectorsRead, sectorsWritten } from "./counts.ts"
import { HEADINGS } from "./headings.ts"
import { besides, LIBRARIES } from "./libraries.ts"

/** What the study's libraries wrote. */
const STUDY_BYTES = 480_000

interface RecordingSpan {
    readonly start: Moment
    readonly end: Moment
    /** The machine hangs up when the message is filed. */
    readonly filed: Moment
}

function spanOf(trial: Trial): RecordingSpan {
    const start = trial.moment("modem record-start")
    const end = trial.moment("modem record-end")
    return { start, end, filed: trial.moment("exchange on-hook", {}, end) }
}

/** From the beep until the message is filed; before and after it apart. */
export function recordingFigures(card: CardCase, trial: Trial): Figure[] {
    const span = spanOf(trial)
    const { start, end, filed } = span
    const seconds = (end.tMs - start.tMs) / 1000
    const count = difference(start, filed)
    const audio = difference(start, end)
    const figures = [
        ...countFigures(card, count, seconds),
        ...writeFigures(card, trial, span),
        ...aroundFigures(card, trial, span),
        {
            what: "transfers per sector written",
            value: audio.cardTransfers / audio.written,
            unit: "",
            goal: GOALS.transfersPerSectorWritten,
        },
        {
            what: "frames per second of recording",
            value: audio.frames / seconds,
            unit: "1/s",
            goal: GOALS.framesRecording,
        },
    ]
    return figures.map(each => named(card, HEADINGS.record, each))
}

function countFigures({ messages }: CardCase, count: Counts, seconds: number): Figure[] {
    const { record } = LIBRARIES
    const note = (floor: number, counted?: Parameters<typeof besides>[1]) =>
        besides(floor, counted, messages)
    return [
        {
            what: "commands",
            value: count.commands,
            unit: "",
            goal: GOALS.commands,
            note: note(65, record.commands),
        },
        {
            what: "commands per second of sound",
            value: count.commands / seconds,
            unit: "1/s",
            goal: GOALS.commandsPerSecond,
            note: note(1.08),
        },
        {
            what: "sectors written",
            value: count.written,
            unit: "",
            goal: GOALS.sectorsWritten,
            note: note(940, record.written),
        },
        {
            what: "sectors read",
            value: count.read,
            unit: "",
            goal: GOALS.sectorsRead,
            note: note(0, record.read),
        },
        {
            what: "bytes on the bus",
            value: count.cardBytes,
            unit: "B",
            goal: GOALS.spiBytes,
            note: note(485_700, inBytes(record.bytesPerByte)),
        },
        {
            what: "program operations",
            value: count.programs,
            unit: "",
            goal: GOALS.programs,
            note: note(65, record.programs),
        },
    ]
}

/** A message whose end, the caller's key, is not kept. */
export function cutTailFigures(card: CardCase, trial: Trial): Figure[] {
    const { start, filed } = spanOf(trial)
    const count = difference(start, filed)
    const figures: Figure[] = [
        {
            what: "end cut off: commands",
            value: count.commands,
            unit: "",
            goal: GOALS.cutTailCommands,
        },
        {
            what: "end cut off: sectors written",
            value: count.written,
            unit: "",
            goal: GOALS.cutTailWritten,
        },
    ]
    return figures.map(each => named(card, HEADINGS.record, each))
}

/** From the key to the end of the sound. */
export function playingFigures(card: CardCase, trial: Trial): Figure[] {
    const press = trial.moment("panel press")
    const end = trial.last("modem play-end")
    const count = difference(press, end)
    const seconds = (end.tMs - press.tMs) / 1000
    const { play } = LIBRARIES
    const note = (floor: number, counted?: Parameters<typeof besides>[1]) =>
        besides(floor, counted, card.messages)
    const figures: Figure[] = [
        {
            what: "playing: commands",
            value: count.commands,
            unit: "",
            goal: GOALS.playCommands,
            note: note(2, play.commands),
        },
        {
            what: "playing: sectors read",
            value: count.read,
            unit: "",
            goal: GOALS.playSectors,
            note: `${note(939, play.sectors)}; ${byPlace(sectorsRead(trial, press, end), card.places)}`,
        },
        {
            what: "playing: bytes on the bus",
            value: count.cardBytes,
            unit: "B",
            note: note(483_600, play.bytes),
        },
        {
            what: "transfers per sector read",
            value: count.cardTransfers / count.read,
            unit: "",
            goal: GOALS.transfersPerSectorRead,
        },
        { what: "frames per second of playing", value: count.frames / seconds, unit: "1/s" },
    ]
    return figures.map(each => named(card, HEADINGS.play, each))
}

function writeFigures(card: CardCase, trial: Trial, { start, filed }: RecordingSpan): Figure[] {
    const sectors = sectorsWritten(trial, start, filed)
    const of = (place: string) => sectors.filter(each => card.places.of(each) === place).length
    const elsewhere = sectors.length - of("slot") - of("table")
    const twice = sectors.length - new Set(sectors).size
    const { rewrites } = LIBRARIES.record
    return [
        {
            what: "sectors written twice",
            value: twice,
            unit: "",
            goal: GOALS.writtenTwice,
            note: besides(0, rewrites, card.messages),
        },
        { what: "written in the FATs", value: of("table"), unit: "", goal: GOALS.fatWrites },
        { what: "written in folders", value: elsewhere, unit: "", goal: GOALS.directoryWrites },
    ]
}

/** From the ring to the beep; and after the message is filed, the line of the call, and a slot made ready for the next. */
function aroundFigures({ places }: CardCase, trial: Trial, span: RecordingSpan): Figure[] {
    const ring = trial.moment("exchange ring-on")
    const press = trial.moment("panel press")
    const isLog = ({ event }: Moment) =>
        event.event === "write" && places.of(event.fields["lba"] as number) === "file"
    const logged = trial.between(span.filed, press).findLast(isLog) ?? span.filed
    const arming = difference(logged, press)
    const call = difference(span.filed, logged)
    return [
        {
            what: "from the ring to the beep: commands",
            value: difference(ring, span.start).commands,
            unit: "",
            note: `read: ${byPlace(sectorsRead(trial, ring, span.start), places)}`,
        },
        {
            what: "arming the next slot: commands",
            value: arming.commands,
            unit: "",
            goal: GOALS.armingCommands,
            note: `read: ${byPlace(sectorsRead(trial, logged, press), places)}`,
        },
        {
            what: "arming: sectors written",
            value: arming.written,
            unit: "",
            goal: GOALS.armingWritten,
        },
        {
            what: "calls.csv: commands",
            value: call.commands,
            unit: "",
            note: `${call.written} written`,
        },
    ]
}

function named(card: CardCase, heading: string, figure: Figure): Figure {
    return { ...figure, what: `${card.name}: ${figure.what}`, heading }
}

function inBytes(counted: Readonly<Record<number, readonly number[]>>) {
    const all = Object.entries(counted).map(([count, ratios]) => [
        count,
        ratios.map(each => Math.round(each * STUDY_BYTES)),
    ])
    return Object.fromEntries(all) as Record<number, [number, number, number, number]>
}
