/** The owner stands at the machine and speaks a greeting: what the next caller hears, and what a PC finds. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, listCard, messageWith, readFromCard } from "../support/card-on-pc.ts"
import { heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { find, heard, soundBytes } from "../support/listening.ts"
import { voiceFiles } from "../support/voice.ts"
import {
    LONG_STORY,
    SHORT_STORY,
    SMALL_CARD,
    type ScenarioRun,
    playedBefore,
    projectFile,
} from "../support/scenario-run.ts"
import { BOOT, IDLE, RECORDING } from "../support/steps.ts"

const GREETING = "AFTERBEEP/greetings/default.wav"
const RECORD = { hold: "record", ms: 1200 }
const END = { press: "play" }
const CALL = { call: { number: "2125550123", audio: SHORT_STORY } }
const SPOKEN = { wait: { event: "speak-end", source: "room" } }

function speak(file: string): object[] {
    return [RECORD, RECORDING, { wait: 700 }, { say: file }, SPOKEN, { wait: 900 }, END, IDLE]
}

function assertHears(run: ScenarioRun, line: number, sound: string): void {
    const { likeness } = find(heard(sound), heard(run.output(`line-${line}.wav`)))
    assert.ok(likeness > 0.9, `${likeness}`)
}

for (const [modem, language, country] of [
    ["conexant", "en", "US"],
    ["usr5637", "pl", "PL"],
    ["si2494", "ru", "RU"],
] as const)
    describe(`a greeting spoken at the machine, modem ${modem}, ${language}`, () => {
        const files = {
            ...voiceFiles(language),
            "AFTERBEEP/settings.txt": {
                text: `rings = 1\ncountry = ${country}\nlanguage = ${language}\n`,
            },
        }
        const run = playedBefore({
            modem,
            country,
            card: { ...SMALL_CARD, files },
            steps: [BOOT, ...speak(SHORT_STORY), CALL, IDLE, ...speak(LONG_STORY), CALL, IDLE],
        })

        test("the machine says what to do, and plays it back", () => {
            const words = heardClips(run().output("room.wav"), language)
            assert.deepEqual(words.slice(0, 2), ["greeting-record", "greeting-recorded"])
            const { likeness } = find(heard(SHORT_STORY), heard(run().output("room.wav")))
            assert.ok(likeness > 0.9, `${likeness}`)
        })

        judgedTest(["sox"], "callers hear it, and after that the next one", () => {
            assertHears(run(), 1, SHORT_STORY)
            assertHears(run(), 2, LONG_STORY)
        })

        judgedTest(
            PC,
            "a PC finds a WAV file without the silence before and after, and a whole card",
            () => {
                const greetings = listCard(run()).filter(({ path }) =>
                    path.startsWith("AFTERBEEP/greetings/")
                )
                assert.deepEqual(
                    greetings.map(({ path }) => path),
                    [GREETING]
                )
                const spokenMs = heard(LONG_STORY).length / 8
                const keptMs = soundBytes(readFromCard(run(), GREETING)).length / 8
                assert.ok(
                    keptMs < spokenMs + 900 && keptMs > spokenMs - 900,
                    `${keptMs}, ${spokenMs}`
                )
                assertClean(run())
            }
        )
    })

describe("a greeting that is not one: a cough, a change of mind, and a call that comes in between", () => {
    const cough = [
        RECORD,
        RECORDING,
        { wait: 700 },
        { say: projectFile("sounds/prompts/en/1.wav") },
        SPOKEN,
        { wait: 300 },
        END,
        IDLE,
    ]
    const called = [RECORD, RECORDING, { say: LONG_STORY }, { wait: 2000 }, CALL, IDLE]
    const files = { ...voiceFiles("en"), "AFTERBEEP/settings.txt": { text: "rings = 2\n" } }
    const run = playedBefore({
        card: { ...SMALL_CARD, files },
        steps: [
            BOOT,
            ...speak(SHORT_STORY),
            ...cough,
            RECORD,
            { wait: 1500 },
            END,
            IDLE,
            ...called,
            { wait: 1000 },
            IDLE,
        ],
    })

    test("it says that it was too short", () => {
        assert.ok(heardClips(run().output("room.wav"), "en").includes("greeting-too-short"))
    })

    judgedTest(["sox", ...PC], "the one before is what callers hear", () => {
        assertHears(run(), 1, SHORT_STORY)
        assertClean(run())
    })
})

describe("a greeting that a PC has put there, another one spoken, and both erased", () => {
    const files = {
        ...voiceFiles("en"),
        [GREETING]: { file: projectFile("sounds/en/greeting-default.wav") },
        "AFTERBEEP/settings.txt": { text: "rings = 1\n" },
    }
    const run = playedBefore({
        card: { ...SMALL_CARD, files },
        steps: [BOOT, ...speak(SHORT_STORY), CALL, IDLE],
    })

    judgedTest(["sox", ...PC], "the PC's is kept under another name", () => {
        assertHears(run(), 1, SHORT_STORY)
        const before = readFromCard(run(), "AFTERBEEP/greetings/defaul1.wav")
        assert.ok(before.length > 10_000)
        assertClean(run())
    })
})

describe("a greeting and a memo that the owner leaves by telephone", () => {
    const keys = (typed: string) => ({ dtmf: typed, onMs: 70, offMs: 70 })
    const audio = [
        ...[keys("2468"), { silenceMs: 2500 }],
        ...[keys("*7"), { silenceMs: 6000 }, SHORT_STORY, keys("5"), { silenceMs: 14_000 }],
        ...[
            keys("*4"),
            { silenceMs: 6000 },
            SHORT_STORY,
            keys("5"),
            { silenceMs: 4000 },
            keys("8"),
        ],
    ]
    const owner = { number: "2125550199", audio, speakAfter: 1500, then: { stay: 6000 } }
    const files = {
        ...voiceFiles("en"),
        "AFTERBEEP/settings.txt": { text: "rings = 2\npin = 2468\n" },
    }
    const run = playedBefore({
        card: { ...SMALL_CARD, files },
        steps: [BOOT, { call: owner }, IDLE, CALL, IDLE],
    })

    test("the machine says what to do, and what became of it", () => {
        const words = heardClips(run().output("line-1.wav"), "en")
        for (const clip of ["greeting-record", "greeting-recorded", "memo-record", "memo-kept"])
            assert.ok(words.includes(clip), `${clip} of ${words.join(" ")}`)
    })

    judgedTest(["sox", ...PC], "callers hear the greeting, and the memo is a message", () => {
        assertHears(run(), 2, SHORT_STORY)
        messageWith(run(), " memo.wav")
        assertClean(run())
    })
})
