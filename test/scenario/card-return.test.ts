/** Cards that were away, or unreadable, and are well again: the machine finds that out by itself. */

import { readFileSync } from "node:fs"
import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageWith, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { soundBytes } from "../support/listening.ts"
import { assertContiguousRun } from "../support/same-sound.ts"
import { SHORT_STORY, SMALL_CARD, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"

const BOOT = { wait: 6000 }
const IDLE = { wait: "idle" }
/** In which the machine looks after its card. */
const CARE = { wait: 15_000 }
const PLAYING = { wait: { event: "sound-on", source: "speaker" } }
const RECORDING = { wait: { event: "record-start", source: "modem" } }
const FIRST = "2125550101"
const LAST = "2125550102"

function call(number: string): object {
    return { call: { number, audio: SHORT_STORY } }
}

function ofRun(...steps: object[]): () => ScenarioRun {
    return playedBefore({ card: SMALL_CARD, settings: { rings: 2 }, steps })
}

/** The message of call n is a run of what the modem handed over in it, on a clean volume. */
function assertTaken(run: ScenarioRun, n: number, number: string): void {
    const message = soundBytes(readFromCard(run, messageWith(run, number).path))
    assertContiguousRun(message, soundBytes(readFileSync(run.output(`modem-${n}-1.wav`))))
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
        ...[BOOT, call(FIRST), IDLE, { press: "play" }, PLAYING, { card: "remove" }, IDLE],
        ...[{ card: "insert" }, CARE, { press: "play" }, IDLE]
    )

    test("plays it once it is back", () => {
        const pressMs = run().events("panel", "press").at(-1)!.tMs
        const sounds = run().events("speaker", "sound-on")
        assert.ok(sounds.some(each => each.tMs > pressMs && each.tMs < pressMs + 3000))
    })
})

describe("a card that could not be read for a while", () => {
    const fault = { fault: "card-read-error", times: "forever" }
    const run = ofRun(
        ...[BOOT, call(FIRST), IDLE, { press: "play" }, PLAYING, fault, IDLE],
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
