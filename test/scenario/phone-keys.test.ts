/**
 * The owner's keys at a telephone, one after the other: messages passed over, again, from the one before, five seconds back, deleted and taken
 * back, kept; the greeting heard and erased; all that were heard deleted. What settings do is in settings-by-phone.test.ts.
 */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { FLASH_GREETING, assertHears } from "../support/call-judge.ts"
import {
    PC,
    assertClean,
    listCard,
    messageWith,
    messages,
    messageNames,
} from "../support/card-on-pc.ts"
import { clipsHeard, heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { audible, find, heard } from "../support/listening.ts"
import { linesOf } from "../support/lines.ts"
import { CODE, outcomes, ownerTypes, speakingCard } from "../support/owner-calls.ts"
import { LONG_STORY, playedBefore, projectFile } from "../support/scenario-run.ts"
import { IDLE, call } from "../support/steps.ts"

const FIRST = "2125550101"
const SECOND = "2125550102"
const THIRD = "2125550103"
const KEPT = "AR"
const SAMPLES_PER_MS = 8
const GREETING = projectFile("sounds/en/greeting-default.wav")
const TOLD = "menu kept end deleted restored greeting-erased goodbye".split(" ")
/** Of the long story: heard before the key for five seconds back, and after it. */
const FROM_MS = 4500
const TO_MS = 6000

for (const { modem, country, language } of linesOf("phone-keys"))
    describe(`an owner's telephone: ${modem}, ${country}, ${language}`, () => {
        const settings = `rings = 2\ncountry = ${country}\npin = ${CODE}\n`
        const files = { "AFTERBEEP/greetings/default.wav": { file: GREETING } }
        const run = playedBefore({
            ...{ modem, country, card: speakingCard(language, settings, files) },
            steps: [
                ...[{ wait: 30_000 }, call(FIRST, LONG_STORY), IDLE, call(SECOND), IDLE],
                ...[call(THIRD), IDLE],
                ownerTypes(
                    // New ones: back, the next, the one before, twice the next, kept.
                    ...[
                        4000,
                        "2",
                        22_000,
                        "7",
                        5000,
                        "6",
                        4000,
                        "44",
                        4000,
                        "6",
                        4000,
                        "6",
                        12_000,
                    ],
                    ...["9", 3000],
                    // All: the first deleted and taken back, the second deleted and at once taken back, and heard to its end.
                    ...[
                        "1",
                        5500,
                        "3",
                        4000,
                        "*3",
                        5000,
                        "6",
                        4000,
                        "3",
                        900,
                        "3",
                        20_000,
                        "5",
                        1500,
                    ],
                    // The greeting; then all that was heard goes.
                    ...["*6", 9000, "*0", 3500, "33", 3500, "8", 3000]
                ),
                ...[IDLE, call(FIRST), IDLE],
            ],
        })
        const line = () => clipsHeard(run().output("line-4.wav"), language)

        test("goes from message to message", () => {
            const names = line().map(({ name }) => name)
            const told = names.flatMap((name, at) => (name === "message" ? [names[at + 1]] : []))
            const wanted = [1, 2, 1, 2, 3, 1, 2, 1, 2, 2, 3]
            assert.deepEqual(
                told,
                wanted.map(each => (language === "en" ? `${each}` : `nth-${each}`))
            )
        })

        test("says what was done", () => {
            const told = heardClips(run().output("line-4.wav"), language).filter(each =>
                TOLD.includes(each)
            )
            assert.deepEqual(told, [
                // The key that takes it back at once is pressed while the machine says "deleted".
                ...["menu", "kept", "end", "deleted", "restored", "restored"],
                ...["greeting-erased", "deleted", "goodbye"],
            ])
        })

        judgedTest(["sox"], "goes five seconds back in a message", () => {
            const sound = heard(run().output("line-4.wav"))
            const end = line().filter(({ name }) => name === "message")[1]!.atMs
            const told = sound.subarray(0, end * SAMPLES_PER_MS)
            const piece = heard(LONG_STORY).subarray(
                FROM_MS * SAMPLES_PER_MS,
                TO_MS * SAMPLES_PER_MS
            )
            const first = find(piece, told)
            const others = [
                told.subarray(0, first.atSample),
                told.subarray(first.atSample + piece.length),
            ]
            const again = others
                .filter(each => each.length > piece.length)
                .map(each => find(piece, each).likeness)
            assert.ok(
                first.likeness > 0.9 && Math.max(...again) > 0.9,
                `${first.likeness} ${again}`
            )
        })

        judgedTest(["sox", ...PC], "has the greeting played, and erases it", () => {
            const sound = heard(run().output("line-4.wav"))
            const asked = sound.subarray(60_000 * SAMPLES_PER_MS)
            assert.ok(find(audible(heard(GREETING)), asked).likeness > 0.9)
            const paths = listCard(run()).map(({ path }) => path)
            assert.ok(!paths.includes("AFTERBEEP/greetings/default.wav"), paths.join())
            assertHears(run(), 5, FLASH_GREETING)
        })

        judgedTest(PC, "leaves what is kept, and who calls then", () => {
            assert.deepEqual(outcomes(run()), ["message", "message", "message", "owner", "message"])
            assert.equal(messageWith(run(), THIRD).attributes, KEPT)
            // What was deleted and taken back is unheard, where nobody has heard it to its end; and there is the last call.
            const ofFirst = messageNames(run()).filter(name => name.includes(FIRST))
            assert.deepEqual([ofFirst.length, messages(run()).length], [2, 3])
            assertClean(run())
        })
    })
