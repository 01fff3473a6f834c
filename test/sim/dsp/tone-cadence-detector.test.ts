import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { ToneCadenceDetector } from "../../../sim/dsp/tone-cadence-detector.ts"
import { callProgressTones, MACHINE_TONES, TONE_COUNTRIES } from "../../../sim/dsp/tone-plans.ts"
import { requireJudge } from "../../support/judges.ts"
import { blocksOf, concat, mix, scale, silence, soxSound } from "../../support/sound.ts"

interface Found {
    readonly name: string
    readonly atMs: number
}

function listen(country: string, sound: Float32Array, blockSize = 40): Found[] {
    const found: Found[] = []
    let at = 0
    const specs = [...callProgressTones(country), ...MACHINE_TONES]
    const detector = new ToneCadenceDetector(specs, name => found.push({ name, atMs: at / 8 }))
    for (const block of blocksOf(sound, blockSize)) {
        at += block.length
        detector.process(block)
    }
    return found
}

/** Tones by sox, all together at `levelDbm`, switched on and off `cycles` times. */
function cadence(
    frequenciesHz: readonly number[],
    partsMs: readonly number[],
    levelDbm: number,
    cycles: number
): Float32Array {
    const each = levelDbm - 3.14 - 10 * Math.log10(frequenciesHz.length)
    const steady = frequenciesHz
        .map(hz => scale(soxSound(`synth 4 sine ${hz} norm 0`), each))
        .reduce((sum, tone) => mix(sum, tone))
    const parts: Float32Array[] = [silence(333)]
    for (let cycle = 0; cycle < cycles; cycle++)
        partsMs.forEach((ms, i) =>
            parts.push(i % 2 === 0 ? steady.subarray(0, ms * 8) : silence(ms))
        )
    return concat(...parts)
}

/** The tone plans of the countries, written down once more (ITU E.180 supplement 2). */
const CASES: [string, string, number[], number[]][] = [
    ["US", "busy", [480, 620], [500, 500]],
    ["US", "congestion", [480, 620], [250, 250]],
    ["UK", "busy", [400], [375, 375]],
    ["UK", "congestion", [400], [400, 350, 225, 525]],
    ["PL", "busy", [425], [500, 500]],
    ["RU", "busy", [425], [350, 350]],
    ["RU", "busy", [425], [400, 400]],
    ["RU", "congestion", [425], [175, 175]],
    ["DE", "busy", [425], [480, 480]],
    ["DE", "congestion", [425], [240, 240]],
    ["FR", "busy", [440], [500, 500]],
    ["FR", "congestion", [440], [250, 250]],
]

describe("call progress tones made by sox", () => {
    for (const [country, name, frequenciesHz, partsMs] of CASES)
        test(`${country} ${name} ${partsMs.join("/")} is found within 3 cycles, loud and at −35 dBm0`, t => {
            if (!requireJudge(t, "sox")) return
            const cycleMs = partsMs.reduce((sum, ms) => sum + ms)
            for (const levelDbm of [-35, -10, 0]) {
                const sound = cadence(frequenciesHz, partsMs, levelDbm, 3)
                const noise = scale(soxSound(`synth ${sound.length / 8000} whitenoise`), -52)
                for (const heard of [sound, mix(sound, noise)]) {
                    const found = listen(country, heard)
                    assert.deepEqual(
                        found.map(f => f.name),
                        [name],
                        `${levelDbm} dBm0`
                    )
                    assert.ok(found[0]!.atMs <= 333 + 3 * cycleMs)
                }
            }
        })

    test("a dial tone is found in every country", t => {
        if (!requireJudge(t, "sox")) return
        const dial: Record<string, number[]> = {
            US: [350, 440],
            UK: [350, 440],
            PL: [425],
            RU: [425],
            DE: [425],
            FR: [440],
        }
        for (const country of TONE_COUNTRIES) {
            const found = listen(country, cadence(dial[country]!, [3800, 200], -20, 1))
            assert.deepEqual(
                found.map(f => f.name),
                ["dial"],
                country
            )
        }
    })

    test("ringback is nothing, and another country's busy tone is not ours", t => {
        if (!requireJudge(t, "sox")) return
        assert.deepEqual(listen("US", cadence([440, 480], [2000, 4000], -15, 3)), [])
        assert.deepEqual(listen("PL", cadence([425], [1000, 4000], -15, 3)), [])
        assert.deepEqual(listen("FR", cadence([440], [1500, 3500], -15, 3)), [])
        assert.deepEqual(listen("US", cadence([425], [500, 500], -15, 5)), [])
        assert.deepEqual(listen("PL", cadence([480, 620], [500, 500], -15, 5)), [])
        assert.deepEqual(listen("PL", cadence([440], [500, 500], -15, 5)), [])
    })

    test("the length of the blocks makes no difference", t => {
        if (!requireJudge(t, "sox")) return
        const sound = cadence([480, 620], [500, 500], -20, 4)
        for (const size of [1, 33, 160, 1_000_000])
            assert.deepEqual(
                listen("US", sound, size).map(f => f.name),
                ["busy"]
            )
    })

    test("busy beside speech in the pauses is not busy", t => {
        if (!requireJudge(t, "sox")) return
        const busy = cadence([480, 620], [500, 500], -20, 6)
        const chatter = scale(soxSound(`synth ${busy.length / 8000} pinknoise`), -15)
        assert.deepEqual(listen("US", mix(busy, chatter)), [])
    })
})

describe("tones of machines made by sox", () => {
    test("fax calling tone is found after its second burst, in its whole tolerance", t => {
        if (!requireJudge(t, "sox")) return
        for (const hz of [1065, 1100, 1135]) {
            const [found, ...more] = listen("US", cadence([hz], [500, 3000, 500, 500], -25, 1))
            assert.equal(found?.name, "faxCalling")
            assert.ok(found.atMs > 4300 && found.atMs < 4450)
            assert.deepEqual(more, [])
        }
    })

    test("one burst of 1100 Hz is no fax", t => {
        if (!requireJudge(t, "sox")) return
        assert.deepEqual(listen("US", cadence([1100], [500, 3900], -25, 1)), [])
    })

    test("2100 Hz is told every half second, 1300 Hz by its cadence", t => {
        if (!requireJudge(t, "sox")) return
        const answer = listen("US", cadence([2100], [2600, 400], -20, 1))
        assert.deepEqual(
            answer.map(f => f.name),
            Array.from({ length: 5 }, () => "answer2100")
        )
        const calling = listen("US", cadence([1300], [600, 1700], -20, 3))
        assert.deepEqual(
            calling.map(f => f.name),
            ["modemCalling"]
        )
    })
})

/** Semitones from A4, as sox counts them. */
const NOTES: Record<string, number> = {
    C3: -21,
    E3: -17,
    F3: -16,
    G3: -14,
    A3: -12,
    B3: -10,
    C4: -9,
    D4: -7,
    E4: -5,
    F4: -4,
    A4: 0,
}
const CHORDS = ["C3 E3 G3", "A3 C4 E4", "F3 A3 C4", "G3 B3 D4", "A4 E4 A3", "D4 F4 A4"]

/** The chords, one second each, five times. */
function song(instrument: string): Float32Array {
    const bars = CHORDS.map(chord => {
        const notes = chord.split(" ").map(name => `${instrument} %${NOTES[name]!}`)
        return soxSound(`synth 1 ${notes.join(" ")} remix 1-3`)
    })
    return scale(concat(...bars, ...bars, ...bars, ...bars, ...bars), -6)
}

/** `onMs` of it are heard, then as much is not, and so on. */
function chopped(sound: Float32Array, onMs: number): Float32Array {
    return sound.map((sample, i) => (Math.floor(i / (8 * onMs)) % 2 === 0 ? sample : 0))
}

describe("music by sox", () => {
    for (const instrument of ["pluck", "sine", "triangle", "square"])
        test(`chords of ${instrument} are no tone, held or in the rhythm of one`, t => {
            if (!requireJudge(t, "sox")) return
            const held = song(instrument)
            const pieces = [held, chopped(held, 500), chopped(held, 250)]
            for (const country of TONE_COUNTRIES)
                for (const piece of pieces) assert.deepEqual(listen(country, piece), [], country)
        })
})
