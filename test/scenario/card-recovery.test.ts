/** Cards that can't be written for a while: calls are counted meanwhile, and then the card is used again. */

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { describe, test } from "node:test"
import { PC, assertClean, messageNames, messageWith, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { lampSigns } from "../support/lamp.ts"
import { soundBytes } from "../support/listening.ts"
import { assertContiguousRun } from "../support/same-sound.ts"
import { SMALL_CARD, playedBefore } from "../support/scenario-run.ts"
import { BOOT, CARE, IDLE, call } from "../support/steps.ts"

/** A card that can't be written is looked at anew once a minute. */
const RETRY = { wait: 70_000 }
const FIRST = "2125550101"
const SECOND = "2125550102"
const THIRD = "2125550103"

describe("a card that is locked for a call, and well again a moment before the next", () => {
    const run = playedBefore({
        card: SMALL_CARD,
        settings: { rings: 2 },
        steps: [
            ...[BOOT, { fault: "card-locked" }, call(FIRST), IDLE, CARE],
            ...[{ fault: null }, call(SECOND), IDLE, CARE],
        ],
    })

    judgedTest(PC, "takes the message", () => {
        const message = soundBytes(readFromCard(run(), messageWith(run(), SECOND).path))
        assertContiguousRun(message, soundBytes(readFileSync(run().output("modem-2-1.wav"))))
        assertClean(run())
    })
})

describe("a card that is locked for two calls, and then is well again", () => {
    const run = playedBefore({
        card: SMALL_CARD,
        settings: { rings: 2 },
        steps: [
            ...[BOOT, { fault: "card-locked" }, call(FIRST), IDLE, call(SECOND), IDLE],
            ...[{ wait: 15_000 }, { fault: null }, RETRY, call(THIRD), IDLE],
        ],
    })

    test("the lamp counts the calls of which nothing is left, and shows the trouble", () => {
        const [, second] = run().events("caller", "hangup")
        const signs = lampSigns(run(), second!.tMs + 2000, second!.tMs + 17_000)
        assert.ok(signs.includes("2 blinks"), signs.join())
        assert.ok(signs.includes("trouble"), signs.join())
    })

    judgedTest(PC, "takes the next message, without being pulled out", () => {
        const message = soundBytes(readFromCard(run(), messageWith(run(), THIRD).path))
        assertContiguousRun(message, soundBytes(readFileSync(run().output("modem-3-1.wav"))))
        assert.equal(messageNames(run()).length, 1)
        assertClean(run())
    })
})
