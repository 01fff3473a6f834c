/** The display's letters, from fonts/: columns of eight pixels, as its memory has them. */

import { readFileSync } from "node:fs"
import { join } from "node:path"
import { ROOT, ToolError } from "../project.ts"

/** Columns of a letter, the gap beside it among them. */
export const CELL_COLUMNS = 6
/** A letter of the tall font stands one row below the upper edge of its two bytes. */
const TALL_TOP_ROW = 1
const PAGE_ROWS = 8
/** Code points above this have no letter: Latin and Cyrillic are below. */
const CODE_POINTS = 0x460
/** The place of a letter in the tables is one byte. */
const LETTERS_MAX = 256

export interface Letter {
    readonly codePoint: number
    /** One byte for each row, leftmost pixel in bit 7. */
    readonly rows: readonly number[]
}

/** @throws ToolError naming file and line */
export function parseFont(text: string, file: string): Letter[] {
    const letters: Letter[] = []
    text.split("\n").forEach((line, index) => {
        if (line === "" || line.startsWith("#")) return
        const parts = /^([0-9a-f]{4}) ((?:[0-9a-f]{2})+) /.exec(line)
        if (!parts) throw new ToolError(`${file}:${index + 1}: no letter: ${line}`)
        letters.push({
            codePoint: parseInt(parts[1]!, 16),
            rows: [...Buffer.from(parts[2]!, "hex")],
        })
    })
    return letters
}

/** The tables of src/display/font.gen.ts, by their names. */
export function fontTables(root = ROOT): Record<string, Uint8Array> {
    const tall = readFont("fonts/fixed-6x13.txt", root)
    const small = readFont("fonts/fixed-5x8.txt", root)
    return {
        LETTER_OF: placesOf(tall),
        TALL_LETTERS: columnsOf(tall, 2, TALL_TOP_ROW),
        SMALL_LETTERS: columnsOf(small, 1, 0),
    }
}

function readFont(file: string, root: string): Letter[] {
    return parseFont(readFileSync(join(root, file), "utf8"), file)
}

/** By code point: which letter of the tables it is; a question mark where there is none. */
export function placesOf(letters: readonly Letter[]): Uint8Array {
    if (letters.length > LETTERS_MAX) throw new ToolError(`fonts: ${letters.length} letters`)
    const unknown = letters.findIndex(each => each.codePoint === 0x3f)
    const places = new Uint8Array(CODE_POINTS).fill(unknown)
    letters.forEach(({ codePoint }, place) => (places[codePoint] = place))
    return places
}

/** `pages` times six bytes a letter: a byte is a column of eight pixels, the upper one in bit 0. */
export function columnsOf(letters: readonly Letter[], pages: number, topRow: number): Uint8Array {
    const table = new Uint8Array(letters.length * pages * CELL_COLUMNS)
    letters.forEach(({ rows }, place) => {
        const start = place * pages * CELL_COLUMNS
        rows.forEach((pixels, index) => {
            const y = topRow + index
            const at = start + Math.floor(y / PAGE_ROWS) * CELL_COLUMNS
            for (let x = 0; x < CELL_COLUMNS; x++)
                if ((pixels & (0x80 >> x)) !== 0) table[at + x]! |= 1 << (y % PAGE_ROWS)
        })
    })
    return table
}
