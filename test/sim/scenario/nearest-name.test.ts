import assert from "node:assert/strict"
import { test } from "node:test"
import { nearestName } from "../../../sim/scenario/nearest-name.ts"

const NAMES = ["ring-on", "ring-off", "number", "name"]

test("a slip of the finger finds the name that was meant", () => {
    assert.equal(nearestName("ringon", NAMES), "ring-on")
    assert.equal(nearestName("RING-OF", NAMES), "ring-off")
    assert.equal(nearestName("nubmer", NAMES), "number")
})

test("another word finds nothing", () => {
    assert.equal(nearestName("telephone", NAMES), undefined)
    assert.equal(nearestName("", NAMES), undefined)
})
