/**
 * An owner in Russia, and one in Poland, who call the machine in their language: the code, the menu, the messages with number and time, the help.
 * In Russia the network says no time: the owner does, and then the machine knows the holidays, of which Easter is the Orthodox one.
 */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { assertHears } from "../support/call-judge.ts"
import { PC, assertClean, messages as messagesOf } from "../support/card-on-pc.ts"
import { heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { linesOf } from "../support/lines.ts"
import { CODE, outcomes, ownerTypes, settingsOf, speakingCard } from "../support/owner-calls.ts"
import { playedBefore, projectFile } from "../support/scenario-run.ts"
import { IDLE, call } from "../support/steps.ts"

const FIRST = "2125550101"
const SECOND = "2125550102"
const USUAL = projectFile("sounds/ru/greeting-default.wav")
const HOLIDAY = projectFile("sounds/pl/greeting-default.wav")
/** A whole minute, so that both calls are in the next one. */
const NEW_CARD = { wait: 60_000 }
const SOON = 1200
const HEAR = 5000
const STRANGER = { call: { number: FIRST, then: "hangup" } }

/** What the owner types to set the day: in the morning, for the machine says times of the day. */
function day(typed: string): (string | number)[] {
    return ["*8", SOON, "4", SOON, "1015", HEAR, "5", SOON, typed, HEAR, "*", SOON, "8"]
}

const [easter, russian, polish] = linesOf("abroad")

describe("a machine in Russia that has a greeting for Easter", () => {
    const greetings = {
        "AFTERBEEP/greetings/default.wav": { file: USUAL },
        "AFTERBEEP/greetings/holiday.wav": { file: HOLIDAY },
    }
    const settings = `rings = 2\ncountry = RU\nholiday = easter, easter+1\npin = ${CODE}\n`
    const run = playedBefore({
        ...{ modem: easter.modem, country: easter.country },
        card: speakingCard(easter.language, settings, greetings),
        steps: [
            // Easter in Rome, and in Moscow: 28 March and 2 May of 2027. Then the day after that one, and two.
            ...[NEW_CARD, ownerTypes(...day("28032027")), IDLE, STRANGER, IDLE],
            ...[ownerTypes(...day("02052027")), IDLE, STRANGER, IDLE],
            ...[ownerTypes(...day("03052027")), IDLE, STRANGER, IDLE],
            ...[ownerTypes(...day("04052027")), IDLE, STRANGER, IDLE],
        ],
    })

    for (const [n, date, greeting] of [
        [2, "on Easter Sunday in Rome", USUAL],
        [4, "on Easter Sunday in Moscow", HOLIDAY],
        [6, "on Easter Monday in Moscow", HOLIDAY],
        [8, "the day after", USUAL],
    ] as const)
        judgedTest(["sox"], `greets ${date} as it should`, () => assertHears(run(), n, greeting))
})

interface Wording {
    /** What is heard of the two new messages, but for the messages. */
    readonly messages: string
    /** Who is to be called back: where nobody says a number, nobody. */
    readonly calls: string
}

const RUSSIAN: Wording = {
    messages: `2 new-messages-few
            message nth-1 unknown today 10 hours-many 15 minutes-many
            message nth-2 unknown today 10 hours-many 15 minutes-many end`,
    calls: "calls-none",
}

const POLISH: Wording = {
    messages: `2-f new-messages-few 2 calls-few
            message nth-1 from 2 1 2 5 5 5 0 1 0 1 today hours-one nth-14 6
            message nth-2 from 2 1 2 5 5 5 0 1 0 2 today hours-one nth-14 6 end`,
    calls: `2 calls-few from 2 1 2 5 5 5 0 1 0 1 today hours-one nth-14 6
            from 2 1 2 5 5 5 0 1 0 2 today hours-one nth-14 6`,
}

for (const [{ modem, country, language }, { messages, calls }] of [
    [russian, RUSSIAN],
    [polish, POLISH],
] as const)
    describe(`the owner's telephone in ${language}: ${modem}, ${country}`, () => {
        const settings = `rings = 2\ncountry = ${country}\npin = ${CODE}\n`
        const setDay = country === "RU" ? [ownerTypes(...day("26112026")), IDLE] : []
        const run = playedBefore({
            ...{ modem, country, card: speakingCard(language, settings) },
            steps: [
                ...[NEW_CARD, ...setDay, call(FIRST), IDLE, call(SECOND), IDLE],
                // The menu to its end, new messages to theirs, help, answering off, whom to call, good-bye.
                ownerTypes(6000, "2", 45_000, "*5", 18_000, "0", 3500, "*2", 25_000, "8", 3000),
                IDLE,
            ],
        })
        const last = country === "RU" ? 4 : 3

        test("says all there is to say", () => {
            const words = heardClips(run().output(`line-${last}.wav`), language).join(" ")
            const wanted = ["menu", messages, "help-messages help-more", "answering-off", calls]
            let at = 0
            for (const each of [...wanted, "goodbye"]) {
                const found = words.indexOf(each.trim().replaceAll(/\s+/g, " "), at)
                assert.ok(found >= at, `no ${each} in ${words.slice(at)}`)
                at = found
            }
        })

        judgedTest(PC, "and is listed, on a clean card", () => {
            assert.equal(outcomes(run()).at(-1), "owner")
            assert.equal(messagesOf(run()).length, 2)
            assert.ok(settingsOf(run()).includes("answer = no"))
            assertClean(run())
        })
    })
