/** Messages as lines of a table. */
import { lengthText } from "../../sim/audio/length-text.ts"
import { minuteText, timeText } from "../layout/fat-time.ts"
import { MESSAGE_STATES } from "../layout/state.ts"
import { type Message, type MessageList } from "../messages/message.ts"

const SAMPLES_PER_SECOND = 8000
const SLOT_SECONDS = 180
const HEADINGS = ["", "state", "when", "number", "name", "length"]
const NAME_LETTERS_MAX = 24

/** What holds of a card without slots. */
const NOT_READY =
    'the card is not made ready yet. The machine does that when the card is in it; "card make" does it here, and quicker'

/** @param draw the picture of a message's sound, in what a line has left */
export function describeList(
    list: MessageList,
    draw: (message: Message, others: number) => string
): string {
    const { messages } = list
    if (messages.length === 0) return summaryOf(list)
    const rows = messages.map(cellsOf)
    const widths = HEADINGS.map((heading, i) =>
        Math.max(heading.length, ...rows.map(row => [...row[i]!].length))
    )
    const line = (cells: readonly string[]) =>
        cells.map((cell, i) => pad(cell, widths[i]!, i)).join("  ")
    const others = widths.reduce((sum, width) => sum + width + 2, 1)
    const lines = messages.map((message, i) =>
        `${line(rows[i]!)}  ${draw(message, others)}`.trimEnd()
    )
    return [line(HEADINGS).trimEnd(), ...lines, "", summaryOf(list)].join("\n")
}

/** A message for programs. */
export function messageFields(message: Message) {
    const { number, state, header, fileName, sampleCount } = message
    return {
        number,
        state,
        at: header.at ? timeText(header.at) : null,
        caller: header.number,
        name: header.name,
        seconds: sampleCount / SAMPLES_PER_SECOND,
        serial: header.serial,
        file: fileName,
    }
}

function cellsOf({ number, state, header, sampleCount }: Message): string[] {
    const when = header.at ? minuteText(header.at) : "not known"
    const name = [...header.name].slice(0, NAME_LETTERS_MAX).join("")
    return [
        String(number),
        state === "unknown" ? "?" : state,
        when,
        header.number,
        name,
        lengthText(sampleCount / SAMPLES_PER_SECOND),
    ]
}

/** Numbers and lengths stand at the right. */
function pad(cell: string, width: number, column: number): string {
    const blanks = " ".repeat(Math.max(0, width - [...cell].length))
    return column === 0 || column === HEADINGS.length - 1 ? blanks + cell : cell + blanks
}

function summaryOf({ messages, freeSlots }: MessageList): string {
    if (messages.length === 0 && freeSlots === 0)
        return `0 messages, and no slots for any: ${NOT_READY}`
    const counts = MESSAGE_STATES.map(state => ({
        state: state === "trash" ? "in the trash" : state,
        count: messages.filter(each => each.state === state).length,
    }))
    const told = counts
        .filter(each => each.count > 0)
        .map(({ state, count }) => `${count} ${state}`)
    const count = `${messages.length} ${messages.length === 1 ? "message" : "messages"}`
    const states = told.length > 0 ? ` (${told.join(", ")})` : ""
    return `${count}${states}; ${freeSlots} slots are free: ${hours(freeSlots * SLOT_SECONDS)} more`
}

function hours(seconds: number): string {
    const minutes = Math.floor(seconds / 60)
    return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
