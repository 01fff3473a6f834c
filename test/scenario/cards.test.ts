/** Cards of every kind: none, blank, other layouts, with the owner's greeting, with a broken one, used before. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { FLASH_GREETING, assertHears } from "../support/call-judge.ts"
import { PC, assertClean, messageNames, messageWith } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { lampSigns } from "../support/lamp.ts"
import {
    SHORT_STORY,
    SMALL_CARD,
    newFolder,
    play,
    playedBefore,
    projectFile,
    runBefore,
} from "../support/scenario-run.ts"

const GREETING = projectFile("sounds/en/greeting-default.wav")
const NUMBER = "2125550123"
const STEPS = [
    { wait: 6000 },
    { call: { number: NUMBER, audio: SHORT_STORY, then: { stay: 1000 } } },
    { wait: "idle" },
    { wait: 5000 },
]

for (const [name, card] of [
    ["no card", null],
    ["a blank card", { ...SMALL_CARD, format: "none" }],
] as const)
    describe(name, () => {
        const run = playedBefore({ card, steps: STEPS })

        judgedTest(["sox"], "is no reason not to answer and greet", () => {
            assertHears(run(), 1, FLASH_GREETING)
            assert.deepEqual(run().events("caller", "beep-heard"), [])
            assert.deepEqual(run().events("machine", "panic"), [])
        })

        test("shows as two flashes, for trouble, after a blink for the call that it cost", () => {
            assert.deepEqual(lampSigns(run(), 0).slice(0, 2), ["trouble", "trouble"])
            const onHookMs = run().timeOf("exchange", "on-hook")
            assert.match(
                lampSigns(run(), onHookMs).join(),
                /blink,trouble,blink|trouble,blink,trouble/
            )
        })
    })

for (const [name, card] of [
    ["without a partition table", { ...SMALL_CARD, layout: "superfloppy" }],
    ["with FAT16", { sizeMB: 1024, format: "fat16" }],
    ["of 4 GB", { sizeMB: 4096 }],
] as const)
    describe(`a card ${name}`, () => {
        const run = playedBefore({ card, settings: { rings: 2 }, steps: STEPS })

        judgedTest(PC, "takes the message and stays clean", () => {
            messageWith(run(), NUMBER)
            assertClean(run())
        })
    })

describe("the owner's greeting on the card", () => {
    const files = { "AFTERBEEP/greetings/default.wav": { file: GREETING } }
    const run = playedBefore({ card: { ...SMALL_CARD, files }, steps: STEPS })

    judgedTest(["sox"], "is what the caller hears", () => assertHears(run(), 1, GREETING))
})

describe("a greeting that is no sound", () => {
    const files = { "AFTERBEEP/greetings/default.wav": { text: "this is no sound at all\n" } }
    const run = playedBefore({ card: { ...SMALL_CARD, files }, steps: STEPS })

    judgedTest(["sox", ...PC], "is replaced by the machine's own, and the message is kept", () => {
        assertHears(run(), 1, FLASH_GREETING)
        messageWith(run(), NUMBER)
    })
})

describe("a card that was used before", () => {
    const second = { call: { number: "2125550199", audio: SHORT_STORY } }
    const run = runBefore(async () => {
        const folder = newFolder()
        await play({ card: SMALL_CARD, settings: { rings: 2 }, steps: STEPS }, { folder })
        const steps = [{ wait: 6000 }, second, { wait: "idle" }]
        return await play({ card: SMALL_CARD, steps }, { folder })
    })

    test("still has its unheard message: the lamp blinks from the start", () => {
        const ringMs = run().timeOf("exchange", "ring-on")
        const lit = run().events("panel", "lamp", { value: 1 })
        assert.ok(lit.filter(each => each.tMs < ringMs).length >= 2, "blinks before the call")
    })

    judgedTest(PC, "takes the next one beside it", () => {
        assert.equal(messageNames(run()).length, 2)
        messageWith(run(), NUMBER)
        messageWith(run(), "2125550199")
        assertClean(run())
    })
})
