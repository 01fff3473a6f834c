/**
 * Somebody in the house picks up another telephone: while it rings, in the instant in which the machine would answer, while it greets and
 * while it records. Of the modems here, Conexant's tell of it, but not before they were made ready to answer; Silicon Laboratories' measure the line when they are
 * asked, and hang up by themselves within a second or so; what is true with the others stands here as well.
 */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageNames, messageWith } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { type Modem, linesOf } from "../support/lines.ts"
import { CODE, outcomes, ownerTypes, speakingCard } from "../support/owner-calls.ts"
import { LONG_STORY, SMALL_CARD, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { CARE, IDLE, RECORDING, call } from "../support/steps.ts"

const FIRST = "2125550101"
const NEXT = "2125550102"
const UP = { telephone: "pickup" }
const DOWN = { telephone: "putdown" }
const RINGS = { wait: { event: "ring-off", source: "exchange", n: 1 } }
const LAST_RING = { wait: { event: "ring-off", source: "exchange", n: 2 } }
/** Late enough for a modem that has to learn first what current is usual. */
const GREETS = [{ wait: { event: "play-start", source: "modem" } }, { wait: 1600 }]
const RECORDS = [RECORDING, { wait: 3000 }]
/** The owner's code is right, and the machine has begun to tell of its keys. */
const MENU = [
    { wait: { event: "dtmf", source: "caller", digit: CODE.at(-1) } },
    { wait: { event: "play-start", source: "modem" } },
    { wait: 700 },
]
/** Who has picked up talks with the caller, and both hang up. */
const TALK = [{ wait: 12_000 }, DOWN, IDLE, { wait: 10_000 }]
/** "At once", as the owner expects it; and what a modem needs that looks every 520 ms and believes it the second time. */
const GIVEN_WAY_MS: Partial<Record<Modem, number>> = { conexant: 200, si2494: 1100 }
const TAKEN = "taken by somebody in the house"

function caller(): object {
    return { call: { number: FIRST, audio: LONG_STORY, speakAfter: "beep", giveUpMs: 20_000 } }
}

function takenAt(when: readonly object[]): object[] {
    return [caller(), ...when, UP, ...TALK, call(NEXT), IDLE]
}

/** From the pick-up until the machine has let go of the line; a minus where it never had it. */
function givenWayMs(run: ScenarioRun, n: number): number {
    const pickupMs = run.events("exchange", "pickup")[n]!.tMs
    const isOnLine = run
        .events("exchange", "off-hook")
        .some(({ tMs }) => tMs < pickupMs && onHookAfter(run, tMs) > pickupMs)
    return isOnLine ? onHookAfter(run, pickupMs) - pickupMs : -1
}

function onHookAfter(run: ScenarioRun, ms: number): number {
    return run.events("exchange", "on-hook").find(({ tMs }) => tMs > ms)?.tMs ?? Infinity
}

function answersOf(run: ScenarioRun, n: number): number {
    const from = run.timeOf("exchange", "ring-on", { call: n })
    const to = run.events("exchange", "ring-on", { call: n + 1 })[0]?.tMs ?? Infinity
    return run.events("exchange", "off-hook").filter(({ tMs }) => tMs > from && tMs < to).length
}

for (const { modem, country } of linesOf("taken-calls")) {
    const givesWayMs = GIVEN_WAY_MS[modem] ?? 0
    const tells = givesWayMs > 0
    const settings = `rings = 2\ncountry = ${country}\n`
    const card = { ...SMALL_CARD, files: { "AFTERBEEP/settings.txt": { text: settings } } }
    const line = { modem, country, card }

    describe(`a call that is taken at the first ring: ${modem}, ${country}`, () => {
        const run = playedBefore({ ...line, steps: [CARE, ...takenAt([RINGS])] })

        test("is not the machine's: it stays on-hook", () => {
            assert.equal(answersOf(run(), 1), 0)
            assert.equal(answersOf(run(), 2), 1)
        })

        judgedTest(PC, "is in the list, and the next one leaves its message", () => {
            const measured = modem === "si2494"
            assert.deepEqual(outcomes(run()), [measured ? TAKEN : "one ring", "message"])
            assert.equal(messageNames(run()).length, 1)
            messageWith(run(), NEXT)
            assertClean(run())
        })
    })

    // Britain's ring has a gap, in which the machine answers: there is no later instant.
    if (tells && country !== "UK")
        describe(`a call that is taken when the machine would answer: ${modem}, ${country}`, () => {
            const run = playedBefore({ ...line, steps: [CARE, ...takenAt([LAST_RING])] })

            test("hears nothing of the machine, which stays on-hook", () => {
                assert.equal(answersOf(run(), 1), 0)
                assert.deepEqual(run().events("modem", "play-start", { call: 1 }), [])
            })

            judgedTest(PC, "is in the list, and the next one leaves its message", () => {
                assert.deepEqual(outcomes(run()), [TAKEN, "message"])
                messageWith(run(), NEXT)
                assertClean(run())
            })
        })

    if (tells)
        describe(`calls that are taken while the machine has them: ${modem}, ${country}`, () => {
            const run = playedBefore({
                ...line,
                steps: [CARE, ...takenAt(GREETS), ...takenAt(RECORDS)],
            })

            test("are left to who has picked up, at once, and nothing more is said", () => {
                const ms = [0, 1].map(n => Math.round(givenWayMs(run(), n)))
                assert.ok(
                    ms.every(each => each > 0 && each <= givesWayMs),
                    `${ms}`
                )
                const [greeted] = run().events("exchange", "pickup")
                const toMs = run().timeOf("caller", "hangup", { call: 1 })
                const later = run()
                    .events("line", "sound-on")
                    .filter(({ tMs }) => tMs > greeted!.tMs + givesWayMs && tMs < toMs)
                assert.deepEqual(later, [])
                assert.deepEqual(run().events("caller", "beep-heard", { call: 1 }), [])
                assert.deepEqual(run().events("modem", "record-start", { call: 1 }), [])
            })

            judgedTest(PC, "are in the list, and what was said until then is a message", () => {
                assert.deepEqual(outcomes(run()), [TAKEN, "message", "message", "message"])
                assert.equal(messageNames(run()).filter(name => name.includes(FIRST)).length, 1)
                assertClean(run())
            })
        })

    if (tells)
        describe(`an owner's call that is taken while the machine speaks: ${modem}, ${country}`, () => {
            const run = playedBefore({
                ...{ modem, country, card: speakingCard("en", `${settings}pin = ${CODE}\n`) },
                steps: [CARE, ownerTypes(), ...MENU, UP, ...TALK],
            })

            test("is left at once, without a good-bye", () => {
                const ms = Math.round(givenWayMs(run(), 0))
                assert.ok(ms > 0 && ms <= givesWayMs, `${ms}`)
                const fromMs = run().timeOf("exchange", "pickup") + givesWayMs
                const spoken = run().events("modem", "play-start")
                assert.deepEqual(
                    spoken.filter(({ tMs }) => tMs > fromMs),
                    []
                )
            })

            judgedTest(PC, "is listed as the owner's", () => {
                assert.deepEqual(outcomes(run()), ["owner"])
                assertClean(run())
            })
        })
    if (!tells)
        describe(`a call that is taken while the machine has it: ${modem}, ${country}`, () => {
            const run = playedBefore({ ...line, steps: [CARE, ...takenAt(RECORDS)] })

            judgedTest(PC, "is recorded until its end, for the modem says nothing", () => {
                assert.ok(givenWayMs(run(), 0) > 1000, `${givenWayMs(run(), 0)} ms`)
                assert.deepEqual(outcomes(run()), ["message", "message"])
                assertClean(run())
            })
        })
}
