import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { readBoard, findProblem } from "../../../tools/firmware/board.ts"
import { ROOT, listFiles } from "../../../tools/project.ts"

const GOOD = readFileSync(join(ROOT, "boards/afterbeep_devkitc.board.json"), "utf8")

for (const file of listFiles("boards"))
    test(`${file} is sound`, () => {
        assert.equal(findProblem(readFileSync(join(ROOT, file), "utf8")), undefined)
    })

const MISTAKES: [string, string, RegExp][] = [
    [
        "two names for one pin",
        GOOD.replace('"LAMP": 32', '"LAMP": 5'),
        /SD_CS and LAMP are both GPIO 5/,
    ],
    ["a pin that is missing", GOOD.replace('"PLAY"', '"PLAI"'), /missing PLAY/],
    ["a chip select that floats at boot", GOOD.replace(/"SD_CS": 1,/, ""), /SD_CS must be 1/],
    [
        "a pin that would take the modem's power away at boot",
        GOOD.replace('"MODEM_PWR": 0', '"MODEM_PWR": 1'),
        /MODEM_PWR must be 0/,
    ],
    [
        "a key without the one before it",
        GOOD.replace(/"DELETE": \d+,/, ""),
        /RECORD without DELETE/,
    ],
    ["a product id of another kind", GOOD.replace("0x3", "0x4"), /productId/],
    [
        "a pin's name that the runtime has no room for",
        GOOD.replaceAll("BRIDGE_RST", "BRIDGE_RESET"),
        /at most 10 characters/,
    ],
    ["text that is not JSON", "{", /JSON/],
]

for (const [what, text, message] of MISTAKES)
    test(`${what} is named`, () => {
        assert.match(findProblem(text) ?? "", message)
    })

test("a board that is not there is an error that lists those that are", () => {
    assert.throws(() => readBoard("nothing"), { name: "ToolError", message: /afterbeep_devkitc/ })
})

test("no two boards have the same product id or name", () => {
    const boards = listFiles("boards").map(file => readBoard(/(\w+)\.board\.json$/.exec(file)![1]!))
    assert.equal(new Set(boards.map(each => each.productId)).size, boards.length)
    assert.equal(new Set(boards.map(each => each.devName)).size, boards.length)
})
