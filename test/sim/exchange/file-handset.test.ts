import assert from "node:assert/strict"
import { test } from "node:test"
import { FileHandset } from "../../../sim/exchange/file-handset.ts"

function played(handset: FileHandset) {
    const said: number[] = []
    const keys: string[] = []
    while (handset.isLifted) {
        const block = new Float32Array(40).fill(9)
        keys.push(handset.speak(block) ?? "-")
        said.push(block[0]!)
    }
    return { said, keys: keys.join("") }
}

test("beat by beat it says what is in the file, and is put down after the last", () => {
    const samples = Float32Array.from({ length: 120 }, (_, i) => Math.floor(i / 40) / 4)
    assert.deepEqual(played(new FileHandset({ samples, keys: [] })).said, [0, 0.25, 0.5])
})

test("keys are told in the beats in which they begin", () => {
    const samples = new Float32Array(200)
    const keys = [
        { atSample: 40, digit: "5" },
        { atSample: 160, digit: "#" },
    ]
    assert.equal(played(new FileHandset({ samples, keys })).keys, "-5--#")
})

test("with nothing in it, it is put down at once", () => {
    assert.equal(new FileHandset({ samples: new Float32Array(0), keys: [] }).isLifted, false)
})
