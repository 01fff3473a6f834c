/** What a message costs on the card, counted as docs/goals.md says: commands, sectors, bytes, transfers. */

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { FatVolume } from "../../sim/card/fat-volume.ts"
import { withImage } from "../../sim/card/image-file.ts"
import { ToolError } from "../project.ts"
import { GOALS } from "./goals.ts"
import type { BenchOptions } from "./options.ts"
import { callAndHearOut, powerCycle } from "./scenarios.ts"
import { type Figure, measured } from "./table.ts"
import { type Moment, type Trial, playTrial } from "./trial.ts"

const MESSAGE_SECONDS = 60
/** What it takes to find out which card it is; those studied count what comes after it. */
const IDENTIFICATION = new Set(
    ["0", "1", "8", "9", "10", "16", "55", "58", "59"].map(number => `CMD${number}`)
)
/** Blocks written well, and blocks to be erased before. */
const COUNTED_APPLICATION = new Set(["ACMD22", "ACMD23"])
/** What the firmware logs when a caller may come. */
const READY = /^ready\b/
const VOLUMES = [
    { format: "fat32", sizeMB: 2048 },
    { format: "fat16", sizeMB: 2048 },
] as const

export async function measureStorage({ progress }: BenchOptions): Promise<Figure[]> {
    const figures: Figure[] = []
    for (const volume of VOLUMES) {
        progress(`${volume.format}: call, playback, boot`)
        figures.push(...(await measured(volume.format, () => measureVolume(volume))))
    }
    return figures
}

async function measureVolume(volume: (typeof VOLUMES)[number]): Promise<Figure[]> {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-bench-"))
    try {
        const image = join(folder, "card.img")
        const card = { ...volume, busy: "none" }
        const plan = { card, talkSeconds: MESSAGE_SECONDS, messageSeconds: MESSAGE_SECONDS }
        const trial = await playTrial(callAndHearOut(plan), { keepCardAs: image })
        const boot = await playTrial(powerCycle(card), { card: image })
        const figures = [
            ...recordingFigures(trial, image),
            ...playingFigures(trial),
            ...bootFigures(boot),
        ]
        return figures.map(each => ({ ...each, what: `${volume.format}: ${each.what}` }))
    } finally {
        rmSync(folder, { recursive: true })
    }
}

interface RecordingSpan {
    readonly start: Moment
    readonly end: Moment
    readonly filed: Moment
}

function recordingFigures(trial: Trial, image: string): Figure[] {
    const start = trial.moment("modem record-start")
    const end = trial.moment("modem record-end")
    // The machine hangs up when the message is filed. What it does in idle then, to be ready for the next, is counted apart.
    const filed = trial.moment("exchange on-hook", {}, end)
    const rested = difference(filed, trial.moment("panel press"))
    const seconds = (end.tMs - start.tMs) / 1000
    const count = difference(start, filed)
    const audio = difference(start, end)
    const writes = writesOf(trial, { start, end, filed }, image)
    return [
        { what: "message", value: seconds, unit: "s" },
        {
            what: "commands, from beep to filed",
            value: count.commands,
            unit: "",
            goal: GOALS.commands,
        },
        {
            what: "commands per second of sound",
            value: count.commands / seconds,
            unit: "1/s",
            goal: GOALS.commandsPerSecond,
        },
        { what: "sectors written", value: count.written, unit: "", goal: GOALS.sectorsWritten },
        { what: "sectors read", value: count.read, unit: "", goal: GOALS.sectorsRead },
        {
            what: "bytes on the bus with the card",
            value: count.cardBytes,
            unit: "B",
            goal: GOALS.spiBytes,
        },
        { what: "program operations", value: count.programs, unit: "", goal: GOALS.programs },
        { what: "sectors written twice", value: writes.twice, unit: "", goal: GOALS.writtenTwice },
        { what: "sectors written in the FATs", value: writes.fat, unit: "", goal: GOALS.fatWrites },
        {
            what: "sectors written in folders",
            value: writes.elsewhere,
            unit: "",
            goal: GOALS.directoryWrites,
        },
        { what: "commands after it, until at rest", value: rested.commands, unit: "" },
        { what: "sectors written then", value: rested.written, unit: "" },
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
}

function playingFigures(trial: Trial): Figure[] {
    const press = trial.moment("panel press")
    const end = trial.last("modem play-end")
    const recorded = trial.moment("modem record-end").tMs - trial.moment("modem record-start").tMs
    const count = difference(press, end)
    const seconds = (end.tMs - press.tMs) / 1000
    const note = `${(recorded / 1000).toFixed(1)} s of message, and what is said before it`
    return [
        {
            what: "commands to play it",
            value: count.commands,
            unit: "",
            goal: GOALS.playCommands,
            note,
        },
        {
            what: "sectors read to play it",
            value: count.read,
            unit: "",
            goal: GOALS.playSectors,
            note,
        },
        {
            what: "transfers per sector read",
            value: count.cardTransfers / count.read,
            unit: "",
            goal: GOALS.transfersPerSectorRead,
        },
        { what: "frames per second of playing", value: count.frames / seconds, unit: "1/s" },
    ]
}

/** Ready for a call is when the firmware says so; in idle it goes on comparing what a PC may have changed. */
function bootFigures(boot: Trial): Figure[] {
    const first = boot.moments[0]!
    const ready = boot.moments.find(({ event }) => READY.test(String(event.fields["text"])))
    if (!ready) throw new ToolError("the firmware never said that it is ready")
    const atReady = difference(first, ready)
    const atIdle = difference(first, boot.moments.at(-1)!)
    return [
        { what: "sectors read at boot", value: atReady.read, unit: "", goal: GOALS.bootSectors },
        { what: "commands at boot", value: atReady.commands, unit: "", goal: GOALS.bootCommands },
        { what: "sectors read until idle", value: atIdle.read, unit: "" },
    ]
}

interface Writes {
    /** Sectors that were written more than once. */
    readonly twice: number
    readonly fat: number
    /** All others that are not the message: folders. */
    readonly elsewhere: number
}

function writesOf(trial: Trial, span: RecordingSpan, image: string): Writes {
    const sectors = sectorsWritten(trial, span.start, span.filed)
    const message = messageSectors(sectorsWritten(trial, span.start, span.end), new Set(sectors))
    const isInFat = fatOf(image)
    const others = sectors.filter(sector => !message.has(sector))
    return {
        twice: sectors.length - new Set(sectors).size,
        fat: others.filter(isInFat).length,
        elsewhere: others.filter(sector => !isInFat(sector)).length,
    }
}

function sectorsWritten(trial: Trial, from: Moment, to: Moment): number[] {
    return trial
        .between(from, to)
        .filter(({ event }) => event.source === "card" && event.event === "write")
        .flatMap(({ event }) => {
            const { lba, count } = event.fields as { lba: number; count: number }
            return Array.from({ length: count }, (_, i) => lba + i)
        })
}

/** The header before the sound, the sound, and what joins it without a gap. */
export function messageSectors(
    sound: readonly number[],
    written: ReadonlySet<number>
): Set<number> {
    const first = Math.min(...sound) - 1
    const message = new Set([first])
    for (let sector = first + 1; written.has(sector); sector++) message.add(sector)
    return message
}

/** Which sectors of a card are in its FATs. */
function fatOf(image: string): (sector: number) => boolean {
    return withImage(image, "r", each => {
        const { fatStartSectors, fatSectors } = new FatVolume(each).layout
        return (sector: number) =>
            fatStartSectors.some(start => sector >= start && sector < start + fatSectors)
    })
}

interface Counts {
    readonly commands: number
    readonly written: number
    readonly read: number
    readonly programs: number
    readonly cardBytes: number
    readonly cardTransfers: number
    readonly frames: number
}

function difference(from: Moment, to: Moment): Counts {
    const a = countsAt(from)
    const b = countsAt(to)
    const keys = Object.keys(a) as (keyof Counts)[]
    return Object.fromEntries(keys.map(key => [key, b[key] - a[key]])) as unknown as Counts
}

function countsAt({ stats }: Moment): Counts {
    const { bus, card } = stats
    const commands = sum(card.commands, name => !name.startsWith("A") && !IDENTIFICATION.has(name))
    const writes = (card.commands["CMD24"] ?? 0) + (card.commands["CMD25"] ?? 0)
    return {
        // An application command is two: CMD55 goes before it.
        commands: commands + 2 * sum(card.commands, name => COUNTED_APPLICATION.has(name)),
        written: card.sectors["written"]!,
        read: card.sectors["read"]!,
        programs: writes,
        cardBytes: bus["cardBytes"]!,
        cardTransfers: bus["cardTransfers"]!,
        frames: bus["framesToFirmware"]!,
    }
}

function sum(counts: Readonly<Record<string, number>>, isMeant: (name: string) => boolean): number {
    const meant = Object.entries(counts).filter(([name]) => isMeant(name))
    return meant.reduce((total, [, count]) => total + count, 0)
}
