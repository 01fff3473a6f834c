/** A modem that is not there, refuses everything, is reset or talks nonsense: the machine lives on and takes the next call. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { assertHolds } from "../support/call-judge.ts"
import { PC, assertClean, messageWith, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { find, heard } from "../support/listening.ts"
import { SHORT_STORY, SMALL_CARD, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"

const FIRST = "2125550100"
const NEXT = "2125550101"
const NEXT_CALL = [{ call: { number: NEXT, audio: SHORT_STORY } }, { wait: "idle" }]
/** Long enough for a machine that looks for its modem every few seconds. */
const RECOVERY = { wait: 15_000 }

function played(steps: readonly object[]): () => ScenarioRun {
    return playedBefore({ settings: { rings: 2 }, card: SMALL_CARD, steps }, { seed: 3 })
}

/** The call after the trouble is taken as any other, and the firmware has not died on the way. */
function testNextCall(run: () => ScenarioRun, callNumber: number): void {
    test("the next caller is answered at the second ring", () => {
        assert.deepEqual(run().events("machine", "panic"), [])
        assert.equal(run().events("machine", "boot").length, 1)
        const rings = run().events("exchange", "ring-on", { call: callNumber })
        assert.equal(rings.length, 2)
    })

    judgedTest([...PC, "sox"], "what the next caller says is on the card, which is clean", () => {
        assertClean(run())
        assertHolds(run(), NEXT, SHORT_STORY)
    })
}

for (const [fault, what] of [
    ["modem-mute", "is not there"],
    ["modem-error", "answers ERROR to everything"],
])
    describe(`a modem that ${what} from power-on`, () => {
        const missed = { call: { number: FIRST, maxRings: 3 } }
        const run = played([
            { fault },
            missed,
            { wait: 25_000 },
            { fault: null },
            RECOVERY,
            ...NEXT_CALL,
        ])

        test("is told in the log, and the lamp shows trouble", () => {
            const complaints = run().events("machine", "log", { level: "error" })
            assert.match(String(complaints[0]?.["text"]), /modem/)
            const lit = run()
                .events("panel", "lamp", { value: 1 })
                .filter(each => each.tMs < 25_000)
            assert.ok(lit.length > 3, `${lit.length}`)
        })

        test("leaves the line alone", () => {
            const early = run()
                .events("exchange", "off-hook")
                .filter(each => each.tMs < 25_000)
            assert.deepEqual(early, [])
        })

        testNextCall(run, 2)
    })

/** In the middle of what the caller says, 4 s after its beginning. */
function playedInCall(fault: object): () => ScenarioRun {
    return played([
        { wait: 6000 },
        { call: { number: FIRST, audio: [SHORT_STORY, SHORT_STORY], then: { stay: 4000 } } },
        { wait: { event: "speak-start", source: "caller" } },
        { wait: 4000 },
        fault,
        { wait: 12_000 },
        { fault: null },
        RECOVERY,
        ...NEXT_CALL,
    ])
}

function testMessageKept(run: () => ScenarioRun): void {
    judgedTest([...PC, "sox"], "what the caller had said until then is kept", () => {
        const message = heard(readFromCard(run(), messageWith(run(), FIRST).path))
        // 2.8 s of the 4 s: what the power-cut promise covers, and more.
        const beginning = heard(SHORT_STORY).subarray(0, 2.8 * 8000)
        const { likeness } = find(beginning, message)
        assert.ok(likeness > 0.95, `${likeness}`)
    })
}

describe("a modem that falls mute in the middle of a call", () => {
    const run = playedInCall({ fault: "modem-mute" })
    testMessageKept(run)
    testNextCall(run, 2)
})

describe("a modem that loses its power for a moment in the middle of a call", () => {
    const run = playedInCall({ fault: "modem-reset" })

    test("leaves the line at once", () => {
        const [faultMs] = run()
            .events("sim", "step")
            .filter(each => each["index"] === 4)
            .map(each => each.tMs)
        assert.equal(run().timeOf("exchange", "on-hook"), faultMs)
    })

    testMessageKept(run)
    testNextCall(run, 2)
})

describe("a modem that answers ERROR from the middle of a call on", () => {
    const run = playedInCall({ fault: "modem-error" })
    testMessageKept(run)
    testNextCall(run, 2)
})

describe("a modem that sends garbage in the middle of a call", () => {
    const run = playedInCall({ fault: "modem-garbage", times: 3, ms: 300 })
    testMessageKept(run)
    testNextCall(run, 2)
})

describe("a modem that sends garbage while nobody calls", () => {
    const garbage = { fault: "modem-garbage", times: "forever", ms: 500 }
    const run = played([
        { wait: 6000 },
        garbage,
        { wait: 15_000 },
        { fault: null },
        RECOVERY,
        ...NEXT_CALL,
    ])
    testNextCall(run, 1)
})

describe("a modem that loses its power for a moment while nobody calls", () => {
    const reset = { fault: "modem-reset", ms: 50 }
    // It has forgotten that it is to tell who calls, which the machine notices when it looks every 15 s.
    const run = played([{ wait: 6000 }, reset, { wait: 20_000 }, ...NEXT_CALL])
    testNextCall(run, 1)
})
