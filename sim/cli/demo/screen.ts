/** Writes to the terminal: wrapped lines, and below them, where that is possible, one line that is drawn over. */

import { type Look, lookOf } from "./look.ts"

const CLEAR_LINE = "\r\u001b[K"

/** Colours of ECMA-48, clause 8.3.117 (SGR). */
const SGR = { plain: "", bold: "1", dim: "2", red: "31", green: "32", yellow: "33", lamp: "1;31" }
export type Ink = keyof typeof SGR

export interface Painted {
    readonly text: string
    readonly ink: Ink
}

export class Screen {
    private liveText = ""

    constructor(
        readonly look: Look,
        private readonly write: (text: string) => void
    ) {}

    /** One paragraph, or an empty line. Nothing is cut off. */
    line(text = "", ink: Ink = "plain"): void {
        this.entry("", text, ink)
    }

    /** A paragraph with `label` before it; its further lines are indented by as much. */
    entry(label: string, text: string, ink: Ink = "plain"): void {
        const rows = wrap(text, this.look.columns - label.length)
        const indent = " ".repeat(label.length)
        this.put(
            rows.map((row, i) =>
                (this.paint(i === 0 ? label : indent, "dim") + this.paint(row, ink)).trimEnd()
            )
        )
    }

    /** Lines that were drawn and must not be wrapped. */
    drawing(rows: readonly string[], ink: Ink = "plain"): void {
        this.put(rows.map(row => this.paint(row.trimEnd(), ink)))
    }

    /** Draw over the line at the bottom, as much as fits; nothing where that is not possible. */
    live(parts: readonly Painted[]): void {
        if (!this.look.isLive) return
        let columnsLeft = this.look.columns - 1
        this.liveText = parts
            .map(({ text, ink }) => {
                const shown = text.slice(0, columnsLeft)
                columnsLeft -= shown.length
                return this.paint(shown, ink)
            })
            .join("")
        this.write(CLEAR_LINE + this.liveText)
    }

    clearLive(): void {
        if (this.liveText === "") return
        this.liveText = ""
        this.write(CLEAR_LINE)
    }

    private put(rows: readonly string[]): void {
        const erase = this.liveText === "" ? "" : CLEAR_LINE
        this.write(erase + rows.map(row => row + "\n").join("") + this.liveText)
    }

    private paint(text: string, ink: Ink): string {
        if (!this.look.hasColours || ink === "plain" || text.trim() === "") return text
        return `\u001b[${SGR[ink]}m${text}\u001b[0m`
    }
}

/** The terminal of this process, or whatever its standard output is connected to. */
export function standardScreen(): Screen {
    const { stdout, env } = process
    // Whoever reads may leave early, as `head` does; the run goes on and its files are written.
    stdout.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE") throw error
    })
    return new Screen(lookOf(stdout, env), text => stdout.write(text))
}

/** Lines of at most `width` characters, broken at spaces; a longer word has a line of its own. */
export function wrap(text: string, width: number): string[] {
    const rows: string[] = []
    let row = ""
    for (const word of text.split(" ")) {
        const longer = row === "" ? word : `${row} ${word}`
        if (longer.length > width && row !== "") {
            rows.push(row)
            row = word
        } else row = longer
    }
    return [...rows, row]
}

/** Minutes, seconds and tenths since power-on: `0:08.2`. */
export function formatClock(ms: number): string {
    const tenths = Math.floor(ms / 100 + 1e-6)
    const seconds = Math.floor(tenths / 10)
    const rest = String(seconds % 60).padStart(2, "0")
    return `${Math.floor(seconds / 60)}:${rest}.${tenths % 10}`
}
