import assert from "node:assert/strict"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { CALL_DEFAULTS } from "../../../../sim/exchange/call-spec.ts"
import { FileHandset } from "../../../../sim/exchange/file-handset.ts"
import { RecordedHandset } from "../../../../sim/exchange/recorded-handset.ts"
import { FAULTS } from "../../../../sim/scenario/faults.ts"
import { loadScenario } from "../../../../sim/scenario/load.ts"
import { type DatedDeed } from "../../../../sim/scenario/saved/dated-deed.ts"
import { filesOf, type RunSnapshot } from "../../../../sim/scenario/saved/saved-run.ts"
import { type Scenario } from "../../../../sim/scenario/scenario.ts"
import { faultOf } from "../../../../sim/server/fault-desk.ts"
import { scratchFolder } from "../../../support/scratch-folder.ts"
import { at } from "../../cli/demo/events.ts"

const VOICE = {
    samples: Float32Array.from({ length: 400 }, (_, i) => (i - 200) / 32768),
    keys: [{ atSample: 120, digit: "#" }],
}
const EXACT = Float32Array.from({ length: 100 }, (_, i) => Math.sin(i) / 3)
const SPEC = { ...CALL_DEFAULTS, number: "2125550123", name: "J SMITH" }
const SCRIPTED = {
    ...CALL_DEFAULTS,
    number: "private",
    maxRings: 4,
    audio: [
        { kind: "sound", samples: EXACT },
        { kind: "dtmf", digits: "5#", onMs: 90, offMs: 60, levelDbm: -12 },
        { kind: "silence", silenceMs: 1234 },
        { kind: "fax" },
        { kind: "data" },
    ],
    speakAfter: { kind: "quiet", quietMs: 700 },
    giveUpMs: 9000,
    levelDbm: -20,
    then: { kind: "stay", stayMs: 5000 },
    mayWait: true,
} as const
const FAULT = { kind: "line-noise", times: "forever", ms: 500, db: 20 } as const
const CHANGE = new Map([[7, new Uint8Array(512).fill(7)]])

/** Somebody has called, and has hung up by now. */
function spoken(): RecordedHandset {
    const handset = new RecordedHandset(new FileHandset(VOICE))
    while (handset.isLifted) handset.speak(new Float32Array(40))
    return handset
}

/** Every deed there is, in turns of which two fall on the same moment. */
const DEEDS: readonly DatedDeed[] = [
    { atUs: 1_234_567, turn: 3, step: { kind: "call", spec: SPEC, handset: spoken() } },
    { atUs: 1_234_567, turn: 3, step: { kind: "call", spec: SCRIPTED } },
    { atUs: 1_234_567, turn: 4, step: { kind: "say", samples: EXACT } },
    { atUs: 2_000_001, turn: 5, step: { kind: "finger", button: "next", isDown: true } },
    { atUs: 2_000_001, turn: 5, step: press(1, 120) },
    { atUs: 2_000_001, turn: 5, step: press(2, 120) },
    { atUs: 2_000_001, turn: 5, step: press(1, 1200) },
    { atUs: 2_000_001, turn: 5, step: { kind: "removeCard" } },
    { atUs: 2_000_001, turn: 5, step: { kind: "changeCard", change: CHANGE } },
    { atUs: 2_000_001, turn: 5, step: { kind: "insertCard", card: undefined } },
    { atUs: 2_000_001, turn: 5, step: { kind: "fault", fault: FAULT } },
    { atUs: 2_000_001, turn: 5, step: { kind: "endFault", fault: "line-noise" } },
    { atUs: 2_000_001, turn: 5, step: { kind: "endFaults" } },
    { atUs: 2_000_001, turn: 5, step: { kind: "network", state: "down" } },
    { atUs: 2_000_001, turn: 5, step: { kind: "telephone", isUp: true } },
    { atUs: 2_000_001, turn: 5, step: { kind: "powerOff" } },
    { atUs: 2_000_001, turn: 5, step: { kind: "powerOn" } },
]

function press(times: number, downMs: number) {
    return { kind: "press", button: "play", times, downMs, gapMs: 150 } as const
}

const RUN: RunSnapshot = {
    start: {
        ...{ seed: 4294967295, country: "PL", modem: "agere", displayHeight: 32 },
        start: { year: 2026, month: 1, day: 2, hour: 3, minute: 4, second: 5 },
        firmware: Buffer.from("devs"),
        firmwareNames: Buffer.from("{}"),
    },
    nowUs: 3_000_000,
    turn: 9,
    deeds: DEEDS,
    events: [at(0, "machine boot"), at(1234.567, "exchange ring-on", { call: 1, n: 1 })],
    cards: [],
}

function loaded(t: TestContext, run: RunSnapshot): Scenario {
    const folder = scratchFolder(t)
    for (const { name, content } of filesOf(run)) {
        assert.ok(content instanceof Uint8Array)
        writeFileSync(join(folder, name), content)
    }
    return loadScenario(join(folder, "scenario.json"))
}

test("a saved run is a scenario of the same machine, from the same moment on, with the same chance", t => {
    const scenario = loaded(t, { ...RUN, deeds: [] })
    assert.deepEqual(
        [scenario.country, scenario.modem, scenario.displayHeight, scenario.seed],
        ["PL", "agere", 32, 4294967295]
    )
    assert.deepEqual(scenario.start, RUN.start.start)
    assert.deepEqual([scenario.card, scenario.endsAtOnce], [undefined, true])
    assert.match(scenario.firmwarePath!, /firmware\.devs$/)
    assert.deepEqual(scenario.earlierTimeline, [
        '{"tMs":0.000,"source":"machine","event":"boot"}',
        '{"tMs":1234.567,"source":"exchange","event":"ring-on","call":1,"n":1}',
    ])
})

test("every deed comes back as it was, and each turn begins with a wait for its moment", t => {
    const { steps } = loaded(t, { ...RUN, deeds: DEEDS.filter(isWithoutCard) })
    const waits = [1_234_567, 1_234_567, 2_000_001, 3_000_000].map(untilUs => ({
        kind: "waitUntil",
        untilUs,
    }))
    const wanted = DEEDS.filter(isWithoutCard).map(({ step }) => step)
    const [first, scripted, say, ...others] = steps.filter(({ kind }) => kind !== "waitUntil")
    assert.deepEqual(
        steps.filter(({ kind }) => kind === "waitUntil"),
        waits
    )
    assert.deepEqual(scripted, wanted[1])
    assert.deepEqual(say, wanted[2])
    assert.deepEqual(others, wanted.slice(3))
    assert.ok(first?.kind === "call" && first.handset instanceof FileHandset)
    const again = new RecordedHandset(first.handset)
    while (again.isLifted) again.speak(new Float32Array(40))
    assert.deepEqual([again.samples, again.keys], [spoken().samples, spoken().keys])
    assert.deepEqual(first.spec, SPEC)
})

/** This run's slot is empty, and a card that never was can't be put in again. */
function isWithoutCard({ step }: DatedDeed): boolean {
    return step.kind !== "changeCard" && step.kind !== "insertCard"
}

test("what a PC has changed on the card lies beside it, sector by sector", () => {
    const deeds = [{ atUs: 5, turn: 1, step: { kind: "changeCard", change: CHANGE } } as const]
    const files = filesOf({ ...RUN, deeds, turn: 1 })
    const text = (files[0]!.content as Buffer).toString()
    assert.match(text, /\{"card":\{"change":"card-change-1.sectors"\}\}/)
    assert.ok(files.some(({ name }) => name === "card-change-1.sectors"))
})

test("a telephone that was put down at once says nothing, and needs no file", () => {
    const handset = new RecordedHandset(new FileHandset({ samples: new Float32Array(0), keys: [] }))
    const deeds = [{ atUs: 5, turn: 1, step: { kind: "call", spec: SPEC, handset } } as const]
    const [scenario, ...files] = filesOf({ ...RUN, deeds, turn: 1 })
    assert.match((scenario!.content as Buffer).toString(), /"handset":\{\}/)
    assert.ok(!files.some(({ name }) => name.endsWith(".wav")))
})

test("every trouble that the page has a switch for is one that a scenario can say", t => {
    const steps = FAULTS.map(kind => ({ kind: "fault", fault: faultOf(kind) }) as const)
    const deeds = steps.map((step, turn) => ({ atUs: turn, turn, step }))
    const usb = { device: "cx93010", revision: 0x13 }
    const scenario = loaded(t, { ...RUN, start: { ...RUN.start, usb }, deeds })
    assert.deepEqual(scenario.usb, usb)
    assert.deepEqual(
        scenario.steps.filter(({ kind }) => kind === "fault"),
        steps
    )
})
