import assert from "node:assert/strict"
import { test } from "node:test"
import { lookOf, type Environment, type Output } from "../../../../sim/cli/demo/look.ts"
import { Screen, formatClock, wrap } from "../../../../sim/cli/demo/screen.ts"

const TERMINAL = { isTTY: true, columns: 40 }

function printed(output: Output, environment: Environment, use: (screen: Screen) => void): string {
    let text = ""
    use(new Screen(lookOf(output, environment), part => (text += part)))
    return text
}

test("long text is broken at spaces, and a long word is not cut", () => {
    assert.deepEqual(wrap("one two three", 7), ["one two", "three"])
    assert.deepEqual(wrap("a-very-long-word b", 5), ["a-very-long-word", "b"])
    assert.deepEqual(wrap("", 5), [""])
})

test("further lines of an entry stand below its text", () => {
    const text = printed({}, { COLUMNS: "40" }, screen =>
        screen.entry("  0:01.0  ", "The machine answers after the second ring.")
    )
    assert.equal(text, "  0:01.0  The machine answers after the\n          second ring.\n")
})

test("without a terminal there is no control character", () => {
    const text = printed({}, {}, screen => {
        screen.line("hello", "red")
        screen.live([{ text: "now", ink: "lamp" }])
        screen.clearLive()
    })
    assert.equal(text, "hello\n")
})

test("a dumb terminal gets neither colours nor lines that are drawn over", () => {
    const text = printed(TERMINAL, { TERM: "dumb" }, screen => {
        screen.line("hello", "red")
        screen.live([{ text: "now", ink: "lamp" }])
    })
    assert.equal(text, "hello\n")
})

test("NO_COLOR takes the colours and leaves the line that is drawn over", () => {
    const text = printed(TERMINAL, { NO_COLOR: "1" }, screen => {
        screen.live([{ text: "now", ink: "lamp" }])
        screen.line("hello", "red")
        screen.clearLive()
    })
    assert.equal(text, "\r\u001b[Know\r\u001b[Khello\nnow\r\u001b[K")
})

test("a terminal gets colours", () => {
    assert.equal(
        printed(TERMINAL, {}, screen => screen.line("no", "red")),
        "\u001b[31mno\u001b[0m\n"
    )
})

test("the line that is drawn over never fills the terminal's width", () => {
    const text = printed(TERMINAL, { NO_COLOR: "1" }, screen =>
        screen.live([
            { text: "x".repeat(30), ink: "plain" },
            { text: "y".repeat(30), ink: "dim" },
        ])
    )
    assert.equal(text, "\r\u001b[K" + "x".repeat(30) + "y".repeat(9))
})

const SIGNS: readonly (readonly [Environment, string])[] = [
    [{}, "●"],
    [{ LANG: "en_US.UTF-8" }, "●"],
    [{ LANG: "C" }, "(*)"],
    [{ LANG: "en_US.UTF-8", LC_ALL: "POSIX" }, "(*)"],
    [{ LANG: "en_US.UTF-8", TERM: "dumb" }, "(*)"],
]
for (const [environment, lampOn] of SIGNS)
    test(`signs are those that can be shown: ${JSON.stringify(environment)}`, () => {
        assert.equal(lookOf({}, environment).signs.lampOn, lampOn)
    })

test("the width is the terminal's within reason", () => {
    assert.equal(lookOf({ isTTY: true, columns: 100 }, {}).columns, 100)
    assert.equal(lookOf({ isTTY: true, columns: 10 }, {}).columns, 40)
    assert.equal(lookOf({ isTTY: true, columns: 300 }, {}).columns, 120)
    assert.equal(lookOf({}, {}).columns, 80)
    assert.equal(lookOf({}, { COLUMNS: "wide" }).columns, 80)
})

test("the clock says minutes, seconds and tenths", () => {
    assert.equal(formatClock(0), "0:00.0")
    assert.equal(formatClock(8199.999_999_9), "0:08.2")
    assert.equal(formatClock(61_950), "1:01.9")
})
