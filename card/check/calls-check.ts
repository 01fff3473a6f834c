/** calls.csv, line by line. docs/card-layout.md, "calls.csv". */
import {
    CALL_FIELDS,
    CALL_LINE_BYTES,
    CALL_LINES,
    CALLS_BYTES,
    CALLS_TITLE,
    fieldsOf,
    OLD_CALLS_TITLE,
} from "../layout/calls-csv.ts"
import { CALLS } from "../layout/files.ts"
import { type Findings } from "./finding.ts"
import { type Tree } from "./tree.ts"

/** Of a line of an older version, which says nothing of whether the call is to be returned. */
const OLD_FIELDS = 7
const LINES_PER_SECTOR = 4
const ANEW = {
    machine: "gives it a number (calls1.csv), and makes a new one, when the card is in it next",
}
const MENDED = { machine: "puts the lines right from their copy, before it adds the next call" }

export function checkCalls(tree: Tree, findings: Findings): void {
    const item = tree.find(CALLS)
    if (!item)
        return findings.note("calls-missing", CALLS, "there is none yet", {
            machine: "makes it when the card is in it next",
        })
    const isRun = item.clusters.every((cluster, i) => cluster === item.firstCluster + i)
    if (item.sizeBytes !== CALLS_BYTES || !isRun) return noteChanged(item.sizeBytes, findings)
    if (item.isWhole) checkCallLines(tree.read(item.clusters).subarray(0, CALLS_BYTES), findings)
}

export function noteChanged(sizeBytes: number, findings: Findings): void {
    const what = `was changed on a PC (${sizeBytes} bytes)`
    findings.note("calls-changed", CALLS, what, ANEW)
}

/** @param file of the right length */
export function checkCallLines(file: Buffer, findings: Findings): void {
    const lines = Array.from({ length: CALLS_BYTES / CALL_LINE_BYTES }, (_, i) =>
        file.subarray(i * CALL_LINE_BYTES, (i + 1) * CALL_LINE_BYTES)
    )
    const isUsed = (line: Buffer) => textOf(line) !== ""
    const lastUsed = lines.slice(0, CALL_LINES).findLastIndex(isUsed)
    const lastSector = Math.floor(lastUsed / LINES_PER_SECTOR)
    if (lastUsed + 1 < CALL_LINES && lines.slice(CALL_LINES).some(isUsed))
        findings.note("calls-copy", CALLS, "a cut has left copies of lines in it", MENDED)
    lines.slice(0, CALL_LINES).forEach((line, i) => {
        const fault = faultOfLine(line, textOf(line), i)
        const where = `${CALLS}, line ${i + 1}`
        if (fault !== undefined && Math.floor(i / LINES_PER_SECTOR) === lastSector)
            findings.note("calls-cut", where, fault, MENDED)
        else if (fault !== undefined)
            findings.fault("calls-line", where, fault, {
                owner: "nothing: the other lines are good",
            })
        else if (i > 0 && i < lastUsed && !isUsed(line))
            findings.note("calls-gap", where, "is blank, and others follow")
    })
}

function textOf(line: Buffer): string {
    return line.toString("utf8").slice(0, -1).trimEnd()
}

function faultOfLine(line: Buffer, text: string, index: number): string | undefined {
    if (line[CALL_LINE_BYTES - 1] !== 0x0a) return "does not end in a line feed"
    if (line.subarray(0, -1).includes(0x0a)) return "has a line feed in its middle"
    if (index === 0)
        return text === CALLS_TITLE || text === OLD_CALLS_TITLE ? undefined : "is not the title"
    if (text === "") return undefined
    const count = fieldsOf(text).length
    // A line that was cut ends in a quotation mark, before its last field where it has one.
    const isCut = line.at(-2) === 0x22 || /",[a-z ]+$/.test(text)
    return count === CALL_FIELDS || count === OLD_FIELDS || isCut
        ? undefined
        : `has not ${CALL_FIELDS} fields`
}
