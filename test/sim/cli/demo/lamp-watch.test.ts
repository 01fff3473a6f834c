import assert from "node:assert/strict"
import { test } from "node:test"
import { LampWatch, flashCount, lampChange } from "../../../../sim/cli/demo/lamp-watch.ts"
import { at, flashes } from "./events.ts"

test("light, and then blinking, is noticed once each", () => {
    const watch = new LampWatch()
    const noticed = flashes(0, 5).map(event => watch.notice(event))
    assert.deepEqual(
        noticed.filter(each => each !== undefined),
        ["lit", "blinks"]
    )
    assert.equal(noticed[0], "lit")
})

test("a lamp that goes dark while it is dark is no news", () => {
    const watch = new LampWatch()
    assert.equal(watch.notice(at(0, "panel lamp", { value: 0 })), undefined)
    assert.equal(watch.isOn, false)
    assert.equal(watch.darkSince(10_000), undefined)
})

test("flashes are counted from dark to light", () => {
    const changes = flashes(0, 3).map(event => lampChange(event)!)
    assert.equal(flashCount(changes), 3)
    assert.equal(flashCount([]), 0)
    assert.equal(
        flashCount([
            { tMs: 0, value: 0.5 },
            { tMs: 9, value: 1 },
        ]),
        1
    )
})
