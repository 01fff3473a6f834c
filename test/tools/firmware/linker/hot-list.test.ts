import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { APART, HOT, isHot } from "../../../../tools/firmware/linker/hot-list.ts"
import { listFiles, ROOT } from "../../../../tools/project.ts"

test("what is listed is there, and so are its callers", () => {
    const sources = listFiles("src").map(path => readFileSync(join(ROOT, path), "utf8"))
    for (const { path, name } of [...HOT, ...APART])
        assert.match(declared(name), declaredIn(readFileSync(join(ROOT, path), "utf8")), path)
    for (const { name, into } of HOT)
        for (const caller of into)
            assert.ok(
                sources.some(
                    text => text.includes(`.${name}(`) && declaredIn(text).test(declared(caller))
                ),
                `${name} into ${caller}`
            )
})

test("a function is hot in a caller, apart from all, or like any other", () => {
    const poll = { path: "src/util/channel.ts", name: "poll" }
    assert.equal(isHot(poll, { path: "anywhere.ts", name: "nextEvent" }), true)
    assert.equal(isHot(poll, { path: "anywhere.ts", name: "run" }), undefined)
    assert.equal(
        isHot({ ...poll, path: "src/other.ts" }, { path: "", name: "nextEvent" }),
        undefined
    )
    assert.equal(isHot({ path: "src/hearing/hearing.ts", name: "hear" }, poll), false)
    assert.equal(isHot(undefined, undefined), undefined)
})

function declared(name: string): string {
    return `|${name}|`
}

/** Matches the methods that a source declares, in the form of `declared`. */
function declaredIn(text: string): RegExp {
    const names = [...text.matchAll(/^ {4}(?:private )?(?:async )?(\w+)\(/gm)].map(each => each[1])
    return new RegExp(`\\|(?:${names.join("|") || "-"})\\|`)
}
