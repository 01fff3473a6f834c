import assert from "node:assert/strict"
import { test } from "node:test"
import { ProgressLine } from "../../../sim/cli/progress-line.ts"

/** As much of a terminal as the line needs. */
class PaperTerminal {
    printed = ""

    constructor(readonly isTTY: boolean) {}

    write(text: string): boolean {
        this.printed += text
        return true
    }
}

test("a terminal shows step and virtual time, and is clean afterwards", () => {
    const terminal = new PaperTerminal(true)
    const line = new ProgressLine(4, terminal)
    line.show(1_250_000, 1)
    line.clear()
    assert.equal(terminal.printed, "\r\u001b[Kstep 2 of 4, 1.3 s of virtual time\r\u001b[K")
})

test("after the last step the number of steps is not passed", () => {
    const terminal = new PaperTerminal(true)
    new ProgressLine(4, terminal).show(0, 4)
    assert.match(terminal.printed, /step 4 of 4/)
})

test("nothing is written where stderr is no terminal", () => {
    const file = new PaperTerminal(false)
    const line = new ProgressLine(4, file)
    line.show(1_000_000, 1)
    line.clear()
    assert.equal(file.printed, "")
})
