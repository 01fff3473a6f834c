/** Callers of every kind: who hang up early, withhold their number, say nothing, or come together. Whom somebody takes: taken-calls.test.ts. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageNames, messageWith, messages } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { type Line, linesOf } from "../support/lines.ts"
import { SHORT_STORY, SMALL_CARD, playedBefore } from "../support/scenario-run.ts"
import { IDLE } from "../support/steps.ts"

/** The modem is set up once more when the country is known. */
const BOOT = { wait: 9000 }

const [us, pl, de, uk] = linesOf("calls")

function calls({ modem, country }: Line, ...steps: readonly object[]) {
    const settings = { rings: 2, country }
    return { ...{ modem, country, settings, card: SMALL_CARD }, steps: [BOOT, ...steps] }
}

for (const line of [us, uk]) testCallers(line)

function testCallers(line: Line): void {
    describe(`callers who tell more or less about themselves: ${line.modem}, ${line.country}`, () => {
        const story = { audio: SHORT_STORY }
        const run = playedBefore(
            calls(
                line,
                { call: { number: "private", ...story } },
                IDLE,
                { call: { number: "out-of-area", ...story } },
                IDLE,
                { call: { ...story } },
                IDLE,
                { call: { number: "2125550123", name: "A/B: C?", ...story } },
                IDLE,
                { press: "play" },
                IDLE
            )
        )

        judgedTest(PC, "are filed by what is known of them", () => {
            messageWith(run(), "private")
            messageWith(run(), "out of area")
            messageWith(run(), "unknown")
            messageWith(run(), "2125550123 A_B_ C_")
            assert.equal(messageNames(run()).length, 4)
            assertClean(run())
        })

        judgedTest(PC, "are all heard with one press, in the order in which they came", () => {
            const starts = run().events("modem", "play-start", { call: 0 })
            assert.equal(starts.length, 4)
            assert.ok(
                messages(run()).every(file => file.attributes === "A"),
                "all heard"
            )
        })
    })
}

describe("a caller who hangs up during the greeting", () => {
    const run = playedBefore(
        calls(
            us,
            { call: { number: "2125550101", speakAfter: 500, then: "hangup" } },
            IDLE,
            { call: { number: "2125550102", audio: SHORT_STORY } },
            IDLE
        )
    )

    judgedTest(PC, "leaves no message, and the next one is answered", () => {
        assert.equal(messageNames(run()).length, 1)
        messageWith(run(), "2125550102")
        assertClean(run())
    })
})

describe("a caller who gives up after one ring", () => {
    const run = playedBefore(calls(de, { call: { number: "2125550101", maxRings: 1 } }, IDLE))

    test("is not answered", () => {
        assert.deepEqual(run().events("exchange", "off-hook"), [])
    })
})

describe("a machine without settings", () => {
    const run = playedBefore({
        ...{ ...de, card: SMALL_CARD },
        steps: [BOOT, { call: { number: "2125550101", audio: SHORT_STORY } }, IDLE],
    })

    test("answers after four rings", () => {
        const rings = run().events("exchange", "ring-off")
        assert.equal(rings.length, 4)
        assert.ok(run().timeOf("exchange", "off-hook") >= rings[3]!.tMs)
    })
})

for (const line of [us, de]) testSilence(line)

function testSilence(line: Line): void {
    describe(`a caller who says nothing and stays: ${line.modem}, ${line.country}`, () => {
        const stays = { call: { number: "2125550101", then: { stay: 60_000 } } }
        const run = playedBefore(calls(line, stays, IDLE))

        test("is let go soon after seven seconds of silence", () => {
            const beepMs = run().timeOf("caller", "beep-heard")
            const heldMs = run().timeOf("exchange", "on-hook") - beepMs
            assert.ok(heldMs > 6000 && heldMs < 12_000, `${heldMs}`)
        })
    })
}

describe("a second caller while the first one speaks", () => {
    const run = playedBefore(
        calls(
            pl,
            { call: { number: "2125550101", audio: SHORT_STORY } },
            { wait: { event: "record-start", source: "modem" } },
            { call: { number: "2125550102" } },
            IDLE
        )
    )

    judgedTest(PC, "hears busy tone, and the first one's message is whole", () => {
        assert.ok(run().timeOf("exchange", "tone-on", { kind: "busy", call: 2 }) > 0)
        assert.equal(messageNames(run()).length, 1)
        messageWith(run(), "2125550101")
    })
})
