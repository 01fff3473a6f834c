/** What a terminal can show: how wide it is, whether lines can be redrawn, colours, and which signs to draw with. */

const WIDTH_DEFAULT = 80
const WIDTH_MIN = 40
/** Longer lines are hard to read. */
const WIDTH_MAX = 120

/** Signs to draw with. */
export interface Signs {
    /** Bars of rising height, the first one empty. */
    readonly bars: readonly string[]
    readonly solid: string
    readonly empty: string
    /** Now and then, within one character. */
    readonly blinking: string
    readonly lampOn: string
    readonly lampOff: string
    readonly kept: string
    readonly broken: string
    readonly rule: string
}

const BLOCK_SIGNS: Signs = {
    bars: [..." ▁▂▃▄▅▆▇█"],
    solid: "█",
    empty: "·",
    blinking: "▚",
    lampOn: "●",
    lampOff: "○",
    kept: "✓",
    broken: "✗",
    rule: "─",
}
const ASCII_SIGNS: Signs = {
    bars: [..." .:-=+*#@"],
    solid: "#",
    empty: ".",
    blinking: ":",
    lampOn: "(*)",
    lampOff: "( )",
    kept: "ok",
    broken: "NO",
    rule: "-",
}

export interface Look {
    readonly columns: number
    /** A line can be drawn over. */
    readonly isLive: boolean
    readonly hasColours: boolean
    readonly signs: Signs
}

/** What is used of process.stdout. */
export interface Output {
    readonly isTTY?: boolean
    readonly columns?: number
}

export type Environment = Readonly<Record<string, string | undefined>>

export function lookOf(output: Output, environment: Environment): Look {
    const isLive = output.isTTY === true && environment["TERM"] !== "dumb"
    const noColour = environment["NO_COLOR"] ?? ""
    const columns = output.isTTY === true ? output.columns : Number(environment["COLUMNS"])
    return {
        columns: Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, columns || WIDTH_DEFAULT)),
        isLive,
        hasColours: isLive && noColour === "",
        signs: isUnicode(environment) ? BLOCK_SIGNS : ASCII_SIGNS,
    }
}

/** A locale that is named and is not UTF-8 says no, and so does a dumb terminal; POSIX.1 8.2 orders the variables. */
function isUnicode(environment: Environment): boolean {
    if (environment["TERM"] === "dumb") return false
    const locale = environment["LC_ALL"] || environment["LC_CTYPE"] || environment["LANG"] || ""
    return locale === "" || /utf-?8/i.test(locale)
}
