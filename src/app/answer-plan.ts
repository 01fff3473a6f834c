/** How a call is answered: decided while it rings. docs/decisions/020. */
import { BLOCKED } from "../calls/contacts"
import { isHoliday, hasRules, isWithinHours, RuleKind } from "../settings/rules"
import { FAX_NUMBERS, PLANNED, TOLL_SAVER } from "../settings/settings"
import { WallTime } from "../hal/wall-clock"
import { padded } from "../util/digits"
import { MachineParts } from "./machine-parts"

/** More rings than there are: not at all. */
export const NEVER_RINGS = 1000
/** What blocked callers hear, where it is there. */
export const BLOCKED_GREETING = "blocked"
/** A machine that is switched off answers so late, for its owner alone: what AT&T, VTech and others do. */
const LATE_RINGS = 10
/** `rings = toll-saver`: with unheard messages, and without. Caller ID has come after the second, everywhere. */
const TOLL_SAVER_NEW_RINGS = 2
const TOLL_SAVER_RINGS = 4
const FAX_NUMBERS_MAX = 6
const ORTHODOX_COUNTRY = "RU"
const TEMPORARY = "AFTERBEEP/greetings/temporary.wav"
const YEAR_FACTOR = 10000
const MONTH_FACTOR = 100

/**
 * After how many rings to answer.
 *
 * @param number as the network sent it; "": it has not, or not yet
 * @param contactRings what the owner wants for this caller, 0: never; −1: nothing said; BLOCKED
 */
export function ringsWanted(parts: MachineParts, number: string, contactRings: number): number {
    const { settings, storage, clock } = parts
    if (contactRings === BLOCKED) return 1
    if (contactRings === 0 || isFax(settings.faxNumbers, number)) return NEVER_RINGS
    if (!settings.isAnswering) return settings.pin === "" ? NEVER_RINGS : LATE_RINGS
    if (contactRings > 0) return contactRings
    const now = clock.now()
    if (now && isWithinHours(settings.rules, RuleKind.Quiet, now)) return settings.quietRings
    if (settings.rings !== TOLL_SAVER) return settings.rings
    return storage.unheardCount() > 0 ? TOLL_SAVER_NEW_RINGS : TOLL_SAVER_RINGS
}

/**
 * The greetings that would fit, the best one first: their names without ".wav". What is not on the card is passed over; last
 * of all comes the machine's own.
 *
 * @param isTaken a message can be taken
 */
export function greetingsWanted(parts: MachineParts, number: string, isTaken: boolean): string[] {
    const { settings, clock } = parts
    const names: string[] = []
    if (!settings.isRecording) names.push("announce-only")
    if (!isTaken) names.push("full")
    if (settings.greeting !== PLANNED) names.push(settings.greeting)
    if (number !== "") names.push("caller-" + number)
    const now = clock.now()
    if (!now) {
        if (settings.temporaryUntil === 0) names.push("temporary")
        return names
    }
    const { rules } = settings
    if (isTemporary(settings.temporaryUntil, now)) names.push("temporary")
    names.push("holiday-" + padded(now.month, 2) + "-" + padded(now.day, 2))
    const isFree = isHoliday(rules, now, settings.country === ORTHODOX_COUNTRY)
    if (isFree) names.push("holiday")
    const isOpen = !hasRules(rules, RuleKind.Hours) || isWithinHours(rules, RuleKind.Hours, now)
    if (isFree || !isOpen) names.push("after-hours")
    return names
}

/** Whether the temporary greeting is still heard on a day. @param until as 20261201; 0: for ever */
export function isTemporary(until: number, now: WallTime): boolean {
    return until === 0 || now.year * YEAR_FACTOR + now.month * MONTH_FACTOR + now.day <= until
}

/** Whether callers hear the temporary greeting these days: its owner may have forgotten it. Waits: for some sectors. */
export async function isTemporaryOn(parts: MachineParts): Promise<boolean> {
    const { settings, clock, storage } = parts
    const until = settings.temporaryUntil
    const now = clock.now()
    if (now ? !isTemporary(until, now) : until !== 0) return false
    return await storage.hasFile(TEMPORARY)
}

/** Whether a number is one of those that a fax machine called from. */
function isFax(numbers: string, number: string): boolean {
    return number !== "" && (" " + numbers + " ").indexOf(" " + number + " ") >= 0
}

/** A fax machine has called: its number is not answered any more, where the owner wants that. Waits: for settings.txt. */
export async function noteFax(parts: MachineParts, number: string): Promise<void> {
    const { settings, storage } = parts
    // Letters say why there is none.
    if (!settings.isFaxLeft || number.length < 2 || isFax(settings.faxNumbers, number)) return
    await storage.changeSetting(FAX_NUMBERS, withFaxNumber(settings.faxNumbers, number))
}

/** The list with one number more, and without the oldest where there are too many. */
export function withFaxNumber(numbers: string, number: string): string {
    const all = numbers === "" ? [] : numbers.split(" ")
    all.push(number)
    if (all.length > FAX_NUMBERS_MAX) all.insert(0, -1)
    return all.join(" ")
}
