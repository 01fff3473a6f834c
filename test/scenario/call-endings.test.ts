/** How calls end, and what is left of each: silence cut off, nothing at all, a key, the longest message. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageWith, messages, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { soundBytes } from "../support/listening.ts"
import { linesOf } from "../support/lines.ts"
import {
    LONG_STORY,
    SHORT_STORY,
    SMALL_CARD,
    type ScenarioRun,
    playedBefore,
    projectFile,
} from "../support/scenario-run.ts"
import { IDLE } from "../support/steps.ts"

const BYTES_A_SECOND = 8000
const SETTINGS = "rings = 1\nrings = two\nmessage-seconds = 13\nnonsense\nhue = blue\n"
/** Long enough for a busy tone to be noticed in it. */
const GREETING = projectFile("sounds/en/greeting-default.wav")

function secondsOf(run: ScenarioRun, number: string): number {
    const wav = readFromCard(run, messageWith(run, number).path)
    return soundBytes(wav).length / BYTES_A_SECOND
}

for (const { modem, country } of linesOf("call-endings"))
    describe(`one call after the other, each with an end of its own: ${modem}, ${country}`, () => {
        const files = {
            "AFTERBEEP/settings.txt": { text: `${SETTINGS}country = ${country}\n` },
            "AFTERBEEP/greetings/default.wav": { file: GREETING },
        }
        const run = playedBefore({
            ...{ modem, country, card: { ...SMALL_CARD, files } },
            steps: [
                { wait: 30_000 },
                { call: { number: "2125550101", then: "hangup", speakAfter: "beep" } },
                IDLE,
                { call: { number: "2125550102", speakAfter: 500, then: "hangup" } },
                IDLE,
                { call: { number: "2125550103", audio: [SHORT_STORY], then: { stay: 30_000 } } },
                IDLE,
                { call: { number: "2125550104", audio: LONG_STORY, then: { stay: 30_000 } } },
                IDLE,
                {
                    call: {
                        number: "2125550105",
                        speakAfter: 1500,
                        audio: [{ dtmf: "#" }, { silenceMs: 1500 }, SHORT_STORY],
                    },
                },
                IDLE,
            ],
        })

        judgedTest(PC, "who says nothing is kept with a message of no length", () => {
            assert.equal(secondsOf(run(), "2125550101"), 0)
        })

        judgedTest(PC, "who hangs up during the greeting stands in the list of calls only", () => {
            assert.equal(messages(run()).filter(file => file.path.includes("2125550102")).length, 0)
            const list = String(readFromCard(run(), "AFTERBEEP/calls.csv"))
            assert.match(list, /2125550102.*hung up during the greeting/)
            for (const last of [1, 3, 4, 5])
                assert.match(list, new RegExp(`212555010${last}.*message`))
        })

        judgedTest(PC, "the silence that ended a message is not in it", () => {
            const spokenS =
                (run().timeOf("caller", "speak-end", { call: 3 }) -
                    run().timeOf("caller", "speak-start", { call: 3 })) /
                1000
            const keptS = secondsOf(run(), "2125550103")
            assert.ok(keptS < spokenS + 2, `${keptS} of ${spokenS}`)
            assert.ok(keptS > spokenS - 1, `${keptS} of ${spokenS}`)
        })

        judgedTest(PC, "no message is longer than the settings allow", () => {
            const keptS = secondsOf(run(), "2125550104")
            assert.ok(keptS > 12.5 && keptS < 13.6, `${keptS}`)
        })

        judgedTest(PC, "# skips the greeting", () => {
            const keyMs = run().timeOf("caller", "dtmf", { digit: "#", call: 5 })
            const recordMs = run().timeOf("modem", "record-start", { call: 5 })
            assert.ok(recordMs > keyMs && recordMs - keyMs < 1000, `${recordMs - keyMs}`)
            assertClean(run())
        })

        test("nonsense in the settings is logged with line and reason, and the usual value holds", () => {
            const texts = run()
                .events("machine", "log")
                .map(each => String(each["text"]))
            for (const wanted of [
                /settings\.txt line 2: rings = two: .*1 to 10/,
                /settings\.txt line 4/,
                /settings\.txt line 5: hue = blue/,
            ])
                assert.ok(
                    texts.some(text => wanted.test(text)),
                    String(wanted)
                )
            assert.equal(run().events("exchange", "ring-off", { call: 1 }).length, 4)
        })
    })
