/**
 * Text on a display with the controller SSD1306 (data sheet: Solomon Systech, rev 1.1), 128 × 64 or 128 × 32.
 *
 * Its memory has pages of eight rows, a byte for each column of eight. Every letter goes out by itself, a page at a time, with
 * the place where it belongs: nothing is kept but the text, and nothing that came wrong stays wrong.
 */
import { TwoWire } from "../hal/display"
import { LETTER_OF, SMALL_LETTERS, TALL_LETTERS } from "./font.gen"

/** Rows and letters in each, whatever its height in points. */
export const ROWS = 4
export const COLUMNS = 21

/** Data sheet 8.1.5: 0111100, the pin that makes it 0111101 is low on most modules. */
const ADDRESS = 0x3c
const TALL_HEIGHT = 64
/** Data sheet 10.1.3 and 10.1.13, 10.1.1: PAGE0, then the lower and the higher nibble of the column. */
const PAGE = 0xb0
const COLUMN_LOW = 0x00
const COLUMN_HIGH = 0x10
/**
 * A letter: three commands, each behind a control byte that says that another follows, then data to the end.
 * Page at 1, column at 3 and 5, pixels from 7 on.
 */
const LETTER = hex`80 b0 80 00 80 10 40 00 00 00 00 00 00`
const PIXELS_AT = 7
const LETTER_COLUMNS = 6
/** 126 of 128 columns are letters. */
const LEFT_COLUMN = 1
/** Off, clock, height; offset 0, first row 0; charge pump (it must be on before the display is), page addressing. */
const SETUP_64 = hex`00 ae d5 80 a8 3f d3 00 40 8d 14 20 02`
const SETUP_32 = hex`00 ae d5 80 a8 1f d3 00 40 8d 14 20 02`
/** As modules are built: mirrored, upside down, and how the rows are wired; contrast, timing, from memory, not inverted. */
const LOOKS_64 = hex`00 a1 c8 da 12 81 7f d9 f1 db 20 a4 a6`
const LOOKS_32 = hex`00 a1 c8 da 02 81 7f d9 f1 db 20 a4 a6`
/** Data sheet 9, E3: no operation. */
const NOTHING = hex`00 e3`
const ON = hex`00 af`
/** Nine times 15 columns cover a page: the column begins anew at its end. */
const DARK = hex`40 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00`
const DARK_TIMES = 9
const PAGES = 8
/** So many letters that stay are passed over in one step. */
const LOOKS_MAX = 8

/** Whether there is one. Waits: 0.1 ms. */
export async function hasDisplay(wires: TwoWire): Promise<boolean> {
    return await wires.write(ADDRESS, NOTHING)
}

/** Four lines of 21 letters, sent piecewise: sound may flow meanwhile. */
export class Ssd1306 {
    /** It did not answer: `begin` may find it again. */
    isLost = false
    /** As it has begun. */
    height = 0
    private wanted: string[] = []
    /** What a row shows; undefined where that is not known. */
    private shown: (string | undefined)[] = []
    /** What is sent next. */
    private row = ROWS
    private column = 0
    private page = 0
    /** Pages of a row. */
    private pages = 0
    private tx!: Buffer

    constructor(private wires: TwoWire) {}

    /**
     * Find it, and make it dark and ready; all rows are to be shown anew. Not while sound flows.
     *
     * @param height in points, 32 or 64
     * @returns false: there is none
     * Waits: 40 ms; on a board nothing else runs meanwhile.
     */
    async begin(height: number): Promise<boolean> {
        const isTall = height === TALL_HEIGHT
        this.isLost = false
        this.height = height
        if (!(await this.send(isTall ? SETUP_64 : SETUP_32))) return false
        await this.send(isTall ? LOOKS_64 : LOOKS_32)
        this.pages = isTall ? 2 : 1
        // Without a display there is no need for any of it.
        const tx = Buffer.alloc(LETTER.length)
        tx.blitAt(0, LETTER, 0, LETTER.length)
        this.tx = tx
        for (let page = 0; page < PAGES; page++) {
            this.aim(page, 0)
            await this.send(tx)
            for (let i = 0; i < DARK_TIMES; i++) await this.send(DARK)
        }
        await this.send(ON)
        for (let row = 0; row < ROWS; row++) this.shown[row] = undefined
        this.goTo(0)
        return !this.isLost
    }

    /** What a row shall show, as far as it fits. Letters that there are not become question marks. Does not wait. */
    put(row: number, text: string): void {
        if (text === this.wanted[row]) return
        // Half of what was wanted may be shown.
        if (this.wanted[row] !== this.shown[row]) this.shown[row] = undefined
        this.wanted[row] = text
        if (row <= this.row) this.goTo(row)
    }

    /**
     * Send the next piece: 14 bytes on the bus at most.
     *
     * @returns false: all is shown, or the display does not answer any more
     */
    async step(): Promise<boolean> {
        let looks = LOOKS_MAX
        while (this.row < ROWS && !this.isLost) {
            const wanted = this.wanted[this.row]
            const shown = this.shown[this.row]
            if (this.column === COLUMNS || wanted === shown) {
                this.shown[this.row] = wanted
                this.goTo(this.row + 1)
            } else {
                const letter = letterAt(wanted, this.column)
                if (shown === undefined || letter !== letterAt(shown, this.column)) {
                    await this.sendLetter(letter)
                    return true
                }
                this.column++
                looks--
                if (looks === 0) return true
            }
        }
        return false
    }

    private async sendLetter(letter: number): Promise<void> {
        const { tx, pages, page } = this
        this.aim(this.row * pages + page, LEFT_COLUMN + this.column * LETTER_COLUMNS)
        const letters = pages === 1 ? SMALL_LETTERS : TALL_LETTERS
        tx.blitAt(PIXELS_AT, letters, (letter * pages + page) * LETTER_COLUMNS, LETTER_COLUMNS)
        await this.send(tx)
        this.page++
        if (this.page < pages) return
        this.page = 0
        this.column++
    }

    private aim(page: number, column: number): void {
        const { tx } = this
        tx[1] = PAGE | page
        tx[3] = COLUMN_LOW | (column & 15)
        tx[5] = COLUMN_HIGH | (column >> 4)
    }

    private goTo(row: number): void {
        this.row = row
        this.column = this.page = 0
    }

    private async send(bytes: Buffer): Promise<boolean> {
        if (!(await this.wires.write(ADDRESS, bytes))) this.isLost = true
        return !this.isLost
    }
}

/** Place in the tables of letters. Behind the end of the text there are spaces. */
function letterAt(text: string | undefined, column: number): number {
    if (text === undefined || column >= text.length) return 0
    const codePoint = text.charCodeAt(column)
    return LETTER_OF[codePoint < LETTER_OF.length ? codePoint : 0]
}
