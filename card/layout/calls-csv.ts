/** calls.csv: lines of 128 bytes, blank until they are used. docs/card-layout.md, "calls.csv". */

export const CALLS_BYTES = 65536
export const CALL_LINE_BYTES = 128
export const CALLS_TITLE = "date,time,number,name,outcome,seconds,message"

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
