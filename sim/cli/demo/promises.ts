/** What a first call promises, checked by what could be noticed from outside and by what lies on the card. */

import { type TimelineEvent } from "../../report/timeline.ts"
import { flashCount, lampChange, type LampChange } from "./lamp-watch.ts"
import { likeness } from "./likeness.ts"
import { type CardMessage } from "./message-on-card.ts"

/** A promise, and whether it was kept; the text says which. */
export interface CheckedPromise {
    readonly isKept: boolean
    readonly text: string
}

/** What is known when the call is over. */
export interface Evidence {
    readonly events: readonly TimelineEvent[]
    /** Of the caller, as the network sent it. */
    readonly number: string
    /** What the caller said, 8000 Hz. */
    readonly said: Float32Array
    /** What the modem handed over, in its own codec; undefined: nothing. */
    readonly received: Uint8Array | undefined
    /** The caller's message as it lies on the card; undefined: there is none. */
    readonly message: CardMessage | undefined
    /** What the loudspeaker played, 8000 Hz. */
    readonly room: Int16Array
    /** The owner's greeting on the card, and what the caller heard, 8000 Hz. */
    readonly greeting: Float32Array
    readonly heard: Int16Array
}

/** Fewer flashes might be an accident. */
const FLASHES_MIN = 2
/** Far over what other words reach, and far under what the line's noise costs. */
const LIKENESS_MIN = 0.9
/** A lamp that is off for so long is not just between two flashes. */
const DARK_MS = 2000

export function checkPromises(evidence: Evidence): readonly CheckedPromise[] {
    return [
        checkAnswer(evidence),
        checkGreeting(evidence),
        checkBeep(evidence),
        checkMessage(evidence),
        checkSound(evidence),
        checkBlinking(evidence),
        checkRoom(evidence),
        checkDark(evidence),
    ]
}

function checkAnswer({ events }: Evidence): CheckedPromise {
    const offHook = events.findIndex(each => is(each, "exchange", "off-hook"))
    if (offHook < 0) return broken("The machine did not answer the call.")
    const rings = events.slice(0, offHook).filter(each => is(each, "exchange", "ring-on")).length
    return kept(`The machine answered the call after ring ${rings}.`)
}

function checkGreeting({ greeting, heard }: Evidence): CheckedPromise {
    const alike = likeness(greeting, heard)
    const percent = Math.floor(alike * 1000) / 10
    if (alike < LIKENESS_MIN)
        return broken(`The caller did not hear the greeting on the card (${percent} % alike).`)
    return kept(`The caller heard the owner's greeting (${percent} % alike).`)
}

function checkBeep({ events }: Evidence): CheckedPromise {
    const isHeard = events.some(each => is(each, "caller", "beep-heard"))
    return isHeard ? kept("The caller heard the beep.") : broken("The caller heard no beep.")
}

function checkMessage({ message, number }: Evidence): CheckedPromise {
    if (!message) return broken(`No message of ${number} is on the card.`)
    return kept("The message is on the card, in a file with the caller's number in its name.")
}

function checkSound({ message, received }: Evidence): CheckedPromise {
    if (!message || message.bytes.length === 0) return broken("There is no sound on the card.")
    const at = received ? Buffer.from(received).indexOf(message.bytes) : -1
    if (at < 0) return broken("The sound on the card is not what the modem handed over.")
    const count = message.bytes.length.toLocaleString("en-US")
    return kept(
        `The sound on the card is what the modem handed over, byte for byte (${count} bytes).`
    )
}

/** Until Play was pressed, or until the end where it was not. */
function checkBlinking({ events }: Evidence): CheckedPromise {
    const press = events.findIndex(each => is(each, "panel", "press"))
    const changes = lampChanges(press < 0 ? events : events.slice(0, press))
    const count = flashCount(changes)
    if (count < FLASHES_MIN) return broken("The lamp did not blink after the call.")
    return kept(`The lamp blinked until somebody came (${count} flashes).`)
}

function checkRoom({ said, room }: Evidence): CheckedPromise {
    const alike = likeness(said, room)
    const percent = Math.floor(alike * 1000) / 10
    if (alike < LIKENESS_MIN)
        return broken(`The caller's words were not heard in the room (${percent} % alike).`)
    return kept(`The caller's words were heard in the room (${percent} % alike).`)
}

function checkDark({ events }: Evidence): CheckedPromise {
    const last = lampChanges(events).at(-1)
    const endMs = events.at(-1)?.tMs ?? 0
    const isDark = last === undefined || (last.value === 0 && endMs - last.tMs >= DARK_MS)
    return isDark
        ? kept("The lamp is dark, now that the message was heard.")
        : broken("The lamp is not dark, although the message was played.")
}

function lampChanges(events: readonly TimelineEvent[]): LampChange[] {
    return events.map(lampChange).filter(change => change !== undefined)
}

function is(event: TimelineEvent, source: string, name: string): boolean {
    return event.source === source && event.event === name
}

function kept(text: string): CheckedPromise {
    return { isKept: true, text }
}

function broken(text: string): CheckedPromise {
    return { isKept: false, text }
}
