/** Greetings that the owner changes again and again, on cards that can and can't be written: never one from before. */

import assert from "node:assert/strict"
import { rmSync } from "node:fs"
import { after, describe, test } from "node:test"
import { PC, assertClean } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { find, heard } from "../support/listening.ts"
import { BOOTED, CONVERTED, formOf, withGreeting } from "../support/own-greeting.ts"
import {
    SHORT_STORY,
    type ScenarioRun,
    newFolder,
    play,
    projectFile,
    runBefore,
} from "../support/scenario-run.ts"
import { IDLE } from "../support/steps.ts"

const FIRST_VOICE = projectFile("sounds/callers/second-call.wav")
const LAST_VOICE = projectFile("sounds/en/greeting-default.wav")
const FLASH_GREETING = projectFile("sounds/en/greeting-flash.wav")
const CALL = { call: { number: "2125550123", audio: SHORT_STORY } }
/** The codec of the simulator's modem, unless a scenario says otherwise. */
const AS_IT_IS = ["-r", "8000", "-b", "8", "-e", "unsigned"]
const TO_CONVERT = ["-r", "48000", "-b", "16"]

const folder = newFolder()
after(() => rmSync(folder, { recursive: true }))

function assertHears(run: ScenarioRun, line: number, sound: string): void {
    const { likeness } = find(heard(sound), heard(run.output(`line-${line}.wav`)))
    assert.ok(likeness > 0.9, `${likeness}`)
}

describe("a greeting that needs no copy, between two that do", () => {
    const run = runBefore(async () => {
        const home = { folder: newFolder() }
        const first = formOf(folder, "first", TO_CONVERT, FIRST_VOICE)
        await play(withGreeting(first, [CONVERTED]), home)
        const between = formOf(folder, "between", AS_IT_IS, LAST_VOICE)
        await play(withGreeting(between, [BOOTED, { wait: 5000 }]), home)
        const last = formOf(folder, "last", TO_CONVERT, LAST_VOICE)
        return await play(withGreeting(last, [BOOTED, CALL, IDLE, CONVERTED, CALL, IDLE]), home)
    })

    judgedTest(["sox", ...PC], "retires the copy of the first: nobody hears that again", () => {
        assertHears(run(), 1, FLASH_GREETING)
        assertHears(run(), 2, LAST_VOICE)
        assertClean(run())
    })
})

describe("a locked card with a message, and a greeting that is still to be converted", () => {
    const run = runBefore(async () => {
        const home = { folder: newFolder() }
        await play(withGreeting(undefined, [BOOTED, CALL, IDLE]), home)
        const greeting = formOf(folder, "locked", TO_CONVERT, LAST_VOICE)
        const locked = [{ fault: "card-locked" }, CONVERTED, { press: "play" }, IDLE]
        return await play(withGreeting(greeting, locked), home)
    })

    test("is not given up again and again", () => {
        const mounts = run()
            .events("machine", "log")
            .filter(each => /not ejected|locked|protected/.test(String(each["text"])))
        assert.ok(mounts.length < 4, mounts.map(each => String(each["text"])).join("\n"))
    })

    test("plays its message", () => {
        const pressMs = run().timeOf("panel", "press")
        const sound = run()
            .events("speaker", "sound-on")
            .filter(each => each.tMs > pressMs)
        assert.ok(sound.length > 0)
    })
})
