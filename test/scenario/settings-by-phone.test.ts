/**
 * The owner changes settings from a telephone: rings, whether messages are taken, the code. They are written into the owner's own
 * settings.txt, the next call obeys them, and so does the machine after a power cut.
 */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageNames, readFromCard } from "../support/card-on-pc.ts"
import { heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { CODE, OWNER, outcomes, ownerTypes, speakingCard, typedBy } from "../support/owner-calls.ts"
import { SHORT_STORY, playedBefore } from "../support/scenario-run.ts"
import { CARE, IDLE, call } from "../support/steps.ts"

const NEW_CODE = "1357"
const STRANGER = "2125550101"
const SETTINGS = "AFTERBEEP/settings.txt"
/** What the menu, a question or an answer to it takes at most, where no key follows: the owner lets the machine finish. */
const HEAR = 4500
/** The owner who knows the menu types into it. */
const SOON = 1200

function patient(): object {
    return { call: { number: STRANGER, audio: SHORT_STORY, maxRings: 13 } }
}

for (const [modem, country, language] of [
    ["conexant", "US", "en"],
    ["agere", "PL", "pl"],
    ["si2494", "RU", "ru"],
] as const)
    describe(`settings by telephone: ${modem}, ${country}, ${language}`, () => {
        const text = (rings: number, record: string, code: string) =>
            `language = ${language}\n# for the shop\r\nrings = ${rings}\r\n\r\n# nobody's business\r\n` +
            `pin = ${code}\r\n; nonsense\r\ncountry = ${country}\r\nrecord = ${record}\r\n# end`
        const before = text(2, "yes", CODE)
        const settings = before.slice(before.indexOf("\n") + 1)
        const rings = ["1", SOON, "3", HEAR]
        const recording = ["2", HEAR]
        const newCode = (one: string, other: string) => ["3", SOON, `${one}#`, SOON, `${other}#`]
        const run = playedBefore({
            ...{ modem, country, card: speakingCard(language, settings) },
            steps: [
                CARE,
                // Three rings, greeting only; a code that is typed differently the second time, one of equal figures, a good one; back.
                ownerTypes(
                    ...["*8", SOON, ...rings, ...recording],
                    ...[...newCode(NEW_CODE, "1358"), HEAR, "3", SOON, "7777#", HEAR],
                    ...[...newCode(NEW_CODE, NEW_CODE), HEAR, "*", SOON, "8"]
                ),
                IDLE,
                patient(),
                IDLE,
                { power: "cycle", offMs: 2000 },
                CARE,
                patient(),
                IDLE,
                typedBy(OWNER, CODE, 4500),
                IDLE,
                typedBy(OWNER, NEW_CODE, 2500, "*8", SOON, ...recording, "*", SOON, "8"),
                IDLE,
                call(STRANGER),
                IDLE,
            ],
        })

        test("are said to be saved or not, in the language of the house", () => {
            const heard = heardClips(run().output("line-1.wav"), language)
            const answers = heard.filter(each => ["saved", "not-saved", "greeting"].includes(each))
            assert.deepEqual(answers, ["saved", "greeting", "not-saved", "not-saved", "saved"])
        })

        test("the next callers hear three rings and are greeted only, also after a power cut", () => {
            for (const n of [2, 3]) {
                assert.equal(run().events("exchange", "ring-on", { call: n }).length, 3, `${n}`)
                assert.equal(run().events("caller", "beep-heard", { call: n }).length, 0, `${n}`)
            }
        })

        judgedTest(PC, "the new code opens and the old one does not", () => {
            const [owner, ...more] = outcomes(run())
            assert.deepEqual([owner, more[0], more[1]], ["owner", "greeting only", "greeting only"])
            assert.deepEqual(more.slice(2), ["hung up at the code", "owner", "message"])
            assert.equal(messageNames(run()).length, 1)
        })

        judgedTest(PC, "change their lines in the owner's own text, on a clean card", () => {
            const now = String(readFromCard(run(), SETTINGS))
            assert.equal(now, text(3, "yes", NEW_CODE))
            assert.equal(String(readFromCard(run(), "AFTERBEEP/settin1.txt")), before)
            assertClean(run())
        })

        test("no code is in the log", () => {
            const log = JSON.stringify(run().events("machine", "log"))
            assert.ok(!log.includes(CODE) && !log.includes(NEW_CODE))
        })
    })
