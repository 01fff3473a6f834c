/** AFTERBEEP/contacts.csv: lines `number,name` in UTF-8, and what is added to them. */
import papaparse from "papaparse"
import { type Contact } from "./contact.ts"
import { normaliseNumber } from "./phone-number.ts"

/** What became of contacts that were to be added. */
export interface Merge {
    /** The whole file. */
    readonly text: string
    readonly added: number
    readonly renamed: number
    /** There already, under the same name. */
    readonly known: number
    /** What was left out, and why. */
    readonly skipped: readonly string[]
}

/**
 * Add contacts to what is there; lines that are no contacts stay as they are.
 *
 * @param old the file as it is; "" where there is none
 * @param isReplacing whether a number that is there gets its new name
 */
export function mergeContacts(
    old: string,
    contacts: readonly Contact[],
    isReplacing: boolean
): Merge {
    const lines = old
        .replace(/^\ufeff/, "")
        .split(/\r\n|\n|\r/)
        .filter(line => line.trim() !== "")
    const places = new Map<string, number>()
    lines.forEach((line, i) => {
        const number = normaliseNumber(fieldsOf(line)[0] ?? "")
        if (number !== undefined) places.set(number, i)
    })
    const skipped: string[] = []
    const counts = { added: 0, renamed: 0, known: 0 }
    for (const contact of contacts) {
        const number = normaliseNumber(contact.number)
        const name = tidyName(contact.name)
        const place = number === undefined ? undefined : places.get(number)
        const knownName = place === undefined ? undefined : (fieldsOf(lines[place]!)[1] ?? "")
        if (number === undefined) skipped.push(`${contact.number} ${name}: is no telephone number`)
        else if (name === "") skipped.push(`${contact.number}: has no name`)
        else if (place === undefined) {
            places.set(number, lines.push(lineOf(number, name)) - 1)
            counts.added++
        } else if (knownName === name) counts.known++
        else if (isReplacing) {
            lines[place] = lineOf(number, name, fieldsOf(lines[place]!).slice(2))
            counts.renamed++
        } else skipped.push(`${number} ${name}: is there already as ${knownName}`)
    }
    return { text: lines.map(line => `${line}\r\n`).join(""), ...counts, skipped }
}

function fieldsOf(line: string): string[] {
    return (papaparse.parse<string[]>(line, { delimiter: "," }).data[0] ?? []).map(cell =>
        cell.trim()
    )
}

/** @param rest what the owner says of the caller besides: after how many rings, or not at all */
function lineOf(number: string, name: string, rest: readonly string[] = []): string {
    return papaparse.unparse([[number, name, ...rest]])
}

function tidyName(name: string): string {
    return name.replace(/[\s\u0000-\u001f\u007f]+/g, " ").trim()
}
