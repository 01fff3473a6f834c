import assert from "node:assert/strict"
import { test } from "node:test"
import { mirroredTest, untested } from "../../../tools/tidy/mirrors.ts"
import { bannedWords, missingHeader, relativeLinks } from "../../../tools/tidy/rules.ts"

test("paths of a machine and unfinished work are found with their line", () => {
    const home = "/ho" + "me/somebody"
    assert.deepEqual(bannedWords(`fine\nsee ${home}/x`), ["line 2: path of somebody's machine"])
    assert.equal(bannedWords("// TO" + "DO later").length, 1)
    assert.deepEqual(bannedWords("a home, work to do, a registry of deeds"), [])
})

test("a header stands before or after the imports", () => {
    assert.deepEqual(missingHeader("a.ts", '/** What it is. */\nimport { b } from "./b.ts"\n'), [])
    assert.deepEqual(
        missingHeader(
            "a.ts",
            'import {\n    b,\n} from "./b.ts"\n\n/** What it is. */\nclass A {}'
        ),
        []
    )
    assert.deepEqual(missingHeader("a.mjs", "#!/usr/bin/env node\n// What it is.\nrun()"), [])
    assert.equal(missingHeader("a.ts", 'import { b } from "./b.ts"\n\nconst c = b\n').length, 1)
    assert.deepEqual(missingHeader("a.json", "{}"), [])
})

test("links are followed from the page's own folder, addresses and anchors left alone", () => {
    const text = "[a](HACKING.md#top) [b](../src/main.ts) [c](https://example.org) [d](#here)"
    assert.deepEqual(relativeLinks("docs/x.md", text), ["docs/HACKING.md", "src/main.ts"])
})

test("a long source needs the mirrored test, or one of its folder", () => {
    const sources = new Map([
        ["src/fat/names.ts", 80],
        ["src/fat/short.ts", 10],
        ["sim/card/mbr.ts", 80],
        ["sim/card/deep/a.ts", 80],
        ["tools/size.ts", 80],
    ])
    assert.equal(mirroredTest("src/fat/names.ts"), "test/firmware/fat/names.test.ts")
    const tests = new Set(["test/sim/card.test.ts", "test/firmware/fat/names.test.ts"])
    assert.deepEqual(untested(sources, tests), ["sim/card/deep/a.ts"])
})
