import assert from "node:assert/strict"
import { test } from "node:test"
import { LINK_NAME, withLinker } from "../../../../tools/firmware/linker/compiler-hook.ts"

const LINE = "({ binary, dbg } = this.serialize());"
const BUNDLE = `before\n          ${LINE}\n          this.host.write(binary)\n`
const OTHER_COMPILER = `              ${LINE}\n`

test("what the compiler has emitted goes through the linker, in the commands' compiler only", () => {
    assert.equal(
        withLinker(BUNDLE + OTHER_COMPILER, "cli.cjs"),
        `before\n          ({ binary, dbg } = ${LINK_NAME}(this.serialize()));\n          this.host.write(binary)\n${OTHER_COMPILER}`
    )
})

test("a bundle where the place is missing, or is there twice, is refused with the version that is needed", () => {
    const refusal = /^Error: cli\.cjs: the place .* was not found once; version 2\.16\.4 is needed/
    assert.throws(() => withLinker(OTHER_COMPILER, "cli.cjs"), refusal)
    assert.throws(() => withLinker(BUNDLE + BUNDLE, "cli.cjs"), refusal)
})
