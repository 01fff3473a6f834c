/** AFTERBEEP/contacts.csv: lines `number,name` in UTF-8, and what is added to them. */
import papaparse from "papaparse"
import { whyNoRings } from "../check/contacts-check.ts"
import { shown } from "../layout/shown.ts"
import { type Contact } from "./contact.ts"
import { isBeginning, normaliseNumber } from "./phone-number.ts"

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
    /** What was taken over otherwise than it may have been meant, and why. */
    readonly odd: readonly string[]
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
        const number = numberOf(fieldsOf(line)[0] ?? "")
        if (number !== undefined) places.set(number, i)
    })
    const skipped: string[] = []
    const counts = { added: 0, renamed: 0, known: 0 }
    for (const contact of contacts) {
        const outcome = mergeOne({ lines, places }, contact, isReplacing)
        if (outcome === "added" || outcome === "renamed" || outcome === "known") counts[outcome]++
        else skipped.push(outcome)
    }
    const odd = contacts.flatMap(oddityOf)
    return { text: lines.map(line => `${line}\r\n`).join(""), ...counts, skipped, odd }
}

function oddityOf({ number, name, oddRings }: Contact): string[] {
    if (oddRings === undefined) return []
    return [`${shown(number)} ${shown(name)}: ${whyNoRings(oddRings)}`]
}

interface Book {
    readonly lines: string[]
    /** In which line a number stands. */
    readonly places: Map<string, number>
}

/** @returns what became of it: "added", "renamed" or "known"; else why it is left out */
function mergeOne({ lines, places }: Book, contact: Contact, isReplacing: boolean): string {
    const number = numberOf(contact.number)
    const name = tidyName(contact.name)
    if (number === undefined)
        return `${shown(contact.number)} ${shown(name)}: is no telephone number`
    if (name === "" && contact.rings === undefined) return `${shown(contact.number)}: has no name`
    const place = places.get(number)
    if (place === undefined) {
        const rest = contact.rings === undefined ? [] : [contact.rings]
        places.set(number, lines.push(lineOf(number, name, rest)) - 1)
        return "added"
    }
    const [, knownName = "", ...knownRest] = fieldsOf(lines[place]!)
    const rest = contact.rings === undefined ? knownRest : [contact.rings]
    if (knownName === name && rest.join() === knownRest.join()) return "known"
    if (!isReplacing)
        return `${number} ${shown(name)}: is there already as ${[knownName, ...knownRest].map(shown).join(", ")}`
    lines[place] = lineOf(number, name, rest)
    return "renamed"
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

/** A number, or the beginning of many. */
function numberOf(text: string): string | undefined {
    return isBeginning(text) ? text.trim() : normaliseNumber(text)
}

function tidyName(name: string): string {
    return name.replace(/[\s\u0000-\u001f\u007f]+/g, " ").trim()
}
