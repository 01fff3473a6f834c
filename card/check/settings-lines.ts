/** settings.txt, line by line, as the machine reads it. docs/settings.md; what is allowed says the table that it is made from. */
import { type Setting, type SettingKind, SETTINGS_TABLE } from "../../sim/card/settings-table.ts"
import { SETTINGS } from "../layout/files.ts"
import { shown } from "../layout/shown.ts"
import { type Findings } from "./finding.ts"
import { linesRead, noteLine } from "./text-lines.ts"

const HOLIDAY_RULE = 2
const EASTER_DAYS_MAX = 200
const DAY_MINUTES = 24 * 60
const DAYS = /^(mo|tu|we|th|fr|sa|su)(-(mo|tu|we|th|fr|sa|su))?$/i
const NTH_WEEKDAY = /^(1st|2nd|3rd|4th|last)-(mo|tu|we|th|fr|sa|su)-(\d+)$/i
/** Of a number that is read at all. */
const DIGITS_MAX = 9
const FILE = {
    path: SETTINGS,
    bytesMax: 2048,
    word: "settings",
    whenLong: "take comments away that you do not need, so that it is shorter",
}

/** Note what the machine can't take. @param bytes the whole file */
export function checkSettingLines(bytes: Buffer, findings: Findings): void {
    for (const { number, text } of linesRead(bytes, FILE, findings)) {
        const line = text.trim()
        if (line === "" || line.startsWith("#")) continue
        const fault = faultOf(line)
        if (fault === undefined) continue
        noteLine(findings, "settings-line", { path: SETTINGS, line: number }, fault.what, {
            machine: "does as if nothing were said, and tells it in its log",
            owner: fault.owner,
        })
    }
}

function faultOf(line: string): { readonly what: string; readonly owner: string } | undefined {
    const equals = line.indexOf("=")
    if (equals <= 0)
        return {
            // Behind the first word may be a code.
            what: `"${shown(/^[\p{L}-]*/u.exec(line)![0])} …" is no setting`,
            owner: "write key = value, as rings = 4; or # before it, where it is a remark",
        }
    const key = line.slice(0, equals).trim().toLowerCase()
    const value = line.slice(equals + 1).trim()
    const setting = SETTINGS_TABLE.find(each => each.key === key)
    if (!setting)
        return {
            what: `there is no setting "${shown(key)}"`,
            owner: "look up how it is called: docs/settings.md has all of them",
        }
    if (isAllowed(setting, value)) return undefined
    // A code is nobody's business.
    const told = setting.kind.is === "secret" ? "…" : shown(value)
    return {
        what: `${key} = ${told}: allowed is ${setting.allowed}`,
        owner: "write what is allowed, or # before the line",
    }
}

function isAllowed({ kind, word }: Setting, value: string): boolean {
    if (word && value.toLowerCase() === word[0]) return true
    switch (kind.is) {
        case "number":
            return isNumber(value, kind.min, kind.max)
        case "switch":
            return [kind.off, kind.on].includes(value.toLowerCase())
        case "choice":
            return kind.words.includes(value.toUpperCase())
        case "language":
            return value.length === 2 && value === value.toLowerCase()
        case "text":
            return value.length <= kind.max
        default:
            return value === "" || isWritten(kind, value)
    }
}

/** What may be left empty. */
function isWritten(kind: SettingKind, value: string): boolean {
    switch (kind.is) {
        case "secret":
            return isSecret(value, kind.min, kind.max)
        case "date":
            return isDate(value)
        case "rules":
            return value
                .split(",")
                .map(part => part.trim())
                .every(kind.rule === HOLIDAY_RULE ? isHoliday : isTimeOfWeek)
        default:
            return false
    }
}

function isNumber(text: string, min: number, max: number): boolean {
    return /^\d+$/.test(text) && text.length <= DIGITS_MAX && +text >= min && +text <= max
}

/** Not one digit over and over. */
function isSecret(text: string, min: number, max: number): boolean {
    return /^\d+$/.test(text) && text.length >= min && text.length <= max && !/^(.)\1*$/.test(text)
}

function isDate(text: string): boolean {
    const [year, month, day, ...more] = text.split("-")
    if (day === undefined || more.length > 0) return false
    return isNumber(year!, 2000, 2099) && isDayOfYear(month!, day)
}

function isDayOfYear(month: string, day: string): boolean {
    return isNumber(month, 1, 12) && isNumber(day, 1, 31)
}

/** `Mo-Fr 9:00-17:00`; days and times each may be missing. */
function isTimeOfWeek(text: string): boolean {
    return text !== "" && text.split(/ +/).every(word => DAYS.test(word) || isTimes(word))
}

function isTimes(text: string): boolean {
    const ends = text.split("-").map(minuteOf)
    return ends.length === 2 && !ends.includes(undefined) && ends[0] !== ends[1]
}

/** `9`, `9:00`, up to `24:00`; undefined: none. */
function minuteOf(text: string): number | undefined {
    const match = /^(\d+)(?::(\d\d))?$/.exec(text)
    const [hour, minute] = [Number(match?.[1]), Number(match?.[2] ?? 0)]
    if (!match || minute > 59 || hour * 60 + minute > DAY_MINUTES) return undefined
    return hour * 60 + minute
}

/** `12-25`, `4th-Th-11`, `last-Mo-5`, `easter`, `easter+1`. */
function isHoliday(text: string): boolean {
    const easter = /^easter(?:[+-](\d+))?$/i.exec(text)
    if (easter) return isNumber(easter[1] ?? "0", 0, EASTER_DAYS_MAX)
    const nth = NTH_WEEKDAY.exec(text)
    if (nth) return isNumber(nth[3]!, 1, 12)
    const [month, day, ...more] = text.split("-")
    return day !== undefined && more.length === 0 && isDayOfYear(month!, day)
}
