/** Power that fails at a sector written while somebody speaks: the machine comes back, and the card is whole. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageWith } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { SHORT_STORY, SMALL_CARD, playedBefore } from "../support/scenario-run.ts"

const IDLE = { wait: "idle" }

/** What must have reached the card of a burst of 15 sectors and five more. */
const CUTS = [
    ["before", 19],
    ["torn-first", 19],
    ["torn-second", 19],
    ["zeros", 19],
    ["ones", 19],
    ["garbage", 19],
    ["stream-lost", 15],
    ["after", 20],
    ["reordered", 21],
] as const

for (const [variant, sectorCount] of CUTS)
    describe(`power that fails at the twentieth sector of a message (${variant})`, () => {
        const steps = [
            { wait: 6000 },
            { call: { number: "2125550101", audio: SHORT_STORY } },
            { wait: { event: "record-start", source: "modem" } },
            { power: "off", at: { cardWrite: 20, variant } },
            { wait: { event: "power-off", source: "machine" } },
            { wait: 4000 },
            { power: "on" },
            { wait: 8000 },
            { call: { number: "2125550102", audio: SHORT_STORY } },
            IDLE,
        ]
        const run = playedBefore({ card: SMALL_CARD, settings: { rings: 2 }, steps })

        test("comes in the instant in which the card would have been ready", () => {
            const beganMs = run().timeOf("modem", "record-start")
            const offMs = run().timeOf("machine", "power-off")
            const written = run()
                .events("card", "write")
                .filter(each => each.tMs >= beganMs && each.tMs <= offMs)
            const total = written.reduce((sum, each) => sum + (each["count"] as number), 0)
            assert.equal(total, sectorCount)
            assert.ok(run().events("modem", "record-end").length > 0)
        })

        judgedTest(PC, "costs the next caller nothing, and leaves a clean volume", () => {
            assertClean(run())
            messageWith(run(), "2125550102")
        })
    })
