/**
 * Caller ID on the wire: frequency shift keying without phase jumps (Telcordia GR-30: Bell 202; ETSI EN 300 659-1:
 * ITU-T V.23).
 *
 *     | seizure 0101… | marks 111… | 0 b0 b1 … b7 1 | 0 b0 … b7 1 | … | marks |
 *                                    a byte: start bit, least significant bit first, stop bit
 */
import { SAMPLE_RATE_HZ, sinePeak } from "../clock/audio-clock.ts"
import { type FskPlan } from "./caller-id-plan.ts"

const SPACE = 0
const MARK = 1
/** Marks after the last stop bit, so that the receiver sees its whole length. */
const TRAILING_MARKS = 5

/** The whole transmission of one message as sound. */
export function fskSignal(message: ArrayLike<number>, plan: FskPlan): Float32Array {
    return modulate(frameBits(message, plan), plan)
}

function frameBits(message: ArrayLike<number>, plan: FskPlan): number[] {
    const bits: number[] = []
    for (let i = 0; i < plan.seizureBits; i++) bits.push(i % 2 === 0 ? SPACE : MARK)
    for (let i = 0; i < plan.markBits; i++) bits.push(MARK)
    for (let i = 0; i < message.length; i++) {
        bits.push(SPACE)
        for (let bit = 0; bit < 8; bit++) bits.push((message[i]! >> bit) & 1)
        bits.push(MARK)
    }
    for (let i = 0; i < TRAILING_MARKS; i++) bits.push(MARK)
    return bits
}

/** A bit is no whole number of samples: the phase is taken at the exact time of each sample. */
function modulate(bits: readonly number[], plan: FskPlan): Float32Array {
    const peak = sinePeak(plan.levelDbm)
    const samples = new Float32Array(Math.ceil((bits.length * SAMPLE_RATE_HZ) / plan.baud))
    let bit = 0
    let cyclesAtBit = 0
    for (let i = 0; i < samples.length; i++) {
        const atBits = (i * plan.baud) / SAMPLE_RATE_HZ
        while (atBits >= bit + 1) cyclesAtBit += frequencyOf(bits[bit++]!, plan) / plan.baud
        const cycles = cyclesAtBit + (frequencyOf(bits[bit]!, plan) * (atBits - bit)) / plan.baud
        samples[i] = peak * Math.sin(2 * Math.PI * cycles)
    }
    return samples
}

function frequencyOf(bit: number, plan: FskPlan): number {
    return bit === MARK ? plan.markHz : plan.spaceHz
}
