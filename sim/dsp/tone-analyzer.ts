/**
 * How much of a sound is which of a few tones: Goertzel's question, asked of Hann-windowed, overlapping blocks.
 *
 * The phase that a tone gains from one block to the next gives its true frequency, to a few Hz. With that the loss of
 * the window away from its centre is known and made good, so that `power` is exact for a tone near its nominal
 * frequency, and the sum of the powers of all tones present equals `totalPower` when there is nothing else.
 *
 *     |<------- window ------->|
 *              |<------- window ------->|
 *     |<- hop->|
 */

import { SAMPLE_RATE_HZ } from "../clock/audio-clock.ts"
import { powerOf } from "./level.ts"

const FULL_TURN = 2 * Math.PI

export class ToneAnalyzer {
    /** Mean square of the last window, full scale = 1. */
    totalPower = 0
    /** Per tone: mean square of it in the last window, exact within half a bin of its frequency. */
    readonly power: Float64Array
    /** Per tone: how far the sound there is from the nominal frequency. Ambiguous beyond half the hop rate. */
    readonly offsetHz: Float64Array

    private readonly windowSamples: number
    private readonly halfSamples: number
    private readonly hopSamples: number
    private readonly floorPower: number
    private readonly history: Float32Array
    /** The window and all that follows is symmetrical round its middle: a half is enough, begun at its edge. */
    private readonly halfWindow: Float64Array
    private readonly windowSum: number
    private readonly windowEnergy: number
    /** Sums and differences of the samples that lie opposite each other. */
    private readonly sums: Float64Array
    private readonly differences: Float64Array
    /** Window times cosine and sine of each tone, one row of a half a tone. */
    private readonly cosines: Float64Array
    private readonly sines: Float64Array
    private readonly real: Float64Array
    private readonly imaginary: Float64Array
    private filled: number

    /**
     * @param frequenciesHz nominal tones, in the order of `power` and `offsetHz`
     * @param sizes window, an even number, and hop in samples; the hop is a part of the window
     * @param floorDbm below this level no tone is looked for, and every power is 0
     */
    constructor(
        private readonly frequenciesHz: readonly number[],
        sizes: { readonly windowSamples: number; readonly hopSamples: number },
        floorDbm: number
    ) {
        const count = frequenciesHz.length
        this.windowSamples = sizes.windowSamples
        this.hopSamples = sizes.hopSamples
        this.history = new Float32Array(this.windowSamples)
        this.halfSamples = this.windowSamples / 2
        this.floorPower = powerOf(floorDbm)
        this.halfWindow = hann(this.windowSamples).subarray(0, this.halfSamples)
        this.windowSum = 2 * this.halfWindow.reduce((sum, w) => sum + w, 0)
        this.windowEnergy = 2 * this.halfWindow.reduce((sum, w) => sum + w * w, 0)
        this.sums = new Float64Array(this.halfSamples)
        this.differences = new Float64Array(this.halfSamples)
        this.cosines = this.oscillator(Math.cos)
        this.sines = this.oscillator(Math.sin)
        this.power = new Float64Array(count)
        this.offsetHz = new Float64Array(count)
        this.real = new Float64Array(count)
        this.imaginary = new Float64Array(count)
        this.filled = this.windowSamples - this.hopSamples
    }

    /**
     * Take samples from `block`, from `at` on, up to the end of the next hop.
     *
     * @returns the position in `block` behind a finished hop, whose results now stand; undefined: the block is used up
     */
    advance(block: Float32Array, at: number): number | undefined {
        const count = Math.min(block.length - at, this.windowSamples - this.filled)
        for (let i = 0; i < count; i++) this.history[this.filled + i] = block[at + i]!
        this.filled += count
        if (this.filled < this.windowSamples) return undefined
        this.measure()
        this.history.copyWithin(0, this.hopSamples)
        this.filled = this.windowSamples - this.hopSamples
        return at + count
    }

    private measure(): void {
        this.totalPower = this.fold() / this.windowEnergy
        const isAudible = this.totalPower > this.floorPower
        for (let tone = 0; tone < this.power.length; tone++) {
            if (isAudible) this.measureTone(tone)
            else this.forgetTone(tone)
        }
    }

    /** @returns the energy in the window */
    private fold(): number {
        const { history, halfWindow, sums, differences } = this
        const last = this.windowSamples - 1
        let energy = 0
        for (let i = 0; i < this.halfSamples; i++) {
            const before = history[i]!
            const behind = history[last - i]!
            const weight = halfWindow[i]!
            energy += weight * weight * (before * before + behind * behind)
            sums[i] = before + behind
            differences[i] = before - behind
        }
        return energy
    }

    private measureTone(tone: number): void {
        const { cosines, sines, sums, differences } = this
        let re = 0
        let im = 0
        let row = tone * this.halfSamples
        for (let i = 0; i < this.halfSamples; i++, row++) {
            re += cosines[row]! * sums[i]!
            im -= sines[row]! * differences[i]!
        }
        const wasRe = this.real[tone]!
        const wasIm = this.imaginary[tone]!
        this.real[tone] = re
        this.imaginary[tone] = im
        const gained = Math.atan2(im * wasRe - re * wasIm, re * wasRe + im * wasIm)
        const expected = (FULL_TURN * this.frequenciesHz[tone]! * this.hopSamples) / SAMPLE_RATE_HZ
        const surplus = wrapTurn(gained - expected)
        const offsetHz = (surplus * SAMPLE_RATE_HZ) / (FULL_TURN * this.hopSamples)
        this.offsetHz[tone] = offsetHz
        const loss = hannResponse((offsetHz * this.windowSamples) / SAMPLE_RATE_HZ)
        this.power[tone] = (2 * (re * re + im * im)) / (this.windowSum * loss) ** 2
    }

    private forgetTone(tone: number): void {
        this.real[tone] = 0
        this.imaginary[tone] = 0
        this.power[tone] = 0
        this.offsetHz[tone] = 0
    }

    private oscillator(wave: (angle: number) => number): Float64Array {
        const length = this.halfSamples
        const middle = (this.windowSamples - 1) / 2
        const table = new Float64Array(this.frequenciesHz.length * length)
        this.frequenciesHz.forEach((hz, tone) => {
            const step = (FULL_TURN * hz) / SAMPLE_RATE_HZ
            for (let i = 0; i < length; i++)
                table[tone * length + i] = this.halfWindow[i]! * wave(step * (i - middle))
        })
        return table
    }
}

function hann(length: number): Float64Array {
    return Float64Array.from({ length }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / length) ** 2)
}

/** What the Hann window leaves of a tone `bins` away from the centre, 1 at the centre. */
function hannResponse(bins: number): number {
    const x = Math.abs(bins)
    if (x < 1e-6) return 1
    if (Math.abs(x - 1) < 1e-6) return 0.5
    return Math.abs(Math.sin(Math.PI * x) / (Math.PI * x * (1 - x * x)))
}

function wrapTurn(angle: number): number {
    return angle - FULL_TURN * Math.round(angle / FULL_TURN)
}
