/** Takes a command line apart (ITU-T V.250 clauses 5.3 and 5.4). */

export enum Operation {
    /** `AT+VTX`, `ATH0` */
    Execute,
    /** `AT+VLS=1`, `ATS0=0` */
    Set,
    /** `AT+VLS?`, `ATS0?` */
    Read,
    /** `AT+VLS=?` */
    Test,
}

export interface Command {
    /** "E", "&K", "\\Q", "S7", "+VLS", ":U" … */
    readonly name: string
    readonly operation: Operation
    /** What stands behind `=`, or behind the name of a basic command; "" if nothing does. */
    readonly argument: string
}

/** Name, then `=?`, `?`, `=` and a value up to the semicolon. */
const EXTENDED = /([+-][A-Z][A-Z0-9]*)(=\?|\?|=([^;]*))?(?:;|$)/y
const REGISTER = /(S\d+)(\?|=(\d*))/y
/** Silicon Laboratories, AN93: `:U76,1A40,481E` writes registers one after another, `:R79` reads one; all in hexadecimal. */
const USER_REGISTER = /(:[UR])([0-9A-F]{2,3}(?:,[0-9A-F]{1,4})*);?/y
/** Conexant: what a place in its memory is to be, `!4886=02`. */
const MEMORY = /(!\d{4})=([0-9A-F]{2});?/y
const BASIC = /([&\\%]?[A-Z])(\d*);?/y

/**
 * The commands of a line.
 *
 * @param body what stands between AT and the carriage return
 * @returns undefined if the line is not well formed
 */
export function parseCommandLine(body: string): Command[] | undefined {
    const text = body.replaceAll(" ", "").toUpperCase()
    const commands: Command[] = []
    let at = 0
    while (at < text.length) {
        const match = matchAt(text, at)
        if (!match) return undefined
        commands.push(match.command)
        at = match.end
    }
    return commands
}

function matchAt(text: string, at: number): { command: Command; end: number } | undefined {
    for (const pattern of [EXTENDED, REGISTER]) {
        pattern.lastIndex = at
        const match = pattern.exec(text)
        if (match) return { command: withOperation(match), end: pattern.lastIndex }
    }
    for (const pattern of [USER_REGISTER, MEMORY, BASIC]) {
        pattern.lastIndex = at
        const match = pattern.exec(text)
        if (!match) continue
        const command = { name: match[1]!, operation: Operation.Execute, argument: match[2]! }
        return { command, end: pattern.lastIndex }
    }
    return undefined
}

function withOperation(match: RegExpExecArray): Command {
    const name = match[1]!
    const rest = match[2] ?? ""
    if (rest === "") return { name, operation: Operation.Execute, argument: "" }
    if (rest === "?") return { name, operation: Operation.Read, argument: "" }
    if (rest === "=?") return { name, operation: Operation.Test, argument: "" }
    return { name, operation: Operation.Set, argument: match[3]! }
}
