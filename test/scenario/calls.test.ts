/** Callers of every kind: who hang up early, withhold their number, say nothing, come together, or are picked up. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import {
    PC,
    assertClean,
    messageNames,
    messageWith,
    messages,
    readFromCard,
} from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { SHORT_STORY, SMALL_CARD, playedBefore } from "../support/scenario-run.ts"
import { IDLE } from "../support/steps.ts"

const BOOT = { wait: 4000 }
const NEXT = "2125550102"

function calls(...steps: readonly object[]) {
    return { card: SMALL_CARD, settings: { rings: 2 }, steps: [BOOT, ...steps] }
}

describe("callers who tell more or less about themselves", () => {
    const story = { audio: SHORT_STORY }
    const run = playedBefore(
        calls(
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

describe("a caller who hangs up during the greeting", () => {
    const run = playedBefore(
        calls(
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
    const run = playedBefore(calls({ call: { number: "2125550101", maxRings: 1 } }, IDLE))

    test("is not answered", () => {
        assert.deepEqual(run().events("exchange", "off-hook"), [])
    })
})

describe("a machine without settings", () => {
    const run = playedBefore({
        card: SMALL_CARD,
        steps: [BOOT, { call: { number: "2125550101", audio: SHORT_STORY } }, IDLE],
    })

    test("answers after four rings", () => {
        const rings = run().events("exchange", "ring-off")
        assert.equal(rings.length, 4)
        assert.ok(run().timeOf("exchange", "off-hook") >= rings[3]!.tMs)
    })
})

describe("a caller who says nothing and stays", () => {
    const run = playedBefore(
        calls({ call: { number: "2125550101", then: { stay: 60_000 } } }, IDLE)
    )

    test("is let go soon after seven seconds of silence", () => {
        const beepMs = run().timeOf("caller", "beep-heard")
        const heldMs = run().timeOf("exchange", "on-hook") - beepMs
        assert.ok(heldMs > 6000 && heldMs < 12_000, `${heldMs}`)
    })
})

describe("a second caller while the first one speaks", () => {
    const run = playedBefore(
        calls(
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

describe("a call that somebody in the house takes while it is recorded", () => {
    const run = playedBefore(
        calls({ call: { number: "2125550101", audio: SHORT_STORY, then: { pickup: 500 } } }, IDLE)
    )

    judgedTest(PC, "is left to them within a second, and what was said is filed", () => {
        const pickupMs = run().timeOf("exchange", "pickup")
        const onHookMs = run().timeOf("exchange", "on-hook")
        assert.ok(onHookMs - pickupMs < 1000, `${onHookMs - pickupMs}`)
        messageWith(run(), "2125550101")
        assertClean(run())
    })
})

// Of the modems here, only this one tells of it.
describe("a call that somebody in the house takes while the greeting plays", () => {
    const taken = { number: "2125550101", speakAfter: "answer", then: { pickup: 1200 } }
    const run = playedBefore({
        ...calls({ call: taken }, IDLE, { call: { number: NEXT, audio: SHORT_STORY } }, IDLE),
        modem: "conexant",
    })

    test("is left to them within a second, and nothing more is said to the caller", () => {
        const pickupMs = run().timeOf("exchange", "pickup")
        const onHookMs = run().timeOf("exchange", "on-hook")
        assert.ok(onHookMs > pickupMs && onHookMs - pickupMs < 1000, `${onHookMs - pickupMs}`)
        assert.ok(run().timeOf("modem", "play-start") < pickupMs)
        assert.deepEqual(run().events("caller", "beep-heard", { call: 1 }), [])
        assert.deepEqual(run().events("modem", "record-start", { call: 1 }), [])
        const hangupMs = run().timeOf("caller", "hangup")
        const sounds = run().events("line", "sound-on")
        assert.deepEqual(
            sounds.filter(each => each.tMs > onHookMs && each.tMs < hangupMs),
            []
        )
    })

    judgedTest(PC, "is in the list of calls and leaves no message; the next one is taken", () => {
        const list = String(readFromCard(run(), "AFTERBEEP/calls.csv"))
        assert.match(list, /2125550101.*taken by somebody in the house/)
        assert.equal(messageNames(run()).length, 1)
        messageWith(run(), NEXT)
        assertClean(run())
    })
})
