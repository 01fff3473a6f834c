import { padded } from "../util/digits"

/** Date and time of day, local, to the minute or second that is known. */
export interface WallTime {
    /** 1980 … 2107, what a FAT date can hold. */
    year: number
    /** 1 … 12 */
    month: number
    /** 1 … 31 */
    day: number
    /** 0 … 23 */
    hour: number
    minute: number
    second: number
    /** True: nobody has confirmed it since the power failed, or the network has said something else. */
    isDoubtful?: boolean
}

/** The sign of a time in doubt. */
const DOUBT = "~"

/** 2026-11-22 */
export function dateText(at: WallTime): string {
    return `${at.year}-${padded(at.month, 2)}-${padded(at.day, 2)}`
}

/** 2026-11-22 14.05; 14.05~ where it is in doubt: for a name on a card, where no colon can stand. */
export function nameText(at: WallTime): string {
    return `${dateText(at)} ${padded(at.hour, 2)}.${padded(at.minute, 2)}${doubtText(at)}`
}

/** What stands at a time: a sign, or nothing. */
function doubtText(at: WallTime): string {
    return at.isDoubtful ? DOUBT : ""
}

/** 14:05:31; 14:05:31~ where it is in doubt. */
export function clockText(at: WallTime): string {
    return `${padded(at.hour, 2)}:${padded(at.minute, 2)}:${padded(at.second, 2)}${doubtText(at)}`
}
