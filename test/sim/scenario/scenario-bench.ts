/** Loads scenarios that a test writes down, from a folder with sounds to name in them. */

import assert from "node:assert/strict"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before } from "node:test"
import { encodeWav16 } from "../../../sim/audio/wav.ts"
import { ScenarioError } from "../../../sim/scenario/json-value.ts"
import { loadScenario } from "../../../sim/scenario/load.ts"
import { type Scenario, type Step } from "../../../sim/scenario/scenario.ts"

let folder = ""

before(() => {
    folder = mkdtempSync(join(tmpdir(), "afterbeep-load-"))
    writeFileSync(join(folder, "hello.wav"), encodeWav16(new Int16Array(800).fill(1000)))
    writeFileSync(join(folder, "bad.wav"), "this is no sound")
})

after(() => rmSync(folder, { recursive: true }))

/** The scenario of that text, as if it stood in s.json beside hello.wav and bad.wav. */
export function load(text: string): Scenario {
    const path = join(folder, "s.json")
    writeFileSync(path, text)
    return loadScenario(path)
}

/** Path of a file that lies beside s.json. */
export function beside(name: string): string {
    return join(folder, name)
}

/** What is wrong with that scenario, one problem a line. */
export function problemsOf(text: string): string {
    try {
        load(text)
    } catch (error) {
        assert.ok(error instanceof ScenarioError, String(error))
        return error.message.replaceAll(folder + "/", "")
    }
    return "no problem"
}

/** The first step of a scenario that has only this one. */
export function step(text: string): Step {
    return load(`{"steps": [${text}]}`).steps[0]!
}
