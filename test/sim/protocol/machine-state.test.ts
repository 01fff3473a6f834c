import assert from "node:assert/strict"
import { test } from "node:test"
import {
    FIRST_STATE,
    activityOf,
    lampWord,
    nextState,
    type MachineState,
} from "../../../sim/protocol/machine-state.ts"
import { type EventFields, type TimelineEvent } from "../../../sim/report/timeline.ts"

/** Events as short lines: "1200 panel lamp value=1". */
function after(...lines: string[]): MachineState {
    return lines.map(eventOf).reduce(nextState, FIRST_STATE)
}

function eventOf(line: string): TimelineEvent {
    const [tMs, source, event, ...rest] = line.split(" ")
    const fields = rest.map(each => each.split("=")).map(([name, value]) => [name, valueOf(value!)])
    return {
        tMs: Number(tMs),
        source: source as TimelineEvent["source"],
        event: event!,
        fields: Object.fromEntries(fields) as EventFields,
    }
}

function valueOf(text: string): string | number {
    return Number.isNaN(Number(text)) ? text : Number(text)
}

const CALL = [
    "5 machine boot",
    "2000 exchange ring-on call=1 n=1",
    "4000 exchange ring-off call=1 n=1",
    "8000 exchange ring-on call=1 n=2",
    "9000 exchange off-hook",
    "9000 caller answered call=1",
]

test("a machine without power does nothing, and one that has started waits", () => {
    assert.equal(activityOf(FIRST_STATE), "off")
    assert.equal(activityOf(after("5 machine boot")), "waiting")
})

test("a call goes from ring to greeting, to recording, and to its end", () => {
    assert.equal(activityOf(after(...CALL.slice(0, 4))), "ringing")
    assert.equal(after(...CALL.slice(0, 4)).rings, 2)
    assert.equal(after(...CALL.slice(0, 4)).call, "dialling")
    const answered = [...CALL, "9500 modem play-start call=1 codec=u8"]
    assert.equal(activityOf(after(...answered)), "greeting")
    const recording = [
        ...answered,
        "12000 modem play-end call=1",
        "12100 modem record-start call=1",
    ]
    assert.equal(activityOf(after(...recording)), "recording")
    assert.equal(after(...recording).call, "connected")
    const over = after(...recording, "15000 caller hangup call=1", "15500 modem record-end call=1")
    assert.equal(over.call, "none")
    assert.equal(over.recordings, 1)
    assert.equal(activityOf(over), "in-call")
    assert.equal(activityOf(nextState(over, eventOf("15600 exchange on-hook"))), "waiting")
})

test("a caller who is hung up on still holds the telephone", () => {
    const state = after(...CALL, "20000 exchange on-hook")
    assert.equal(state.call, "parted")
    assert.equal(nextState(state, eventOf("21000 caller hangup call=1")).call, "none")
})

test("that the caller is a fax machine or a modem is known until the next one rings", () => {
    const heard = (code: string) =>
        after(...CALL, `9600 modem event code=${code}`, "9900 modem event code=l")
    assert.equal(heard("c").heardMachine, "fax")
    assert.equal(heard("e").heardMachine, "data")
    assert.equal(heard("b").heardMachine, "")
    const next = nextState(heard("c"), eventOf("30000 exchange ring-on call=2 n=1"))
    assert.equal(next.heardMachine, "")
})

test("sound to the loudspeaker without a call is a playback", () => {
    assert.equal(activityOf(after("5 machine boot", "900 modem play-start call=0")), "playing")
})

test("what goes with the power is gone", () => {
    const state = after(...CALL, "9100 panel lamp value=1", "9200 machine power-off")
    assert.equal(activityOf(state), "off")
    assert.equal(state.lamp, 0)
    assert.equal(state.isOffHook, false)
})

const BLINKS = ["3000", "3200", "4700"].map((at, i) => `${at} panel lamp value=${(i + 1) % 2}`)

test("the lamp is lit or dark at once, and blinks as soon as it has come on again", () => {
    const words = BLINKS.map((_, i) => {
        const state = after(...BLINKS.slice(0, i + 1))
        return lampWord(state, state.lampChangedMs + 1)
    })
    assert.deepEqual(words, ["on", "off", "blinking"])
    assert.equal(lampWord(FIRST_STATE, 100), "off")
})

test("a lamp that no longer changes is on or off", () => {
    assert.equal(lampWord(after(...BLINKS), 6699), "blinking")
    assert.equal(lampWord(after(...BLINKS), 6701), "on")
    assert.equal(lampWord(after(...BLINKS, "6000 panel lamp value=0"), 9000), "off")
})

test("changes that lie far from each other are no blinking", () => {
    const state = after(
        "3000 panel lamp value=1",
        "9000 panel lamp value=0",
        "15000 panel lamp value=1"
    )
    assert.equal(lampWord(state, 15_001), "on")
})

test("a lamp that blinked and is lit for the playback is lit at once", () => {
    const state = after(...BLINKS, "5000 panel press button=play", "5100 panel lamp value=1")
    assert.equal(lampWord(state, 5101), "on")
})

test("card, key and troubles are counted and kept", () => {
    const state = after(
        "1 card remove",
        "2 panel press button=play",
        "3 card write lba=1 count=1",
        "4 machine panic stack=x",
        "5 sim violation chip=sdcard rule=x"
    )
    assert.equal(state.cardChangedMs, 1)
    const { hasCard, pressed, cardWrites, panics, violations } = state
    assert.deepEqual([hasCard, pressed, cardWrites, panics, violations], [false, ["play"], 1, 1, 1])
})

test("an event that nobody can see changes nothing", () => {
    assert.equal(nextState(FIRST_STATE, eventOf("5 machine log text=x")), FIRST_STATE)
})

test("several keys can be down, and each comes up by itself", () => {
    const story = ["1 panel press button=next", "2 panel press button=menu"]
    assert.deepEqual(after(...story).pressed, ["next", "menu"])
    assert.deepEqual(after(...story, "3 panel release button=next").pressed, ["menu"])
})

test("the display is shown as it was told last", () => {
    const { display } = after("1 panel display text=READY picture=gA")
    assert.deepEqual(display, { text: "READY", picture: "gA" })
})

test("what it records between calls comes from its own microphone", () => {
    const state = after("1 machine boot", "2 modem record-start")
    assert.equal(activityOf(state), "listening")
    assert.equal(activityOf(nextState(state, eventOf("3 modem record-end"))), "waiting")
})
