/** File names of messages. docs/card-layout.md, "Names of messages". */
import { type CallTime, minuteText } from "./fat-time.ts"

const FORBIDDEN = '"*/:<>?\\|'

/** Number, name and time of a caller, and what takes the time's place where it is not known. */
export interface Caller {
    readonly number: string
    readonly name: string
    readonly at: CallTime | undefined
    readonly serial: number
}

/** `2026-11-22 14.05 2125550123 J SMITH`, `14.05~` where the time is in doubt; without what FAT forbids. */
export function titleOf({ number, name, at, serial }: Caller): string {
    const when = at
        ? minuteText(at).replace(":", ".")
        : `no-time #${String(serial).padStart(6, "0")}`
    return allowed(`${when} ${number} ${name}`).trim()
}

/**
 * The name of a file, different from all that are taken: the second one of its kind ends in ` (2)`.
 *
 * @param isTaken of a name as it would be written; capitals are not told apart by FAT, and not here
 */
export function fileNameFor(
    title: string,
    lengthMax: number,
    isTaken: (name: string) => boolean
): string {
    for (let copy = 1; ; copy++) {
        const ending = copy > 1 ? ` (${copy}).wav` : ".wav"
        const name = cut(title, lengthMax - ending.length) + ending
        if (!isTaken(name)) return name
    }
}

/** Text that may stand in a file name on FAT. */
export function allowed(text: string): string {
    return [...text].map(letter => (isForbidden(letter) ? "_" : letter)).join("")
}

function isForbidden(letter: string): boolean {
    return letter < " " || letter === "\u007f" || FORBIDDEN.includes(letter)
}

/** Not between the two halves of a character that UTF-16 has as a pair. */
function cut(text: string, length: number): string {
    const end = /[\ud800-\udbff]/.test(text.charAt(length - 1)) ? length - 1 : length
    return text.slice(0, end).trim()
}
