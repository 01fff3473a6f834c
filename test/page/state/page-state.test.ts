import assert from "node:assert/strict"
import { test } from "node:test"
import {
    broken,
    eventCount,
    events,
    isOpen,
    latest,
    link,
    loseLink,
    machine,
    nowMs,
    receive,
    refusal,
    run,
} from "../../../page/state/page-state.ts"
import { FIRST_STATE } from "../../../sim/protocol/machine-state.ts"
import { type Hello } from "../../../sim/protocol/messages.ts"
import { type TimelineEvent } from "../../../sim/report/timeline.ts"

const LAMP: TimelineEvent = { tMs: 900, source: "panel", event: "lamp", fields: { value: 1 } }
const HELLO: Hello = {
    kind: "hello",
    isRunning: true,
    country: "US",
    countries: ["US"],
    ...{ callerId: "", callerIds: [], callerIdSent: "mdmf", release: "", releases: [] },
    modem: "conexant",
    modems: ["conexant"],
    bridge: "sc16is750",
    bridges: ["sc16is750"],
    recordings: [],
    faults: [],
    broken: [],
    speed: 1,
    holder: "",
    roomHolder: "",
    nowMs: 500,
    state: { ...FIRST_STATE, isOn: true },
    events: [{ ...LAMP, tMs: 400 }],
    earlierCount: 0,
}

test("a greeting replaces all that was known", () => {
    receive(HELLO)
    receive(HELLO)
    assert.equal(events.length, 1)
    assert.equal(link.value, "open")
    assert.equal(run.value?.country, "US")
    assert.equal(machine.value.isOn, true)
    assert.equal(machine.value.lamp, 0)
})

test("a batch goes on from there", () => {
    receive(HELLO)
    const before = eventCount.value
    receive({
        kind: "batch",
        nowMs: 950,
        events: [LAMP],
        holder: "",
        roomHolder: "",
        speed: 1,
        broken: [],
    })
    assert.equal(nowMs.value, 950)
    assert.equal(machine.value.lamp, 1)
    assert.equal(eventCount.value, before + 1)
    assert.deepEqual(latest.value, [LAMP])
})

test("a day's events do not pile up without end", () => {
    receive(HELLO)
    const many = Array.from({ length: 30_000 }, (_, i) => ({ ...LAMP, tMs: i }))
    receive({
        kind: "batch",
        nowMs: 30_000,
        events: many,
        holder: "",
        roomHolder: "",
        speed: 1,
        broken: [],
    })
    assert.equal(events.length, 20_000)
    assert.equal(events.at(-1)!.tMs, 29_999)
})

test("a server that said goodbye before it went has ended; any other may come back", () => {
    receive(HELLO)
    assert.equal(isOpen.value, true)
    loseLink()
    assert.deepEqual([link.value, isOpen.value], ["lost", false])
    receive(HELLO)
    receive({ kind: "goodbye" })
    assert.equal(link.value, "over")
    loseLink()
    assert.equal(link.value, "ended")
    loseLink()
    assert.equal(link.value, "ended", "an attempt that fails tells nothing new")
    receive(HELLO)
    assert.equal(isOpen.value, true)
})

test("refusals, the end, and a run that is still made ready are known", () => {
    receive({ kind: "refusal", reason: "no-call" })
    assert.equal(refusal.value, "no-call")
    receive({ kind: "goodbye" })
    assert.equal(link.value, "over")
    receive({ ...HELLO, isRunning: false })
    assert.equal(link.value, "starting")
    assert.equal(refusal.value, undefined)
})

test("what is wrong is known from the greeting, and from each batch", () => {
    receive({ ...HELLO, broken: ["line-noise"] })
    assert.deepEqual(broken.value, ["line-noise"])
    const batch = {
        kind: "batch",
        nowMs: 1,
        events: [],
        holder: "",
        roomHolder: "",
        speed: 1,
    } as const
    receive({ ...batch, broken: [] })
    assert.deepEqual(broken.value, [])
})

test("a recording that was sent is known when the server says so", () => {
    receive(HELLO)
    receive({ kind: "recordings", recordings: [{ name: "1: mine", seconds: 2 }] })
    assert.deepEqual(
        run.value?.recordings.map(({ name }) => name),
        ["1: mine"]
    )
    assert.equal(run.value?.country, "US")
})
