/** What the owner can set, and what holds until then. */
import {
    COUNTRY,
    DEFAULT_LEAD_IN_MS,
    DEFAULT_MESSAGE_MAX_MS,
    DEFAULT_RINGS,
    DEFAULT_SILENCE_MS,
    LANGUAGE,
} from "../config.gen"
import { SLOTS_USUAL } from "../store/slot-geometry"
import { SettingsFile } from "./settings-file"

const RINGS = "rings"
const LEAD_IN = "lead-in-ms"
const SILENCE = "silence-seconds"
const MESSAGE = "message-seconds"
const SPOKEN = "language"
const NETWORK = "country"
/** The one that can be set at the machine. */
export const RECORD = "record"
const SLOTS = "slots"
const KNOWN = [RINGS, LEAD_IN, SILENCE, MESSAGE, SPOKEN, NETWORK, RECORD, SLOTS]
const COUNTRIES = ["US", "UK", "PL", "RU", "DE", "FR"]
const ANSWERS = ["YES", "NO"]
const SECOND_MS = 1000

/** What the owner decides, from AFTERBEEP/settings.txt; what is absent or nonsense there is as compiled in. */
export class Settings {
    /** Answer when this many rings have sounded. Caller ID comes after the first. */
    rings = DEFAULT_RINGS
    /** Silence before the greeting, so that a line that is still settling clips no word. */
    leadInMs = DEFAULT_LEAD_IN_MS
    /** A caller who says nothing for so long has nothing more to say. */
    silenceMs = DEFAULT_SILENCE_MS
    /** No message is longer. */
    messageMaxMs = DEFAULT_MESSAGE_MAX_MS
    /** Two letters: the folder of the prompts on the card. */
    language = LANGUAGE
    /** Two letters: whose rings, tones and caller ID the modem is to expect. */
    country = COUNTRY
    /** Whether callers may leave a message; or are greeted only. */
    isRecording = true
    /** So many messages of three minutes can be on a card, where it has the room. */
    slots = SLOTS_USUAL

    /** Take over what the file says. */
    apply(file: SettingsFile): void {
        this.rings = wholeNumber(file, RINGS, 1, 10, DEFAULT_RINGS)
        this.leadInMs = wholeNumber(file, LEAD_IN, 0, 3000, DEFAULT_LEAD_IN_MS)
        this.silenceMs =
            wholeNumber(file, SILENCE, 2, 60, Math.idiv(DEFAULT_SILENCE_MS, SECOND_MS)) * SECOND_MS
        this.messageMaxMs =
            wholeNumber(file, MESSAGE, 10, 3600, Math.idiv(DEFAULT_MESSAGE_MAX_MS, SECOND_MS)) *
            SECOND_MS
        this.language = languageIn(file)
        this.country = choiceIn(file, NETWORK, COUNTRIES, COUNTRY)
        this.isRecording = choiceIn(file, RECORD, ANSWERS, "YES") === "YES"
        this.slots = wholeNumber(file, SLOTS, 16, 8000, SLOTS_USUAL)
        for (const key of file.allKeys())
            if (KNOWN.indexOf(key) < 0)
                complain(file, key, "there is no such setting; known: " + KNOWN.join(", "))
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
    complain(file, key, `a whole number from ${min} to ${max} is needed; ${usual} is used`)
    return usual
}

function languageIn(file: SettingsFile): string {
    const text = file.value(SPOKEN)
    if (text === undefined) return LANGUAGE
    if (text.length === 2 && text === text.toLowerCase()) return text
    complain(file, SPOKEN, `two small letters are needed; ${LANGUAGE} is used`)
    return LANGUAGE
}

/** In any letters, capital or small. */
function choiceIn(file: SettingsFile, key: string, choices: string[], usual: string): string {
    const text = file.value(key)
    if (text === undefined) return usual
    const choice = text.toUpperCase()
    if (choices.indexOf(choice) >= 0) return choice
    complain(file, key, `one of ${choices.join(", ")} is needed; ${usual} is used`)
    return usual
}

function complain(file: SettingsFile, key: string, why: string): void {
    console.warn(`settings.txt line ${file.lineOf(key)}: ${key} = ${file.value(key)}: ${why}`)
}
