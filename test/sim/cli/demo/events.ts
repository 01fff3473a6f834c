/** Timeline events as short as they can be written: `at(1200, "exchange ring-on", { n: 1 })`. */

import {
    type EventFields,
    type EventSource,
    type TimelineEvent,
} from "../../../../sim/report/timeline.ts"

export function at(tMs: number, what: string, fields: EventFields = {}): TimelineEvent {
    const [source, event] = what.split(" ")
    return { tMs, source: source as EventSource, event: event!, fields }
}

/** A card to which these messages come, one each time that it is asked anew, and from which none goes. */
export function messagesOf(...added: (string | undefined)[]) {
    return {
        added: () => added.shift(),
        removed: () => undefined,
        count: added.filter(name => name !== undefined).length,
    }
}

/** The lamp, `onMs` on and then dark until it is on again after `everyMs`, `count` times. */
export function blinks(fromMs: number, count: number, onMs: number, everyMs: number) {
    return Array.from({ length: count }, (_, i) => [
        at(fromMs + everyMs * i, "panel lamp", { value: 1 }),
        at(fromMs + everyMs * i + onMs, "panel lamp", { value: 0 }),
    ]).flat()
}

/** The lamp, half a second on and half a second off, `count` times. */
export function flashes(fromMs: number, count: number): TimelineEvent[] {
    return Array.from({ length: 2 * count }, (_, i) =>
        at(fromMs + 500 * i, "panel lamp", { value: 1 - (i % 2) })
    )
}

/** A call as it goes, from the first ring to the lamp that is dark again. */
export function wholeCall(): TimelineEvent[] {
    return [
        at(0, "machine boot"),
        at(4000, "exchange ring-on", { call: 1, n: 1 }),
        at(6000, "exchange ring-off", { call: 1, n: 1 }),
        at(7500, "modem tx", { text: "NMBR = 2125550123" }),
        at(7500, "modem tx", { text: "NAME = OAK DENTAL" }),
        at(7510, "exchange caller-id-end", { call: 1 }),
        at(10_000, "exchange ring-on", { call: 1, n: 2 }),
        at(12_000, "exchange ring-off", { call: 1, n: 2 }),
        at(12_100, "exchange off-hook", { call: 1 }),
        at(12_200, "modem play-start", { call: 1, codec: "u8" }),
        at(13_000, "line sound-on"),
        at(15_000, "modem play-end", { call: 1, codec: "u8" }),
        at(15_600, "caller beep-heard", { call: 1 }),
        at(15_700, "modem record-start", { call: 1, codec: "u8" }),
        at(16_000, "caller speak-start", { call: 1 }),
        ...Array.from({ length: 12 }, (_, i) =>
            at(16_700 + 960 * i, "card write", { lba: 9000 + 15 * i, count: 15 })
        ),
        at(28_000, "caller speak-end", { call: 1 }),
        at(28_000, "caller hangup", { call: 1 }),
        at(29_000, "modem event", { code: "l", sample: 106_000 }),
        at(29_100, "modem record-end", { call: 1, codec: "u8" }),
        at(29_150, "card write", { lba: 8000, count: 1 }),
        at(29_200, "exchange on-hook", { call: 1 }),
        ...blinks(29_500, 3, 300, 1800),
        at(33_600, "panel press", { button: "play" }),
        at(33_700, "panel release", { button: "play" }),
        at(33_900, "modem play-start", { call: 0, codec: "u8" }),
        at(34_000, "panel lamp", { value: 1 }),
        at(34_200, "speaker sound-on"),
        at(46_000, "speaker sound-off"),
        at(46_500, "modem play-end", { call: 0, codec: "u8" }),
        at(46_700, "panel lamp", { value: 0 }),
        at(49_500, "sim end", { exit: 0 }),
    ]
}
