/**
 * With `return-lamp = yes` the lamp goes on telling of people who wait to be called back when all messages are heard: one long blink, again
 * and again. The owner asks whom to call, hears since when they wait, and marks them until the lamp is dark.
 */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean } from "../support/card-on-pc.ts"
import { heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { lampSigns } from "../support/lamp.ts"
import { type Language, linesOf } from "../support/lines.ts"
import { CODE, listedCalls, ownerTypes, speakingCard } from "../support/owner-calls.ts"
import { type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { CARE, IDLE, PLAY, call } from "../support/steps.ts"

const FIRST = "2125550101"
const SECOND = "2125550102"
const LOOK_MS = 10_000
const LOOK = { wait: LOOK_MS }
const MENU = { press: "menu" }
const CYCLE = [{ power: "cycle", offMs: 1000 }, CARE]

/** From the evening of a Thursday to a night in which nobody calls, and on. */
const START = "2026-11-26T23:56:00"
const OVER_MIDNIGHT = { wait: 180_000 }

/** What the lamp says in the 10 s before the n-th press of that button, of whole groups. */
function signsBefore(run: ScenarioRun, button: string, n: number): string[] {
    const pressMs = run.events("panel", "press", { button })[n - 1]!.tMs
    return [...new Set(lampSigns(run, pressMs - LOOK_MS, pressMs).slice(1, -1))]
}

function signsAtEnd(run: ScenarioRun): string[] {
    return [...new Set(lampSigns(run, run.endMs - LOOK_MS - 1000, run.endMs - 1000).slice(1, -1))]
}

interface Words {
    readonly count: string
    readonly first: string
    readonly second: string
}

const WORDS: Readonly<Record<Language, Words>> = {
    en: {
        count: "2 calls-many",
        first: "from 2 1 2 5 5 5 0 1 0 1 yesterday at 11 50 6 pm",
        second: "from 2 1 2 5 5 5 0 1 0 2 yesterday at 11 50 6 pm",
    },
    pl: {
        count: "2 calls-few",
        first: "from 2 1 2 5 5 5 0 1 0 1 yesterday hours-one nth-20 nth-3 50 6",
        second: "from 2 1 2 5 5 5 0 1 0 2 yesterday hours-one nth-20 nth-3 50 6",
    },
    ru: {
        count: "2 calls-few",
        first: "from 2 1 2 5 5 5 0 1 0 1 yesterday 20 3 hours-few 50 6 minutes-many",
        second: "from 2 1 2 5 5 5 0 1 0 2 yesterday 20 3 hours-few 50 6 minutes-many",
    },
}

const [us, pl, de, fr] = linesOf("return-lamp")

for (const { modem, country, language } of [us, pl, de])
    describe(`two callers who wait, and a lamp that says so: ${modem}, ${country}, ${language}`, () => {
        const settings = `rings = 2\ncountry = ${country}\nreturn-lamp = yes\npin = ${CODE}\n`
        const words = WORDS[language]
        const run = playedBefore({
            ...{ modem, country, start: START, card: speakingCard(language, settings) },
            steps: [
                ...[CARE, call(FIRST), IDLE, call(SECOND), IDLE, LOOK, PLAY, IDLE],
                // Whom to call; the first one was called.
                ...[OVER_MIDNIGHT, MENU, IDLE, MENU, { wait: 7000 }, { press: "answer" }, IDLE],
                // By telephone: the second one, too.
                ...[...CYCLE, LOOK, MENU, IDLE, ownerTypes("*2", 7000, "*1", 9000, "8"), IDLE],
                ...[LOOK, { wait: 2000 }],
            ],
        })

        test("blinks for new messages first", () =>
            assert.deepEqual(signsBefore(run(), "play", 1), ["2 blinks"]))

        test("then long, again and again, also after a power cut, until nobody waits", () => {
            assert.deepEqual(signsBefore(run(), "menu", 1), ["long"])
            assert.deepEqual(signsBefore(run(), "menu", 3), ["long"])
            assert.deepEqual(signsAtEnd(run()), [])
        })

        test("who waits is told with since when, oldest first", () => {
            const heard = heardClips(run().output("room.wav"), language).join(" ")
            assert.ok(heard.includes(`end ${words.count} ${words.first} ${words.second}`), heard)
            assert.match(heard, /call-returned .*calls-one from 2 1 2 5 5 5 0 1 0 2/)
            const line = heardClips(run().output("line-3.wav"), language).join(" ")
            assert.ok(line.includes("call-returned"), line)
        })

        judgedTest(PC, "and the list says that both were called back", () => {
            const states = listedCalls(run()).map(columns => columns.at(-1))
            assert.deepEqual(states.slice(0, 2), ["done", "done"])
            assertClean(run())
        })
    })

describe("a lamp that is not to tell of calls to return", () => {
    const { modem, country, language } = fr
    const run = playedBefore({
        ...{ modem, country },
        card: speakingCard(language, `rings = 2\ncountry = ${country}\n`),
        steps: [CARE, call(FIRST), IDLE, PLAY, IDLE, LOOK, { wait: 2000 }],
    })

    test("is dark when all is heard", () => assert.deepEqual(signsAtEnd(run()), []))

    judgedTest(PC, "though somebody waits", () => {
        assert.equal(listedCalls(run())[0]!.at(-1), "to return")
    })
})
