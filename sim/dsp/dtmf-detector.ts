/**
 * DTMF receiver: which key is pressed, from the sound alone.
 *
 * Follows ITU-T Q.23 (frequencies), and of Q.24 Annex A the widest national limits: accepts ±1.5 % and rejects ±3.5 %,
 * 40 ms tone and pause accepted, 23 ms tone rejected, twist to 9 dB either way. Blocks of 102 samples like most
 * receivers, half overlapping; a key counts after four blocks and ends after four without it.
 */

import { powerOf } from "./level.ts"
import { ToneAnalyzer } from "./tone-analyzer.ts"

const ROWS_HZ = [697, 770, 852, 941]
const COLUMNS_HZ = [1209, 1336, 1477, 1633]
const TONES_HZ = [...ROWS_HZ, ...COLUMNS_HZ]
const KEYS = "123A456B789C*0#D"
const WINDOW = { windowSamples: 102, hopSamples: 51 }

/** Between the 1.5 % that must pass and the 3.5 % that must not (Q.24). */
const FREQUENCY_TOLERANCE = 0.025
const TWIST_MAX = 10 ** (9.5 / 10)
const TONE_POWER_MIN = powerOf(-45)
const FLOOR_DBM = -45
/** Part of all sound that the two tones must be; speech seldom is. */
const PURITY_MIN = 0.85
/**
 * Four blocks in a row span 32 ms, more than 23 and less than 40. Of the first only the loudness need be right: the
 * beginning of the tone may lie in it, which spoils its frequency.
 */
const BLOCKS_TO_PRESS = 4
const ONSET_LOUDNESS_MIN = 0.85
/** 10 ms without the tone must not split a press (Q.24); four blocks span at least 25 ms. */
const BLOCKS_TO_RELEASE = 4

/** What a receiver of key presses tells. */
export interface DtmfListener {
    digitOn(digit: string): void
    digitOff(digit: string): void
}

export class DtmfDetector {
    private readonly analyzer = new ToneAnalyzer(TONES_HZ, WINDOW, FLOOR_DBM)
    private candidate: string | undefined
    private agreeing = 0
    private pressed: string | undefined
    private missing = 0
    private previousPower = 0

    constructor(private readonly listener: DtmfListener) {}

    /** Listen to the next samples; any number of them. */
    process(block: Float32Array): void {
        let at = this.analyzer.advance(block, 0)
        while (at !== undefined) {
            this.judge(this.classify())
            at = this.analyzer.advance(block, at)
        }
    }

    private judge(digit: string | undefined): void {
        this.agreeing = digit === this.candidate ? this.agreeing + 1 : 1 + this.countOnset()
        this.candidate = digit
        this.previousPower = this.analyzer.totalPower
        if (digit !== undefined && digit === this.pressed) {
            this.missing = 0
            return
        }
        if (this.pressed !== undefined && ++this.missing >= BLOCKS_TO_RELEASE) this.release()
        if (digit !== undefined && this.agreeing >= BLOCKS_TO_PRESS) this.press(digit)
    }

    /** 1 if the block before was as loud as this one, so that the tone was there for most of it. */
    private countOnset(): number {
        return this.previousPower >= ONSET_LOUDNESS_MIN * this.analyzer.totalPower ? 1 : 0
    }

    private press(digit: string): void {
        this.release()
        this.pressed = digit
        this.missing = 0
        this.listener.digitOn(digit)
    }

    private release(): void {
        if (this.pressed === undefined) return
        const digit = this.pressed
        this.pressed = undefined
        this.listener.digitOff(digit)
    }

    /** The key whose two tones are in the last window, or undefined. */
    private classify(): string | undefined {
        const row = this.strongest(0)
        const column = this.strongest(4)
        const low = this.analyzer.power[row]!
        const high = this.analyzer.power[column]!
        if (low < TONE_POWER_MIN || high < TONE_POWER_MIN) return undefined
        if (low > high * TWIST_MAX || high > low * TWIST_MAX) return undefined
        if (!this.isInTune(row) || !this.isInTune(column)) return undefined
        if (low + high < PURITY_MIN * this.analyzer.totalPower) return undefined
        return KEYS[4 * row + column - 4]
    }

    private strongest(first: number): number {
        let best = first
        for (let tone = first + 1; tone < first + 4; tone++)
            if (this.loudnessInTune(tone) > this.loudnessInTune(best)) best = tone
        return best
    }

    /** A neighbour's power is only an extrapolation when the tone is far from it, so distance counts against it. */
    private loudnessInTune(tone: number): number {
        return this.analyzer.power[tone]! / (1 + Math.abs(this.analyzer.offsetHz[tone]!))
    }

    private isInTune(tone: number): boolean {
        const limitHz = TONES_HZ[tone]! * FREQUENCY_TOLERANCE
        return Math.abs(this.analyzer.offsetHz[tone]!) <= limitHz
    }
}
