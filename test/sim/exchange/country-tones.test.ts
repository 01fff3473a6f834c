/** The tones of six countries, rendered and measured by sox, against the tables of ITU-T E.180 supplement 2 and BT SIN 350. */
import assert from "node:assert/strict"
import { encodeWav16 } from "../../../sim/audio/wav.ts"
import { countryPlan } from "../../../sim/exchange/country.ts"
import { type ToneKind, type TonePlan } from "../../../sim/exchange/country-plan.ts"
import { ToneGenerator } from "../../../sim/exchange/tones.ts"
import { askJudge, judgedTest } from "../../support/judges.ts"

type Row = readonly [kind: ToneKind, hz: readonly number[], cadenceMs: readonly number[]]

const TABLE: Readonly<Record<string, readonly Row[]>> = {
    US: [
        ["dial", [350, 440], []],
        ["busy", [480, 620], [500, 500]],
        ["congestion", [480, 620], [250, 250]],
        ["ringback", [440, 480], [2000, 4000]],
        ["call-waiting", [440], [300, 10_000]],
        ["receiver-off-hook", [1400, 2060, 2450, 2600], [100, 100]],
    ],
    UK: [
        ["dial", [350, 440], []],
        ["busy", [400], [375, 375]],
        ["congestion", [400], [400, 350, 225, 525]],
        ["ringback", [400, 450], [400, 200, 400, 2000]],
        ["call-waiting", [400], [100, 4000]],
        ["unobtainable", [400], []],
    ],
    PL: [
        ["dial", [425], []],
        ["busy", [425], [500, 500]],
        ["congestion", [425], [500, 500]],
        ["ringback", [425], [1000, 4000]],
        ["call-waiting", [425], [150, 150, 150, 4000]],
    ],
    RU: [
        ["dial", [425], []],
        ["busy", [425], [350, 350]],
        ["congestion", [425], [175, 175]],
        ["ringback", [425], [1000, 4000]],
        ["call-waiting", [425], [200, 5000]],
    ],
    DE: [
        ["dial", [425], []],
        ["busy", [425], [480, 480]],
        ["congestion", [425], [240, 240]],
        ["ringback", [425], [1000, 4000]],
        ["call-waiting", [425], [200, 200, 200, 5000]],
    ],
    FR: [
        ["dial", [440], []],
        ["busy", [440], [500, 500]],
        ["congestion", [440], [250, 250]],
        ["ringback", [440], [1500, 3500]],
        ["call-waiting", [440], [300, 10_000]],
    ],
}

function render(plan: TonePlan, lengthMs: number): Uint8Array {
    const sound = new Float32Array(lengthMs * 8)
    new ToneGenerator(plan).addTo(sound)
    return encodeWav16(sound)
}

/** The strongest frequencies that sox finds, in ascending order; its spectrum has a line every 1.95 Hz. */
function strongest(wav: Uint8Array, count: number): number[] {
    const { stderr } = askJudge("sox", ["-t", "wav", "-", "-n", "stat", "-freq"], wav)
    const lines = [...stderr.matchAll(/^(\d+\.\d+)\s+(\d+\.\d+)$/gm)].slice(0, 2048)
    const spectrum = lines.map(([, hz, power]) => ({ hz: Number(hz), power: Number(power) }))
    const peaks = spectrum.filter(
        ({ power }, i) =>
            power >= (spectrum[i - 1]?.power ?? 0) && power > (spectrum[i + 1]?.power ?? 0)
    )
    const loudest = peaks.sort((a, b) => b.power - a.power).slice(0, count)
    return loudest.map(({ hz }) => hz).sort((a, b) => a - b)
}

/** RMS level in dB under full scale of a stretch of the sound. */
function levelDb(wav: Uint8Array, fromMs: number, lengthMs: number): number {
    const trim = ["trim", String(fromMs / 1000), String(lengthMs / 1000)]
    const { stderr } = askJudge("sox", ["-t", "wav", "-", "-n", ...trim, "stats"], wav)
    const level = /^RMS lev dB\s+(\S+)/m.exec(stderr)![1]!
    return level === "-inf" ? -Infinity : Number(level)
}

for (const [country, rows] of Object.entries(TABLE)) {
    const plan = countryPlan(country)
    judgedTest(["sox"], `${country}: every tone has its frequencies, and no other sounds`, () => {
        for (const [kind, hz] of rows) {
            const wav = render({ ...plan.tones[kind]!, cadenceMs: [] }, 1000)
            const found = strongest(wav, hz.length)
            assert.equal(found.length, hz.length)
            found.forEach((each, i) => assert.ok(Math.abs(each - hz[i]!) <= 2, `${kind} ${found}`))
        }
    })

    judgedTest(["sox"], `${country}: every tone sounds and pauses as long as it should`, () => {
        for (const [kind, hz, cadenceMs] of rows) {
            const cycleMs = cadenceMs.reduce((sum, ms) => sum + ms, 0)
            const wav = render(plan.tones[kind]!, cycleMs + 1000)
            const loudDb = plan.tones[kind]!.levelDbm - 3.14 - 3.01 + 10 * Math.log10(hz.length)
            let atMs = 0
            for (const [i, lengthMs] of cadenceMs.entries()) {
                const level = levelDb(wav, atMs, lengthMs)
                if (i % 2 === 1) assert.ok(level < -90, `${kind} pauses from ${atMs}: ${level}`)
                else assert.ok(Math.abs(level - loudDb) < 0.3, `${kind} sounds: ${level}`)
                atMs += lengthMs
            }
            assert.ok(levelDb(wav, cycleMs, 50) > loudDb - 3, `${kind} begins again`)
            if (cadenceMs.length === 0)
                assert.ok(Math.abs(levelDb(wav, 0, 1000) - loudDb) < 0.3, kind)
        }
    })

    judgedTest([], `${country}: the caller hears ringback in the cadence of the ring`, () => {
        assert.deepEqual(plan.tones.ringback!.cadenceMs, plan.ringCadenceMs)
    })
}
