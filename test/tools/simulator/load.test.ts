/** The door of the simulator: one bundle, made when a source has changed, and quick when it has not. */

import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { pathToFileURL } from "node:url"
import { ROOT } from "../../../tools/project.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const LOAD = pathToFileURL(join(ROOT, "tools/simulator/load.mjs")).href

/** A project of one source that says where it lies, and one that it imports. */
function project(folder: string): string {
    for (const path of ["sim/cli", "tools/simulator"])
        mkdirSync(join(folder, path), { recursive: true })
    writeFileSync(join(folder, "package-lock.json"), "{}")
    writeFileSync(join(folder, "tools/simulator/bundle.mjs"), "")
    writeFileSync(
        join(folder, "sim/cli/main.ts"),
        `import { word } from "../word.ts"
        export function main(): string { return word + " from " + import.meta.url }
        export function fail(): string { return String(new Error("it broke").stack) }`
    )
    setWord(folder, "first")
    return folder
}

function setWord(folder: string, word: string): void {
    writeFileSync(join(folder, "sim/word.ts"), `export const word: string = "${word}"`)
}

/** What a call into the bundle answers, in a process of its own. */
function call(folder: string, name: "main" | "fail"): string {
    const script = `import { loadSimulator } from "${LOAD}"
        const simulator = await loadSimulator(${JSON.stringify(folder)})
        console.log(simulator.${name}())
        simulator.keepCode()`
    const { stdout, stderr } = spawnSync(
        process.execPath,
        ["--input-type=module", "--eval", script],
        { encoding: "utf8" }
    )
    assert.equal(stderr, "")
    return stdout.trim()
}

function kept(folder: string): string[] {
    return readdirSync(join(folder, "node_modules/.cache/afterbeep")).sort()
}

test("a file in the bundle still knows where it lies", t => {
    const folder = project(scratchFolder(t))
    const here = pathToFileURL(join(folder, "sim/cli/main.ts")).href
    assert.equal(call(folder, "main"), `first from ${here}`)
})

test("bundle and compiled code are kept, and made anew only when a source has changed", t => {
    const folder = project(scratchFolder(t))
    call(folder, "main")
    const names = kept(folder)
    assert.equal(names.length, 4, "sources, bundle, its map, its code")
    const code = join(folder, "node_modules/.cache/afterbeep", names[2]!)
    const first = readFileSync(code)
    call(folder, "main")
    assert.deepEqual(kept(folder), names)
    assert.deepEqual(readFileSync(code), first)
    setWord(folder, "other")
    assert.match(call(folder, "main"), /^other from/)
    assert.equal(kept(folder).length, 4, "what is out of date is taken away")
    assert.notDeepEqual(kept(folder), names)
})

test("a stack trace names the source and its line", t => {
    const folder = project(scratchFolder(t))
    assert.match(call(folder, "fail"), /at fail \(sim\/cli\/main\.ts:3\)/)
})
