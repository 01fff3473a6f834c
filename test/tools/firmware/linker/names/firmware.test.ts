import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { ensureFirmware } from "../../../../../tools/firmware.ts"
import { readImage } from "../../../../../tools/firmware/linker/image.ts"
import type { LinkedDebugInfo } from "../../../../../tools/firmware/linker/link.ts"
import { Op } from "../../../../../tools/firmware/linker/ops.ts"
import { visitImage } from "../../../../../tools/firmware/linker/tree.ts"

/** Of seams with two sides, of the library, and what may be asked of anything: 91 of some 280. */
const LOOKED_UP_MAX = 95

test("few of the firmware's methods are still looked up by name, and no doubt keeps all their names", async () => {
    const { devsPath, debugPath } = await ensureFirmware()
    const { linked } = JSON.parse(readFileSync(debugPath, "utf8")) as LinkedDebugInfo
    assert.equal(linked.namesKept, undefined, "an object may be another than its type says")
    let methods = 0
    visitImage(readImage(readFileSync(devsPath), new Map()), ({ op, args }) => {
        const isMethod = op === Op.INDEX_SET && args[0]!.op !== Op.LOAD_LOCAL
        if (isMethod && args[2]!.op === Op.FUNCTION) methods++
    })
    assert.ok(methods <= LOOKED_UP_MAX, `${methods} methods`)
})
