/** calls.csv: lines of 128 bytes, blank until they are used. docs/card-layout.md, "calls.csv". */

export const CALLS_BYTES = 65536
export const CALL_LINE_BYTES = 128
export const CALLS_TITLE = "date,time,number,name,outcome,seconds,message,return"
/** Of a list that an older version has begun: its newer lines have one column more. */
export const OLD_CALLS_TITLE = "date,time,number,name,outcome,seconds,message"
/** What the last column says of a call that waits. */
const WAITING = ["to return", "tried"]

/** A call that waits to be returned. */
export interface WaitingCall {
    /** As it stands there, `2026-11-22 14:05:31`; "": the clock was not set. */
    readonly at: string
    readonly number: string
    readonly name: string
    readonly state: string
}

/** A file without any call. */
export function emptyCalls(): Buffer {
    const file = Buffer.alloc(CALLS_BYTES, " ")
    for (let at = CALL_LINE_BYTES - 1; at < CALLS_BYTES; at += CALL_LINE_BYTES) file[at] = 0x0a
    file.write(CALLS_TITLE, 0, "latin1")
    return file
}

/** Lines before the last sector, which is for copies of the one that is being written. */
export const CALL_LINES = (CALLS_BYTES - 512) / CALL_LINE_BYTES

/** The same without blanks and copies: what a person reads. Works on any text. */
export function trimmedCalls(file: Buffer): string {
    const own = file.length === CALLS_BYTES ? file.subarray(0, CALL_LINES * CALL_LINE_BYTES) : file
    const lines = own
        .toString("utf8")
        .split("\n")
        .map(line => line.replace(/\0/g, "").trimEnd())
    return lines.filter(line => line !== "").join("\n") + "\n"
}

/** The calls that wait to be returned, oldest first. Works on any text. */
export function waitingCalls(file: Buffer): WaitingCall[] {
    return trimmedCalls(file)
        .split("\n")
        .map(fieldsOf)
        .filter(fields => fields.length === CALL_FIELDS && WAITING.includes(fields.at(-1)!))
        .map(([date, time, number, name, , , , state]) => ({
            at: `${date} ${time}`.trim(),
            number: number!,
            name: name!,
            state: state!,
        }))
}

export const CALL_FIELDS = 8

/** Fields of a line of CSV, without the quotation marks around them; a comma between these is none. */
export function fieldsOf(line: string): string[] {
    return (line.match(/(?:"[^"]*"|[^,"])*(?:,|$)/g) ?? [])
        .slice(0, line.endsWith(",") ? undefined : -1)
        .map(field => field.replace(/,$/, "").replace(/"/g, "").trim())
}
