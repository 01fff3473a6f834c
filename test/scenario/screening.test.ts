/** The room hears who is calling while the message is recorded, where the owner wants that; and whoever picks up takes the call. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageWith } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { linesOf } from "../support/lines.ts"
import { find, heard } from "../support/listening.ts"
import { LONG_STORY, SHORT_STORY, SMALL_CARD, playedBefore } from "../support/scenario-run.ts"
import { BOOT, CARE, IDLE, call } from "../support/steps.ts"

const NUMBER = "2125550123"

for (const { modem, country } of linesOf("screening"))
    describe(`screening: ${modem}, ${country}`, () => {
        const run = playedBefore({
            ...{ modem, country, card: SMALL_CARD },
            settings: { rings: 2, country, screening: "yes" },
            steps: [CARE, call(NUMBER), IDLE],
        })

        judgedTest(["sox", ...PC], "the room hears the caller, and the message is whole", () => {
            const { likeness } = find(heard(SHORT_STORY), heard(run().output("room.wav")))
            assert.ok(likeness > 0.8, `${likeness}`)
            messageWith(run(), NUMBER)
            assertClean(run())
        })
    })

describe("no screening", () => {
    const run = playedBefore({
        card: SMALL_CARD,
        settings: { rings: 2 },
        steps: [BOOT, call(NUMBER), IDLE],
    })

    test("the room is silent", () => {
        assert.deepEqual(run().events("speaker", "sound-on"), [])
    })
})

describe("screening, and somebody in the house who picks up", () => {
    const pickUp = { call: { number: NUMBER, audio: LONG_STORY, then: { pickup: 500 } } }
    const run = playedBefore({
        card: SMALL_CARD,
        settings: { rings: 2, screening: "yes" },
        steps: [BOOT, pickUp, IDLE],
    })

    test("the machine lets go of the line and the room is silent", () => {
        const pickedUpMs = run().timeOf("exchange", "pickup")
        const onHookMs = run().timeOf("exchange", "on-hook")
        assert.ok(onHookMs - pickedUpMs < 1000, `${onHookMs - pickedUpMs}`)
        const later = run()
            .events("speaker", "sound-on")
            .filter(({ tMs }) => tMs > onHookMs)
        assert.deepEqual(later, [])
    })

    judgedTest(PC, "what was said until then is a message", () => {
        messageWith(run(), NUMBER)
        assertClean(run())
    })
})
