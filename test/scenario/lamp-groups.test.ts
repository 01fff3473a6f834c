/** The lamp of a machine that nobody has looked after: groups of nine blinks for nine messages and for more, lit while they play. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, messages } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { lampSigns } from "../support/lamp.ts"
import { type ScenarioRun, SMALL_CARD, playedBefore } from "../support/scenario-run.ts"
import { IDLE } from "../support/steps.ts"

/** Somebody who has no more to say than a key. */
const CALL = { call: { audio: { dtmf: "5", onMs: 400 } } }
/** Three groups of nine: 5.1 s of blinks and a pause of 1.5 s. */
const LOOK_MS = 25_000
const LOOK = { wait: LOOK_MS }
/** From a press to the lamp, and from the end of the sound. */
const SOON_MS = 500

function after(count: number): object[] {
    return Array.from({ length: count }, () => [CALL, IDLE]).flat()
}

/** Whole groups of those that were seen: the first and the last may be cut. */
function wholeGroups(run: ScenarioRun, toMs: number): string[] {
    return lampSigns(run, toMs - LOOK_MS, toMs).slice(1, -1)
}

describe("twelve messages", () => {
    const run = playedBefore({
        card: SMALL_CARD,
        settings: { rings: 1 },
        steps: [
            { wait: 6000 },
            ...after(9),
            LOOK,
            ...after(3),
            LOOK,
            { press: "play" },
            IDLE,
            { wait: 5000 },
        ],
    })

    test("are nine blinks when nine of them are there", () => {
        const groups = wholeGroups(run(), run().timeOf("exchange", "ring-on", { call: 10 }))
        assert.deepEqual(groups, ["9 blinks", "9 blinks"])
    })

    test("are nine blinks when all are there", () => {
        const groups = wholeGroups(run(), run().timeOf("panel", "press"))
        assert.deepEqual(groups, ["9 blinks", "9 blinks"])
    })

    test("keep it lit from Play to the end of the last one, and dark from then on", () => {
        const pressMs = run().timeOf("panel", "press")
        const playedMs = run().events("modem", "play-end").at(-1)!.tMs
        const changes = run().events("panel", "lamp")
        const soonMs = pressMs + SOON_MS
        assert.equal(changes.findLast(each => each.tMs <= soonMs)?.["value"], 1)
        const [off, ...others] = changes.filter(each => each.tMs > soonMs)
        assert.equal(off!["value"], 0)
        assert.ok(Math.abs(off!.tMs - playedMs) < SOON_MS, `${off!.tMs - playedMs}`)
        assert.deepEqual(others, [])
        assert.ok(run().endMs > off!.tMs + 4000)
    })

    judgedTest(PC, "are on the card, all heard", () => {
        assert.deepEqual(
            messages(run()).map(file => file.attributes),
            Array(12).fill("A")
        )
    })
})
