/** calls.csv, line by line. docs/card-layout.md, "calls.csv". */
import { CALL_LINE_BYTES, CALLS_BYTES, CALLS_TITLE } from "../layout/calls-csv.ts"
import { CALLS } from "../layout/files.ts"
import { type Findings } from "./finding.ts"
import { type Tree } from "./tree.ts"

const FIELDS = 7
const ANEW = {
    machine: "adds no calls to it",
    owner: "rename or delete the file: the machine makes a new one",
}

export function checkCalls(tree: Tree, findings: Findings): void {
    const item = tree.find(CALLS)
    if (!item)
        return findings.note("calls-missing", CALLS, "there is none", {
            machine: "makes it at the next mount",
        })
    if (item.sizeBytes !== CALLS_BYTES)
        return findings.fault(
            "calls-size",
            CALLS,
            `was changed on a PC: ${item.sizeBytes} bytes, ${CALLS_BYTES} are right`,
            ANEW
        )
    if (!item.isWhole) return
    checkCallLines(tree.read(item.clusters).subarray(0, CALLS_BYTES), findings)
}

/** @param file of the right length */
export function checkCallLines(file: Buffer, findings: Findings): void {
    let lastUsed = 0
    for (let i = 0; i < CALLS_BYTES / CALL_LINE_BYTES; i++) {
        const line = file.subarray(i * CALL_LINE_BYTES, (i + 1) * CALL_LINE_BYTES)
        const text = line.toString("utf8").slice(0, -1).trimEnd()
        const fault = faultOfLine(line, text, i)
        if (fault !== undefined)
            findings.fault("calls-line", `${CALLS}, line ${i + 1}`, fault, {
                machine: "leaves the line, and goes on behind it",
                owner: "nothing: the other lines are good",
            })
        if (text === "") continue
        if (i > lastUsed + 1)
            findings.note("calls-gap", `${CALLS}, line ${i + 1}`, "blank lines stand before it")
        lastUsed = i
    }
}

function faultOfLine(line: Buffer, text: string, index: number): string | undefined {
    if (line[CALL_LINE_BYTES - 1] !== 0x0a) return "does not end in a line feed"
    if (line.subarray(0, -1).includes(0x0a)) return "has a line feed in its middle"
    if (index === 0) return text === CALLS_TITLE ? undefined : "is not the title"
    if (text === "") return undefined
    return countFields(text) === FIELDS || line.at(-2) === 0x22
        ? undefined
        : `has not ${FIELDS} fields`
}

/** Fields of CSV; commas between quotation marks are none. */
function countFields(text: string): number {
    return text.replace(/"[^"]*"/g, "").split(",").length
}
