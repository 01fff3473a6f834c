import assert from "node:assert/strict"
import { test } from "node:test"
import { powerOf } from "../../../sim/dsp/level.ts"
import { ToneAnalyzer } from "../../../sim/dsp/tone-analyzer.ts"
import { requireJudge } from "../../support/judges.ts"
import { concat, mix, scale, silence, soxSound } from "../../support/sound.ts"

const SIZES = { windowSamples: 240, hopSamples: 80 }

function analysed(frequenciesHz: readonly number[], sound: Float32Array, floorDbm = -60) {
    const analyzer = new ToneAnalyzer(frequenciesHz, SIZES, floorDbm)
    let hops = 0
    for (let at = analyzer.advance(sound, 0); at !== undefined; hops++)
        at = analyzer.advance(sound, at)
    return { analyzer, hops }
}

/** A sine by sox whose peak is `gainDb` below full scale. */
function tone(hz: number, gainDb: number): Float32Array {
    return scale(soxSound(`synth 0.5 sine ${hz} norm 0`), gainDb)
}

function isNear(value: number, expected: number, tolerance: number): void {
    assert.ok(Math.abs(value - expected) <= tolerance, `${value} is not ${expected}`)
}

test("a tone near one that is asked for has its power and its frequency told", t => {
    if (!requireJudge(t, "sox")) return
    for (const [hz, offHz] of [
        [425, 0],
        [434, 9],
        [416, -9],
        [440, 15],
    ] as const) {
        const { analyzer } = analysed([425, 1100], tone(hz, -20))
        isNear(10 * Math.log10(analyzer.power[0]! / 0.5), -20, 0.2)
        isNear(analyzer.offsetHz[0]!, offHz, 0.5)
        isNear(analyzer.power[0]! / analyzer.totalPower, 1, 0.05)
        assert.ok(analyzer.power[1]! < analyzer.power[0]! / 1000)
    }
})

test("two tones share the power", t => {
    if (!requireJudge(t, "sox")) return
    const { analyzer } = analysed([480, 620], mix(tone(480, -20), tone(620, -26)))
    isNear(10 * Math.log10(analyzer.power[0]! / 0.5), -20, 0.3)
    isNear(10 * Math.log10(analyzer.power[1]! / 0.5), -26, 0.3)
    isNear((analyzer.power[0]! + analyzer.power[1]!) / analyzer.totalPower, 1, 0.05)
})

test("there is a result each hop, in blocks of any length", () => {
    const sound = new Float32Array(8000)
    assert.equal(analysed([425], sound).hops, 100)
    const analyzer = new ToneAnalyzer([425], SIZES, -60)
    let hops = 0
    for (let at = 0; at < 8000; at += 7) {
        const block = sound.subarray(at, at + 7)
        for (let next = analyzer.advance(block, 0); next !== undefined; hops++)
            next = analyzer.advance(block, next)
    }
    assert.equal(hops, 100)
})

test("below the floor no tone is looked for", t => {
    if (!requireJudge(t, "sox")) return
    const quiet = concat(tone(425, -20), silence(100), tone(425, -70))
    const { analyzer } = analysed([425], quiet, -46)
    assert.ok(analyzer.totalPower > 0 && analyzer.totalPower < powerOf(-46))
    assert.deepEqual([analyzer.power[0], analyzer.offsetHz[0]], [0, 0])
})
