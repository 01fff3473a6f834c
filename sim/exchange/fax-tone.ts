/** The calling tone of a fax machine, CNG (ITU-T T.30, clause 4.2): 1100 Hz, 0.5 s on, 3 s off. */
import { addSine, samplesOfMs } from "./tones.ts"

const CNG_HZ = 1100
const CNG_ON_MS = 500
const CNG_OFF_MS = 3000
/** T.30 asks for nothing; most machines send about this. */
const CNG_DBM = -12
/** T.30 timer T1: a fax machine that hears no answer from another one gives up after 35 s. */
const T1_MS = 35_000

/** CNG for as long as a calling fax machine sends it. */
export function faxCallingSignal(): Float32Array {
    const samples = new Float32Array(samplesOfMs(T1_MS))
    const cycle = samplesOfMs(CNG_ON_MS + CNG_OFF_MS)
    for (let at = 0; at < samples.length; at += cycle)
        addSine(samples, at, at + samplesOfMs(CNG_ON_MS), CNG_HZ, CNG_DBM)
    return samples
}
