/**
 * A modem that wedges, begins anew by itself, or tells of no ring: the machine notices, sets it up, takes its power away where
 * that does not help, takes the next call, and tells its owner by lamp and list of calls.
 */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { assertHolds } from "../support/call-judge.ts"
import { PC, assertClean, messageWith, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { lampSigns } from "../support/lamp.ts"
import { linesOf } from "../support/lines.ts"
import { find, heard } from "../support/listening.ts"
import { SHORT_STORY, SMALL_CARD, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { IDLE, RECORDING, call } from "../support/steps.ts"

const FIRST = "2125550100"
const NEXT = "2125550101"
/** In which a machine has set its modem up twice, for the country is in its settings. */
const READY = { wait: 9000 }
/** Two set-ups in vain, 8 s without and with power again, and a set-up that works. */
const MENDING = { wait: 45_000 }
const NEXT_CALL = [call(NEXT), IDLE]

interface Machine {
    readonly modem: string
    readonly country: string
    readonly modemSwitch?: boolean
    readonly bridge?: string
}

const LINES: readonly Machine[] = linesOf("modem-watchdog")
const FIRST_MACHINE = LINES[0]!
/** At USB the host switches the power, and tells of a ring when it begins. */
const MACHINES: readonly Machine[] = [...LINES, { ...FIRST_MACHINE, bridge: "max3421e" }]

function played(machine: Machine, steps: readonly object[]): () => ScenarioRun {
    const settings = { rings: 2, country: machine.country }
    return playedBefore({ ...machine, settings, card: SMALL_CARD, steps }, { seed: 5 })
}

/** When the first fault was set. */
function faultMs(run: ScenarioRun, stepIndex: number): number {
    return run.timeOf("sim", "step", { index: stepIndex })
}

/** Lines of the list of calls that are about the modem, in columns. */
function troubles(run: ScenarioRun): string[][] {
    const list = String(readFromCard(run, "AFTERBEEP/calls.csv"))
    return list
        .split("\n")
        .map(line => line.trimEnd().split(","))
        .filter(columns => columns[4]?.startsWith("modem "))
}

function assertTold(run: ScenarioRun, what: string, secondsMin: number, secondsMax: number): void {
    const lines = troubles(run)
    assert.equal(lines.length, 1, lines.join("\n"))
    const [, , number, , outcome, seconds, message, state] = lines[0]!
    assert.deepEqual([number, outcome, message, state], ["", `modem ${what}`, "", "no need"])
    const isLikely = Number(seconds) >= secondsMin && Number(seconds) <= secondsMax
    assert.ok(isLikely, `${seconds} s`)
}

/** How long the modem was without power each time, in ms. */
function cuts(run: ScenarioRun): number[] {
    return run
        .events("modem", "supply", { on: false })
        .map(
            ({ tMs }) =>
                run.events("modem", "supply", { on: true }).find(on => on.tMs > tMs)!.tMs - tMs
        )
}

function testNextCall(run: () => ScenarioRun, callNumber: number): void {
    test("the next caller is answered at the second ring", () => {
        assert.deepEqual(run().events("machine", "panic"), [])
        assert.equal(run().events("machine", "boot").length, 1)
        assert.equal(run().events("exchange", "ring-on", { call: callNumber }).length, 2)
    })

    judgedTest([...PC, "sox"], "what the next caller says is on the card, which is clean", () => {
        assertClean(run())
        assertHolds(run(), NEXT, SHORT_STORY)
    })
}

for (const machine of MACHINES) {
    const where = `${machine.modem}, ${machine.country}${machine.bridge ? ", at USB" : ""}`

    describe(`a modem that wedges while nobody calls (${where})`, () => {
        const run = played(machine, [READY, { fault: "modem-wedged" }, MENDING, ...NEXT_CALL])

        test("is without power once, for some seconds, less than 45 s later", () => {
            assert.equal(cuts(run()).length, 1)
            assert.ok(Math.abs(cuts(run())[0]! - 5000) < 50, `${cuts(run())[0]}`)
            const offMs = run().timeOf("modem", "supply", { on: false })
            const mendedMs = offMs + cuts(run())[0]! - faultMs(run(), 1)
            assert.ok(mendedMs > 10_000 && mendedMs < 45_000, `${mendedMs}`)
        })

        test("is shown by the lamp as trouble, until it is mended", () => {
            const offMs = run().timeOf("modem", "supply", { on: false })
            assert.ok(lampSigns(run(), faultMs(run(), 1), offMs + 5000).includes("trouble"))
            const after = lampSigns(run(), faultMs(run(), 2) + 42_000, faultMs(run(), 3))
            assert.ok(!after.includes("trouble"), after.join())
        })

        judgedTest(PC, "has one line in the list of calls", () =>
            assertTold(run(), "does not answer", 10, 30)
        )

        testNextCall(run, 1)
    })

    describe(`a modem that wedges in the middle of a recording (${where})`, () => {
        const run = played(machine, [
            READY,
            { call: { number: FIRST, audio: [SHORT_STORY, SHORT_STORY], then: { stay: 4000 } } },
            RECORDING,
            { wait: { event: "speak-start", source: "caller" } },
            { wait: 4000 },
            { fault: "modem-wedged" },
            MENDING,
            ...NEXT_CALL,
        ])

        judgedTest([...PC, "sox"], "what the caller had said until then is kept", () => {
            const message = heard(readFromCard(run(), messageWith(run(), FIRST).path))
            const beginning = heard(SHORT_STORY).subarray(0, 2.8 * 8000)
            const { likeness } = find(beginning, message)
            assert.ok(likeness > 0.95, `${likeness}`)
        })

        test("holds the line until it is without power", () => {
            const offMs = run().timeOf("modem", "supply", { on: false })
            assert.equal(run().timeOf("exchange", "on-hook"), offMs)
            assert.ok(lampSigns(run(), faultMs(run(), 5), offMs + 5000).includes("trouble"))
        })

        judgedTest(PC, "has one line in the list of calls", () =>
            assertTold(run(), "does not answer", 8, 30)
        )

        testNextCall(run, 2)
    })

    describe(`a modem that begins anew by itself, and does not echo (${where})`, () => {
        const run = played(machine, [
            READY,
            { fault: "modem-forgets" },
            { wait: 25_000 },
            ...NEXT_CALL,
        ])

        judgedTest([...PC, "sox"], "tells again who calls, and was not without power", () => {
            assert.deepEqual(cuts(run()), [])
            assertTold(run(), "was reset", 0, 5)
        })

        testNextCall(run, 1)
    })

    describe(`a modem that tells of no ring (${where})`, () => {
        const run = played(machine, [READY, { fault: "modem-ringless" }, ...NEXT_CALL])

        test("is set up anew after a ring, and answers the same caller", () => {
            assert.deepEqual(cuts(run()), [])
            const rings = run().events("exchange", "ring-on", { call: 1 }).length
            assert.ok(rings <= 4, `${rings} rings`)
        })

        judgedTest([...PC, "sox"], "has one line in the list of calls", () => {
            assertTold(run(), "tells of no ring", 0, 5)
            assertClean(run())
        })
    })
}

describe("a modem that tells of no ring after it was set up anew either", () => {
    const run = played(FIRST_MACHINE, [
        READY,
        { fault: "modem-ringless", times: 3 },
        { call: { number: FIRST, maxRings: 12, audio: SHORT_STORY } },
        { wait: "idle" },
        ...NEXT_CALL,
    ])

    test("is without power once, and answers the same caller", () => {
        assert.equal(cuts(run()).length, 1)
        assert.equal(run().events("caller", "answered", { call: 1 }).length, 1)
    })

    testNextCall(run, 2)
})

describe("a modem that is well only after it was without power twice", () => {
    const run = played(FIRST_MACHINE, [
        READY,
        { fault: "modem-wedged", times: 2 },
        { wait: 100_000 },
        ...NEXT_CALL,
    ])

    test("is without power twice, the second time after more tries", () => {
        assert.equal(cuts(run()).length, 2)
        const [first, second] = run().events("modem", "supply", { on: false })
        assert.ok(second!.tMs - first!.tMs > 20_000)
    })

    testNextCall(run, 1)
})

describe("a modem that wedges where the machine can't switch its power", () => {
    const run = played({ ...FIRST_MACHINE, modemSwitch: false }, [
        READY,
        { fault: "modem-wedged" },
        { wait: 200_000 },
        { fault: null },
        { wait: 75_000 },
        ...NEXT_CALL,
    ])

    test("is looked for again and again, with growing pauses, and the lamp shows trouble all the time", () => {
        assert.deepEqual(cuts(run()), [])
        const tries = run().events("machine", "log", { level: "error" })
        const pausesMs = tries.slice(2).map(({ tMs }, i) => tMs - tries[i + 1]!.tMs)
        assert.ok(pausesMs.length > 4)
        assert.ok(pausesMs.at(-1)! > 3 * pausesMs[0]!, pausesMs.join())
        const signs = lampSigns(run(), faultMs(run(), 1) + 30_000, faultMs(run(), 3))
        // The ends of that time may cut a group.
        assert.deepEqual([...new Set(signs.slice(1, -1))], ["trouble"])
    })

    judgedTest(PC, "has one line in the list of calls", () =>
        assertTold(run(), "does not answer", 150, 300)
    )

    testNextCall(run, 1)
})
