/**
 * What is known of a call before its line is in the list, as a text for flash. docs/decisions/035.
 *
 *     line|serial|outcome|number|name|date|time|seconds
 *
 * Line and serial are the next line of the list, 0 where that was not known, and the highest serial of all messages, when
 * the call was noted. Of a call without a card `none` stands there. The outcome is empty until the call is over.
 */
import { clockText, dateText } from "../hal/wall-clock"
import { allowed } from "../util/file-text"
import { LoggedCall } from "./call-log"
import { timeIn } from "./call-lines"
import { firstState, OUTCOME_CUT } from "./return-state"

/** Neither number nor name can have it. */
const BAR = "|"
/** From the outcome on. */
const COLUMNS = 6
/** Of a call without a card. */
export const NOWHERE = "none"
/** Of a call that nobody has noted. */
export const NOBODY = "|unknown||||0"

/** @param place line and serial, with a bar between; or NOWHERE */
export function noteText(place: string, call: LoggedCall): string {
    const { at } = call
    const when = at ? dateText(at) + BAR + clockText(at) : BAR
    const who = allowed(call.number) + BAR + allowed(call.name)
    return `${place}|${call.outcome}|${who}|${when}|${call.seconds}`
}

/** The call that a note is of. */
export function callIn(note: string): LoggedCall {
    const parts = note.split(BAR)
    const [ended, number, name, date, time, length] = parts.slice(parts.length - COLUMNS)
    const outcome = ended === "" ? OUTCOME_CUT : ended
    const state = firstState(number, outcome)
    return { number, name, at: timeIn(date, time), outcome, seconds: parseInt(length), state }
}

/** The line that the call was to have, or 0; NaN: there was no card. */
export function lineIn(note: string): number {
    return parseInt(note)
}

/** The highest serial of the messages before the call. */
export function serialIn(note: string): number {
    return parseInt(note.split(BAR)[1])
}
