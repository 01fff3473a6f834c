/** A caller gives up after one ring, and somebody else calls before the machine would have waited for a second one. */

import assert from "node:assert/strict"
import { describe } from "node:test"
import { PC, assertClean, messageNames, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { SMALL_CARD, SHORT_STORY, playedBefore } from "../support/scenario-run.ts"
import { BOOT, IDLE, call } from "../support/steps.ts"

const KNOWN = "2125550101"
const GIVES_UP = "2125550102"
const NEXT = "2125550103"

for (const [country, modem] of [
    ["US", "conexant"],
    ["PL", "si2494"],
] as const)
    describe(`the next caller, ${country}, ${modem}`, () => {
        const run = playedBefore({
            ...{ country, modem, card: SMALL_CARD, settings: { rings: 4, country } },
            steps: [
                BOOT,
                call(KNOWN),
                IDLE,
                { call: { number: GIVES_UP, maxRings: 1 } },
                { wait: { event: "ring-off", source: "exchange" } },
                // No second ring comes, and less than 8 s after the first one the next caller's has ended.
                { wait: 5850 },
                { call: { number: NEXT, audio: SHORT_STORY } },
                IDLE,
            ],
        })

        judgedTest(PC, "is recorded under the right number, and both are in the list", () => {
            const list = String(readFromCard(run(), "AFTERBEEP/calls.csv"))
                .replace(/ +\n/g, "\n")
                .trim()
            assert.match(list, new RegExp(`,${GIVES_UP},"[^"]*",(one ring|not answered)`))
            assert.match(list, new RegExp(`,${NEXT},"[^"]*",message,`))
            assert.ok(messageNames(run()).some(name => name.includes(NEXT)))
            assert.ok(!messageNames(run()).some(name => name.includes(GIVES_UP)))
            assertClean(run())
        })
    })

describe("a caller at power-on, two of whose rings are seen together", () => {
    const run = playedBefore({
        card: { sizeMB: 64 },
        steps: [call(KNOWN), IDLE, { wait: 30_000 }, call(NEXT), IDLE],
    })

    judgedTest(PC, "is answered, and so is the next one", () => {
        const rings = [1, 2].map(n => run().events("exchange", "ring-on", { call: n }).length)
        assert.deepEqual(rings, [4, 4])
        assert.equal(messageNames(run()).length, 2)
        assertClean(run())
    })
})

for (const [country, modem] of [
    ["US", "agere"],
    ["PL", "conexant"],
] as const)
    describe(`the next caller just when the second ring was due, ${country}, ${modem}`, () => {
        const run = playedBefore({
            ...{ country, modem, card: SMALL_CARD, settings: { rings: 3, country } },
            steps: [
                { wait: 30_000 },
                { call: { number: GIVES_UP, maxRings: 1 } },
                { wait: { event: "ring-off", source: "exchange" } },
                { wait: 4100 },
                { call: { number: NEXT, audio: SHORT_STORY } },
                IDLE,
            ],
        })

        judgedTest(PC, "has a call and rings of his own, by his number", () => {
            const list = String(readFromCard(run(), "AFTERBEEP/calls.csv"))
            assert.match(list, new RegExp(`,${GIVES_UP},"[^"]*",one ring`))
            assert.match(list, new RegExp(`,${NEXT},"[^"]*",message,`))
            const answered = run().events("caller", "answered", { call: 2 })
            const rings = run().events("exchange", "ring-on", { call: 2 })
            assert.deepEqual([answered.length, rings.length], [1, 3])
            assertClean(run())
        })
    })
