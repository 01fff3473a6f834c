/** Cards that were away, or unreadable, and are well again: the machine finds that out by itself. */

import { describe, test } from "node:test"
import { assertSounds, assertWhole } from "../support/call-judge.ts"
import { PC, assertClean, messageWith } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { SMALL_CARD, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { BOOT, CARE, IDLE, PLAY, PLAYING, RECORDING, call } from "../support/steps.ts"

const FIRST = "2125550101"
const LAST = "2125550102"

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
