/** What the network does besides calling: a second call that waits, a release by dial tone or by nothing, noise. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { assertHolds, assertWhole, messageSound } from "../support/call-judge.ts"
import { PC, assertClean, messageNames, messageWith, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { type Line, linesOf } from "../support/lines.ts"
import { digitsIn } from "../support/listening.ts"
import { SHORT_STORY, SMALL_CARD, playedBefore } from "../support/scenario-run.ts"
import { CARE, IDLE } from "../support/steps.ts"

const NUMBER = "2125550123"
/** Of a tail are kept 200 ms, to the end of the sector; where a steady tone begins is known to some blocks of 16 ms. */
const KEPT_MAX_MS = 264 + 48
const [us, pl, de, uk, fr] = linesOf("network")

function common({ modem, country }: Line) {
    return { ...{ modem, country, card: SMALL_CARD }, settings: { rings: 2, country } }
}

for (const line of [us, fr])
    describe(`a second call that waits: ${line.modem}, ${line.country}`, () => {
        const first = { number: "2125550101", audio: SHORT_STORY, then: { stay: 3000 } }
        const second = { number: "2125550102", audio: SHORT_STORY, waiting: true, maxRings: 20 }
        const run = playedBefore({
            ...common(line),
            steps: [
                CARE,
                { call: first },
                { wait: { event: "speak-start" } },
                { call: second },
                IDLE,
            ],
        })

        judgedTest(PC, "rings when the first one is over, and both are kept", () => {
            messageWith(run(), "2125550101")
            messageWith(run(), "2125550102")
            assertClean(run())
            const waited = run().events("exchange", "tone-off", { kind: "call-waiting", call: 2 })
            assert.equal(waited.length, 1)
            assert.ok(run().timeOf("exchange", "ring-on", { call: 2 }) >= waited[0]!.tMs)
        })
    })

describe("a network that only goes silent, on a noisy line", () => {
    const run = playedBefore({
        ...common(de),
        release: { loopDropMs: 0, tone: "none" },
        steps: [
            CARE,
            { fault: "line-noise", db: -55 },
            { network: "down" },
            { call: { number: "2125550101", audio: SHORT_STORY } },
            IDLE,
        ],
    })

    judgedTest(PC, "is noticed by the silence", () => {
        assert.equal(messageNames(run()).length, 1)
        const afterMs = run().timeOf("exchange", "on-hook") - run().timeOf("caller", "hangup")
        assert.ok(afterMs > 6000 && afterMs < 9500, `${afterMs} ms`)
        assert.equal(run().events("sim", "network", { state: "down" }).length, 1)
    })
})

for (const line of [us, pl, de, uk])
    describe(`a network that sends dial tone at once: ${line.modem}, ${line.country}`, () => {
        const run = playedBefore({
            ...common(line),
            release: { loopDropMs: 0, tone: "dial" },
            steps: [
                CARE,
                // Where the key is there, nothing that was said is lost.
                {
                    call: {
                        number: NUMBER,
                        audio: [SHORT_STORY, { dtmf: "5", onMs: 60, levelDbm: -20 }],
                    },
                },
                IDLE,
            ],
        })
        const toneMs = () => run().timeOf("exchange", "tone-on", { kind: "dial" })

        test("is noticed within three seconds", () => {
            const afterMs = run().timeOf("exchange", "on-hook") - toneMs()
            assert.ok(afterMs > 0 && afterMs < 3000, `${afterMs} ms`)
        })

        judgedTest(
            [...PC, "sox", "multimon-ng"],
            "has its tone cut from the message, and no word",
            () => {
                assertWhole(run(), 1, NUMBER)
                assertHolds(run(), NUMBER, SHORT_STORY)
                const endMs = run().timeIn("modem-1-1.wav", messageSound(run(), NUMBER).length)
                assert.match(digitsIn(readFromCard(run(), messageWith(run(), NUMBER).path)), /5$/)
                assert.ok(endMs - toneMs() < KEPT_MAX_MS, `${endMs - toneMs()} ms`)
                assertClean(run())
            }
        )
    })
