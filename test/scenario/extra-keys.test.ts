/**
 * A machine with seven keys: what each of the six beside Play does, pressed and held, while messages play and while nothing does. What Play
 * itself does is in owner-keys.test.ts; memos and greetings by the record key in memo.test.ts and own-greetings.test.ts.
 */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageWith, messages } from "../support/card-on-pc.ts"
import { clipsHeard, heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { audible, find, heard } from "../support/listening.ts"
import { linesOf } from "../support/lines.ts"
import { listedCalls, outcomes, settingsOf, speakingCard } from "../support/owner-calls.ts"
import { LONG_STORY, SHORT_STORY, playedBefore, projectFile } from "../support/scenario-run.ts"
import { CARE, IDLE, RECORDING, call } from "../support/steps.ts"

const FIRST = "2125550101"
const SECOND = "2125550102"
const THIRD = "2125550103"
const SAMPLES_PER_MS = 8
/** Of the long story: what is heard before its key is pressed, and once more after that. */
const FROM_MS = 4500
const TO_MS = 6000
const TOLD = "kept end call-returned call-waits call-no-need deleted restored".split(" ")
const DONE =
    "greeting recording answering-off answering-on memo-record memo-kept greeting-record greeting-too-short".split(
        " "
    )
const KEPT = "AR"
const GREETING = projectFile("sounds/en/greeting-default.wav")
const SPOKEN = { wait: { event: "speak-end", source: "room" } }

function press(button: string): object {
    return { press: button }
}

function hold(button: string): object {
    return { hold: button, ms: 1200 }
}

function after(ms: number): object {
    return { wait: ms }
}

const [us, ...others] = linesOf("extra-keys")

describe(`six keys while messages play: ${us.modem}, ${us.country}, ${us.language}`, () => {
    const run = playedBefore({
        ...{ modem: us.modem, country: us.country },
        card: speakingCard(us.language, "rings = 2\n"),
        steps: [
            ...[CARE, call(FIRST, LONG_STORY), IDLE, call(SECOND), IDLE, call(THIRD), IDLE],
            // New messages. In the first, back, a pause, and on; it and the second are passed over, the third is kept.
            ...[press("next"), after(22_000), hold("repeat"), after(4000), press("menu")],
            ...[after(5000), press("menu"), after(1000), press("next"), after(4000), press("next")],
            ...[after(4000), hold("next"), IDLE],
            // The two that are still new: of the first the caller was called back; again, and to the end.
            ...[
                press("repeat"),
                after(16_000),
                press("answer"),
                after(4000),
                press("repeat"),
                IDLE,
            ],
            // All: the first caller waits after all; the second need not be called; deleted, and taken back, in two ways.
            ...[press("repeat"), after(15_000), hold("answer"), after(3000), press("next")],
            ...[after(10_000), hold("answer"), after(3500), press("delete"), after(900)],
            ...[press("delete"), after(12_000), press("delete"), after(6000), hold("delete")],
            ...[after(4000), press("play"), IDLE],
            // All that were heard are deleted, but for what is kept.
            ...[hold("delete"), IDLE, after(6000)],
        ],
    })
    const room = () => clipsHeard(run().output("room.wav"), us.language)

    test("go to the next message, and through all again", () => {
        const names = room().map(({ name }) => name)
        const told = names.flatMap((name, at) => (name === "message" ? [names[at + 1]] : []))
        const heardFirst = ["1", "2", "3"]
        const heardThen = ["1", "1", "2"]
        const heardLast = ["1", "2", "2", "3", "2"]
        assert.deepEqual(told, [...heardFirst, ...heardThen, ...heardLast])
    })

    test("do what they do with messages and callers, and say so", () => {
        const names = room().map(({ name }) => name)
        assert.deepEqual(
            names.filter(name => TOLD.includes(name)),
            [
                ...["kept", "end", "call-returned", "end", "call-waits", "call-no-need"],
                ...["deleted", "restored", "deleted", "restored", "deleted"],
            ]
        )
    })

    judgedTest(["sox"], "go back five seconds in a message, and stop it for a while", () => {
        const end = room().filter(({ name }) => name === "message")[1]!.atMs
        const sound = heard(run().output("room.wav")).subarray(0, end * SAMPLES_PER_MS)
        const piece = heard(LONG_STORY).subarray(FROM_MS * SAMPLES_PER_MS, TO_MS * SAMPLES_PER_MS)
        const first = find(piece, sound)
        const rest = first.atSample + piece.length
        const again = [sound.subarray(0, first.atSample), sound.subarray(rest)]
            .filter(each => each.length > piece.length)
            .map(each => find(piece, each).likeness)
        assert.ok(first.likeness > 0.9 && Math.max(...again) > 0.9, `${first.likeness} ${again}`)
        const [stop, goOn] = run().events("panel", "press", { button: "menu" })
        const sounds = run().events("speaker", "sound-on")
        const between = sounds.filter(({ tMs }) => tMs > stop!.tMs + 500 && tMs < goOn!.tMs)
        assert.deepEqual(between, [])
        assert.ok(sounds.some(({ tMs }) => tMs > goOn!.tMs && tMs < goOn!.tMs + 1000))
    })

    judgedTest(PC, "leave the card as the owner wanted it", () => {
        assert.equal(messages(run()).length, 1)
        assert.equal(messageWith(run(), THIRD).attributes, KEPT)
        const states = listedCalls(run()).map(columns => columns.at(-1))
        assert.deepEqual(states, ["to return", "no need", "to return"])
        assertClean(run())
    })
})

for (const { modem, country, language } of others)
    describe(`six keys while nothing plays: ${modem}, ${country}, ${language}`, () => {
        const settings = `rings = 2\ncountry = ${country}\n`
        const files = { "AFTERBEEP/greetings/default.wav": { file: GREETING } }
        const unanswered = { call: { number: SECOND, maxRings: 3 } }
        const run = playedBefore({
            ...{ modem, country },
            card: speakingCard(language, settings, files),
            steps: [
                ...[{ wait: 30_000 }, hold("menu"), IDLE],
                ...[hold("answer"), IDLE, call(FIRST), IDLE, hold("answer"), IDLE],
                ...[press("answer"), IDLE, unanswered, IDLE, after(10_000), press("answer"), IDLE],
                ...[call(THIRD), IDLE],
                // A memo, while a message plays.
                ...[press("next"), after(12_000), press("record"), RECORDING, after(700)],
                ...[{ say: SHORT_STORY }, SPOKEN, after(600), press("play"), IDLE],
                // A greeting, the same way, and thought better of.
                ...[press("repeat"), after(6000), hold("record"), after(6000), press("play"), IDLE],
            ],
        })

        judgedTest(["sox"], "the menu key, held, plays the greeting", () => {
            const { likeness } = find(audible(heard(GREETING)), heard(run().output("room.wav")))
            assert.ok(likeness > 0.8, `${likeness}`)
        })

        test("it is said what each key has done", () => {
            const words = heardClips(run().output("room.wav"), language)
            const told = words.filter(name => DONE.includes(name))
            assert.deepEqual(told, DONE)
        })

        judgedTest(
            PC,
            "callers are greeted only, or not answered, until the key says otherwise",
            () => {
                assert.deepEqual(outcomes(run()), [
                    "greeting only",
                    "not answered after 3 rings",
                    "message",
                ])
                const lines = settingsOf(run())
                assert.ok(
                    lines.includes("record = yes") && lines.includes("answer = yes"),
                    lines.join()
                )
                assert.equal(messages(run()).length, 2)
                messageWith(run(), " memo.wav")
                assertClean(run())
            }
        )
    })
