/** Greetings that the owner changes again and again, on cards that can and can't be written: never one from before. */

import assert from "node:assert/strict"
import { rmSync } from "node:fs"
import { join } from "node:path"
import { after, describe, test } from "node:test"
import { PC, assertClean } from "../support/card-on-pc.ts"
import { judgedTest, runJudge } from "../support/judges.ts"
import { find, heard } from "../support/listening.ts"
import {
    SHORT_STORY,
    SMALL_CARD,
    type ScenarioRun,
    newFolder,
    play,
    projectFile,
    runBefore,
} from "../support/scenario-run.ts"

const FIRST_VOICE = projectFile("sounds/callers/second-call.wav")
const LAST_VOICE = projectFile("sounds/en/greeting-default.wav")
const FLASH_GREETING = projectFile("sounds/en/greeting-flash.wav")
const PLACE = "AFTERBEEP/greetings/default.wav"
/** To boot, and to convert some seconds of sound. */
const CONVERTED = { wait: 30_000 }
const BOOT = { wait: 4500 }
const IDLE = { wait: "idle" }
const CALL = { call: { number: "2125550123", audio: SHORT_STORY } }
/** The codec of the simulator's modem, unless a scenario says otherwise. */
const AS_IT_IS = ["-r", "8000", "-b", "8", "-e", "unsigned"]
const TO_CONVERT = ["-r", "48000", "-b", "16"]

const folder = newFolder()
after(() => rmSync(folder, { recursive: true }))

function formOf(name: string, form: readonly string[], voice: string): string {
    const file = join(folder, `${name}.wav`)
    runJudge("sox", ["-D", voice, ...form, file, "vol", "0.7"])
    return file
}

function scenario(greeting: string | undefined, steps: readonly object[]) {
    const files = greeting === undefined ? {} : { [PLACE]: { file: greeting } }
    return { card: { ...SMALL_CARD, files }, settings: { rings: 1 }, steps }
}

function assertHears(run: ScenarioRun, line: number, sound: string): void {
    const { likeness } = find(heard(sound), heard(run.output(`line-${line}.wav`)))
    assert.ok(likeness > 0.9, `${likeness}`)
}

describe("a greeting that needs no copy, between two that do", () => {
    const run = runBefore(async () => {
        const home = { folder: newFolder() }
        const first = formOf("first", TO_CONVERT, FIRST_VOICE)
        await play(scenario(first, [CONVERTED]), home)
        const between = formOf("between", AS_IT_IS, LAST_VOICE)
        await play(scenario(between, [BOOT, { wait: 5000 }]), home)
        const last = formOf("last", TO_CONVERT, LAST_VOICE)
        return await play(scenario(last, [BOOT, CALL, IDLE, CONVERTED, CALL, IDLE]), home)
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
        await play(scenario(undefined, [BOOT, CALL, IDLE]), home)
        const greeting = formOf("locked", TO_CONVERT, LAST_VOICE)
        const locked = [{ fault: "card-locked" }, CONVERTED, { press: "play" }, IDLE]
        return await play(scenario(greeting, locked), home)
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
