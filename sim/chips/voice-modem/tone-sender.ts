/** Tones that the host orders with +VTS (ITU-T V.253): parsing, and the sound. */

import { SAMPLE_RATE_HZ, sinePeak } from "../../clock/audio-clock.ts"
import { type ToneRules } from "./profiles/modem-profile.ts"

/** One tone or pair, with its length; frequency 0 is silent. */
export interface OrderedTone {
    readonly firstHz: number
    readonly secondHz: number
    readonly samples: number
}

const SAMPLES_PER_TICK = SAMPLE_RATE_HZ / 100
/** Level of each tone. */
const TONE_DBM = -12
const GAP_TICKS = 7
const DTMF_KEYS = "123A456B789C*0#D"
const ROWS_HZ = [697, 770, 852, 941]
const COLUMNS_HZ = [1209, 1336, 1477, 1633]
/** `[f1,f2,ticks]`, `{digit,ticks}` or a bare digit; every number may be missing. */
const ITEM = /\[(\d*),?(\d*),?(\d*)\]|\{([0-9A-D*#]),?(\d*)\}|([0-9A-D*#])/y

/**
 * The tones of a +VTS list.
 *
 * @param defaultTicks length of what states none (+VTD), 10 ms each
 * @returns undefined if the list, a frequency or a length is not allowed
 */
export function parseTones(
    list: string,
    defaultTicks: number,
    rules: ToneRules
): OrderedTone[] | undefined {
    const tones: OrderedTone[] = []
    let at = 0
    while (at < list.length) {
        ITEM.lastIndex = at
        const item = ITEM.exec(list)
        const added = item ? tonesOf(item, defaultTicks, rules) : undefined
        if (!added) return undefined
        tones.push(...added)
        at = ITEM.lastIndex
        if (at < list.length && list[at++] !== ",") return undefined
    }
    return tones.length > 0 ? tones : undefined
}

function tonesOf(
    item: RegExpExecArray,
    defaultTicks: number,
    rules: ToneRules
): OrderedTone[] | undefined {
    const digit = item[4] ?? item[6]
    const ticks = numberOr(digit ? item[5] : item[3], defaultTicks)
    if (ticks > rules.ticksMax) return undefined
    const samples = ticks * SAMPLES_PER_TICK
    if (digit) return [dtmfTone(digit, samples), pause(GAP_TICKS * SAMPLES_PER_TICK)]
    const firstHz = numberOr(item[1], 0)
    const secondHz = numberOr(item[2], 0)
    if (rules.needsAllNumbers && !(item[1] && item[2] && item[3])) return undefined
    if (!areAllowed(firstHz, secondHz, rules)) return undefined
    return [{ firstHz, secondHz: secondHz === firstHz ? 0 : secondHz, samples }]
}

/** Whether a +VTS list has a digit without braces. */
export function hasBareDigit(list: string): boolean {
    return /(^|,)[0-9A-D*#](,|$)/.test(list.replace(/\[[^\]]*\]|\{[^}]*\}/g, ""))
}

function dtmfTone(digit: string, samples: number): OrderedTone {
    const key = DTMF_KEYS.indexOf(digit)
    return { firstHz: ROWS_HZ[key >> 2]!, secondHz: COLUMNS_HZ[key & 3]!, samples }
}

function pause(samples: number): OrderedTone {
    return { firstHz: 0, secondHz: 0, samples }
}

function areAllowed(firstHz: number, secondHz: number, rules: ToneRules): boolean {
    const isTone = (hz: number): boolean => hz >= rules.hzMin && hz <= rules.hzMax
    const isAllowed = (hz: number): boolean => isTone(hz) || (hz === 0 && !rules.needsBothTones)
    return isAllowed(firstHz) && isAllowed(secondHz)
}

function numberOr(text: string | undefined, fallback: number): number {
    return text ? Number(text) : fallback
}

/** Plays ordered tones, block after block. */
export class ToneSender {
    private tones: readonly OrderedTone[] = []
    private tone = 0
    private at = 0

    start(tones: readonly OrderedTone[]): void {
        this.tones = tones
        this.tone = 0
        this.at = 0
    }

    stop(): void {
        this.tones = []
        this.tone = 0
    }

    get isPlaying(): boolean {
        return this.tone < this.tones.length
    }

    /** Play into `block`, which is silent. Answers how many samples were used before the tones ended. */
    play(block: Float32Array): number {
        const peak = sinePeak(TONE_DBM)
        for (let i = 0; i < block.length; i++) {
            this.skipFinished()
            const tone = this.tones[this.tone]
            if (!tone) return i
            const radians = (2 * Math.PI * this.at++) / SAMPLE_RATE_HZ
            block[i] = peak * (Math.sin(radians * tone.firstHz) + Math.sin(radians * tone.secondHz))
        }
        this.skipFinished()
        return block.length
    }

    private skipFinished(): void {
        while (this.tone < this.tones.length && this.at >= this.tones[this.tone]!.samples) {
            this.tone++
            this.at = 0
        }
    }
}
