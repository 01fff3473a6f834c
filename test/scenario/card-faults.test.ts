/** Cards that fail in the middle of it all: what was recorded is whole, and the next caller is answered. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import {
    FLASH_GREETING,
    assertHears,
    assertHolds,
    assertSounds,
    assertWhole,
} from "../support/call-judge.ts"
import { PC, assertClean, messageNames } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { audible, find, heard } from "../support/listening.ts"
import {
    LONG_STORY,
    SHORT_STORY,
    SMALL_CARD,
    type ScenarioRun,
    playedBefore,
} from "../support/scenario-run.ts"
import { BOOT, CARE, IDLE, PLAY, PLAYING, RECORDING, call } from "../support/steps.ts"

const ENDED = { fault: null }
const SPEAKS = { wait: 2000 }

const FIRST = "2125550101"
const SECOND = "2125550102"
const THIRD = "2125550103"

function ofRun(...steps: object[]): () => ScenarioRun {
    return playedBefore({ card: SMALL_CARD, settings: { rings: 2 }, steps })
}

/** Caller n was answered, and heard the greeting. */
function assertGreeted(run: ScenarioRun, n: number): void {
    assert.equal(run.events("caller", "answered", { call: n }).length, 1)
    assertHears(run, n, FLASH_GREETING)
}

describe("a card that refuses a sector once while somebody speaks", () => {
    const fault = { fault: "card-write-error" }
    const run = ofRun(BOOT, call(FIRST), RECORDING, SPEAKS, fault, IDLE)

    judgedTest([...PC, "sox"], "costs nothing of the message", () => {
        assertWhole(run(), 1, FIRST)
        assertHolds(run(), FIRST, SHORT_STORY)
        assertClean(run())
    })
})

describe("a card that is busy for 250 ms again and again", () => {
    const stall = { fault: "card-stall", times: 1, ms: 250 }
    const stalls = Array.from({ length: 6 }, () => [stall, { wait: 1000 }]).flat()
    const run = ofRun(BOOT, call(FIRST, LONG_STORY), RECORDING, ...stalls, IDLE)

    judgedTest([...PC, "sox"], "costs nothing of the message", () => {
        assertWhole(run(), 1, FIRST)
        assertHolds(run(), FIRST, LONG_STORY)
        assertClean(run())
    })
})

describe("a card that refuses a sector once, and is then busy for 250 ms three times in a row", () => {
    const faults = [{ fault: "card-write-error" }, { fault: "card-stall", times: 3, ms: 250 }]
    const run = ofRun(BOOT, call(FIRST, LONG_STORY), RECORDING, SPEAKS, ...faults, IDLE)

    judgedTest([...PC, "sox"], "costs nothing of the message", () => {
        assertWhole(run(), 1, FIRST)
        assertHolds(run(), FIRST, LONG_STORY)
        assertClean(run())
    })
})

describe("a card that refuses to be written for ever while somebody speaks", () => {
    const fault = { fault: "card-write-error", times: "forever" }
    const run = ofRun(
        ...[BOOT, IDLE, call(FIRST), RECORDING, SPEAKS, fault, IDLE],
        ...[call(SECOND), IDLE, ENDED, CARE, call(THIRD), IDLE]
    )

    judgedTest([...PC, "sox"], "leaves the next caller greeted, and a clean volume", () => {
        assertGreeted(run(), 2)
        assertClean(run())
    })
})

describe("a card that is write-protected from the second call on", () => {
    const run = ofRun(
        ...[BOOT, call(FIRST), IDLE, { fault: "card-locked" }, call(SECOND), IDLE],
        ...[PLAY, IDLE, { power: "cycle", offMs: 1000 }, BOOT, PLAY],
        ...[IDLE, call(THIRD), IDLE]
    )

    judgedTest([...PC, "sox"], "greets callers, and stays as it was", () => {
        assertGreeted(run(), 2)
        assertGreeted(run(), 3)
        assert.deepEqual(messageNames(run()).length, 1)
        assertHolds(run(), FIRST, SHORT_STORY)
        assertClean(run())
    })

    test("plays its message, also after power was off", () => {
        for (const press of run().events("panel", "press")) {
            assertSounds(run(), press.tMs, 2000)
        }
    })
})

describe("a card that is pulled out while somebody speaks, and comes back", () => {
    const run = ofRun(
        ...[BOOT, call(FIRST), RECORDING, SPEAKS, { card: "remove" }, IDLE, call(SECOND)],
        ...[IDLE, { card: "insert" }, CARE, call(THIRD), IDLE]
    )

    judgedTest(["sox"], "leaves the next caller greeted without it", () => {
        assertGreeted(run(), 2)
    })
})

describe("a card that is pulled out while its message is played", () => {
    const run = ofRun(
        ...[BOOT, call(FIRST, LONG_STORY), IDLE, PLAY, PLAYING, SPEAKS],
        ...[{ card: "remove" }, IDLE, call(SECOND), IDLE, { card: "insert" }, CARE],
        ...[PLAY, IDLE]
    )

    judgedTest([...PC, "sox"], "leaves the next caller greeted, and the message on it", () => {
        assertGreeted(run(), 2)
        assertHolds(run(), FIRST, LONG_STORY)
        assertClean(run())
    })

    test("plays it once it is back", () => {
        const pressMs = run().events("panel", "press").at(-1)!.tMs
        assertSounds(run(), pressMs, 3000)
    })
})

describe("a card that can't read a sector once while its message is played", () => {
    const fault = { fault: "card-read-error" }
    const run = ofRun(BOOT, call(FIRST), IDLE, PLAY, PLAYING, fault, IDLE)

    judgedTest(["sox"], "is heard to the end", () => {
        const spoken = audible(heard(SHORT_STORY))
        const { likeness } = find(spoken, heard(run().output("room.wav")))
        assert.ok(likeness > 0.9, `${likeness}`)
    })
})

describe("a card that can't read any more while its message is played", () => {
    const fault = { fault: "card-read-error", times: "forever" }
    const run = ofRun(
        ...[BOOT, call(FIRST), IDLE, PLAY, PLAYING, fault, IDLE, call(SECOND)],
        ...[IDLE, ENDED, CARE, PLAY, IDLE, call(THIRD), IDLE]
    )

    judgedTest([...PC, "sox"], "leaves the next caller greeted, and its message on it", () => {
        assertGreeted(run(), 2)
        assertHolds(run(), FIRST, SHORT_STORY)
    })
})
