import assert from "node:assert/strict"
import { test } from "node:test"
import { lengthText } from "../../../sim/audio/length-text.ts"
import { lengthText as lengthOnPage } from "../../../page/view/format.ts"

const LENGTHS = [
    [0, "0:00"],
    [0.99, "0:00"],
    [15.04, "0:15"],
    [15.99, "0:15"],
    [60, "1:00"],
    [179.999, "2:59"],
    [3605, "60:05"],
] as const

test("seconds that have begun do not count, here as on the page", () => {
    for (const [seconds, text] of LENGTHS) {
        assert.equal(lengthText(seconds), text)
        assert.equal(lengthOnPage(seconds), text)
    }
})
