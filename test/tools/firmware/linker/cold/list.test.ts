import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { isListed, LIST } from "../../../../../tools/firmware/linker/cold/list.ts"
import { listFiles, ROOT } from "../../../../../tools/project.ts"

test("what is listed is there, and so is each function that is left out", () => {
    const sources = listFiles("src")
    for (const { path, but = [] } of LIST) {
        const files = sources.filter(file => file.startsWith(path))
        assert.ok(files.length > 0, path)
        const text = files.map(file => readFileSync(join(ROOT, file), "utf8")).join("\n")
        for (const name of but) assert.match(text, new RegExp(`\\b${name}\\b`), `${path} ${name}`)
    }
})

test("a file is cold but for some of its functions, and what takes part in sound is not", () => {
    assert.ok(isListed({ path: "src/store/upkeep.ts", name: "armSlot" }))
    assert.ok(!isListed({ path: "src/store/upkeep.ts", name: "isFilled" }))
    for (const path of ["src/audio/recorder.ts", "src/store/recording.ts", "src/fat/chain.ts"])
        assert.ok(!isListed({ path, name: "put" }), path)
})
