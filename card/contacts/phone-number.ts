/** Telephone numbers as the machine compares them: digits, and "+" only in front. */

/** Letters on the keys of a telephone, ITU-T E.161. */
const KEYS = ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"]
const DIGITS_MIN = 2
const DIGITS_MAX = 20

/**
 * A number as the network would send it: no blanks, brackets, points or hyphens, nothing behind an extension's mark.
 *
 * @returns undefined: it is none
 */
export function normaliseNumber(text: string): string | undefined {
    const plain = text
        .trim()
        .replace(/^tel:/i, "")
        .replace(/(;|,|\bext\.?|\bx\s*\d).*$/i, "")
        .replace(/\(0\)/g, "")
    if (/[^\d\sa-z+().\-/\u00a0\u2010-\u2015\u202a-\u202e]/i.test(plain)) return undefined
    // "1-800-FLOWERS" is a number, "12 Main St" is none.
    if (/[a-z]/i.test(plain) && !/^[+(\s]*(\d[\s().-]*){4,}[a-z]+$/i.test(plain.trim()))
        return undefined
    const isForeign = /^[\s\u202a-\u202e(]*\+/.test(plain)
    const digits = [...plain.toLowerCase()].map(digitOf).join("")
    if (digits.length < DIGITS_MIN || digits.length > DIGITS_MAX || !/\d/.test(plain))
        return undefined
    return isForeign ? `+${digits}` : digits
}

function digitOf(letter: string): string {
    if (/\d/.test(letter)) return letter
    const key = KEYS.findIndex(letters => letters.includes(letter))
    return key < 0 ? "" : String(key + 2)
}

/** Whether a text stands for all numbers that begin so: `0900*`. */
export function isBeginning(text: string): boolean {
    return /^\+?\d*\*$/.test(text.trim())
}
