/** The first call, whole: ring, greeting, beep, message on the card, hang-up, lamp, and the message heard by Play. */

import assert from "node:assert/strict"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, test } from "node:test"
import {
    PC,
    assertClean,
    listCard,
    messageWith,
    messages,
    readFromCard,
} from "../support/card-on-pc.ts"
import { judgedTest, askJudge } from "../support/judges.ts"
import { audible, digitsIn, find, heard, pitchOf, soundBytes } from "../support/listening.ts"
import { lampSigns } from "../support/lamp.ts"
import {
    LONG_STORY,
    type ScenarioRun,
    namedScenario,
    playedBefore,
    projectFile,
} from "../support/scenario-run.ts"

const SCENARIO = namedScenario("first-call")
const NUMBER = "2125550123"
/** What the owner sees after it has come to rest. */
const AFTERWARDS = { wait: 5000 }

/** docs/goals.md: ring-off to off-hook, without what the modem charges for one command line. */
const PICKUP_MAX_MS = 150
const MODEM_CHARGE_MAX_MS = 40
/** From the key to the first sound, without what the modem charges for its commands. */
const SOUND_MAX_MS = 250
const PLAY_COMMANDS = 3
const BEEP_HZ = 933
/** sox calls its own figure a rough one. */
const PITCH_ERROR_MAX_HZ = 30

describeFirstCall(1)
describeFirstCall(7)

function describeFirstCall(seed: number): void {
    describe(`the first call, seed ${seed}`, () => {
        const whole = { ...SCENARIO, steps: [...SCENARIO.steps, AFTERWARDS] }
        const run = playedBefore(whole, { seed })
        testAnswering(run)
        testFile(run)
        testSound(run)
        testPlaying(run)
    })
}

function testAnswering(run: () => ScenarioRun): void {
    test("the machine answers when the second ring has ended, not earlier and not later", () => {
        const ringOffMs = run().timeOf("exchange", "ring-off", { n: 2 })
        const pickupMs = run().timeOf("exchange", "off-hook") - ringOffMs
        assert.ok(pickupMs >= 0 && pickupMs <= PICKUP_MAX_MS + MODEM_CHARGE_MAX_MS, `${pickupMs}`)
        assert.equal(run().events("exchange", "ring-on").length, 2)
    })

    judgedTest(["sox"], "the caller hears the greeting, and then a beep of 933 Hz", () => {
        const line = run().output("line-1.wav")
        const greeting = heard(projectFile("sounds/en/greeting-flash.wav"))
        const { atSample, likeness } = find(greeting, heard(line))
        assert.ok(likeness > 0.9, `${likeness}`)
        const answeredMs = run().timeOf("caller", "answered")
        const beepEndMs = run().timeOf("caller", "beep-heard")
        const greetingMs = run().timeIn("line-1.wav", atSample)
        const greetingEndMs = greetingMs + greeting.length / 8
        assert.ok(greetingMs > answeredMs, `${greetingMs} ${answeredMs}`)
        assert.ok(greetingEndMs < beepEndMs - 500, `${greetingEndMs} ${beepEndMs}`)
        const pitchHz = pitchOf(line, beepEndMs - run().timeIn("line-1.wav", 0) - 400, 300)
        assert.ok(Math.abs(pitchHz - BEEP_HZ) < PITCH_ERROR_MAX_HZ, `${pitchHz}`)
    })

    test("the # at the end of the message ends the call within a second", () => {
        const keyMs = run().timeOf("caller", "dtmf", { digit: "#" })
        const endedMs = run().timeOf("exchange", "on-hook") - keyMs
        assert.ok(endedMs > 0 && endedMs <= 1000, `${endedMs}`)
    })
}

function testFile(run: () => ScenarioRun): void {
    judgedTest(PC, "the message is one file, named by time, number and name", () => {
        const name = "2026-11-22 14.05 2125550123 J SMITH.wav"
        assert.equal(messageWith(run(), NUMBER).path, `AFTERBEEP/messages/${name}`)
    })

    judgedTest(PC, "nothing else on the card has changed, as far as a person can see", () => {
        assert.deepEqual(
            listCard(run())
                .map(file => file.path)
                .sort(),
            [
                "AFTERBEEP",
                "AFTERBEEP/settings.txt",
                "AFTERBEEP/messages",
                messageWith(run(), NUMBER).path,
                "AFTERBEEP/greetings",
                "AFTERBEEP/README.txt",
                "AFTERBEEP/calls.csv",
            ].sort()
        )
        assert.equal(String(readFromCard(run(), "AFTERBEEP/settings.txt")), "rings = 2\n")
    })

    judgedTest(PC, "fsck.fat finds the volume clean", () => assertClean(run()))

    judgedTest(PC, "the message is a contiguous run of what the modem handed over", () => {
        const message = soundBytes(readMessage(run()))
        const modem = soundBytes(readFileSync(run().output("modem-1-1.wav")))
        assert.ok(message.length > 0 && modem.includes(message))
    })
}

function testSound(run: () => ScenarioRun): void {
    judgedTest([...PC, "sox", "soxi"], "sox reads the message without a warning", () => {
        const copy = join(run().folder, "message.wav")
        writeFileSync(copy, readMessage(run()))
        const { stdout, stderr } = askJudge("soxi", [copy])
        assert.equal(stderr, "")
        assert.match(String(stdout), /Channels +: 1\nSample Rate +: 8000\n/)
        heard(readMessage(run()))
    })

    judgedTest([...PC, "sox"], "the message holds all that the caller said, from its start", () => {
        const { atSample, likeness } = find(heard(LONG_STORY), heard(readMessage(run())))
        assert.ok(likeness > 0.95, `${likeness}`)
        const modem = soundBytes(readFileSync(run().output("modem-1-1.wav")))
        const offset = modem.indexOf(soundBytes(readMessage(run())))
        const saidMs = run().timeIn("modem-1-1.wav", offset + atSample)
        const lateMs = saidMs - run().timeOf("caller", "speak-start")
        assert.ok(Math.abs(lateMs) < 30, `${lateMs}`)
    })

    judgedTest(
        [...PC, "multimon-ng"],
        "the keys that the caller pressed are in the message",
        () => {
            assert.match(digitsIn(readMessage(run())), /5#$/)
        }
    )
}

function testPlaying(run: () => ScenarioRun): void {
    judgedTest([...PC, "sox"], "Play plays the whole message in the room", () => {
        const story = heard(LONG_STORY)
        const message = heard(readMessage(run()))
        const from = find(story, message).atSample
        // Silence over 2 s is left out of the room's recording, and what is next to it with it.
        const spoken = audible(message.subarray(from, from + story.length))
        const { atSample, likeness } = find(spoken, heard(run().output("room.wav")))
        assert.ok(likeness > 0.99, `${likeness}`)
        const pressMs = run().timeOf("panel", "press")
        const startMs = run().timeIn("room.wav", atSample)
        assert.ok(startMs > pressMs && startMs < pressMs + 5000, `${startMs - pressMs}`)
    })

    judgedTest(
        ["multimon-ng", "sox"],
        "but first, at once, it strikes the hour and dials the caller's number",
        () => {
            const pressMs = run().timeOf("panel", "press")
            const waitedMs = run().timeOf("speaker", "sound-on") - pressMs
            assert.ok(waitedMs <= SOUND_MAX_MS + PLAY_COMMANDS * MODEM_CHARGE_MAX_MS, `${waitedMs}`)
            assert.match(digitsIn(readFileSync(run().output("room.wav"))), new RegExp(`^${NUMBER}`))
        }
    )

    judgedTest(PC, "a message that was heard is marked so for a PC", () => {
        assert.equal(messageWith(run(), NUMBER).attributes, "A")
    })

    test("the lamp is dark and still when the message was heard", () => {
        const playedMs = run().timeOf("modem", "play-end", { call: 0 })
        const changes = run().events("panel", "lamp")
        assert.equal(changes.at(-1)!["value"], 0)
        assert.ok(changes.at(-1)!.tMs < playedMs + 1000)
        assert.ok(run().endMs > playedMs + 5000)
    })
}

describe("before Play is pressed", () => {
    const steps = [...SCENARIO.steps.slice(0, 2), AFTERWARDS]
    const run = playedBefore({ ...SCENARIO, steps })

    test("the lamp blinks once, again and again, and does not before the message is there", () => {
        const onHookMs = run().timeOf("exchange", "on-hook")
        assert.ok(run().events("panel", "lamp")[0]!.tMs > onHookMs - 1000)
        const signs = lampSigns(run())
        assert.ok(signs.length >= 2)
        assert.ok(
            signs.every(sign => sign === "blink"),
            signs.join()
        )
    })

    test("nothing is heard in the room", () => {
        assert.deepEqual(run().events("speaker", "sound-on"), [])
    })

    judgedTest(PC, "the message is marked as not heard, and the volume is clean", () => {
        assert.deepEqual(
            messages(run()).map(file => file.attributes),
            [""]
        )
        assertClean(run())
    })
})

function readMessage(run: ScenarioRun): Buffer {
    return readFromCard(run, messageWith(run, NUMBER).path)
}
