/** Whether a call is to be returned: the last column of calls.csv, as a word that a person may change there. docs/decisions/021. */
import { digitsOnly } from "./call-lines"

/** From 1 on in the order of WORDS. */
export enum ReturnState {
    /** None is written, as in a list of an older version. */
    Unknown,
    ToReturn,
    /** The owner has tried, and reached nobody: the call still waits. */
    Tried,
    Done,
    NoNeed,
    /** The caller withheld the number, or the network sent none. */
    NoNumber,
}

/** Each before its figure. */
const WORDS = "|to return1|tried2|done3|no need4|no number5"
const ZERO = 0x30
export function stateWord(state: ReturnState): string {
    const end = WORDS.indexOf("" + state)
    return end < 0 ? "" : WORDS.slice(WORDS.lastIndexOf("|", end) + 1, end)
}

/** What a line says, as its last column; what is none of our words is Unknown. Cheap: the library goes through texts letter by letter. */
export function stateIn(line: string): ReturnState {
    let word = line.slice(line.lastIndexOf(",") + 1)
    const blanks = word.indexOf("  ")
    if (blanks >= 0) word = word.slice(0, blanks)
    word = word.trim()
    const at = WORDS.indexOf("|" + word)
    const state = at < 0 ? 0 : WORDS.charCodeAt(at + 1 + word.length) - ZERO
    return state > 0 && state <= ReturnState.NoNumber ? state : ReturnState.Unknown
}

/** Whether a text, as of many lines, may have a call in it that waits. */
export function mayWait(text: string): boolean {
    return text.includes("to return") || text.includes("tried")
}

/** How many lines of a text say that a call waits. */
export function countOpen(text: string): number {
    return countWord(text, ",to return") + countWord(text, ",tried")
}

/** Not where other columns follow in the same line. */
function countWord(text: string, word: string): number {
    let count = 0
    let at = text.indexOf(word)
    while (at >= 0) {
        const lineEnd = text.indexOf("\n", at)
        const comma = text.indexOf(",", at + 1)
        if ((comma < 0 || comma > lineEnd) && isOpen(stateIn(text.slice(at, lineEnd)))) count++
        at = text.indexOf(word, at + 1)
    }
    return count
}

/** The call waits to be returned. */
export function isOpen(state: ReturnState): boolean {
    return state === ReturnState.ToReturn || state === ReturnState.Tried
}

/** How a call ended: it rang once only, and the owner does not know the number. As a rule that is bait for an expensive call. */
export const OUTCOME_BAIT = "one ring"
/** The owner wants it so. */
export const OUTCOME_BLOCKED = "blocked"
/** As `RemoteAccess` says it: it was the owner. */
const OUTCOME_OWNER = "owner"
export const OUTCOME_FAX = "a fax machine or a modem"
export const OUTCOME_HOUSE = "taken by somebody in the house"
/** The power failed, or the card was pulled out; without a message, and with what is left of one. */
export const OUTCOME_CUT = "cut off"
export const OUTCOME_CUT_MESSAGE = "message cut off"
/** A fault of card or modem, as `IncomingCall` says it. */
export const OUTCOME_BROKEN = "broken off"

/**
 * What becomes of a call that is over.
 *
 * @param number as in `Envelope`
 * @param outcome how it ended
 */
export function firstState(number: string, outcome: string): ReturnState {
    if (outcome === OUTCOME_HOUSE) return ReturnState.Done
    if (outcome === OUTCOME_OWNER || outcome === OUTCOME_BLOCKED) return ReturnState.NoNeed
    if (outcome === OUTCOME_FAX || outcome === OUTCOME_BAIT) return ReturnState.NoNeed
    return digitsOnly(number) ? ReturnState.ToReturn : ReturnState.NoNumber
}
