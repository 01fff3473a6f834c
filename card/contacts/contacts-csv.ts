/**
 * Reading address books in CSV: of Google, of Outlook in several languages, and plain ones, with or without a title.
 *
 * Which column is what is found by its title, or, without one, by what stands in it.
 */
import papaparse from "papaparse"
import { isRings } from "../check/contacts-check.ts"
import { type Contact } from "./contact.ts"
import { isBeginning, normaliseNumber } from "./phone-number.ts"

const NUMBER_TITLE =
    /phone|\btel|mobile|cell|number|numer|telefon|kom[oó]rk|телефон|мобильн|номер|сотов/i
const NO_NUMBER_TITLE =
    /fax|faks|факс|type|label|typ\b|тип|e-?mail|e-mail|account|id\b|street|house|postal|po box/i
/** Whole names first, then parts of names, then companies. */
const NAME_TITLES: readonly RegExp[] = [
    /^(full |display )?name$|^nazwa$|^imię i nazwisko$|^имя и фамилия$|^фио$|^file as$/i,
    /^(first|given) name$|^imię$|^имя$/i,
    /^(last|family) name$|^surname$|^nazwisko$|^фамилия$/i,
    /^company$|^organi[sz]ation( name| 1 - name)?$|^firma$|^организация$|^компания$/i,
]
/** What Google puts between several values of a field. */
const SEVERAL = " ::: "

/** @param text of the whole file */
export function readContactsCsv(text: string): Contact[] {
    const { data } = papaparse.parse<string[]>(text.replace(/^\ufeff/, ""), {
        skipEmptyLines: "greedy",
    })
    const rows = data.map(row => row.map(cell => cell.trim()))
    const [first] = rows
    if (!first) return []
    return hasTitle(first) ? readTitled(first, rows.slice(1)) : readPlain(rows)
}

function hasTitle(row: readonly string[]): boolean {
    return row.some(isNumberTitle) && row.every(cell => !isNumber(cell))
}

function isNumberTitle(title: string): boolean {
    return NUMBER_TITLE.test(title) && !NO_NUMBER_TITLE.test(title)
}

function isNumber(cell: string): boolean {
    return normaliseNumber(cell) !== undefined && /\d{2}/.test(cell)
}

function readTitled(titles: readonly string[], rows: readonly string[][]): Contact[] {
    const numberColumns = titles.flatMap((title, i) => (isNumberTitle(title) ? [i] : []))
    const [whole, given, family, company] = NAME_TITLES.map(pattern =>
        titles.findIndex(title => pattern.test(title))
    )
    const ringsColumn = titles.findIndex(title => /^rings$/i.test(title))
    return rows.flatMap(row => {
        const cell = (column: number | undefined) => row[column ?? -1] ?? ""
        const parts = `${cell(given)} ${cell(family)}`.trim()
        const name = cell(whole) || parts || cell(company)
        const third = thirdColumn(cell(ringsColumn), true)
        const numbers = numberColumns.flatMap(column => cell(column).split(SEVERAL))
        return numbers.filter(number => number !== "").map(number => ({ number, name, ...third }))
    })
}

/** Of two columns, the one with the numbers is the number, wherever it stands; the third one may say what becomes of the caller. */
function readPlain(rows: readonly string[][]): Contact[] {
    const counts: number[] = []
    for (const row of rows)
        row.forEach((cell, i) => {
            counts[i] = (counts[i] ?? 0) + (isNumber(cell) || isBeginning(cell) ? 1 : 0)
        })
    const at = counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0))
    return rows.map(row => {
        const third = thirdColumn((at !== 2 && row[2]) || "", at === 0 && row.length === 3)
        const isName = (cell: string, i: number) =>
            i !== at && cell !== "" && !(i === 2 && third.rings !== undefined)
        return { number: row[at] ?? "", name: row.filter(isName).join(" "), ...third }
    })
}

/** What the owner says of a caller besides the name. @param isOurs the file is laid out as the machine reads it: else what is no word of ours is not meant for it */
function thirdColumn(cell: string, isOurs: boolean): Pick<Contact, "rings" | "oddRings"> {
    if (isRings(cell)) return { rings: cell }
    return cell !== "" && isOurs ? { oddRings: cell } : {}
}
