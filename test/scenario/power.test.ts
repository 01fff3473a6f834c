/** Power that fails: what was filed stays, the volume stays clean, and the next call is answered. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageNames, messageWith } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { SHORT_STORY, SMALL_CARD, playedBefore } from "../support/scenario-run.ts"
import { BOOT, IDLE } from "../support/steps.ts"

const FIRST = { call: { number: "2125550101", audio: SHORT_STORY } }
const SECOND = { call: { number: "2125550102", audio: SHORT_STORY } }
const CYCLE = { power: "cycle", offMs: 1000 }

describe("power that fails while the machine is idle", () => {
    const run = playedBefore({
        card: SMALL_CARD,
        settings: { rings: 2 },
        steps: [BOOT, FIRST, IDLE, CYCLE, { wait: 9000 }, { press: "play" }, IDLE, { wait: 3000 }],
    })

    test("leaves the lamp dark without it, and blinking again with it", () => {
        const bootMs = run().events("machine", "boot").at(-1)!.tMs
        const pressMs = run().timeOf("panel", "press")
        const lit = run().events("panel", "lamp", { value: 1 })
        assert.ok(lit.filter(each => each.tMs > bootMs && each.tMs < pressMs).length >= 2)
    })

    test("leaves the message to be heard", () => {
        const pressMs = run().timeOf("panel", "press")
        assert.ok(run().timeOf("speaker", "sound-on") > pressMs)
        const last = run().events("panel", "lamp").at(-1)!
        assert.equal(last["value"], 0)
        assert.ok(run().endMs - last.tMs > 1500, "dark at the end")
    })

    judgedTest(PC, "leaves a clean volume with the one message", () => {
        assertClean(run())
        assert.equal(messageNames(run()).length, 1)
    })
})

/** Cut in the middle of a call, at the first such event after it began. */
function cutAt(event: string, source: string, laterMs: number): void {
    describe(`power that fails after ${source} ${event}`, () => {
        const steps = [
            BOOT,
            FIRST,
            { wait: { event, source } },
            { wait: laterMs },
            CYCLE,
            BOOT,
            IDLE,
            SECOND,
            IDLE,
        ]
        const run = playedBefore({ card: SMALL_CARD, settings: { rings: 2 }, steps })

        judgedTest(PC, "costs the next caller nothing, and leaves a clean volume", () => {
            assertClean(run())
            messageWith(run(), "2125550102")
        })
    })
}

cutAt("ring-off", "exchange", 100)
cutAt("play-start", "modem", 1500)
cutAt("record-start", "modem", 2500)
cutAt("record-end", "modem", 20)
