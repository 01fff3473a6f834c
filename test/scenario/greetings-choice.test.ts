/** Which of several greetings a caller hears: by caller, day and hour, and what the owner is told of it. */

import assert from "node:assert/strict"
import { rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { after, describe, test } from "node:test"
import { FLASH_GREETING, assertHears } from "../support/call-judge.ts"
import { PC, assertClean } from "../support/card-on-pc.ts"
import { heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { linesOf } from "../support/lines.ts"
import { BOOTED, CONVERTED, formOf } from "../support/own-greeting.ts"
import { SMALL_CARD, newFolder, play, projectFile, runBefore } from "../support/scenario-run.ts"
import { IDLE, PLAY } from "../support/steps.ts"

const GREETINGS = "AFTERBEEP/greetings"
const USUAL = projectFile("sounds/en/greeting-default.wav")
const POLISH = projectFile("sounds/pl/greeting-default.wav")
const RUSSIAN = projectFile("sounds/ru/greeting-default.wav")
const STORY = projectFile("sounds/callers/second-call.wav")
const SOX = ["sox", ...PC]
const FRIEND = "2125550101"
const STRANGER = "2125550102"
const FORM_8 = ["-r", "8000", "-b", "8", "-e", "unsigned"]
const FORM_16 = ["-r", "16000", "-b", "16"]

const folder = newFolder()
after(() => rmSync(folder, { recursive: true }))

/** A greeting on the card, in a form of its own. */
function greeting(name: string, voice: string, form: readonly string[] = FORM_8): [string, object] {
    return [`${GREETINGS}/${name}.wav`, { file: formOf(folder, name, form, voice) }]
}

function spoken(language: string): [string, object][] {
    const word = "temporary-greeting-on"
    const file = projectFile(`sounds/prompts/${language}/${word}.wav`)
    return ["u8", "ulaw", "alaw"].map(codec => [
        `AFTERBEEP/prompts/${language}/${codec}/${word}.wav`,
        { file: formOf(folder, `${language}-${codec}`, FORM_OF[codec]!, file) },
    ])
}

const FORM_OF: Readonly<Record<string, string[]>> = {
    u8: FORM_8,
    ulaw: ["-r", "8000", "-e", "u-law"],
    alaw: ["-r", "8000", "-e", "a-law"],
}

function ringing(number: string): object {
    return { call: { number, then: "hangup" } }
}

function scenario(more: object, settings: string, files: [string, object][], steps: object[]) {
    const all = { "AFTERBEEP/settings.txt": { text: settings }, ...Object.fromEntries(files) }
    return { ...more, card: { ...SMALL_CARD, files: all }, steps }
}

const [us, uk, pl, pl2, us2, de, english, polish, russian] = linesOf("greetings-choice")

for (const { modem, country } of [us, uk])
    describe(`a greeting for after hours, which is a Sunday in November: ${modem}, ${country}`, () => {
        const run = runBefore(() =>
            play(
                scenario(
                    { modem, country, start: "2026-11-22T14:05:00" },
                    `country = ${country}\nrings = 2\nhours = Mo-Fr 9:00-17:00\n`,
                    [
                        greeting("default", USUAL),
                        greeting("after-hours", POLISH, FORM_16),
                        greeting(`caller-${FRIEND}`, RUSSIAN),
                    ],
                    [
                        BOOTED,
                        ringing(STRANGER),
                        IDLE,
                        CONVERTED,
                        ringing(STRANGER),
                        IDLE,
                        ringing(FRIEND),
                        IDLE,
                    ]
                )
            )
        )

        judgedTest(SOX, "is heard when it was converted; until then the ordinary one is", () => {
            assertHears(run(), 1, USUAL)
            assertHears(run(), 2, POLISH)
            assertClean(run())
        })

        judgedTest(SOX, "and by whom the owner has a greeting for, that one", () =>
            assertHears(run(), 3, RUSSIAN)
        )
    })

for (const [{ modem, country }, start, settings, expected] of [
    [pl, "2026-12-25T10:00:00", "holiday = 12-26\n", RUSSIAN],
    [pl2, "2026-12-26T10:00:00", "holiday = 12-26\n", POLISH],
    [us2, "2026-11-26T10:00:00", "holiday = 4th-Th-11\n", POLISH],
    [de, "2027-03-29T10:00:00", "holiday = 12-25, easter+1\n", POLISH],
    [de, "2027-03-30T10:00:00", "holiday = 12-25, easter+1\n", USUAL],
] as const)
    describe(`at ${start.slice(0, 10)} in ${country}, with ${modem} and "${settings.trim()}"`, () => {
        const run = runBefore(() =>
            play(
                scenario(
                    { modem, country, start },
                    `rings = 2\ncountry = ${country}\n${settings}`,
                    [
                        greeting("default", USUAL),
                        greeting("holiday", POLISH, FORM_OF["alaw"]),
                        greeting("holiday-12-25", RUSSIAN),
                    ],
                    [{ wait: 9000 }, ringing(STRANGER), IDLE]
                )
            )
        )

        judgedTest(SOX, "the greeting of the day is heard", () => assertHears(run(), 1, expected))
    })

for (const [{ modem, country, language }, start, isOn] of [
    [english, "2026-11-22T14:05:00", true],
    [polish, "2026-12-01T23:00:00", true],
    [russian, "2026-12-01T10:00:00", true],
    [english, "2026-12-02T00:05:00", false],
] as const)
    describe(`a greeting until the first of December, at ${start}, in ${language}`, () => {
        const run = runBefore(() => {
            const broken = join(folder, "broken.wav")
            writeFileSync(broken, "this is no sound at all\n")
            return play(
                scenario(
                    { modem, country, start },
                    `rings = 2\nlanguage = ${language}\ntemporary-until = 2026-12-01\n`,
                    [
                        greeting("default", USUAL),
                        greeting("temporary", STORY),
                        [`${GREETINGS}/caller-${STRANGER}.wav`, { file: broken }],
                        ...spoken(language),
                    ],
                    [BOOTED, ringing(STRANGER), IDLE, PLAY, IDLE]
                )
            )
        })

        judgedTest(SOX, isOn ? "is heard, for the caller's own is broken" : "is over", () =>
            assertHears(run(), 1, isOn ? STORY : USUAL)
        )

        test(isOn ? "and its owner is reminded of it" : "and its owner is not told of it", () => {
            const clips = heardClips(run().output("room.wav"), language)
            assert.equal(clips.includes("temporary-greeting-on"), isOn)
        })
    })

for (const { modem, country } of [us, pl])
    describe(`a machine that takes no messages, and has a greeting for that: ${modem}, ${country}`, () => {
        const run = runBefore(() =>
            play(
                scenario(
                    { modem, country },
                    `rings = 2\ncountry = ${country}\nrecord = no\n`,
                    [greeting("default", USUAL), greeting("announce-only", POLISH)],
                    [BOOTED, ringing(STRANGER), IDLE]
                )
            )
        )

        judgedTest(SOX, "says that and no more: there is no beep", () => {
            assertHears(run(), 1, POLISH)
            assert.equal(run().events("caller", "beep-heard").length, 0)
        })
    })

describe("greetings of which none can be played", () => {
    const run = runBefore(() => {
        const text = join(folder, "none.wav")
        writeFileSync(text, "none\n")
        return play(
            scenario(
                { ...us2, start: "2026-11-22T14:05:00" },
                "rings = 2\nhours = Mo 9-10\n",
                ["default", "after-hours"].map(name => [
                    `${GREETINGS}/${name}.wav`,
                    { file: text },
                ]),
                [BOOTED, { wait: 8000 }, ringing(STRANGER), IDLE]
            )
        )
    })

    judgedTest(SOX, "leave the machine's own", () => assertHears(run(), 1, FLASH_GREETING))

    test("and are told in the log, each by its name", () => {
        const texts = run()
            .events("machine", "log")
            .map(each => String(each["text"]))
        for (const name of ["default.wav", "AFTER-~1WAV"])
            assert.ok(
                texts.some(text => text.includes(name) && text.includes("no RIFF")),
                `${name}: ${texts.join("\n")}`
            )
    })
})
