/** Line feed ends a result or information line: V.250 5.7.1. */
const LF = 0x0a
/** Longer lines than this hold nothing that we could use. */
const LINE_CHARS_MAX = 120

/**
 * Collects the text that a modem sends into lines, without carriage returns.
 *
 * A line may come in any number of pieces.
 */
export class TextLines {
    private partial = ""

    /**
     * Take one line out of `from[atByte … endByte)`.
     *
     * @returns the position behind what was used up; `line` holds the line if one was completed, else undefined
     */
    line: string | undefined

    take(from: Buffer, atByte: number, endByte: number): number {
        const lf = from.indexOf(LF, atByte, endByte)
        const end = lf < 0 ? endByte : lf
        if (end > atByte && this.partial.length < LINE_CHARS_MAX)
            this.partial = this.partial + from.slice(atByte, end).toString()
        this.line = undefined
        if (lf < 0) return endByte
        this.line = this.partial.trim()
        this.partial = ""
        return lf + 1
    }

    clear(): void {
        this.partial = ""
    }
}
