import assert from "node:assert/strict"
import { test } from "node:test"
import {
    bytesByFile,
    coldBytesByFile,
    whatStaysCode,
    type DebugInfo,
} from "../../../tools/size/code-size.ts"
import { BUDGET, CODE_LIMIT_BYTES, overspent, spend } from "../../../tools/size/budget.ts"

/** Two files of 100 characters; the top level of the first is 30 bytes of code, of the second 10. */
const DEBUG: DebugInfo = {
    sources: [
        { path: "src/app/a.ts", length: 100 },
        { path: "src/fat/b.ts", length: 100 },
    ],
    functions: [
        { name: "main", location: [0, 100], startpc: 160, size: 40 + 16 },
        { name: "f", location: [120, 20], startpc: 200, size: 50 },
    ],
    srcmap: [0, 10, 160, 110, 10, 30, 10, 10, 10],
}

test("a function counts for the file that it stands in", () => {
    assert.equal(
        bytesByFile({ ...DEBUG, functions: [DEBUG.functions[1]!] }).get("src/fat/b.ts"),
        50
    )
})

test("what the linker has put into a function of another file counts for its own file", () => {
    const [, f] = DEBUG.functions
    const bytes = bytesByFile({ ...DEBUG, functions: [f!], srcmap: [...DEBUG.srcmap, -100, 5, 14] })
    assert.equal(bytes.get("src/fat/b.ts"), 16 + 14)
    assert.equal(bytes.get("src/app/a.ts"), 50 - 16 - 14)
})

test("the top level of all modules is divided by the source map", () => {
    const bytes = bytesByFile(DEBUG)
    assert.equal(bytes.get("src/app/a.ts"), 16 + 30)
    assert.equal(bytes.get("src/fat/b.ts"), 10 + 50)
})

test("cold code is divided by its own source map, and counted beside the code", () => {
    const staysCode = [
        { path: "src/app/a.ts", name: "f", because: "try" },
        { path: "src/fat/b.ts", name: "g", because: "try" },
    ]
    const cold = { bytes: 50, srcmap: [10, 5, 0, 110, 5, 30], staysCode }
    const bytes = coldBytesByFile({ ...DEBUG, linked: { cold } })
    assert.deepEqual([bytes.get("src/app/a.ts"), bytes.get("src/fat/b.ts")], [30, 20])
    const app = spend(new Map([["src/app/a.ts", 7]]), bytes).find(each => each.name === "app")!
    assert.deepEqual([app.bytes, app.coldBytes], [7, 30])
    assert.equal(coldBytesByFile(DEBUG).size, 0)
    assert.deepEqual([...whatStaysCode({ ...DEBUG, linked: { cold } })], [["try", ["a.f", "b.g"]]])
})

test("every folder is counted in one line of the budget, and the modem with phone and audio", () => {
    const spendings = spend(
        new Map([
            ["src/drivers/v253/modem.ts", 1],
            ["src/drivers/sdcard/card.ts", 2],
            ["src/audio/player.ts", 4],
            ["src/store/message-store.ts", 8],
            ["src/main.ts", 16],
            ["node_modules/@devicescript/core/src/array.ts", 32],
        ])
    )
    const bytes = Object.fromEntries(spendings.map(each => [each.name, each.bytes]))
    assert.equal(bytes["phone and audio"], 5)
    assert.equal(bytes["platform and drivers"], 2)
    assert.equal(bytes["FAT and slot store"], 8)
    assert.equal(bytes["app"], 16)
    assert.equal(bytes["library"], 32)
})

test("a part, the whole and the image each break the budget by themselves", () => {
    const { limitBytes } = BUDGET.find(each => each.name === "app")!
    assert.deepEqual(overspent(spend(new Map([["src/app/a.ts", limitBytes]])), 1000), [])
    assert.match(
        overspent(spend(new Map([["src/app/a.ts", limitBytes + 1]])), 1000)[0]!,
        new RegExp(`^app: ${limitBytes + 1}`)
    )
    const library = spend(new Map([["node_modules/@devicescript/core/a.ts", CODE_LIMIT_BYTES + 1]]))
    assert.match(overspent(library, 1000)[1]!, /^all code/)
    assert.match(overspent(spend(new Map()), 225_281)[0]!, /^image/)
})
