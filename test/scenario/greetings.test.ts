/** The owner's greeting in any form that a WAV can have: made by sox, put on the card, and heard by a caller. */

import assert from "node:assert/strict"
import { rmSync, statSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { after, describe, test } from "node:test"
import { FLASH_GREETING, assertHears } from "../support/call-judge.ts"
import { PC, assertClean, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest, runJudge } from "../support/judges.ts"
import { heard } from "../support/listening.ts"
import { BOOTED, CONVERTED, PLACE, formOf, withGreeting } from "../support/own-greeting.ts"
import {
    type ScenarioRun,
    newFolder,
    play,
    projectFile,
    runBefore,
} from "../support/scenario-run.ts"
import { IDLE } from "../support/steps.ts"

const VOICE = projectFile("sounds/callers/second-call.wav")
const OTHER_VOICE = projectFile("sounds/en/greeting-default.wav")
const CALL = { call: { number: "2125550123", then: "hangup" } }
const SOX = ["sox", ...PC]

const folder = newFolder()
after(() => rmSync(folder, { recursive: true }))

function assertSaid(run: ScenarioRun, pattern: RegExp): void {
    const texts = run.events("machine", "log").map(each => String(each["text"]))
    assert.ok(
        texts.some(text => pattern.test(text)),
        texts.join("\n")
    )
}

const FORMS: readonly (readonly [name: string, form: readonly string[]])[] = [
    ["16 bits at 8 kHz", ["-r", "8000", "-b", "16"]],
    ["16 bits, stereo, at 48 kHz", ["-r", "48000", "-b", "16", "-c", "2"]],
    ["16 bits at 32 kHz", ["-r", "32000", "-b", "16"]],
    ["16 bits at 16 kHz", ["-r", "16000", "-b", "16"]],
    ["8 bits, stereo, at 8 kHz", ["-r", "8000", "-b", "8", "-e", "unsigned", "-c", "2"]],
    ["A-law at 16 kHz", ["-r", "16000", "-e", "a-law"]],
]

for (const [name, form] of FORMS)
    describe(`a greeting of ${name}`, () => {
        const run = runBefore(() =>
            play(withGreeting(formOf(folder, name, form, VOICE), [CONVERTED, CALL, IDLE]))
        )

        judgedTest(SOX, "is what the caller hears, after it was converted", () => {
            assertSaid(run(), /converted/)
            assertHears(run(), 1, VOICE)
        })

        judgedTest(PC, "leaves the volume clean", () => assertClean(run()))
    })

const REFUSED: readonly (readonly [name: string, reason: RegExp, make: () => string])[] = [
    [
        "at 22050 Hz",
        /format 1, 1 channels, 22050 Hz, 16 bits/,
        () => formOf(folder, "at 22050", ["-r", "22050"], VOICE),
    ],
    [
        "that is compressed",
        /format 17, 1 channels, 8000 Hz, 4 bits/,
        () => formOf(folder, "ima", ["-r", "8000", "-e", "ima-adpcm"], VOICE),
    ],
    [
        "that was cut short",
        /truncated/,
        () => {
            const file = formOf(folder, "short", ["-r", "16000"], VOICE)
            truncateSync(file, statSync(file).size / 2)
            return file
        },
    ],
    [
        "that is no sound",
        /no RIFF/,
        () => {
            const file = join(folder, "text.wav")
            writeFileSync(file, "this is no sound at all\n")
            return file
        },
    ],
]

for (const [name, reason, make] of REFUSED)
    describe(`a greeting ${name}`, () => {
        const run = runBefore(() =>
            play(withGreeting(make(), [BOOTED, { wait: 8000 }, CALL, IDLE]))
        )

        judgedTest(SOX, "is told in the log, and the machine's own is played", () => {
            assertSaid(run(), reason)
            assertHears(run(), 1, FLASH_GREETING)
            assertClean(run())
        })

        test("shows as trouble on the lamp", () => {
            const lit = run().events("panel", "lamp", { value: 1 })
            const early = lit.filter(each => each.tMs < run().timeOf("exchange", "ring-on"))
            assert.ok(early.length >= 2, `${early.length}`)
        })
    })

describe("a greeting in another 8-bit codec than the modem's", () => {
    const run = runBefore(() =>
        play(
            withGreeting(formOf(folder, "u-law", ["-r", "8000", "-e", "u-law"], VOICE), [
                BOOTED,
                CALL,
                IDLE,
                CONVERTED,
                CALL,
                IDLE,
            ])
        )
    )

    judgedTest(SOX, "is translated while it is played, and converted for the next caller", () => {
        assertHears(run(), 1, VOICE)
        assertHears(run(), 2, VOICE)
        assertSaid(run(), /converted/)
        assertClean(run())
    })
})

describe("a greeting that is replaced by another one", () => {
    const run = runBefore(async () => {
        const home = newFolder()
        const first = formOf(folder, "first", ["-r", "48000"], VOICE)
        await play(withGreeting(first, [CONVERTED]), { folder: home })
        const second = formOf(folder, "second", ["-r", "48000"], OTHER_VOICE)
        return await play(withGreeting(second, [BOOTED, CALL, IDLE, CONVERTED, CALL, IDLE]), {
            folder: home,
        })
    })

    judgedTest(SOX, "is heard until the other one is converted", () => {
        assertHears(run(), 1, VOICE)
        assertHears(run(), 2, OTHER_VOICE)
        assertClean(run())
    })
})

describe("a conversion that a power cut breaks off", () => {
    const cut = { power: "cycle", offMs: 1000 }
    const run = runBefore(() =>
        play(
            withGreeting(formOf(folder, "cut", ["-r", "48000", "-c", "2"], VOICE), [
                { wait: 7000 },
                cut,
                CONVERTED,
                CALL,
                IDLE,
            ])
        )
    )

    judgedTest(SOX, "begins anew, and nobody hears half a greeting", () => {
        const said = run().events("machine", "log", { text: `${PLACE}: converted` })
        assert.equal(said.length, 1)
        assertHears(run(), 1, VOICE)
        assertClean(run())
    })
})

describe("a tone of 6500 Hz in a greeting at 48 kHz", () => {
    const run = runBefore(() => {
        const file = join(folder, "alias.wav")
        runJudge("sox", [
            "-D",
            "-n",
            "-r",
            "48000",
            "-b",
            "16",
            file,
            "synth",
            "2",
            "sine",
            "6500",
            "vol",
            "0.5",
        ])
        return play(withGreeting(file, [CONVERTED]))
    })

    judgedTest(SOX, "does not come back as one of 1500 Hz: it is 40 dB less or silence", () => {
        const copy = readFromCard(run(), "AFTERBEEP/greetings/copy-1.wav")
        // Not where it is switched on and off: that is a click, which a telephone carries.
        const steady = heard(copy).subarray(2000, 14_000)
        const loudest = steady.reduce((max, each) => Math.max(max, Math.abs(each)), 0)
        assert.ok(loudest < 0.01, `${loudest}`)
    })
})
