import assert from "node:assert/strict"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { test } from "node:test"
import { encodeWav16 } from "../../../sim/audio/wav.ts"
import { eventNamesOf } from "../../../sim/scenario/event-names.ts"
import { loadScenario } from "../../../sim/scenario/load.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const page = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8")
const PAGE = page("docs/scenarios.md")
const BLOCKS = [...(PAGE + page("README.md")).matchAll(/```json\n(.*?)```/gs)].map(
    match => match[1]!
)
const EXAMPLES = BLOCKS.filter(block => block.includes('"steps"'))

test("the page has whole scenarios as examples", () => {
    assert.ok(EXAMPLES.length >= 4)
})

for (const [index, example] of EXAMPLES.entries())
    test(`example ${index + 1} of docs/scenarios.md and README.md is a scenario`, t => {
        const folder = scratchFolder(t)
        for (const [name] of example.matchAll(/[\w/-]+\.wav/g)) {
            mkdirSync(dirname(join(folder, name)), { recursive: true })
            writeFileSync(join(folder, name), encodeWav16(new Int16Array(80)))
        }
        writeFileSync(join(folder, "s.json"), example)
        assert.deepEqual(loadScenario(join(folder, "s.json")).notes, [])
    })

test("every event that a scenario can name is on the page", () => {
    const names = eventNamesOf(undefined)
    assert.deepEqual(
        names.filter(name => !PAGE.includes(`\`${name}\``)),
        []
    )
})
