/** The owner's finger: what Play does pressed, pressed twice and held, and what the lamp says before and after. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageWith, messages } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { lampSigns } from "../support/lamp.ts"
import { linesOf } from "../support/lines.ts"
import { SHORT_STORY, SMALL_CARD, playedBefore } from "../support/scenario-run.ts"
import { CARE, IDLE } from "../support/steps.ts"

/** From a press until the timeline tells of the sound's end, which it does 100 ms later; the modem charges up to 40 ms for a command. */
const SILENT_MAX_MS = 100 + 40

function message(number: string) {
    return [{ call: { number, audio: SHORT_STORY } }, IDLE]
}

for (const { modem, country } of linesOf("play-key"))
    describe(`three messages, and an owner who is in a hurry: ${modem}, ${country}`, () => {
        const run = playedBefore({
            ...{ modem, country, card: SMALL_CARD },
            settings: { rings: 2, country },
            steps: [
                CARE,
                ...message("2125550101"),
                ...message("2125550102"),
                ...message("2125550103"),
                { wait: 8000 },
                // Presses come in the middle of a long word: no file is opened then, for which a key waits, and no end is near.
                { press: "play" },
                { wait: 1600 },
                { press: "play", times: 2, gapMs: 150 },
                { wait: 1900 },
                { hold: "play", ms: 1500 },
                { wait: 4000 },
                { press: "play" },
                IDLE,
                { wait: 8000 },
            ],
        })

        test("the lamp blinks three times before, and twice after", () => {
            const pressMs = run().timeOf("panel", "press")
            assert.ok(lampSigns(run(), pressMs - 8000, pressMs).includes("3 blinks"))
            assert.ok(lampSigns(run(), run().endMs - 8000).includes("2 blinks"))
        })

        test("every press stops the sound at once, and the last one for good", () => {
            const presses = run().events("panel", "press")
            assert.equal(presses.length, 5)
            for (const { tMs } of [presses[1]!, presses[3]!, presses[4]!]) {
                // A press may fall between two words, where there is no sound to end.
                const last = [
                    ...run().events("speaker", "sound-on"),
                    ...run().events("speaker", "sound-off"),
                ]
                    .filter(each => each.tMs <= tMs + SILENT_MAX_MS)
                    .sort((a, b) => a.tMs - b.tMs)
                    .at(-1)
                assert.equal(last?.event, "sound-off", `${tMs}`)
            }
            const lastMs = presses[4]!.tMs + SILENT_MAX_MS
            assert.deepEqual(
                run()
                    .events("speaker", "sound-on")
                    .filter(each => each.tMs > lastMs),
                []
            )
        })

        judgedTest(PC, "the second message is gone, the others are there and not heard", () => {
            assert.deepEqual(
                messages(run()).map(file => file.attributes),
                ["", ""]
            )
            messageWith(run(), "2125550101")
            messageWith(run(), "2125550103")
            assertClean(run())
        })
    })
