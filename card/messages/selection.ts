/** Which messages somebody means: by number, by state, by day, by caller. */
import { CardError } from "../../sim/card/card-error.ts"
import { timeText } from "../layout/fat-time.ts"
import { type Message } from "./message.ts"

export interface Selection {
    /** Numbers as the list has them, "3" or "2-5"; [] for all. */
    readonly numbers: readonly string[]
    readonly isNewOnly: boolean
    /** Those in the trash too; a number means its message wherever it is. */
    readonly hasTrash: boolean
    /** First and last day, "2026-11-22". */
    readonly from: string | undefined
    readonly to: string | undefined
    /** A part of a number or of a name. */
    readonly caller: string | undefined
}

/** @throws CardError: a number that no message has, no day, or states that a folder does not show */
export function select(messages: readonly Message[], selection: Selection): Message[] {
    const { from, to, caller, hasTrash, isNewOnly } = selection
    for (const day of [from, to]) requireDay(day)
    if (isNewOnly && messages.some(({ state }) => state === "unknown"))
        throw new CardError(
            "a mounted folder does not show which messages are new: give the card's device (unmounted), or leave out --new"
        )
    const numbers = readNumbers(selection.numbers, messages.length)
    const wanted = caller?.toLowerCase() ?? ""
    return messages.filter(({ number, state, header }) => {
        if (numbers ? !numbers.has(number) : state === "trash" && !hasTrash) return false
        if (isNewOnly && state !== "new") return false
        const day = timeText(header.at).slice(0, 10)
        if (from !== undefined && day < from) return false
        if (to !== undefined && (day === "" || day > to)) return false
        return `${header.number}\n${header.name}`.toLowerCase().includes(wanted)
    })
}

function requireDay(text: string | undefined): void {
    if (text !== undefined && !/^\d{4}-\d\d-\d\d$/.test(text))
        throw new CardError(`${text}: not a day: write it as 2026-11-22`)
}

function readNumbers(words: readonly string[], count: number): Set<number> | undefined {
    if (words.length === 0) return undefined
    const numbers = new Set<number>()
    for (const word of words) {
        const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(word) ?? []
        const from = Number(first)
        const to = Number(last ?? first)
        if (!(from >= 1 && from <= to && to <= count))
            throw new CardError(
                count === 0
                    ? `message ${word}: there are no messages on the card`
                    : `message ${word}: must be a number from 1 to ${count}, or a range such as 1-${count} (card list shows them)`
            )
        for (let number = from; number <= to; number++) numbers.add(number)
    }
    return numbers
}
