/** contacts.csv, line by line, as the machine reads it. docs/card-layout.md, "contacts.csv". */
import { CONTACTS } from "../layout/files.ts"
import { shown } from "../layout/shown.ts"
import { type Findings } from "./finding.ts"
import { linesRead, noteLine, type TextLine } from "./text-lines.ts"

/** So much of the file is read. */
export const CONTACTS_BYTES_MAX = 65_536
/** What stands behind a name. */
const RINGS = /^(\d|10|never|block)$/i
const NUMBER = /^\+?\d+$/
const BEGINNING = /^\+?\d*\*$/
const COLUMNS = 3
const FILE = {
    path: CONTACTS,
    bytesMax: CONTACTS_BYTES_MAX,
    word: "contacts",
    whenLong: "put whom you know best, and whom you block, first; take out others",
}

/** Whether a text says after how many rings a caller is answered, or that he is not. */
export function isRings(text: string): boolean {
    return RINGS.test(text)
}

/** Why a text is nothing for the third column. */
export function whyNoRings(text: string): string {
    return `"${shown(text)}" is no word for the third column: allowed is 1 to 10, never, or block`
}

/** Note what the machine does not take as it was meant. @param bytes the whole file */
export function checkContactLines(bytes: Buffer, findings: Findings): void {
    if (!isUtf8(bytes))
        return findings.note("contacts-letters", CONTACTS, "is not in UTF-8", {
            machine: "finds numbers in it at best, and names with wrong letters",
            owner: 'save it as "CSV UTF-8"; or move it away, and let "card contacts" take it over',
        })
    const beginnings: Beginning[] = []
    for (const line of linesRead(bytes, FILE, findings)) {
        if (isRemark(line)) continue
        const cells = cellsOf(line.text)
        const number = cells[0] ?? ""
        if (NUMBER.test(number) || BEGINNING.test(number)) checkColumns(line, cells, findings)
        else noteNoNumber(line, number, findings)
        if (BEGINNING.test(number)) checkPlace(line, number, beginnings, findings)
    }
}

/** An empty line, the title, or words behind "#". */
function isRemark({ number, text }: TextLine): boolean {
    if (text.trim() === "") return true
    return text.startsWith("#") || (number === 1 && !/\d/.test(text))
}

/** Between commas or semicolons that are not in quotation marks. */
function cellsOf(text: string): string[] {
    const cells = [""]
    let isQuoted = false
    for (const letter of text) {
        if (letter === '"') isQuoted = !isQuoted
        else if (!isQuoted && (letter === "," || letter === ";")) cells.push("")
        else cells[cells.length - 1] += letter
    }
    return cells.map(cell => cell.trim())
}

function noteNoNumber(line: TextLine, cell: string, findings: Findings): void {
    const at = { path: CONTACTS, line: line.number }
    const what = cell.includes("*")
        ? `"${shown(cell)}" has a * that is not at the end of a number`
        : `"${shown(cell)}" is no number`
    noteLine(findings, "contacts-number", at, what, {
        machine: "finds nobody by this line, or somebody else",
        owner: "write in the first column digits without blanks between them, at most one + before them, and a * only at the end of a beginning: +12125550123, 0900*",
    })
}

/** @param cells with a number in the first */
function checkColumns(line: TextLine, cells: readonly string[], findings: Findings): void {
    const at = { path: CONTACTS, line: line.number }
    const [, ...rest] = cells
    if (rest.every(cell => cell === ""))
        return noteLine(findings, "contacts-empty", at, "nothing stands behind the number", {
            machine: "knows nobody by this line",
            owner: "write a comma and a name behind it",
        })
    const last = rest.at(-1)!
    if (cells.length < COLUMNS || isRings(last)) return
    if (last !== "")
        return noteLine(findings, "contacts-rings", at, whyNoRings(last), {
            machine: "takes it as a part of the name, and answers as it does for others",
            owner: "write one of these there; or put a name that has commas in quotation marks",
        })
    const what = `has ${cells.length} columns, and ${COLUMNS} are allowed: number, name, rings`
    if (cells.length > COLUMNS)
        noteLine(findings, "contacts-columns", at, what, {
            machine: "looks into the last one for rings, and takes the others as the name",
            owner: "take the commas at the end of the line away",
        })
}

interface Beginning {
    readonly line: number
    readonly text: string
    /** As numbers are compared. */
    readonly digits: string
}

/** The first beginning that fits counts: one behind a shorter one never does. */
function checkPlace(
    { number: line }: TextLine,
    text: string,
    earlier: Beginning[],
    findings: Findings
): void {
    const digits = text.replace(/^[0+]+/, "").replace("*", "")
    const first = earlier.find(each => digits.startsWith(each.digits))
    earlier.push({ line, text, digits })
    if (!first) return
    const what = `${shown(text)} has no effect: line ${first.line} (${shown(first.text)}) fits all its numbers and stands before it`
    noteLine(findings, "contacts-place", { path: CONTACTS, line }, what, {
        owner: `move this line before line ${first.line}, or take it away`,
    })
}

function isUtf8(bytes: Buffer): boolean {
    return !bytes.includes(0) && Buffer.from(bytes.toString("utf8"), "utf8").equals(bytes)
}
