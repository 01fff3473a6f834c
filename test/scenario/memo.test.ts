/** A memo: the owner leaves a message at the machine for whoever listens next. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageNames, readFromCard } from "../support/card-on-pc.ts"
import { heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { lampSigns } from "../support/lamp.ts"
import { linesOf } from "../support/lines.ts"
import { find, heard } from "../support/listening.ts"
import { voiceFiles } from "../support/voice.ts"
import { SHORT_STORY, SMALL_CARD, playedBefore } from "../support/scenario-run.ts"
import { CARE, IDLE, PLAY, RECORDING } from "../support/steps.ts"

const MEMO = { press: "record" }
const SPOKEN = { wait: { event: "speak-end", source: "room" } }

for (const { modem, country, language } of linesOf("memo"))
    describe(`a memo at the machine: ${modem}, ${country}, ${language}`, () => {
        const files = {
            ...voiceFiles(language),
            "AFTERBEEP/settings.txt": { text: `country = ${country}\nlanguage = ${language}\n` },
        }
        const run = playedBefore({
            modem,
            country,
            card: { ...SMALL_CARD, files },
            steps: [
                CARE,
                ...[MEMO, RECORDING, { wait: 500 }, { say: SHORT_STORY }, SPOKEN, { wait: 500 }],
                ...[PLAY, IDLE, { wait: 8000 }, PLAY, IDLE],
            ],
        })

        test("the machine says what to do, then the lamp blinks once", () => {
            const words = heardClips(run().output("room.wav"), language)
            assert.deepEqual(words.slice(0, 2), ["memo-record", "memo-kept"])
            const [, , playMs] = run()
                .events("panel", "press")
                .map(({ tMs }) => tMs)
            assert.ok(lampSigns(run(), playMs! - 8000, playMs!).includes("blink"))
        })

        test("it is announced as a memo and played", () => {
            const words = heardClips(run().output("room.wav"), language)
            assert.ok(words.includes("memo"), words.join(" "))
        })

        judgedTest(["sox", ...PC], "it is a message named memo, of what was said", () => {
            const [name, ...others] = messageNames(run())
            assert.deepEqual(others, [])
            assert.match(name!, / memo\.wav$/)
            const sound = heard(readFromCard(run(), `AFTERBEEP/messages/${name}`))
            assert.ok(find(heard(SHORT_STORY), sound).likeness > 0.9)
            assertClean(run())
        })
    })
