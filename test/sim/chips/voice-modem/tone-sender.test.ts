import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { AGERE } from "../../../../sim/chips/voice-modem/profiles/agere.ts"
import { CONEXANT } from "../../../../sim/chips/voice-modem/profiles/conexant.ts"
import { type ToneRules } from "../../../../sim/chips/voice-modem/profiles/modem-profile.ts"
import { SI2494 } from "../../../../sim/chips/voice-modem/profiles/si2494.ts"
import {
    hasBareDigit,
    parseTones,
    ToneSender,
} from "../../../../sim/chips/voice-modem/tone-sender.ts"

function tones(list: string, rules: ToneRules = CONEXANT.tones): number[][] | undefined {
    return parseTones(list, 10, rules)?.map(tone => [tone.firstHz, tone.secondHz, tone.samples])
}

describe("a +VTS list", () => {
    test("holds pairs, keys with a length, and bare keys", () => {
        assert.deepEqual(tones("[350,440,25]"), [[350, 440, 2000]])
        assert.deepEqual(tones("[933,933,12],[0,0,5]"), [
            [933, 0, 960],
            [0, 0, 400],
        ])
        assert.deepEqual(tones("{5,8}"), [
            [770, 1336, 640],
            [0, 0, 560],
        ])
        assert.deepEqual(tones("#")?.[0], [941, 1477, 800])
    })

    test("what is left out is silence, or the length of +VTD, where that may be", () => {
        assert.deepEqual(tones("[933]"), [[933, 0, 800]])
        assert.deepEqual(tones("[933,,5]"), [[933, 0, 400]])
        assert.equal(tones("[933,,5]", AGERE.tones), undefined)
        assert.equal(tones("[933,0,5]", AGERE.tones), undefined)
        assert.equal(tones("[933,933]", SI2494.tones), undefined)
        assert.deepEqual(tones("[933,0,5]", SI2494.tones), [[933, 0, 400]])
    })

    test("what is not well formed or out of range is nothing", () => {
        for (const list of ["", "[", "[933,933,5", "x", "[933,933,5]5", "[199,0,5]", "[3001]"])
            assert.equal(tones(list), undefined, list)
        assert.equal(tones("[933,933,256]"), undefined)
    })

    test("a bare digit is one outside brackets and braces", () => {
        for (const list of ["5", "#", "[350,440,5],7", "A,{1,5}"])
            assert.ok(hasBareDigit(list), list)
        for (const list of ["[9,9,9]", "{5,8}", "{5,8},[350,440,1]"])
            assert.ok(!hasBareDigit(list), list)
    })
})

test("tones sound for as long as they were ordered, whatever the blocks", () => {
    for (const blockSize of [1, 40, 333]) {
        const sender = new ToneSender()
        sender.start(parseTones("[500,0,10],[0,0,5],[500,0,5]", 10, CONEXANT.tones)!)
        const heard: number[] = []
        let used = 0
        while (sender.isPlaying) {
            const block = new Float32Array(blockSize)
            used += sender.play(block)
            heard.push(...block)
        }
        assert.equal(used, 1600)
        const isLoud = (from: number, to: number) =>
            heard.slice(from, to).some(sample => Math.abs(sample) > 0.1)
        assert.ok(isLoud(0, 800) && !isLoud(800, 1200) && isLoud(1200, 1600))
    }
})

test("stopped, nothing sounds any more", () => {
    const sender = new ToneSender()
    sender.start(parseTones("5", 10, CONEXANT.tones)!)
    sender.stop()
    assert.ok(!sender.isPlaying)
    assert.equal(sender.play(new Float32Array(40)), 0)
})
