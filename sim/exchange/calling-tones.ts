/** What machines send that call others: the calling tones of fax machines and of modems. */
import { addSine, samplesOfMs } from "./tones.ts"

interface CallingTone {
    readonly hz: number
    readonly onMs: number
    readonly offMs: number
    readonly dbm: number
    /** So long it is sent before the machine gives up. */
    readonly lengthMs: number
}

/**
 * CNG of a fax machine (ITU-T T.30, clause 4.2): 1100 Hz, 0.5 s on, 3 s off. T.30 asks for no level; most send about this. Timer T1: without an
 * answer from another one it gives up after 35 s.
 */
const FAX: CallingTone = { hz: 1100, onMs: 500, offMs: 3000, dbm: -12, lengthMs: 35_000 }
/** CT of a modem (ITU-T V.25): 1300 Hz, 0.5 to 0.7 s on, 1.5 to 2 s off; it waits for a carrier for 50 s (V.250, S7). */
const DATA: CallingTone = { hz: 1300, onMs: 600, offMs: 1750, dbm: -12, lengthMs: 50_000 }

const TONES = { fax: FAX, data: DATA } as const
export type CallingMachine = keyof typeof TONES

/** All that it sends, until it gives up. */
export function callingSignal(machine: CallingMachine): Float32Array {
    const { hz, onMs, offMs, dbm, lengthMs } = TONES[machine]
    const samples = new Float32Array(samplesOfMs(lengthMs))
    const cycle = samplesOfMs(onMs + offMs)
    for (let at = 0; at < samples.length; at += cycle)
        addSine(samples, at, Math.min(samples.length, at + samplesOfMs(onMs)), hz, dbm)
    return samples
}
