import assert from "node:assert/strict"
import { test } from "node:test"
import {
    LINK_NAME,
    NAME_NAME,
    withLinker,
} from "../../../../tools/firmware/linker/compiler-hook.ts"

const EMISSION = "({ binary, dbg } = this.serialize());"
const METHOD = "wr.emitString(this.forceName(meth.name)),"
const ACCESS = "idx = wr.emitString(this.forceName(expr.name));"
const BUNDLE = `before
            ${METHOD}
            between
            ${ACCESS}
          ${EMISSION}
          this.host.write(binary)
`
const OTHER_COMPILER = [METHOD, ACCESS, EMISSION].map(each => `                ${each}\n`).join("")

test("names and what is emitted go through the linker, in the commands' compiler only", () => {
    const changed = BUNDLE.replace(
        EMISSION,
        `({ binary, dbg } = ${LINK_NAME}(this.serialize(), this));`
    )
        .replace(METHOD, `wr.emitString(${NAME_NAME}(ts3, this, meth.name)),`)
        .replace(ACCESS, `idx = wr.emitString(${NAME_NAME}(ts3, this, expr.name));`)
    assert.equal(withLinker(BUNDLE + OTHER_COMPILER, "cli.cjs"), changed + OTHER_COMPILER)
})

test("a bundle where a place is missing, or is there twice, is refused with the version that is needed", () => {
    const refusal = /^Error: cli\.cjs: the place .* was not found once; version 2\.16\.4 is needed/
    assert.throws(() => withLinker(OTHER_COMPILER, "cli.cjs"), refusal)
    assert.throws(() => withLinker(BUNDLE + BUNDLE, "cli.cjs"), refusal)
    assert.throws(() => withLinker(BUNDLE.replace(ACCESS, ""), "cli.cjs"), refusal)
})
