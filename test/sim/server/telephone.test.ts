import assert from "node:assert/strict"
import { test } from "node:test"
import { DtmfDetector } from "../../../sim/dsp/dtmf-detector.ts"
import { FRAME_SAMPLES } from "../../../sim/protocol/frame.ts"
import { Telephone } from "../../../sim/server/telephone.ts"

const frame = (value: number) => new Float32Array(FRAME_SAMPLES).fill(value)

/** What the telephone sends in so many ms. */
function said(telephone: Telephone, ms: number): Float32Array {
    const samples = new Float32Array(ms * 8)
    for (let at = 0; at < samples.length; at += 40) telephone.speak(samples.subarray(at, at + 40))
    return samples
}

const silent = () =>
    new Telephone(
        () => {},
        () => {}
    )

test("the microphone is heard after the buffer, and silence where it says nothing", () => {
    const telephone = silent()
    assert.ok(said(telephone, 100).every(x => x === 0))
    for (let i = 0; i < 5; i++) telephone.take(i, frame(0.5))
    assert.ok(Math.abs(said(telephone, 60).at(-1)! - 0.5) < 0.01)
})

test("frames that never came are counted; a new microphone begins anew", () => {
    const telephone = silent()
    for (const number of [7, 8, 11]) telephone.take(number, frame(0))
    assert.equal(telephone.health.lost, 2)
    telephone.changeMouth()
    telephone.take(0, frame(0))
    telephone.take(1, frame(0))
    assert.equal(telephone.health.lost, 2)
})

test("a key is told when its tone begins, and sounds as long as it is held", () => {
    const telephone = silent()
    const digits: string[] = []
    const detector = new DtmfDetector({
        digitOn: digit => digits.push(digit),
        digitOff: () => {},
    })
    const block = new Float32Array(40)
    telephone.press("5")
    assert.equal(telephone.speak(block), "5")
    assert.equal(telephone.speak(block), undefined)
    for (let i = 0; i < 40; i++) {
        telephone.speak(block)
        detector.process(block)
    }
    telephone.release()
    telephone.speak(block)
    assert.ok(block.every(x => x === 0))
    assert.deepEqual(digits, ["5"])
})

test("a key that is only touched sounds for 70 ms", () => {
    const telephone = silent()
    telephone.press("#")
    telephone.release()
    const samples = said(telephone, 100)
    const end = samples.findLastIndex(x => x !== 0) / 8
    assert.ok(end > 65 && end <= 70, `it sounds for ${end} ms`)
})

test("a recording is sent at once, and the telephone stays in the hand", () => {
    const telephone = silent()
    telephone.say(new Float32Array(80).fill(0.25))
    assert.equal(said(telephone, 20).filter(x => x === 0.25).length, 80)
    assert.ok(telephone.isLifted)
})

test("what is kept for the beep is said after it, and then the telephone is put down", () => {
    const telephone = silent()
    telephone.sayAfterBeep(new Float32Array(80).fill(0.25))
    assert.ok(said(telephone, 1000).every(x => x === 0))
    telephone.beepHeard()
    assert.equal(said(telephone, 400).findIndex(x => x !== 0) / 8, 300)
    assert.ok(!telephone.isLifted)
})

test("what is sent are steps of 16 bits, so that a file of it is the same sound", () => {
    const telephone = silent()
    telephone.say(Float32Array.from({ length: 40 }, (_, i) => Math.sin(i) * 2))
    for (const sample of said(telephone, 5)) {
        assert.equal(Math.round(sample * 32768), sample * 32768)
        assert.ok(Math.abs(sample) <= 1)
    }
})
