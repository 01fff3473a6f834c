/**
 * Answering is switched off: the telephone rings for as long as anybody lets it. After ten rings the machine answers all the same, asks for
 * the code, and does nothing for who does not know it.
 */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageNames } from "../support/card-on-pc.ts"
import { heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { linesOf } from "../support/lines.ts"
import {
    CODE,
    outcomes,
    ownerTypes,
    settingsOf,
    speakingCard,
    typedBy,
} from "../support/owner-calls.ts"
import { SHORT_STORY, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { IDLE, call } from "../support/steps.ts"

const STRANGER = "2125550101"
const GUESSER = "2125550103"
/** A new card has its places for messages: while they are made, rings may be seen late. */
const NEW_CARD = { wait: 25_000 }
/** Longer than the machine waits for a code. */
const TALK_MS = 40_000

function ringsOf(run: ScenarioRun, n: number): number {
    return run.events("exchange", "ring-on", { call: n }).length
}

/** From the machine's answer to call n to when it let the line go, ms. */
function heldMs(run: ScenarioRun, n: number): number {
    const answeredMs = run.timeOf("caller", "answered", { call: n })
    return run.events("exchange", "on-hook").find(({ tMs }) => tMs > answeredMs)!.tMs - answeredMs
}

for (const { modem, country, language } of linesOf("late-answer"))
    describe(`a machine that is switched off and knows a code: ${modem}, ${country}`, () => {
        const settings = `rings = 2\ncountry = ${country}\nanswer = no\npin = ${CODE}\n`
        const patient = { number: STRANGER, audio: SHORT_STORY, speakAfter: 2000, maxRings: 13 }
        const run = playedBefore({
            ...{ modem, country, card: speakingCard(language, settings) },
            steps: [
                NEW_CARD,
                { call: { number: STRANGER, maxRings: 9 } },
                ...[IDLE, { wait: 10_000 }],
                { call: { ...patient, then: { stay: TALK_MS } } },
                IDLE,
                typedBy(GUESSER, "1357#", TALK_MS),
                IDLE,
                // The code, and answering on.
                ownerTypes("0", 5000, "8"),
                IDLE,
                call(STRANGER),
                IDLE,
            ],
        })
        const heard = (n: number) => heardClips(run().output(`line-${n}.wav`), language)

        test("is silent for nine rings and answers after ten", () => {
            assert.equal(run().events("caller", "answered", { call: 1 }).length, 0)
            assert.deepEqual(
                [1, 2, 3, 4].map(n => ringsOf(run(), n)),
                [9, 10, 10, 10]
            )
        })

        test("asks for the code and no more, and lets go who gives none", () => {
            assert.deepEqual(heard(2), ["enter-code"])
            assert.equal(run().events("caller", "beep-heard", { call: 2 }).length, 0)
            assert.ok(heldMs(run(), 2) < 25_000, `${heldMs(run(), 2)} ms`)
        })

        test("tells who guesses that it was wrong, asks once more, and lets go", () => {
            assert.deepEqual(heard(3), ["enter-code", "wrong-code", "enter-code"])
            assert.ok(heldMs(run(), 3) < 40_000, `${heldMs(run(), 3)} ms`)
        })

        test("lets the owner in, who switches it on", () => {
            const words = heard(4)
            assert.ok(words.includes("answering-on"), words.join(" "))
            assert.equal(ringsOf(run(), 5), 2)
        })

        judgedTest(
            PC,
            "leaves one message, of who called then, and all five calls are listed",
            () => {
                assert.deepEqual(outcomes(run()), [
                    "not answered after 9 rings",
                    "switched off",
                    "switched off",
                    "owner",
                    "message",
                ])
                assert.equal(messageNames(run()).length, 1)
                assert.ok(settingsOf(run()).includes("answer = yes"))
                assertClean(run())
            }
        )
    })
