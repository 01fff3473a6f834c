import assert from "node:assert/strict"
import { test } from "node:test"
import { lookOf } from "../../../../sim/cli/demo/look.ts"
import { Screen } from "../../../../sim/cli/demo/screen.ts"
import { Story } from "../../../../sim/cli/demo/story.ts"
import { Teller } from "../../../../sim/cli/demo/teller.ts"
import { messagesOf, wholeCall } from "./events.ts"

function tell(columns: string): string[] {
    let text = ""
    const screen = new Screen(lookOf({}, { COLUMNS: columns }), part => (text += part))
    const teller = new Teller(
        screen,
        new Story(messagesOf(undefined, "2026-11-22 14.05 2125550123.wav"))
    )
    for (const event of wholeCall()) {
        teller.pass(event.tMs)
        teller.hear(event)
    }
    return text.split("\n")
}

test("every line begins with the clock, or belongs to the one above", () => {
    for (const line of tell("80")) assert.match(line, /^( {2}\d+:\d\d\.\d {2}\S| {10}\S|$)/)
})

test("the lamp is drawn as it blinks", () => {
    assert.ok(
        tell("80").includes(" ".repeat(10) + "██▁▁▁▁▁▁▁▁▁▁▁▁▁██▁▁▁▁▁▁▁▁  on 0.3 s, off 1.5 s")
    )
})

test("the file's name is never broken", () => {
    assert.ok(tell("40").includes(" ".repeat(10) + "2026-11-22 14.05 2125550123.wav"))
})
