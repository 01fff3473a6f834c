/** The owner calls people back, and tells the machine: at its keys, and by telephone. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, readFromCard } from "../support/card-on-pc.ts"
import { heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { linesOf } from "../support/lines.ts"
import { SMALL_CARD, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { BOOT, CARE, IDLE, PLAY, call } from "../support/steps.ts"
import { voiceFiles } from "../support/voice.ts"

const CODE = "2468"
const OWNER = "2125550199"
const FIRST = "2125550101"
const SECOND = "2125550102"
const THIRD = "2125550103"

/** What the list says of the last call from a number: its last column. */
function stateOf(run: ScenarioRun, number: string): string {
    const lines = String(readFromCard(run, "AFTERBEEP/calls.csv")).split("\n")
    const line = lines.findLast(each => each.includes(`,${number},`))
    assert.ok(line, `${number} is not in the list`)
    return line.slice(line.lastIndexOf(",") + 1).trim()
}

const [us, pl, de, fr] = linesOf("call-backs")

for (const { modem, country, language } of [us, pl, de])
    describe(`calls that are returned: ${modem}, ${country}, ${language}`, () => {
        const text = `language = ${language}\nrings = 2\ncountry = ${country}\npin = ${CODE}\n`
        const files = { ...voiceFiles(language), "AFTERBEEP/settings.txt": { text } }
        const typed = [CODE, "*2", "*1", "*#", "8"].flatMap(dtmf => [
            { dtmf, onMs: 70, offMs: 70 },
            { silenceMs: dtmf === CODE ? 2500 : 5000 },
        ])
        const run = playedBefore({
            ...{ modem, country, card: { ...SMALL_CARD, files } },
            steps: [
                ...[BOOT, call(FIRST), IDLE, call(SECOND), IDLE, call(THIRD), IDLE],
                // In the first message, the key for it.
                ...[PLAY, { wait: 16_000 }, { press: "answer" }, IDLE],
                // By telephone: who is to be called back; the second was; the third need not be.
                { call: { number: OWNER, audio: typed, speakAfter: 1500 } },
                IDLE,
            ],
        })

        judgedTest(PC, "are marked in the list, on a clean card", () => {
            assert.equal(stateOf(run(), FIRST), "done")
            assert.equal(stateOf(run(), SECOND), "done")
            assert.equal(stateOf(run(), THIRD), "no need")
            assertClean(run())
        })

        test("the room and the telephone hear that", () => {
            const room = heardClips(run().output("room.wav"), language)
            assert.equal(room.filter(each => each === "call-returned").length, 1, room.join(" "))
            const line = heardClips(run().output("line-4.wav"), language)
            assert.equal(line.filter(each => each === "call-returned").length, 1, line.join(" "))
            assert.ok(line.includes("call-no-need"), line.join(" "))
        })

        test("the message goes on after that, and the others follow", () => {
            const room = heardClips(run().output("room.wav"), language)
            assert.ok(room.filter(each => each === "from").length >= 3, room.join(" "))
            assert.ok(room.indexOf("call-returned") < room.indexOf("end"))
        })
    })

for (const { modem, country, language } of [fr])
    describe(`callers who were tried and not reached: ${modem}, ${country}, ${language}`, () => {
        const text = `language = ${language}\nrings = 2\ncountry = ${country}\npin = ${CODE}\n`
        const files = { ...voiceFiles(language), "AFTERBEEP/settings.txt": { text } }
        const typed = [CODE, "*2", "6", "*9", "8"].flatMap(dtmf => [
            { dtmf, onMs: 70, offMs: 70 },
            { silenceMs: dtmf === CODE ? 2500 : 7000 },
        ])
        const run = playedBefore({
            ...{ modem, country, card: { ...SMALL_CARD, files } },
            steps: [
                ...[CARE, call(FIRST), IDLE, call(SECOND), IDLE],
                ...[PLAY, { wait: 16_000 }, { hold: "menu", ms: 1200 }, IDLE],
                ...[{ call: { number: OWNER, audio: typed, speakAfter: 1500 } }, IDLE],
                // How many still wait.
                ...[PLAY, IDLE],
            ],
        })

        judgedTest(PC, "are marked so in the list", () => {
            assert.equal(stateOf(run(), FIRST), "tried")
            assert.equal(stateOf(run(), SECOND), "tried")
            assertClean(run())
        })

        test("the room and the telephone hear that, and that both still wait", () => {
            const room = heardClips(run().output("room.wav"), language)
            const line = heardClips(run().output("line-3.wav"), language)
            assert.equal(room.filter(each => each === "call-tried").length, 1, room.join(" "))
            assert.equal(line.filter(each => each === "call-tried").length, 1, line.join(" "))
            const calls = room.findLastIndex(each => /^calls-(few|many)$/.test(each))
            assert.ok(calls > room.indexOf("call-tried"), room.join(" "))
            assert.equal(room[calls - 1], "2", room.join(" "))
        })
    })
