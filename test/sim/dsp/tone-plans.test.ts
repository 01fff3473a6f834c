import assert from "node:assert/strict"
import { test } from "node:test"
import {
    ALERTING_TONE,
    callProgressTones,
    MACHINE_TONES,
    TONE_COUNTRIES,
    type ToneSpec,
} from "../../../sim/dsp/tone-plans.ts"

/** ITU E.180 supplement 2 and BT SIN 350, once more: frequencies of busy and congestion, busy, congestion. */
const NATIONAL: Record<string, [number[], number[], number[] | undefined]> = {
    US: [
        [480, 620],
        [500, 500],
        [250, 250],
    ],
    UK: [[400], [375, 375], [400, 350, 225, 525]],
    PL: [[425], [500, 500], undefined],
    RU: [[425], [350, 350], [175, 175]],
    DE: [[425], [480, 480], [240, 240]],
    FR: [[440], [500, 500], [250, 250]],
}

function find(specs: readonly ToneSpec[], name: string): ToneSpec | undefined {
    return specs.find(spec => spec.name === name)
}

function assertFits(spec: ToneSpec, partsMs: readonly number[], off: number): void {
    spec.cadence.forEach(([minMs, maxMs], i) => {
        const ms = partsMs[i]! * off
        assert.ok(ms >= minMs && ms <= maxMs, `${spec.name}: ${ms} in ${minMs} … ${maxMs}`)
    })
}

test("each country has its busy tone, congestion and dial tone, 10 % off as well", () => {
    assert.deepEqual([...TONE_COUNTRIES].sort(), Object.keys(NATIONAL).sort())
    for (const [country, [hz, busyMs, congestionMs]] of Object.entries(NATIONAL)) {
        const specs = callProgressTones(country)
        const busy = find(specs, "busy")!
        assert.deepEqual(busy.frequenciesHz, hz)
        for (const off of [0.9, 1, 1.1]) assertFits(busy, busyMs, off)
        const congestion = find(specs, "congestion")
        assert.equal(congestion === undefined, congestionMs === undefined, country)
        if (congestion) for (const off of [0.9, 1, 1.1]) assertFits(congestion, congestionMs!, off)
        assert.ok(find(specs, "dial")!.steadyMs > 2000)
    }
    assert.deepEqual(callProgressTones("XX"), [])
})

test("busy and congestion of one country can't be taken for each other", () => {
    for (const country of TONE_COUNTRIES) {
        const specs = callProgressTones(country)
        const congestion = find(specs, "congestion")
        if (!congestion || congestion.cadence.length !== 2) continue
        const [, longestMs] = congestion.cadence[0]!
        assert.ok(longestMs < find(specs, "busy")!.cadence[0]![0], country)
    }
})

test("tones that come in cadence are told within three cycles", () => {
    const all = [...TONE_COUNTRIES.flatMap(callProgressTones), ...MACHINE_TONES, ALERTING_TONE]
    for (const spec of all.filter(each => each.cadence.length > 0)) {
        assert.ok(spec.partsNeeded % 2 === 1, spec.name)
        assert.ok(spec.partsNeeded < 3 * spec.cadence.length, spec.name)
    }
})
