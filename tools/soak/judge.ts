/** What must be true of a card after a stretch of deeds: every call in the list, every message there, a heap that did not grow. */

import { checkCard } from "../../card/check/check-card.ts"
import { trimmedCalls } from "../../card/layout/calls-csv.ts"
import { FOLDER } from "../../card/layout/files.ts"
import { listMessages, type Message } from "../../card/messages/message.ts"
import { readWhole } from "../../card/volume/card-files.ts"
import { withFiles } from "../../card/volume/place.ts"
import { withImage } from "../../sim/card/image-file.ts"
import type { TimelineEvent } from "../../sim/report/timeline.ts"
import type { Deed } from "./deeds.ts"
import type { HeapSample, StretchResult } from "./stretch.ts"

const CALLS_FILE = /^calls\d*\.csv$/
const NUMBER_COLUMN = 2
export const SAMPLES_PER_MS = 8
/** Of what a caller said so much may be missing: the modem's way from line to serial port, and silence around the words. */
export const SHORTER_MS_MAX = 400
/** DESIGN section 6, the promise: a second, and the card's busy time. */
export const LOST_MS_MAX = 1500
/** A program that leaks fails some day: heap at the end is heap at the start, within 5 %. */
const GROWTH_MAX = 1.05
const HEAP_SAMPLES = 12
/** With fewer that are free, the oldest ones in the trash make room. */
const ROOM_SLOTS = 16

/** One caller, as the timeline has seen it. */
export interface Caller {
    readonly number: string
    readonly kind: string
    /** Of the machine; undefined: it did not answer. */
    readonly beepMs: number | undefined
    /** Of words: sums of what was said between beep and the end. */
    readonly spokenMs: number
    /** Power failed between ring and on-hook. */
    readonly isCut: boolean
    /** The line was busy. */
    readonly isRefused: boolean
}

export interface Tally {
    calls: number
    messages: number
    cuts: number
    readonly problems: string[]
}

/** What went wrong, in sentences. @param earlier messages on the card before */
export function judgeStretch(
    deeds: readonly Deed[],
    result: StretchResult,
    card: string,
    earlier: number
): Tally {
    const callers = callersOf(deeds, result.timeline)
    const tally: Tally = { calls: callers.length, messages: 0, cuts: 0, problems: [] }
    tally.cuts = deeds.filter(each => each.isCut).length
    if (result.exit !== 0) tally.problems.push(`exit code ${result.exit}: ${result.trouble}`)
    const { numbers, messages, freeSlots } = readCard(card)
    tally.messages = messages.length
    for (const each of callers) tally.problems.push(...judgeCaller(each, numbers, messages))
    const due = earlier + callers.filter(isMessageDue).length
    if (messages.length < due && freeSlots > ROOM_SLOTS)
        tally.problems.push(`${messages.length} messages on the card, and ${due} were left`)
    tally.problems.push(...heapProblems(result), ...cardProblems(card))
    return tally
}

function judgeCaller(
    caller: Caller,
    numbers: readonly string[],
    messages: readonly Message[]
): string[] {
    const { isCut, isRefused, spokenMs } = caller
    if (isRefused || isCut) return []
    const number = `${caller.number} (${caller.kind})`
    const problems: string[] = []
    const lines = numbers.filter(each => each === caller.number).length
    if (lines !== 1) problems.push(`${lines} lines in calls.csv of the call from ${number}`)
    if (!isMessageDue(caller)) return problems
    const own = messages.filter(each => each.header.number === caller.number)
    const soundMs = own.reduce((sum, each) => sum + each.sampleCount, 0) / SAMPLES_PER_MS
    if (own.length !== 1) problems.push(`${own.length} messages from ${number}`)
    else if (soundMs < spokenMs - SHORTER_MS_MAX)
        problems.push(`${number} spoke for ${spokenMs} ms, and ${soundMs} ms are kept`)
    return problems
}

/** Whoever has heard the beep and said more than what a power failure may take. */
function isMessageDue({ beepMs, spokenMs, isCut, isRefused }: Caller): boolean {
    if (beepMs === undefined || isRefused) return false
    return spokenMs > (isCut ? LOST_MS_MAX : SHORTER_MS_MAX)
}

/** @param timeline of the stretch that these deeds were played in */
export function callersOf(deeds: readonly Deed[], timeline: readonly TimelineEvent[]): Caller[] {
    const calls = deeds.flatMap(deed => deed.numbers.map(number => ({ number, deed })))
    return calls.map(({ number, deed }, index) => {
        const call = index + 1
        const own = timeline.filter(({ source, fields }) => {
            return source === "caller" && fields["call"] === call
        })
        const timeOf = (event: string) => own.find(each => each.event === event)?.tMs
        const beepMs = timeOf("beep-heard")
        const isAnswered = timeOf("answered") !== undefined
        const isRung = timeline.some(
            each => each.event === "ring-on" && each.fields["call"] === call
        )
        const { isCut, kind } = deed
        const end = isCut ? cutAfter(timeline, own[0]?.tMs ?? 0) : Infinity
        const isRefused = !isAnswered && !isRung
        const spokenMs = spoken(own, beepMs ?? Infinity, end)
        return { number, kind, beepMs, isCut, isRefused, spokenMs }
    })
}

/** When the firmware started again after that; before, power had failed. */
function cutAfter(timeline: readonly TimelineEvent[], fromMs: number): number {
    const off = timeline.find(
        each => each.tMs > fromMs && each.source === "machine" && each.event === "power-off"
    )
    return off?.tMs ?? Infinity
}

/** ms of words between two moments; a piece that was begun before the first one does not count. */
export function spoken(own: readonly TimelineEvent[], fromMs: number, toMs: number): number {
    let sumMs = 0
    let beganMs: number | undefined
    for (const { event, tMs } of own) {
        if (event === "speak-start" && tMs >= fromMs) beganMs = tMs
        if (beganMs === undefined || (event !== "speak-end" && event !== "hangup")) continue
        sumMs += Math.max(0, Math.min(tMs, toMs) - beganMs)
        beganMs = undefined
    }
    return Math.round(sumMs)
}

export interface CardContent {
    readonly numbers: readonly string[]
    readonly messages: readonly Message[]
    readonly freeSlots: number
}

export function readCard(card: string): CardContent {
    return withFiles(card, "r", files => {
        const names = files.list(FOLDER).map(each => each.name.toLowerCase())
        const lines = names
            .filter(name => CALLS_FILE.test(name))
            .flatMap(name =>
                trimmedCalls(readWhole(files, `${FOLDER}/${name}`)!)
                    .trim()
                    .split("\n")
                    .slice(1)
            )
        // A call that waits to be returned goes on into the next list, with its time.
        const calls = new Set(
            lines.map(line =>
                line
                    .split(",")
                    .slice(0, NUMBER_COLUMN + 1)
                    .join()
            )
        )
        const numbers = [...calls].map(call => call.split(",")[NUMBER_COLUMN]!)
        const { messages, freeSlots } = listMessages(files)
        return { numbers, messages, freeSlots }
    })
}

function heapProblems({ heap, timeline }: StretchResult): string[] {
    const starts = timeline.filter(each => each.source === "machine" && each.event === "boot")
    const since = starts.at(-1)?.tMs ?? 0
    const own = heap.filter(each => each.tMs > since)
    if (own.length < 3 * HEAP_SAMPLES) return []
    const atStart = least(own.slice(1, HEAP_SAMPLES))
    const atEnd = least(own.slice(-HEAP_SAMPLES))
    if (atEnd <= atStart * GROWTH_MAX) return []
    return [`heap: ${atStart} bytes in use at the start, ${atEnd} at the end`]
}

export function least(samples: readonly HeapSample[]): number {
    return Math.min(...samples.map(each => each.bytes))
}

export function cardProblems(card: string): string[] {
    const { findings } = withImage(card, "r", checkCard)
    const faults = findings.filter(each => each.severity === "fault")
    return faults.map(each => `card: ${each.where}: ${each.what}`)
}
