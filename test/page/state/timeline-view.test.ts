import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { receive } from "../../../page/state/page-state.ts"
import {
    areSmallStepsShown,
    fieldText,
    isPaused,
    noteOf,
    pauseOrGoOn,
    shownEvents,
    smallStepCount,
    toggleSource,
    wantedWord,
} from "../../../page/state/timeline-view.ts"
import { FIRST_STATE } from "../../../sim/protocol/machine-state.ts"
import { type TimelineEvent } from "../../../sim/report/timeline.ts"

const RING: TimelineEvent = { tMs: 1, source: "exchange", event: "ring-on", fields: { n: 2 } }
const LOG: TimelineEvent = { tMs: 2, source: "machine", event: "log", fields: { text: "Modem" } }

beforeEach(() =>
    receive({
        kind: "hello",
        isRunning: true,
        country: "US",
        countries: [],
        ...{ callerId: "", callerIds: [], callerIdSent: "mdmf", release: "", releases: [] },
        ...{ modem: "", modems: [], bridge: "", bridges: [], broken: [] },
        recordings: [],
        faults: [],
        speed: 1,
        holder: "",
        roomHolder: "",
        nowMs: 0,
        state: FIRST_STATE,
        events: [RING, LOG],
        earlierCount: 0,
    })
)

const more = (...events: TimelineEvent[]) =>
    receive({ kind: "batch", nowMs: 9, events, holder: "", roomHolder: "", speed: 1, broken: [] })

test("all is shown until somebody chooses", () => {
    assert.deepEqual(shownEvents.value, [RING, LOG])
})

test("sources are left out and come back", () => {
    toggleSource("machine")
    assert.deepEqual(shownEvents.value, [RING])
    toggleSource("machine")
    assert.equal(shownEvents.value.length, 2)
})

test("a word is looked for in the name and in what the event says", () => {
    wantedWord.value = " modem "
    assert.deepEqual(shownEvents.value, [LOG])
    wantedWord.value = "ring"
    assert.deepEqual(shownEvents.value, [RING])
    wantedWord.value = ""
})

test("a pause lets the view stand while more happens, and it all is there afterwards", () => {
    pauseOrGoOn()
    more(RING, RING)
    assert.equal(isPaused.value, true)
    assert.deepEqual(shownEvents.value, [RING, LOG])
    pauseOrGoOn()
    assert.equal(shownEvents.value.length, 4)
})

test("new events are shown at once", () => {
    assert.equal(shownEvents.value.length, 2)
    more(LOG)
    assert.equal(shownEvents.value.length, 3)
})

test("sectors written are counted, and shown only where somebody asks for them", () => {
    const write: TimelineEvent = { tMs: 3, source: "card", event: "write", fields: { lba: 7 } }
    const removal: TimelineEvent = { tMs: 4, source: "card", event: "remove", fields: {} }
    more(write, write, removal)
    assert.deepEqual(shownEvents.value, [RING, LOG, removal])
    assert.equal(smallStepCount.value, 2)
    areSmallStepsShown.value = true
    assert.deepEqual(shownEvents.value, [RING, LOG, write, write, removal])
    areSmallStepsShown.value = false
})

test("of the display, what changes beside minutes and seconds is shown, and the rest where somebody asks for it", () => {
    const display = (text: string): TimelineEvent => ({
        ...{ tMs: 5, source: "panel", event: "display" },
        fields: { text, picture: "x" },
    })
    const [begun, on, late] = ["0:00", "0:01", "12:59"].map(time => display(`14:05\n1\n${time}`))
    const [idle, another] = [display("New: 0 14:05"), display("New: 1 14:05")]
    more(begun!, on!, LOG, late!, idle!, another!)
    assert.deepEqual(shownEvents.value, [RING, LOG, begun, LOG, idle, another])
    assert.equal(smallStepCount.value, 2)
})

test("fields are one line", () => {
    assert.equal(fieldText(RING), "n 2")
})

test("why a fax machine or a modem is let go is noted where the machine hangs up, and nowhere else", () => {
    const at = (source: TimelineEvent["source"], event: string, code = ""): TimelineEvent => ({
        ...{ tMs: 9, source, event },
        fields: { code },
    })
    const [fax, modem] = [at("modem", "event", "c"), at("modem", "event", "e")]
    const ends = Array.from({ length: 4 }, () => at("exchange", "on-hook"))
    const ring = at("exchange", "ring-on")
    more(
        fax!,
        ends[0]!,
        ends[1]!,
        modem!,
        at("modem", "event", "l"),
        ends[2]!,
        fax!,
        ring,
        ends[3]!
    )
    assert.deepEqual(ends.map(noteOf), ["letFaxGo", undefined, "letModemGo", undefined])
    assert.equal(noteOf(fax!), "codeFaxCalling")
    assert.equal(noteOf(ring), undefined)
})
