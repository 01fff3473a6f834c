import assert from "node:assert/strict"
import { closeSync, openSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { measureBytes } from "../../../sim/card/measure-bytes.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

test("a file is as large as it is, also an empty one", t => {
    const path = join(scratchFolder(t), "file")
    for (const size of [0, 512, 12345]) {
        writeFileSync(path, new Uint8Array(size))
        const file = openSync(path, "r")
        t.after(() => closeSync(file))
        assert.equal(measureBytes(file), size)
    }
})
