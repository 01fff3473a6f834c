import assert from "node:assert/strict"
import { test } from "node:test"
import { withBoardFlash } from "../../../../tools/firmware/linker/flash-hook.ts"

const PLACE = `
  const prog = await readCompiled(fn, options);
  const inst = await devsFactory();
`

test("a simulated board gets its flash before anything is put into it", () => {
    assert.equal(
        withBoardFlash(`before${PLACE}  inst.devsStart();\n`, "cli.cjs"),
        `before${PLACE}  inst.flashSize = 262144;\n  inst.devsStart();\n`
    )
})

test("a bundle where the place is missing, or is there twice, is refused with the version that is needed", () => {
    const refusal = /^Error: cli\.cjs: the place .* was not found once; version 2\.16\.4 is needed/
    assert.throws(() => withBoardFlash("before", "cli.cjs"), refusal)
    assert.throws(() => withBoardFlash(PLACE + PLACE, "cli.cjs"), refusal)
})
