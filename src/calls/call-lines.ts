/** Lines of calls.csv: 128 bytes, filled up with blanks. docs/card-layout.md. */
import { SECTOR_BYTES } from "../hal/block-device"
import { WallTime } from "../hal/wall-clock"

export const LINE_BYTES = 128
export const LINES_PER_SECTOR = 4
export const TITLE = "date,time,number,name,outcome,seconds,message,return"
const SPACE = 0x20
const NEW_LINE = 0x0a
const PLUS = 0x2b
const ZERO = 0x30
const NINE = 0x39

/** At which byte of its sector a line begins. */
export function lineAt(line: number): number {
    return (line & (LINES_PER_SECTOR - 1)) * LINE_BYTES
}

/** How many lines of a sector are in use; −1: a cut has destroyed it. */
export function countLines(sector: Buffer): number {
    let count = 0
    for (let line = 0; line < LINES_PER_SECTOR; line++) {
        const at = lineAt(line)
        if (sector[at + LINE_BYTES - 1] !== NEW_LINE) return -1
        if (sector[at] !== SPACE) count = line + 1
    }
    return count
}

export function putBlanks(sector: Buffer): void {
    for (let at = 0; at < SECTOR_BYTES; at += LINE_BYTES) putLine(sector, at, "", "")
}

/**
 * Put a line.
 *
 * @param text one that is too long ends in a quotation mark before its time, after a whole letter
 * @param ending what has to be whole at the end
 */
export function putLine(sector: Buffer, at: number, text: string, ending: string): void {
    const lengthMax = LINE_BYTES - 1 - ending.length
    while (text.byteLength > lengthMax) text = text.slice(0, text.length - 2) + '"'
    sector.fillAt(at, LINE_BYTES - 1, SPACE)
    sector[at + LINE_BYTES - 1] = NEW_LINE
    sector.blitAt(at, text, 0, text.byteLength)
    sector.blitAt(at + text.byteLength, ending, 0, ending.length)
}

/** The text of a line, with the blanks behind it. */
export function lineText(sector: Buffer, at: number): string {
    return sector.slice(at, at + LINE_BYTES - 1).toString()
}

/** A column of a line, from 0 on, without the quotation marks around it; not one behind a name with a comma. */
export function columnOf(line: string, column: number): string {
    let from = 0
    for (let i = 0; i < column; i++) from = line.indexOf(",", from) + 1
    if (line[from] === '"') return line.slice(from + 1, line.indexOf('"', from + 1))
    return line.slice(from, line.indexOf(",", from))
}

/** A number that can be dialled: digits, "+" may stand first. */
export function digitsOnly(number: string): boolean {
    const length = number.length
    for (let i = 0; i < length; i++) {
        const unit = number.charCodeAt(i)
        if ((unit < ZERO || unit > NINE) && (i > 0 || unit !== PLUS)) return false
    }
    return length > 1
}

/** `2026-11-22`, `14:05:31` as a time, `14:05:31~` as one in doubt; undefined where it is none. */
export function timeIn(date: string, time: string): WallTime | undefined {
    if (date.length !== 10 || time.length < 8) return undefined
    // The mark stood in front once.
    const at = time[0] === "~" ? 1 : 0
    const year = parseInt(date.slice(0, 4))
    return {
        year,
        month: parseInt(date.slice(5, 7)),
        day: parseInt(date.slice(8, 10)),
        hour: parseInt(time.slice(at, at + 2)),
        minute: parseInt(time.slice(at + 3, at + 5)),
        second: parseInt(time.slice(at + 6, at + 8)),
        isDoubtful: time.length > 8,
    }
}
