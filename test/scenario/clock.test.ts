/**
 * What time it is: the network says day and time with each caller, and no year; the owner says it by telephone. As a person sees it in the
 * names of the messages and in calls.csv, where `~` marks a time that is in doubt.
 */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageNames } from "../support/card-on-pc.ts"
import { heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { CODE, listedCalls, ownerTypes, speakingCard } from "../support/owner-calls.ts"
import { SHORT_STORY, type ScenarioRun, SMALL_CARD, playedBefore } from "../support/scenario-run.ts"
import { CARE, IDLE, PLAY, call } from "../support/steps.ts"

const FIRST = "2125550101"
const SECOND = "2125550102"
const SOON = 1200
const HEAR = 4500
const CYCLE = [{ power: "cycle", offMs: 60_000 }, { wait: 60_000 }, CARE]
/** Nobody says who calls, and so not when. */
const NO_CALLER_ID = { call: { audio: SHORT_STORY } }
const MINUTE_MS = 60_000

/** Day and time of each call in calls.csv, without seconds: `2026-11-22 14:05~`. */
function times(run: ScenarioRun): string[] {
    return listedCalls(run).map(([date, time]) => `${date} ${time!.replace(/:\d\d(?=~?$)/, "")}`)
}

/** What the owner types to set the time, and the day. */
function setTo(time: string, day: string): (string | number)[] {
    return ["4", SOON, time, HEAR, "5", SOON, day, HEAR, "*", SOON, "8"]
}

describe("a clock that knows no year, on New Year's Eve in Poland", () => {
    const run = playedBefore({
        ...{ modem: "agere", country: "PL", start: "2026-12-31T23:57:00" },
        card: SMALL_CARD,
        settings: { rings: 2, country: "PL" },
        steps: [
            ...[CARE, NO_CALLER_ID, IDLE],
            ...[call(FIRST), IDLE, { wait: 4 * MINUTE_MS }, call(SECOND), IDLE],
            // The clock stands while there is no power, and nobody can say for how long that was.
            ...[...CYCLE, NO_CALLER_ID, IDLE, call(FIRST), IDLE, NO_CALLER_ID, IDLE],
        ],
    })

    judgedTest(PC, "is set by the first call that says it, and goes on into the new year", () => {
        const names = messageNames(run()).map(name => name.slice(0, 27))
        assert.ok(names.includes(`2026-12-31 23.57 ${FIRST}`), names.join())
        assert.ok(names.includes(`2027-01-01 00.02 ${SECOND}`), names.join())
        assert.ok(names.some(name => name.startsWith("no-time #")))
    })

    judgedTest(PC, "is in doubt after a power cut, until a call confirms it", () => {
        const [none, set, newYear, kept, confirmed, sure] = times(run())
        assert.deepEqual([none!.trim(), set], ["", "2026-12-31 23:57"])
        assert.equal(newYear, "2027-01-01 00:02")
        // As it was when a call had set it, and slow.
        assert.match(kept!, /^2026-12-31 23:5\d~$/)
        assert.match(confirmed!, /^2027-01-01 00:\d\d$/)
        assert.match(sure!, /^2027-01-01 00:\d\d$/)
        assertClean(run())
    })
})

for (const [modem, country, start, wanted] of [
    ["agere", "PL", "2027-03-28T01:50:00", ["2027-03-28 01:5", "2027-03-28 03:0"]],
    ["si2494", "US", "2026-11-01T01:50:00", ["2026-11-01 01:5", "2026-11-01 01:0"]],
] as const)
    describe(`clocks are changed between two calls: ${modem}, ${country}`, () => {
        const run = playedBefore({
            ...{ modem, country, start },
            card: SMALL_CARD,
            settings: { rings: 2, country },
            steps: [CARE, call(FIRST), IDLE, { wait: 10 * MINUTE_MS }, call(SECOND), IDLE],
        })

        judgedTest(PC, "the hour is believed at once, and doubted nowhere", () => {
            const said = times(run())
            assert.equal(said.length, 2)
            said.forEach((each, i) => assert.ok(each.startsWith(wanted[i]!), said.join()))
            assert.ok(!said.join().includes("~"))
            assertClean(run())
        })
    })

for (const [modem, country, language, christmasEve] of [
    ["conexant", "US", "en", "12242027"],
    ["agere", "PL", "pl", "24122027"],
] as const)
    describe(`an owner who says a wrong day by telephone: ${modem}, ${country}, ${language}`, () => {
        const run = playedBefore({
            ...{ modem, country },
            card: speakingCard(language, `rings = 2\ncountry = ${country}\npin = ${CODE}\n`),
            steps: [
                ...[CARE, ownerTypes("*8", SOON, ...setTo("0830", christmasEve)), IDLE],
                ...[NO_CALLER_ID, IDLE, call(FIRST), IDLE, call(SECOND), IDLE],
            ],
        })

        test("hears that both are saved", () => {
            const heard = heardClips(run().output("line-1.wav"), language)
            assert.equal(heard.filter(each => each === "saved").length, 2, heard.join(" "))
        })

        judgedTest(PC, "is believed; the network only when it has said so twice", () => {
            const [before, said, doubted, believed] = times(run())
            assert.match(before!, /^2026-11-22 14:05$/)
            assert.match(said!, /^2027-12-24 08:3\d$/)
            assert.match(doubted!, /^2027-12-24 08:3\d~$/)
            // The nearest 22 November to the day before Christmas 2027.
            assert.match(believed!, /^2027-11-22 14:\d\d$/)
            assertClean(run())
        })
    })

describe("Russia, where the network says nothing, and the owner has to", () => {
    const settings = `rings = 2\ncountry = RU\npin = ${CODE}\n`
    const run = playedBefore({
        ...{ modem: "usr5637", country: "RU", start: "2026-11-22T14:05:00" },
        card: speakingCard("ru", settings),
        steps: [
            ...[CARE, NO_CALLER_ID, IDLE],
            ...[ownerTypes("*8", SOON, "4", SOON, "2575", HEAR, ...setTo("2359", "28022027"))],
            ...[IDLE, NO_CALLER_ID, IDLE, { wait: MINUTE_MS }, NO_CALLER_ID, IDLE],
            ...[...CYCLE, NO_CALLER_ID, IDLE, PLAY, IDLE],
        ],
    })

    test("hears of the message after a cut that it came perhaps then, and no days that are a guess", () => {
        const heard = heardClips(run().output("room.wav"), "ru")
        assert.equal(heard.filter(each => each === "perhaps").length, 1, heard.join(" "))
        assert.equal(heard.indexOf("perhaps"), heard.lastIndexOf("message") + 3, heard.join(" "))
        assert.ok(!heard.includes("today") && !heard.includes("yesterday"), heard.join(" "))
    })

    test("hears that a time that is none is not saved, and the others are", () => {
        const heard = heardClips(run().output("line-2.wav"), "ru")
        const answers = heard.filter(each => ["saved", "not-saved"].includes(each))
        assert.deepEqual(answers, ["not-saved", "saved", "saved"])
    })

    judgedTest(
        PC,
        "finds it in the messages' names, over midnight, and doubted after a cut",
        () => {
            const names = messageNames(run())
            assert.equal(names.length, 4)
            assert.ok(
                names.some(name => name.startsWith("2027-02-28 23.59 ")),
                names.join()
            )
            assert.ok(
                names.some(name => name.startsWith("2027-03-01 00.00 ")),
                names.join()
            )
            assert.match(times(run()).at(-1)!, /^2027-02-28 23:59~$/)
            assert.ok(
                names.some(name => name.startsWith("2027-02-28 23.59~ unknown")),
                names.join()
            )
            assertClean(run())
        }
    )
})
