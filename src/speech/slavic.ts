/** What the grammars of Polish and Russian share: genders of numerals, three forms of a noun, parts of the day. */
import { FEW, MANY } from "./grammar"

export const MASCULINE = ""
export const FEMININE = "-f"
export const NEUTER = "-n"

/** Hundreds, and thousands of up to nine; each has a clip of its own. */
export function hundredsAndThousands(n: number, feminineTwo: string): string {
    let words = ""
    const thousands = Math.idiv(n, 1000)
    if (thousands > 1)
        words = " " + thousands + (thousands === 2 ? feminineTwo : "") + " 1000" + thousandForm(n)
    else if (thousands === 1) words = " 1000"
    const hundreds = Math.idiv(n, 100) % 10
    return hundreds > 0 ? words + " " + hundreds + "00" : words
}

function thousandForm(n: number): string {
    return n < 5000 ? FEW : MANY
}

/** "few" and "many" are decided by the last digits: 2 … 4, but for 12 … 14. */
export function fewOrMany(n: number): string {
    const ones = n % 10
    const teens = n % 100
    return ones >= 2 && ones <= 4 && (teens < 12 || teens > 14) ? FEW : MANY
}

/** In the night, morning, afternoon, evening. */
export function partOfDay(hour: number): string {
    if (hour < 4) return " night"
    if (hour < 12) return " morning"
    return hour < 18 ? " afternoon" : " evening"
}
