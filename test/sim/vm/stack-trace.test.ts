import assert from "node:assert/strict"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { test } from "node:test"
import { StackTraceMap } from "../../../sim/vm/stack-trace.ts"

const FIRST = "line one\nline two\nline three\n"
const SECOND = "other one\nother two\n"

/** Function g begins at counter 100, in the second source; positions count over both sources. */
const DEBUG = {
    functions: [
        { name: "f", startpc: 0 },
        { name: "g", startpc: 100 },
    ],
    // Triples: position, length, counter, each as a difference to the entry before.
    srcmap: [0, 4, 0, 9, 4, 10, FIRST.length - 9, 5, 90, 10, 5, 20],
    sources: [
        { path: "src/first.ts", text: FIRST, length: FIRST.length },
        { path: "src/second.ts", text: SECOND, length: SECOND.length },
    ],
}

function mapOf(debug: object): StackTraceMap | undefined {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-"))
    try {
        const path = join(folder, "debug.json")
        writeFileSync(path, JSON.stringify(debug))
        return StackTraceMap.load(path)
    } finally {
        rmSync(folder, { recursive: true })
    }
}

test("frames become function, source file and line", () => {
    const map = mapOf(DEBUG)!
    assert.equal(map.describe("*  at f_F0 (pc:5)"), "*  at f (src/first.ts:1)")
    assert.equal(map.describe("*  at f_F0 (pc:15)"), "*  at f (src/first.ts:2)")
    assert.equal(map.describe("*  at g_F1 (pc:3)"), "*  at g (src/second.ts:1)")
    assert.equal(map.describe("*  at g_F1 (pc:25)"), "*  at g (src/second.ts:2)")
    assert.equal(map.describe("act: pc=25 @ g_F1"), "act: at g (src/second.ts:2)")
})

test("lines without frames, and frames of functions that are not there, stay as they are", () => {
    const map = mapOf(DEBUG)!
    assert.equal(map.describe("> hello"), "> hello")
    assert.equal(map.describe("*  at h_F9 (pc:1)"), "*  at h_F9 (pc:1)")
})

test("an address in cold code becomes function, source file and line", () => {
    const length = FIRST.length
    const f = { name: "f", startpc: 0, location: [0, length] }
    const cold = { srcmap: [0, 4, 0, 9, 4, 20] }
    const map = mapOf({ ...DEBUG, functions: [], linked: { gone: [f], cold } })!
    assert.equal(
        map.describe("*  message: bad (cold:5) (cold:21)"),
        "*  message: bad at f (src/first.ts:1) at f (src/first.ts:2)"
    )
    assert.equal(mapOf(DEBUG)!.describe("bad (cold:5)"), "bad (cold:5)")
})

test("without the file there is no map", () => {
    assert.equal(StackTraceMap.load("/nowhere/debug.json"), undefined)
})

test("a field with a short name is told by its own", () => {
    const map = mapOf({ ...DEBUG, linked: { gone: [], names: { "!a": "first" } } })!
    const message = (name: string) => `*  message: getting field '${name}' of undefined`
    assert.equal(map.describe(message("!a")), message("first"))
    assert.equal(map.describe(message("!b")), message("!b"))
    assert.equal(mapOf(DEBUG)!.describe(message("!a")), message("!a"))
})
