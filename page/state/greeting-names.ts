/** Which greetings a card can have, and how their files are named. */

import { type TextName } from "../texts/language.ts"

export interface GreetingKind {
    readonly id: string
    readonly says: TextName
    /** What else must be known: whose it is, or of which day. */
    readonly asks?: "number" | "day"
}

export const GREETING_KINDS: readonly GreetingKind[] = [
    { id: "default", says: "greetingDefault" },
    { id: "after-hours", says: "greetingAfterHours" },
    { id: "holiday", says: "greetingHoliday" },
    { id: "holiday-", says: "greetingDay", asks: "day" },
    { id: "temporary", says: "greetingTemporary" },
    { id: "announce-only", says: "greetingOnly" },
    { id: "full", says: "greetingFull" },
    { id: "caller-", says: "greetingCaller", asks: "number" },
    { id: "blocked", says: "greetingBlocked" },
]

const DETAILS = { number: /^\d{1,20}$/, day: /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/ } as const

/** Name of its file; undefined: `detail` is not what is asked for. */
export function greetingName({ id, asks }: GreetingKind, detail: string): string | undefined {
    if (!asks) return `${id}.wav`
    return DETAILS[asks].test(detail) ? `${id}${detail}.wav` : undefined
}
