/** The owner hears by telephone what goes on in the room: where it is wanted, and the modem has a speakerphone. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { clipsHeard, heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { find, heard } from "../support/listening.ts"
import { CODE, OWNER, ownerTypes, speakingCard, typedBy } from "../support/owner-calls.ts"
import { LONG_STORY, SHORT_STORY, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { CARE, IDLE } from "../support/steps.ts"

const ALIKE = 0.8
const ASKED = { wait: { event: "dtmf", source: "caller", count: CODE.length + 2 } }
const SPOKEN = { wait: { event: "speak-end", source: "room" } }
/** What the room is told takes less; and the owner waits for so long and the story before anything else. */
const TOLD_MS = 6500
const STORY_MS = 6000
const MINUTE_MS = 60_000

function settings(country: string, monitor: string): string {
    return `rings = 2\npin = ${CODE}\ncountry = ${country}\nroom-monitor = ${monitor}\n`
}

function keys(typed: string): object {
    return { dtmf: typed, onMs: 70, offMs: 70 }
}

/** The owner asks for the room, hears it, says something into it, and ends it with a key. */
function listener(): object {
    const audio = [
        ...[keys(CODE), { silenceMs: 2500 }, keys("**"), { silenceMs: TOLD_MS + STORY_MS }],
        ...[LONG_STORY, keys("5"), { silenceMs: 6000 }, keys("8")],
    ]
    return { call: { number: OWNER, audio, speakAfter: 1500, then: { stay: 6000 } } }
}

/** When the modem was told to connect a row: ms from power-on, and how long that was so. */
function connected(run: ScenarioRun, label: number): { fromMs: number; lengthMs: number } {
    const lines = run.events("modem", "rx")
    const at = lines.findIndex(each => each["text"] === `AT+VLS=${label}`)
    assert.ok(at >= 0)
    const fromMs = lines[at]!.tMs
    const end = lines.find(({ tMs, text }) => tMs > fromMs && text === "AT+VLS=1")
    return { fromMs, lengthMs: end!.tMs - fromMs }
}

for (const [modem, country, language, label] of [
    ["agere", "US", "en", 7],
    ["si2494", "PL", "pl", 13],
] as const)
    describe(`the room by telephone: ${modem}, ${country}, ${language}`, () => {
        const run = playedBefore({
            ...{ modem, country, card: speakingCard(language, settings(country, "yes")) },
            steps: [
                ...[CARE, listener(), ASKED, { wait: TOLD_MS }, { say: SHORT_STORY }, SPOKEN],
                IDLE,
            ],
        })

        test("the room is told before it is heard, by loudspeaker and lamp", () => {
            const { fromMs } = connected(run(), label)
            const told = clipsHeard(run().output("room.wav"), language)
            assert.deepEqual(
                told.map(({ name }) => name),
                ["room-monitor"]
            )
            assert.ok(run().timeIn("room.wav", told[0]!.endMs * 8) < fromMs)
            const lit = run()
                .events("panel", "lamp")
                .filter(({ value }) => value === 1)
            assert.ok(lit.some(({ tMs }) => tMs > fromMs && tMs < fromMs + 1000))
        })

        judgedTest(["sox"], "the owner hears who speaks there, and is heard", () => {
            const line = find(heard(SHORT_STORY), heard(run().output("line-1.wav")))
            assert.ok(line.likeness > ALIKE, `${line.likeness}`)
            const room = find(heard(LONG_STORY), heard(run().output("room.wav")))
            assert.ok(room.likeness > ALIKE, `${room.likeness}`)
        })

        test("a key ends it, and the menu is there again", () => {
            const keyMs = run().events("caller", "dtmf", { digit: "5" })[0]!.tMs
            const { fromMs, lengthMs } = connected(run(), label)
            assert.ok(fromMs + lengthMs - keyMs < 500, `${fromMs + lengthMs - keyMs}`)
            const words = heardClips(run().output("line-1.wav"), language)
            const wanted = ["room-monitor", "menu", "goodbye"]
            assert.deepEqual(words.slice(-wanted.length), wanted)
        })
    })

describe("an owner who forgets that the room is heard, and one who hangs up: usr5637, Germany", () => {
    const card = speakingCard("en", settings("DE", "yes"))
    const run = playedBefore({
        ...{ modem: "usr5637", country: "DE", card },
        steps: [
            ...[CARE, ownerTypes("**", TOLD_MS + MINUTE_MS + 10_000, "8"), IDLE],
            ...[typedBy(OWNER, CODE, 2500, "**", TOLD_MS), IDLE],
        ],
    })

    test("is over after a minute, or with the call", () => {
        const { fromMs, lengthMs } = connected(run(), 7)
        assert.ok(Math.abs(lengthMs - MINUTE_MS) < 1000, `${lengthMs}`)
        const [, hungUp] = run().events("caller", "hangup")
        const onHooks = run().events("exchange", "on-hook")
        const freeMs = onHooks.find(({ tMs }) => tMs > hungUp!.tMs)!.tMs
        assert.ok(freeMs > fromMs && freeMs - hungUp!.tMs < 20_000, `${freeMs - hungUp!.tMs}`)
    })
})

for (const [modem, country, language, monitor] of [
    ["conexant", "RU", "ru", "yes"],
    ["agere", "US", "en", "no"],
] as const)
    describe(`no room by telephone: ${modem}, room-monitor = ${monitor}`, () => {
        const run = playedBefore({
            ...{ modem, country, card: speakingCard(language, settings(country, monitor)) },
            steps: [CARE, ownerTypes("**", 5000, "8"), IDLE],
        })

        test("the owner is told that there is none, and the room hears nothing", () => {
            const words = heardClips(run().output("line-1.wav"), language)
            assert.ok(words.includes("room-monitor-none"), words.join(" "))
            assert.ok(!words.includes("room-monitor"))
            assert.deepEqual(run().events("speaker", "sound-on"), [])
        })
    })
