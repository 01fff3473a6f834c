import assert from "node:assert/strict"
import { test } from "node:test"
import { FileHandset } from "../../../sim/exchange/file-handset.ts"
import { RecordedHandset } from "../../../sim/exchange/recorded-handset.ts"

test("what was said is kept, sample by sample, with the keys in their places", () => {
    const samples = Float32Array.from({ length: 160 }, (_, i) => (i - 80) / 32768)
    const keys = [{ atSample: 80, digit: "7" }]
    const handset = new RecordedHandset(new FileHandset({ samples, keys }))
    const said: number[] = []
    while (handset.isLifted) {
        const block = new Float32Array(40)
        handset.speak(block)
        said.push(...block)
    }
    assert.deepEqual(said, [...samples])
    assert.deepEqual(
        [...handset.samples].map(value => value / 32768),
        [...samples]
    )
    assert.deepEqual(handset.keys, keys)
})

test("everything that is heard and happens reaches whoever holds it", () => {
    const story: string[] = []
    const handset = new RecordedHandset({
        isLifted: false,
        speak: () => undefined,
        hear: () => story.push("hear"),
        answered: () => story.push("answered"),
        beepHeard: () => story.push("beep"),
        over: () => story.push("over"),
    })
    assert.equal(handset.isLifted, false)
    handset.answered()
    handset.hear(new Float32Array(40))
    handset.beepHeard()
    handset.over()
    assert.deepEqual(story, ["answered", "hear", "beep", "over"])
})
