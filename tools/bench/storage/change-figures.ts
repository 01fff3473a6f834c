/** Workloads (d) and (e): which message is next, and what it costs to delete one, or to call it heard or kept. */

import { ToolError } from "../../project.ts"
import { GOALS, indexGoals } from "../goals.ts"
import type { Figure } from "../table.ts"
import { SECTOR_READ, type Moment, type Trial } from "../trial.ts"
import type { CardCase } from "./card-case.ts"
import { byPlace, type Counts, difference, differenceBefore, sectorsRead } from "./counts.ts"
import { HEADINGS } from "./headings.ts"
import { besides, LIBRARIES } from "./libraries.ts"

/** In the mixed card, every third message is unheard: this is the second of them. */
const SECOND_UNHEARD = 3

/** How the machine finds the message that comes next, and what it does then to open it. */
export function walkingFigures(
    card: CardCase,
    { walk, last }: { walk: Trial; last: Trial }
): Figure[] {
    const { places, slots, messages } = card
    const heading = HEADINGS.list
    const goals = indexGoals(slots)
    const press = last.moment("panel press")
    const found = headerRead(card, last, messages - 1, press)
    const search = differenceBefore(press, found)
    const opened = last.moment("modem play-start", {}, found)
    const opening = difference(found, opened)
    const nextFound = headerRead(card, walk, SECOND_UNHEARD, walk.moments[0]!)
    const before = walk
        .between(walk.moments[0]!, nextFound)
        .findLast(({ event }) => event.event === "play-end")!
    const next = differenceBefore(before, nextFound)
    const name = (what: string) => `${card.name}: ${what}`
    return [
        {
            what: name("Play, only the last unheard: sectors"),
            value: search.read,
            unit: "",
            goal: goals.sectors,
            note: `${besides(undefined, LIBRARIES.list.sectors, messages)}  read: ${byPlace(sectorsRead(last, press, found).slice(0, -1), places)}`,
            heading,
        },
        {
            what: name("Play, only the last unheard: commands"),
            value: search.commands,
            unit: "",
            goal: goals.commands,
            note: besides(2, LIBRARIES.list.commands, messages),
            heading,
        },
        {
            what: name("opening it: commands"),
            value: opening.commands + 1,
            unit: "",
            note: byPlace(sectorsRead(last, found, opened), places),
            heading,
        },
        { what: name("next message found: commands"), value: next.commands, unit: "", heading },
    ]
}

/** The first in reach of a key where messages are unheard, one in the middle, and the last. */
export function deletingFigures(
    card: CardCase,
    { second, middle, last }: { second: Trial; middle: Trial; last: Trial }
): Figure[] {
    const { messages, name } = card
    const { readFirst, readMiddle, readLast } = LIBRARIES.delete
    return [
        ...changeFigures(card, second, SECOND_UNHEARD, `${name}: delete, no. 4`, readFirst),
        ...changeFigures(card, middle, messages >> 1, `${name}: delete, middle`, readMiddle),
        ...changeFigures(card, last, messages - 1, `${name}: delete, last`, readLast),
    ]
}

/** The message that was recorded last was heard to its end. */
export function heardFigures(card: CardCase, long: Trial): Figure[] {
    return changeFigures(card, long, card.messages, `${card.name}: mark heard`, undefined)
}

/** A PC has set the read-only bit of one; the machine notices when it compares. */
export function keepingFigures(
    card: CardCase,
    { boot, kept }: { boot: Trial; kept: Trial }
): Figure[] {
    const [usual, with1] = [boot, kept].map(trial =>
        difference(trial.moments[0]!, trial.moments.at(-1)!)
    ) as [Counts, Counts]
    const more = (key: "commands" | "read" | "written") => with1[key] - usual[key]
    const heading = HEADINGS.delete
    const name = (what: string) => `${card.name}: kept, by a PC: ${what}`
    return [
        { what: name("more commands"), value: more("commands"), unit: "", heading },
        {
            what: name("sectors written"),
            value: more("written"),
            unit: "",
            goal: GOALS.changeWrites,
            heading,
        },
    ]
}

/** The entry at once, the index in the next idle. */
function changeFigures(
    card: CardCase,
    trial: Trial,
    message: number,
    what: string,
    reads: Parameters<typeof besides>[1]
): Figure[] {
    const { places, messages } = card
    const entry = places.entrySectors[message]!
    const press = trial.moment("panel press")
    const changed = writeOf(trial, press, sector => sector === entry)
    const begun = trial.between(press, changed).findLast(({ event }) => event.event === "play-end")!
    const noted = writeOf(trial, changed, sector => places.of(sector) === "index")
    const at = trial.moments.indexOf(noted)
    const counts = [difference(begun, changed), difference(trial.moments[at - 1]!, noted)]
    const sum = (key: keyof Counts) => counts.reduce((total, each) => total + each[key], 0)
    const heading = HEADINGS.delete
    const recorded = LIBRARIES.delete
    return [
        {
            what: `${what}: commands`,
            value: sum("commands"),
            unit: "",
            note: reads ? besides(2, recorded.commands, messages) : "",
            heading,
        },
        {
            what: `${what}: sectors read`,
            value: sum("read"),
            unit: "",
            goal: GOALS.changeReads,
            note: besides(1, reads, messages),
            heading,
        },
        {
            what: `${what}: sectors written`,
            value: sum("written"),
            unit: "",
            goal: GOALS.changeWrites,
            note: besides(1, reads && recorded.written, messages),
            heading,
        },
        {
            what: `${what}: bytes`,
            value: sum("cardBytes"),
            unit: "B",
            goal: GOALS.changeBytes,
            note: reads ? besides(undefined, recorded.bytes, messages) : "",
            heading,
        },
    ]
}

function writeOf(trial: Trial, from: Moment, isMeant: (sector: number) => boolean): Moment {
    const found = trial.moments
        .slice(trial.moments.indexOf(from))
        .find(
            ({ event }) =>
                event.source === "card" &&
                event.event === "write" &&
                isMeant(event.fields["lba"] as number)
        )
    if (!found) throw new ToolError("the run did not write what it should have changed")
    return found
}

function headerRead({ places }: CardCase, trial: Trial, message: number, from: Moment): Moment {
    return trial.moment(`card ${SECTOR_READ}`, { lba: places.slotStarts[message]! }, from)
}
