import assert from "node:assert/strict"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { encodeWav16 } from "../../../sim/audio/wav.ts"
import { JsonValue, ScenarioError } from "../../../sim/scenario/json-value.ts"
import { ScenarioFiles } from "../../../sim/scenario/scenario-files.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

function name(text: string): JsonValue {
    return JsonValue.parse("s.json", JSON.stringify(text))
}

test("files are found relative to the scenario, not to where the command runs", t => {
    const folder = scratchFolder(t)
    mkdirSync(join(folder, "sounds"))
    writeFileSync(join(folder, "sounds", "a.wav"), encodeWav16(Int16Array.of(16384, 0)))
    const files = new ScenarioFiles(join(folder, "s.json"))
    assert.deepEqual([...files.sound(name("sounds/a.wav"))], [0.5, 0])
    assert.equal(files.content(name("sounds/a.wav")).length, 48)
})

test("a sound that is named twice is read once", t => {
    const folder = scratchFolder(t)
    writeFileSync(join(folder, "a.wav"), encodeWav16(Int16Array.of(1, 2)))
    const files = new ScenarioFiles(join(folder, "s.json"))
    assert.equal(files.sound(name("a.wav")), files.sound(name("a.wav")))
})

test("what can't be read is named as the scenario names it, without the path of the host", t => {
    const folder = scratchFolder(t)
    const files = new ScenarioFiles(join(folder, "s.json"))
    assert.throws(
        () => files.content(name("none.txt")),
        new ScenarioError([
            's.json:1: can\'t read the file "none.txt": there is no such file: check the name',
        ])
    )
    assert.throws(
        () => files.content(name(".")),
        new ScenarioError([
            's.json:1: can\'t read the file ".": it is a folder, and a file is wanted',
        ])
    )
})
