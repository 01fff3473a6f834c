/** What a network tells of a caller, piece by piece, and the words that stand where it does not know. */
import { CallerId } from "../../hal/voice-line"

/** What is known of the caller, as it comes in. */
export interface CallerRecord extends CallerId {
    /** Digits of a packet whose end is still to come. */
    begunPacket: string
}

/** Pieces; the numbers are those of MDMF parameters (Telcordia GR-31, ETSI EN 300 659-3), the last two are ours. */
export enum CallerField {
    DateTime = 0x01,
    Number = 0x02,
    NumberAbsent = 0x04,
    Name = 0x07,
    NameAbsent = 0x08,
    Date = 0x28,
    Time = 0x29,
}

/** No number has more digits (ITU-T E.164: 15), and a country's prefix. */
const NUMBER_CHARS_MAX = 20
/** ETSI EN 300 659-3: 50. */
const NAME_CHARS_MAX = 50
const FIGURES = "0123456789+*#"

/** Instead of a name or a number: withheld. */
const PRIVATE_WORDS = "|P|PRIVATE|PRIVDIROFF|WITHHELD|RESTRICTED|ANONYMOUS|"
/** The network does not know (Telcordia GR-31: O, and rarely C coin, I abroad, S other service). */
const ABSENCE_WORDS = "|O|C|I|S|OUT OF AREA|OUT-OF-AREA|UNAVAILABLE|UNKNOWN|"

/** Put `text` where it belongs; a number of zeros is none. Fields that are not ours are left alone. */
export function putField(field: CallerField, text: string, caller: CallerRecord): void {
    const figures = figuresOf(text)
    if (field === CallerField.DateTime) {
        caller.date = text.slice(0, 4)
        caller.time = text.slice(4, 8)
    } else if (field === CallerField.Date) caller.date = figures
    else if (field === CallerField.Time) caller.time = figures
    else if (field === CallerField.Name || field === CallerField.NameAbsent)
        caller.name = absenceOf(text, text.slice(0, NAME_CHARS_MAX))
    else if (field === CallerField.Number || field === CallerField.NumberAbsent)
        caller.number = parseInt(figures) > 0 ? figures : absenceOf(text, text === "" ? "" : "O")
    // A number withheld comes as zeros or as out of area on some networks, and only the name says why.
    if (caller.number === "O" && caller.name === "P") caller.number = "P"
}

/** The digits, signs and nothing else of a number, a date or a time; what follows a comma is not of it. */
function figuresOf(text: string): string {
    let figures = ""
    for (let i = 0; i < text.length && figures.length < NUMBER_CHARS_MAX; i++) {
        const letter = text[i]
        if (letter === ",") break
        if (FIGURES.includes(letter)) figures += letter
    }
    return figures
}

/** "P" or "O" if `text` is one of the words for it, else `otherwise`. */
function absenceOf(text: string, otherwise: string): string {
    const barred = "|" + text.toUpperCase() + "|"
    if (PRIVATE_WORDS.includes(barred)) return "P"
    return ABSENCE_WORDS.includes(barred) ? "O" : otherwise
}
