/** Cards that were away, or unreadable, and are well again: the machine finds that out by itself. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { assertSounds, assertWhole } from "../support/call-judge.ts"
import { PC, assertClean, messageWith } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { SMALL_CARD, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { BOOT, CARE, IDLE, PLAY, PLAYING, RECORDING, call } from "../support/steps.ts"

const FIRST = "2125550101"
const LAST = "2125550102"
/** Archive: the one bit that says so. */
const HEARD = "A"

function ofRun(...steps: object[]): () => ScenarioRun {
    return playedBefore({ card: SMALL_CARD, settings: { rings: 2 }, steps })
}

/** The message of call n is whole, on a clean volume. */
function assertTaken(run: ScenarioRun, n: number, number: string): void {
    assertWhole(run, n, number)
    assertClean(run)
}

describe("a card that was pulled out in the middle of a message", () => {
    const run = ofRun(
        ...[BOOT, call(FIRST), RECORDING, { wait: 2000 }, { card: "remove" }, IDLE],
        ...[{ card: "insert" }, CARE, call(LAST), IDLE]
    )

    judgedTest(PC, "takes the message of the next call once it is back", () => {
        assertTaken(run(), 2, LAST)
    })
})

describe("a card that was pulled out while its message was played", () => {
    const run = ofRun(
        ...[BOOT, call(FIRST), IDLE, PLAY, PLAYING, { card: "remove" }, IDLE],
        ...[{ card: "insert" }, CARE, PLAY, IDLE]
    )

    test("plays it once it is back", () => {
        const pressMs = run().events("panel", "press").at(-1)!.tMs
        assertSounds(run(), pressMs, 3000)
    })
})

describe("a card that could not be read for a while", () => {
    const fault = { fault: "card-read-error", times: "forever" }
    const run = ofRun(
        ...[BOOT, call(FIRST), IDLE, PLAY, PLAYING, fault, IDLE],
        ...[{ fault: null }, CARE, call(LAST), IDLE]
    )

    judgedTest(PC, "takes the message of the next call, beside the one that it has", () => {
        messageWith(run(), FIRST)
        assertTaken(run(), 2, LAST)
    })
})

describe("a card that is taken out and put back while the machine is idle", () => {
    const run = ofRun(
        ...[BOOT, call(FIRST), IDLE, { card: "remove" }, CARE],
        ...[{ card: "insert" }, CARE, call(LAST), IDLE]
    )

    judgedTest(PC, "takes the next message, beside those that it has", () => {
        messageWith(run(), FIRST)
        assertTaken(run(), 2, LAST)
    })
})

/** Wherever that is between two of the machine's own looks at the card. */
for (const moreMs of [0, 2500])
    describe(`a card that is put back a moment before it is needed, ${moreMs} ms later`, () => {
        const more = { wait: moreMs }
        const run = ofRun(
            ...[BOOT, { card: "remove" }, CARE, more, { card: "insert" }, call(FIRST), IDLE],
            ...[{ card: "remove" }, CARE, more, { card: "insert" }, PLAY, IDLE, CARE]
        )

        judgedTest(PC, "takes the message, and it is heard at once", () => {
            assertTaken(run(), 1, FIRST)
            assert.equal(messageWith(run(), FIRST).attributes, HEARD)
        })
    })

describe("a card that is taken out and put back at once, before the telephone rings and before Play is pressed", () => {
    const swap = [{ card: "remove" }, { card: "insert" }]
    const run = ofRun(BOOT, ...swap, call(FIRST), IDLE, CARE, ...swap, PLAY, IDLE, CARE)

    judgedTest(PC, "takes the message, and it is heard at once", () => {
        assertTaken(run(), 1, FIRST)
        assert.equal(messageWith(run(), FIRST).attributes, HEARD)
    })
})
