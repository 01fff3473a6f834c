/** Line feed ends a result or information line: V.250 5.7.1. */
const LF = 0x0a
/** A caller ID packet in hexadecimal digits, the longest line there is, has 516 of them. */
const LINE_BYTES_MAX = 544
/** What stands for bytes that are no UTF-8. */
const REPLACEMENT = 0xfffd

/**
 * Collects the text that a modem sends into lines, without carriage returns.
 *
 * A line may come in any number of pieces. What is longer than any that we could use is cut.
 */
export class TextLines {
    private bytes = Buffer.alloc(LINE_BYTES_MAX)
    /** Of the line that has not ended. */
    filledBytes = 0

    /**
     * Take one line out of `from[atByte … endByte)`.
     *
     * @returns the position behind what was used up; `line` holds the line if one was completed, else undefined
     */
    line: string | undefined

    take(from: Buffer, atByte: number, endByte: number): number {
        const lf = from.indexOf(LF, atByte, endByte)
        const end = lf < 0 ? endByte : lf
        const count = Math.min(end - atByte, LINE_BYTES_MAX - this.filledBytes)
        this.bytes.blitAt(this.filledBytes, from, atByte, count)
        this.filledBytes += count
        this.line = undefined
        if (lf < 0) return endByte
        this.finish()
        return lf + 1
    }

    /** End the line that has not ended. */
    finish(): void {
        this.line = this.text().trim()
        this.filledBytes = 0
    }

    /** Names come as Latin-1 where they are no UTF-8. */
    private text(): string {
        const utf8 = this.bytes.slice(0, this.filledBytes).toString()
        if (!utf8.includes(String.fromCharCode(REPLACEMENT))) return utf8
        let text = ""
        for (let i = 0; i < this.filledBytes; i++) text += String.fromCharCode(this.bytes[i])
        return text
    }
}
