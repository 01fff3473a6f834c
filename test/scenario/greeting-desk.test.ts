/** The owner's other greetings: heard, spoken, chosen and erased at the machine and by telephone. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { FLASH_GREETING, assertHears } from "../support/call-judge.ts"
import { PC, assertClean, listCard, readFromCard } from "../support/card-on-pc.ts"
import { heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import {
    LONG_STORY,
    SHORT_STORY,
    SMALL_CARD,
    type ScenarioRun,
    playedBefore,
} from "../support/scenario-run.ts"
import { BOOT, IDLE, PLAYING, RECORDING } from "../support/steps.ts"
import { voiceFiles } from "../support/voice.ts"

/** The usual greeting has begun; and which one it is was said. */
const HEARD = { wait: 800 }
const SAID = { wait: 3500 }
const HEAR = { hold: "menu", ms: 1200 }
const NEXT = { press: "next" }
const RECORD = { hold: "record", ms: 1200 }
const SPOKEN = { wait: { event: "speak-end", source: "room" } }
const COMMENT = "# mine\n"

function greetingFiles(run: ScenarioRun): string[] {
    const folder = "AFTERBEEP/greetings/"
    const files = listCard(run).filter(({ path }) => path.startsWith(folder))
    return files.map(({ path }) => path.slice(folder.length))
}

for (const [modem, country, language] of [
    ["conexant", "US", "en"],
    ["si2494", "DE", "ru"],
] as const)
    describe(`a greeting for after hours, spoken at the machine, on a Sunday; then erased: ${modem}, ${country}, ${language}`, () => {
        const settings = `language = ${language}\ncountry = ${country}\nrings = 2\nhours = Mo-Fr 9:00-17:00\n`
        const caller = { call: { number: "2125550101", then: "hangup" } }
        const run = playedBefore({
            ...{ modem, country },
            start: "2026-11-22T14:05:00",
            card: {
                ...SMALL_CARD,
                files: { ...voiceFiles(language), "AFTERBEEP/settings.txt": { text: settings } },
            },
            steps: [
                ...[BOOT, caller, IDLE],
                // The usual one, then that for after hours, which is not there; then it is.
                ...[HEAR, PLAYING, HEARD, NEXT, SAID, RECORD, RECORDING],
                ...[
                    { wait: 700 },
                    { say: SHORT_STORY },
                    SPOKEN,
                    { wait: 900 },
                    { press: "play" },
                    IDLE,
                ],
                ...[caller, IDLE],
                ...[HEAR, PLAYING, HEARD, NEXT, { wait: 2000 }, { press: "delete" }, IDLE],
                ...[caller, IDLE],
            ],
        })

        test("the room hears which one it is, what to do, and what became of it", () => {
            const words = heardClips(run().output("room.wav"), language)
            assert.deepEqual(words, [
                ...["greeting-after-hours", "greeting-none"],
                ...["greeting-after-hours", "greeting-record", "greeting-recorded"],
                ...["greeting-after-hours", "greeting-erased"],
            ])
        })

        judgedTest(
            ["sox", ...PC],
            "callers hear it while it is there, and the card is whole",
            () => {
                assertHears(run(), 1, FLASH_GREETING)
                assertHears(run(), 2, SHORT_STORY)
                assertHears(run(), 3, FLASH_GREETING)
                assert.deepEqual(greetingFiles(run()), [])
                assertClean(run())
            }
        )
    })

for (const [modem, country, language] of [
    ["agere", "PL", "pl"],
    ["usr5637", "RU", "ru"],
] as const)
    describe(`an owner who waits until a greeting is over, and waits too long, at the machine: ${language}`, () => {
        const settings = `rings = 2\ncountry = ${country}\n`
        // Nothing sounds any more.
        const over = { wait: "idle" }
        const run = playedBefore({
            ...{ modem, country },
            card: {
                ...SMALL_CARD,
                files: {
                    ...voiceFiles(language),
                    "AFTERBEEP/settings.txt": { text: `language = ${language}\n${settings}` },
                },
            },
            steps: [
                ...[BOOT, HEAR, PLAYING, over, { wait: 1500 }, NEXT, PLAYING, over, { wait: 1500 }],
                ...[NEXT, PLAYING, over, { wait: 6000 }, NEXT, PLAYING, IDLE],
            ],
        })

        test("hears the next one, and the one after it; then keys mean messages, and the lamp is dark", () => {
            const words = heardClips(run().output("room.wav"), language).join(" ")
            const greetings = "greeting-after-hours greeting-none greeting-holiday greeting-none"
            assert.ok(words.startsWith(`${greetings} new-messages-none`), words)
            const dark = run()
                .events("panel", "lamp")
                .filter(({ value }) => value === 0)
            const presses = run().events("panel", "press", { button: "next" })
            const inBetween = dark.filter(
                ({ tMs }) => tMs > presses[1]!.tMs && tMs < presses[2]!.tMs
            )
            assert.equal(inBetween.length, 1)
            assert.ok(!dark.some(({ tMs }) => tMs > presses[0]!.tMs && tMs < presses[1]!.tMs))
        })
    })

for (const [modem, country, language] of [
    ["usr5637", "PL", "pl"],
    ["conexant", "RU", "ru"],
] as const)
    describe(`a temporary greeting, spoken by telephone and kept for all callers: ${modem}, ${country}, ${language}`, () => {
        const keys = (typed: string) => ({ dtmf: typed, onMs: 70, offMs: 70 })
        const audio = [
            ...[keys("2468"), { silenceMs: 2500 }, keys("*6"), { silenceMs: 2500 }],
            // After hours, holidays, temporary.
            ...[keys("6"), { silenceMs: 5000 }, keys("6"), { silenceMs: 5000 }, keys("6")],
            ...[{ silenceMs: 5500 }, keys("*7"), { silenceMs: 8500 }, LONG_STORY, keys("5")],
            ...[{ silenceMs: 4000 }, keys("9"), { silenceMs: 4000 }, keys("8")],
        ]
        const owner = { number: "225550199", audio, speakAfter: 1500, then: { stay: 6000 } }
        const files = {
            ...voiceFiles(language),
            "AFTERBEEP/settings.txt": {
                text: `${COMMENT}rings = 2\npin = 2468\nlanguage = ${language}\ncountry = ${country}\n`,
            },
        }
        const run = playedBefore({
            ...{ modem, country },
            card: { ...SMALL_CARD, files },
            steps: [BOOT, { call: owner }, IDLE, { call: { number: "225550101" } }, IDLE],
        })

        test("the line hears which ones there are, and what became of it", () => {
            const words = heardClips(run().output("line-1.wav"), language)
            const wanted = [
                ...["greeting-after-hours", "greeting-none", "greeting-holiday", "greeting-none"],
                ...["greeting-temporary", "greeting-none", "greeting-temporary", "greeting-record"],
                ...["greeting-recorded", "greeting-for-all"],
            ]
            assert.deepEqual(
                words.filter(word => word.startsWith("greeting-")),
                wanted
            )
        })

        judgedTest(
            ["sox", ...PC],
            "callers hear it, and settings.txt says so below the owner's words",
            () => {
                assertHears(run(), 2, LONG_STORY)
                const settings = readFromCard(run(), "AFTERBEEP/settings.txt").toString()
                assert.ok(settings.startsWith(COMMENT), settings)
                assert.match(settings, /^greeting = temporary$/m)
                assert.deepEqual(greetingFiles(run()), ["temporary.wav"])
                assertClean(run())
            }
        )
    })
