/** What the owner can set, and what holds until then. */
import { DEFAULT_RINGS } from "../config.gen"
import { SettingsFile } from "./settings-file"

const RINGS_KEY = "rings"
const RINGS_MIN = 1
const RINGS_MAX = 10

/** What the owner decides, from AFTERBEEP/settings.txt; what is absent or nonsense there is as compiled in. */
export class Settings {
    /** Answer when this many rings have sounded. Caller ID comes after the first. */
    rings = DEFAULT_RINGS

    /** Take over what the file says. */
    apply(file: SettingsFile): void {
        this.rings = wholeNumber(file, RINGS_KEY, RINGS_MIN, RINGS_MAX, DEFAULT_RINGS)
        for (const key of file.allKeys())
            if (key !== RINGS_KEY)
                console.warn(`settings.txt: ${key}: there is no such setting; known: ${RINGS_KEY}`)
    }
}

function wholeNumber(
    file: SettingsFile,
    key: string,
    min: number,
    max: number,
    usual: number
): number {
    const text = file.value(key)
    if (text === undefined) return usual
    const value = parseInt(text)
    if (!isNaN(value) && value >= min && value <= max && "" + value === text) return value
    console.warn(
        `settings.txt: ${key} = ${text}: a whole number from ${min} to ${max} is needed; ${usual} is used`
    )
    return usual
}
