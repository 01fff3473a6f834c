/** Messages as long as a machine takes them, with every modem, on a card that stalls: three minutes, and no sample of them wrong. */

import assert from "node:assert/strict"
import { describe } from "node:test"
import { assertWhole, messageSound } from "../support/call-judge.ts"
import { PC, assertClean } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { LONG_STORY, SMALL_CARD, playedBefore } from "../support/scenario-run.ts"

const NUMBER = "2125550123"
/** The longest message (devs.config.json). */
const MESSAGE_SECONDS = 180
const BYTES_A_SECOND = 8000
/** The caller talks for longer than that: 16 s again and again. */
const STORIES = Array<string>(14).fill(LONG_STORY)

for (const modem of ["conexant", "agere", "usr5637", "si2494"])
    describe(`three minutes with the modem ${modem} and a card that is busy for 250 ms now and then`, () => {
        const stall = [{ wait: 17_000 }, { fault: "card-stall", times: 1, ms: 250 }]
        const steps = [
            { wait: 6000 },
            { call: { number: NUMBER, audio: STORIES } },
            { wait: { event: "record-start", source: "modem" } },
            ...Array(9).fill(stall).flat(),
            { wait: "idle" },
        ]
        const run = playedBefore({ modem, settings: { rings: 2 }, card: SMALL_CARD, steps })

        judgedTest(PC, "are on the card as the modem handed them over", () => {
            assertClean(run())
            assertWhole(run(), 1, NUMBER)
            const { length } = messageSound(run(), NUMBER)
            assert.ok(length > (MESSAGE_SECONDS - 1) * BYTES_A_SECOND, `${length}`)
            assert.ok(run().timeOf("exchange", "on-hook") < run().timeOf("caller", "hangup"))
        })
    })
