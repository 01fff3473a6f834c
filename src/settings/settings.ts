/** What the owner can set, and what holds until then: sim/card/settings-table.ts says what there is. */
import { SettingsFile } from "./settings-file"
import { dateIn, hasDigitsOnly, wholeNumberIn } from "./numbers-in-text"
import { rulesIn, withoutRules } from "./rules"
import { SettingsFields, TABLE } from "./table.gen"

/** Those that can be set at the machine. */
export const RECORD = "record"
export const ANSWER = "answer"
export const RINGS = "rings"
export const PIN = "pin"
export const GREETING = "greeting"
export const VOLUME = "volume"
export const FAX_NUMBERS = "fax-numbers"
/** `greeting`: which one is heard depends on caller and day. */
export const PLANNED = "planned"
const CLOCK = "clock"
/** `rings` in words: fewer where there are unheard messages. */
export const TOLL_SAVER = 0
const COUNTRY_OF_12_HOURS = "US"

/** Of a row of the table. */
enum Column {
    Key,
    Field,
    Kind,
    First,
    Second,
    Times,
    Word,
    Allowed,
}

/** What the owner decides, from AFTERBEEP/settings.txt; what is absent or nonsense there is as compiled in. */
export class Settings extends SettingsFields {
    /** Take over what the file says; what is nonsense is logged, in its order. */
    apply(file: SettingsFile): void {
        const usual: any = new SettingsFields()
        const self: any = this
        Object.assign(self, usual)
        this.rules = []
        const keys = file.allKeys()
        for (let i = 0; i < keys.length; i++) {
            const row = rowOf(keys[i])
            const value = file.valueAt(i)
            if (row === undefined) {
                complain(file, i, " = " + value, "there is no such setting")
            } else if (!this.take(row, value)) {
                const shown = row[Column.Kind] === "p" ? "" : " = " + value
                if (row[Column.Kind] !== "r") self[row[Column.Field]] = usual[row[Column.Field]]
                complain(file, i, shown, "allowed is " + row[Column.Allowed])
            }
        }
        const clock = file.value(CLOCK)
        if (clock !== "12" && clock !== "24") this.is24h = this.country !== COUNTRY_OF_12_HOURS
    }

    /**
     * Take over one value, as it would stand in settings.txt; what the file says of it is not changed.
     *
     * @returns false: it is not allowed, or there is no such setting; nothing has changed
     */
    set(key: string, value: string): boolean {
        const row = rowOf(key)
        if (row === undefined || valueIn(row, value) === undefined) return false
        if (row[Column.Kind] === "r")
            this.rules = withoutRules(this.rules, parseInt(row[Column.First]))
        return this.take(row, value)
    }

    private take(row: string[], text: string): boolean {
        const value = valueIn(row, text)
        if (value === undefined) return false
        const self: any = this
        if (row[Column.Kind] !== "r") self[row[Column.Field]] = value
        else for (const rule of value) this.rules.push(rule)
        return true
    }
}

function rowOf(key: string): string[] | undefined {
    const at = TABLE.indexOf("\n" + key + "|")
    if (at < 0) return undefined
    const row = TABLE.slice(at + 1, TABLE.indexOf("\n", at + 1)).split("|")
    return row[Column.Key] === key ? row : undefined
}

/** A text as the setting's value; undefined: it is none. */
function valueIn(row: string[], text: string): any {
    switch (row[Column.Kind]) {
        case "n":
            return numberIn(row, text)
        case "s":
            return switchIn(row, text.toLowerCase())
        case "c":
            return choiceIn(row, text.toUpperCase())
        case "l":
            return text.length === 2 && text === text.toLowerCase() ? text : undefined
        case "p":
            return secretIn(row, text)
        case "d":
            return dateOrNone(text)
        case "r":
            return rulesIn(text, parseInt(row[Column.First]))
        default:
            return text.length <= parseInt(row[Column.First]) ? text : undefined
    }
}

function numberIn(row: string[], text: string): number | undefined {
    const word = row[Column.Word].split("=")
    if (word.length === 2 && text.toLowerCase() === word[0]) return parseInt(word[1])
    const value = wholeNumberIn(text, parseInt(row[Column.First]), parseInt(row[Column.Second]))
    return value < 0 ? undefined : value * parseInt(row[Column.Times])
}

function switchIn(row: string[], text: string): boolean | undefined {
    if (text === row[Column.Second]) return true
    return text === row[Column.First] ? false : undefined
}

function choiceIn(row: string[], text: string): string | undefined {
    const isOne = text.indexOf(",") < 0 && row[Column.First].indexOf("," + text + ",") >= 0
    return isOne ? text : undefined
}

function secretIn(row: string[], text: string): string | undefined {
    if (text === "") return text
    const { length } = text
    const isFit = length >= parseInt(row[Column.First]) && length <= parseInt(row[Column.Second])
    if (!isFit || !hasDigitsOnly(text)) return undefined
    // The first that anybody tries.
    for (let i = 1; i < length; i++) if (text[i] !== text[0]) return text
    return undefined
}

/** None is 0. */
function dateOrNone(text: string): number | undefined {
    if (text === "") return 0
    const date = dateIn(text)
    return date < 0 ? undefined : date
}

/** @param shown what stands behind the key; "": that is nobody's business */
function complain(file: SettingsFile, at: number, shown: string, why: string): void {
    console.warn(`settings.txt line ${file.lineAt(at)}: ${file.allKeys()[at]}${shown}: ${why}`)
}
