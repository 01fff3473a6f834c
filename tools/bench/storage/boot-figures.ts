/** Workload (f), and what of (d) is done after a mount: the folder compared, a lost index found again. */

import type { TimelineEvent } from "../../../sim/report/timeline.ts"
import { ToolError } from "../../project.ts"
import { folderGoals, GOALS, headerGoals, mountGoal } from "../goals.ts"
import type { Figure } from "../table.ts"
import { SECTOR_READ, type Moment, type Trial } from "../trial.ts"
import type { CardCase } from "./card-case.ts"
import { byPlace, difference, differenceBefore, sectorsRead } from "./counts.ts"
import { HEADINGS } from "./headings.ts"
import { besides, LIBRARIES } from "./libraries.ts"
import type { Places } from "./places.ts"

/** Of names of the old kind, which the study's messages have. */
const ENTRIES_PER_SECTOR = 16
/** What the firmware logs when a caller may come. */
const READY = /^ready: (\d+) unheard/

/**
 * The mount is over when the first armed slot and its entry were looked at, which is the last of it; settings.txt is read
 * next, or looked for.
 */
export function bootFigures(card: CardCase, boot: Trial, unheard: number): Figure[] {
    const { places, slots, messages, format } = card
    const first = boot.moments[0]!
    const read = boot.moment(`card ${SECTOR_READ}`)
    const looked = boot.moment(`card ${SECTOR_READ}`, { lba: places.slotStarts[messages]! + 1 })
    const settings = boot
        .between(looked, boot.moments.at(-1)!)
        .find(({ event }) => event.event === SECTOR_READ && isOther(places, event))
    if (!settings) throw new ToolError("settings.txt was not looked for")
    const ready = readyMoment(boot, unheard)
    const mount = differenceBefore(first, settings)
    const atReady = difference(first, ready)
    const rest = difference(ready, boot.moments.at(-1)!)
    const { fat32Sectors, fat16Sectors, fat32Commands, fat16Commands } = LIBRARIES.boot
    const goal = mountGoal(slots)
    const isFat32 = format === "fat32"
    const figures: Figure[] = [
        {
            what: "mount: sectors read",
            value: mount.read,
            unit: "",
            goal,
            note: besides(3, isFat32 ? fat32Sectors : fat16Sectors, messages),
        },
        {
            what: "mount: commands",
            value: mount.commands,
            unit: "",
            goal,
            note: besides(3, isFat32 ? fat32Commands : fat16Commands, messages),
        },
        { what: "mount: bytes", value: difference(read, settings).cardBytes, unit: "B" },
        {
            what: "until ready: commands more",
            value: atReady.commands - mount.commands,
            unit: "",
        },
        {
            what: "in idle then: commands",
            value: rest.commands,
            unit: "",
            note: byPlace(sectorsRead(boot, ready, boot.moments.at(-1)!), places),
        },
        {
            what: "sectors written",
            value: atReady.written + rest.written,
            unit: "",
            goal: GOALS.bootWritten,
        },
    ]
    return figures.map(each => ({
        ...each,
        what: `${card.name}: ${each.what}`,
        heading: HEADINGS.boot,
    }))
}

/** Whether a sector is neither of a slot nor of its entry. */
function isOther(places: Places, { fields }: TimelineEvent): boolean {
    return !["slot", "messages"].includes(places.of(fields["lba"] as number))
}

/** The folder as a whole is compared with the index, in idle after each mount. */
export function surveyFigures(card: CardCase, boot: Trial): Figure[] {
    const { slots, messages, places } = card
    const survey = folderSpan(card, boot, false)
    const goals = folderGoals(slots)
    const { list } = LIBRARIES
    const floor = Math.ceil(messages / ENTRIES_PER_SECTOR)
    const read = byPlace(sectorsRead(boot, survey.from, survey.to), places)
    const figures: Figure[] = [
        {
            what: "folder compared, in idle: sectors",
            value: survey.read,
            unit: "",
            goal: goals.sectors,
            note: `${besides(floor, list.sectors, messages)}  read: ${read}`,
        },
        {
            what: "folder compared: commands",
            value: survey.commands,
            unit: "",
            goal: goals.commands,
            note: besides(2, list.commands, messages),
        },
    ]
    return figures.map(each => inList(card, each))
}

/** Where the index is lost, the folder is searched, and each header looked at. */
export function lostIndexFigures(card: CardCase, lost: Trial): Figure[] {
    const { slots, messages, places } = card
    const rebuild = folderSpan(card, lost, true)
    const goals = headerGoals(slots, messages)
    const { list } = LIBRARIES
    const floor = messages + Math.ceil(messages / ENTRIES_PER_SECTOR)
    const read = byPlace(sectorsRead(lost, rebuild.from, rebuild.to), places)
    const figures: Figure[] = [
        {
            what: "index lost, each header: sectors",
            value: rebuild.read,
            unit: "",
            goal: goals.sectors,
            note: `${besides(floor, list.headerSectors, messages)}  read: ${read}`,
        },
        {
            what: "index lost: commands",
            value: rebuild.commands,
            unit: "",
            goal: goals.commands,
            note: besides(messages + 2, list.headerCommands, messages),
        },
    ]
    return figures.map(each => inList(card, each))
}

function inList(card: CardCase, figure: Figure): Figure {
    return { ...figure, what: `${card.name}: ${figure.what}`, heading: HEADINGS.list }
}

interface Span {
    readonly from: Moment
    readonly to: Moment
    readonly read: number
    readonly commands: number
}

/**
 * From the first slots' sector of the folder, read for the last time, to the last one that is read of it in a row.
 *
 * @param isFirst there is more than one walk through the folder, and all of them count: from its first sector on
 */
function folderSpan({ places }: CardCase, trial: Trial, isFirst: boolean): Span {
    const all = trial.moments
    const isRead = ({ event }: Moment, lba: number) =>
        event.event === SECTOR_READ && event.fields["lba"] === lba
    const last = Math.max(...places.entrySectors)
    const end = all.findLastIndex(each => isRead(each, last))
    const first = isFirst ? places.messagesFolder : places.entrySectors[0]!
    const isStart = (each: Moment) => isRead(each, first)
    const start = isFirst ? all.findIndex(isStart) : all.slice(0, end).findLastIndex(isStart)
    const from = all[start]
    const to = all[end]
    if (!from || !to) throw new ToolError("the folder was not compared")
    const { read, commands } = difference(from, to)
    // The command for `from` had come before it, and the sector of `to` came behind it.
    return { from, to, read: read + 1, commands: commands + 1 }
}

function readyMoment(trial: Trial, unheard: number): Moment {
    for (const moment of trial.moments) {
        const [, count] = READY.exec(String(moment.event.fields["text"])) ?? []
        if (count === undefined) continue
        if (Number(count) === unheard) return moment
        throw new ToolError(`the firmware counts ${count} unheard messages of ${unheard}`)
    }
    throw new ToolError("the firmware never said that it is ready")
}
