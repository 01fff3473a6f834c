/**
 * The call in which power failed: whose message it is, and how often it is listed. The machine has noted it in its flash while
 * it rang, so docs/decisions/035 wants its number in the message's name and header, and one line in calls.csv.
 */

import type { FatLayout, Sectors } from "./fat-view.ts"
import { FileSectors, readCaller, type Caller } from "./message-file.ts"
import { MESSAGES } from "./slot.ts"
import type { CardFile } from "./volume-check.ts"

export const CALLS = "AFTERBEEP/calls.csv"
const SECTOR_BYTES = 512
const LINE_BYTES = 128
const LINES_PER_SECTOR = SECTOR_BYTES / LINE_BYTES
/** The last sector is for copies. */
const LIST_SECTORS = 127
/** date, time, number, "name", outcome, seconds, "file" or nothing, state; blanks fill it up. */
const LINE = /^[\d-]+,[\d:~]+,[^,]*,"([^"]*)",([a-z ]+),\d+,(?:"([^"]*)")?,[a-z ]+\n$/
const WITH_MESSAGE = ["message", "message cut off"]
const WITHOUT_MESSAGE = ["cut off"]

/** What is there of a call after the boot. */
export interface CallTraces {
    /** Messages that it has left, and those of them that carry number and name. */
    readonly messages: number
    readonly named: number
    /** Lines in calls.csv with its number. */
    readonly lines: number
    /** [] where all of it is as it should be. */
    readonly problems: readonly string[]
}

interface Card {
    readonly sectors: Sectors
    readonly layout: FatLayout
    readonly files: readonly CardFile[]
}

/** @param messages those that were not there before the call; of one in parts the first one first */
export function judgeCutCall(
    messages: readonly CardFile[],
    caller: Caller,
    card: Card
): CallTraces {
    const unnamed = messages.flatMap(file => namelessness(file, caller, card))
    const lines = linesOf(card).filter(line => line.split(",")[2] === caller.number)
    const listed =
        lines.length === 1
            ? lineProblems(lines[0]!, caller, messages)
            : [
                  `${lines.length} lines of one call: ${lines.map(each => each.trim()).join(" / ") || "it is lost"}`,
              ]
    return {
        messages: messages.length,
        named: messages.filter(file => namelessness(file, caller, card).length === 0).length,
        lines: lines.length,
        problems: [...unnamed, ...listed.map(each => `${CALLS}: ${each}`)],
    }
}

/** Lines that are used, without the title, up to the first sector that has none. */
function linesOf({ sectors, layout, files }: Card): string[] {
    const file = files.find(({ path }) => path === CALLS)
    if (!file) return []
    const content = new FileSectors(sectors, layout, file)
    const lines: string[] = []
    for (let index = 0; index < LIST_SECTORS; index++) {
        const found = linesIn(content.peek(index)).filter(line => line.trim() !== "")
        if (found.length === 0) break
        lines.push(...found)
    }
    return lines.slice(1)
}

/** The four lines of a sector with their blanks, and the line feed that must be behind each. */
export function linesIn(sector: Uint8Array): string[] {
    const text = Buffer.from(sector.buffer, sector.byteOffset, sector.length).toString("latin1")
    return Array.from({ length: LINES_PER_SECTOR }, (_, line) =>
        text.slice(line * LINE_BYTES, (line + 1) * LINE_BYTES)
    )
}

function namelessness(file: CardFile, { number, name }: Caller, card: Card): string[] {
    const wanted = `${number} ${name}`
    const header = readCaller(new FileSectors(card.sectors, card.layout, file).peek(0))
    return [
        ...(file.path.includes(` ${wanted}`) ? [] : [`${file.path}: it should be of ${wanted}`]),
        ...(header.number === number && header.name === name
            ? []
            : [`${file.path}: its header is of "${header.number} ${header.name}"`]),
    ]
}

function lineProblems(line: string, { name }: Caller, messages: readonly CardFile[]): string[] {
    const wanted = messages[0]?.path.slice(MESSAGES.length) ?? ""
    const outcomes = messages.length > 0 ? WITH_MESSAGE : WITHOUT_MESSAGE
    const [, listedName, outcome = "", file = ""] = LINE.exec(line) ?? []
    if (listedName === name && outcomes.includes(outcome) && file === wanted) return []
    const parts = `date, time, ${name}, ${outcomes.join(" or ")}, "${wanted}"`
    return [`${line.trim()}: it should have ${parts}`]
}
