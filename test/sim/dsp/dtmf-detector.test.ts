import assert from "node:assert/strict"
import { join } from "node:path"
import { describe, test } from "node:test"
import { DtmfDetector } from "../../../sim/dsp/dtmf-detector.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"
import { blocksOf, concat, mix, scale, silence, soxSound } from "../../support/sound.ts"

const ROWS_HZ = [697, 770, 852, 941]
const COLUMNS_HZ = [1209, 1336, 1477, 1633]
const KEYS = "123A456B789C*0#D"
/** In dB; each tone before twist is at −16 dBm0. */
const TONE_GAIN = -16 - 3.14

/** What sox makes is long; a press is cut from it. One second of each tone, for each deviation. */
const tones = new Map<number, Float32Array>()

function tone(hz: number): Float32Array {
    let made = tones.get(hz)
    if (!made) {
        made = soxSound(`synth 1 sine ${hz} norm 0`)
        tones.set(hz, made)
    }
    return made
}

interface Press {
    readonly rowDeviation?: number
    readonly columnDeviation?: number
    /** Column against row, in dB. */
    readonly twistDb?: number
    readonly onMs?: number
    readonly offMs?: number
    readonly noise?: Float32Array
}

/** All 16 keys, each pressed three times, at places that shift against the detector's blocks. */
function keypad(press: Press): Float32Array {
    const { rowDeviation = 0, columnDeviation = 0, twistDb = 0, onMs = 40, offMs = 40 } = press
    const parts: Float32Array[] = []
    for (let i = 0; i < 48; i++) {
        const key = i % 16
        const row = tone(ROWS_HZ[key >> 2]! * (1 + rowDeviation))
        const column = tone(COLUMNS_HZ[key & 3]! * (1 + columnDeviation))
        const samples = onMs * 8
        const from = (i * 37) % 4000
        const low = scale(row.subarray(from, from + samples), TONE_GAIN)
        const high = scale(column.subarray(from, from + samples), TONE_GAIN + twistDb)
        parts.push(mix(low, high), silence(offMs), new Float32Array((i * 11) % 51))
    }
    const whole = concat(...parts, silence(100))
    return press.noise ? mix(whole, press.noise) : whole
}

function detect(sound: Float32Array, blockSize = 40): string {
    let digits = ""
    let held = 0
    const detector = new DtmfDetector({
        digitOn: digit => {
            digits += digit
            held++
        },
        digitOff: () => held--,
    })
    for (const block of blocksOf(sound, blockSize)) detector.process(block)
    assert.equal(held, 0, "every press ends")
    return digits
}

/** White noise by sox, 20 dB below the two tones together. */
function noise20(twistDb: number): Float32Array {
    const noise = soxSound("synth 6 whitenoise")
    const rms = Math.sqrt(noise.reduce((sum, s) => sum + s * s, 0) / noise.length)
    const rowRmsDb = TONE_GAIN - 10 * Math.log10(2)
    const bothDb = rowRmsDb + 10 * Math.log10(1 + 10 ** (twistDb / 10))
    return scale(noise, bothDb - 20 - 20 * Math.log10(rms))
}

const ALL = KEYS.repeat(3)
const TWISTS = [0, 4, -8]

describe("keys made by sox", () => {
    test("are heard at 40 ms on and off, in blocks of any length", t => {
        if (!requireJudge(t, "sox")) return
        for (const size of [1, 40, 51, 102, 1000, 1_000_000])
            assert.equal(detect(keypad({}), size), ALL, `blocks of ${size}`)
    })

    test("are heard 1.5 % beside the frequency, with twist of +4 and −8 dB, in 20 dB of noise", t => {
        if (!requireJudge(t, "sox")) return
        for (const twistDb of TWISTS) {
            const noise = noise20(twistDb)
            for (const rowDeviation of [0, 0.015, -0.015])
                for (const columnDeviation of [0, 0.015, -0.015]) {
                    const press = { rowDeviation, columnDeviation, twistDb }
                    assert.equal(detect(keypad(press)), ALL, JSON.stringify(press))
                    assert.equal(detect(keypad({ ...press, noise })), ALL, JSON.stringify(press))
                }
        }
    })

    test("are not heard when either tone is 3.5 % off", t => {
        if (!requireJudge(t, "sox")) return
        for (const off of [0.035, -0.035])
            for (const twistDb of TWISTS) {
                const onMs = 100
                assert.equal(detect(keypad({ rowDeviation: off, twistDb, onMs })), "")
                assert.equal(detect(keypad({ columnDeviation: off, twistDb, onMs })), "")
                assert.equal(
                    detect(keypad({ rowDeviation: off, columnDeviation: -off, twistDb, onMs })),
                    ""
                )
            }
    })

    test("are not heard when they last 23 ms", t => {
        if (!requireJudge(t, "sox")) return
        for (const twistDb of TWISTS)
            assert.equal(detect(keypad({ onMs: 23, offMs: 60, twistDb })), "")
    })

    test("are heard down to −35 dBm0, and not below −50", t => {
        if (!requireJudge(t, "sox")) return
        assert.equal(detect(scale(keypad({}), -19)), ALL)
        assert.equal(detect(scale(keypad({}), -40)), "")
    })

    test("count once however long they are held, and through a gap of 10 ms", t => {
        if (!requireJudge(t, "sox")) return
        const five = mix(scale(tone(770), TONE_GAIN), scale(tone(1336), TONE_GAIN))
        assert.equal(detect(concat(five, silence(100))), "5")
        const half = five.subarray(0, 800)
        assert.equal(detect(concat(half, silence(10), half, silence(100))), "5")
        assert.equal(detect(concat(half, silence(40), half, silence(100))), "55")
    })

    test("are the same that multimon-ng hears", t => {
        if (!requireJudge(t, "sox") || !requireJudge(t, "multimon-ng")) return
        const sound = keypad({ onMs: 90, offMs: 90 })
        const file = join(scratchFolder(t), "keys.wav")
        const raw = ["-t", "f32", "-r", "8000", "-c", "1", "-"]
        runJudge("sox", ["-D", ...raw, "-r", "22050", "-b", "16", file], Buffer.from(sound.buffer))
        const heard = runJudge("multimon-ng", ["-q", "-a", "DTMF", "-t", "wav", file]).toString()
        const digits = [...heard.matchAll(/DTMF: (.)/g)].map(match => match[1]).join("")
        assert.equal(digits, ALL)
        assert.equal(detect(sound), digits)
    })
})

test("one tone alone, noise and dial tone are no keys", t => {
    if (!requireJudge(t, "sox")) return
    for (const hz of [...ROWS_HZ, ...COLUMNS_HZ]) assert.equal(detect(scale(tone(hz), -10)), "")
    assert.equal(detect(scale(mix(tone(350), tone(440)), -13)), "")
    assert.equal(detect(soxSound("synth 20 pinknoise")), "")
})
