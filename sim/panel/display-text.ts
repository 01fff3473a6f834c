/** What a display says, read off its picture letter by letter, as a person does who knows the letters of fonts/. */
const LINES = 4
const LETTERS_IN_LINE = 21
/** A letter and the gap beside it. */
const PITCH = 6
const LEFT = 1
/** What stands where no letter of the font is. */
const UNREADABLE = "\u{fffd}"

/** From the upper edge of a line to that of a letter, by height of the display. */
const TOPS: Readonly<Record<number, number>> = { 32: 0, 64: 1 }

/** Reads displays of one height. */
export class DisplayReader {
    private readonly lineHeight: number
    /** Letters by the rows of points that they are made of. */
    private readonly letters = new Map<string, string>()

    /**
     * @param height 32 or 64 points
     * @param font text of a file of fonts/, the one for displays of that height
     */
    constructor(
        private readonly width: number,
        height: number,
        font: string
    ) {
        this.lineHeight = height / LINES
        const top = TOPS[height]!
        for (const line of font.split("\n")) {
            const [code, rows] = line.split(" ")
            if (!/^[0-9a-f]{4}$/.test(code!)) continue
            const points = [...Buffer.from(rows!, "hex")].map(row => row >> (8 - PITCH))
            while (points.length < this.lineHeight - top) points.push(0)
            const look = [...new Array<number>(top).fill(0), ...points].join(" ")
            // Letters that look alike: the first, which is the Latin one.
            if (!this.letters.has(look))
                this.letters.set(look, String.fromCodePoint(parseInt(code!, 16)))
        }
    }

    /**
     * Its four lines, without the spaces at their ends, joined by line feeds.
     *
     * @param picture one byte for each point, row by row; 1 is lit
     */
    read(picture: Uint8Array): string {
        const lines = Array.from({ length: LINES }, (_, line) =>
            Array.from({ length: LETTERS_IN_LINE }, (_, place) =>
                this.letterAt(picture, LEFT + place * PITCH, line * this.lineHeight)
            )
                .join("")
                .trimEnd()
        )
        return lines.join("\n").trimEnd()
    }

    private letterAt(picture: Uint8Array, left: number, top: number): string {
        const rows = Array.from({ length: this.lineHeight }, (_, y) => {
            let row = 0
            for (let x = 0; x < PITCH; x++)
                row = (row << 1) | picture[(top + y) * this.width + left + x]!
            return row
        })
        return this.letters.get(rows.join(" ")) ?? UNREADABLE
    }
}
