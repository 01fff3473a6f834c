import { FULL_SCALE_SINE_DBM } from "../clock/audio-clock.ts"

/** Mean square of a full-scale sine. */
const FULL_SCALE_POWER = 0.5

/** Mean square of a sound of `levelDbm` dBm0; 1.0 = full scale. */
export function powerOf(levelDbm: number): number {
    return FULL_SCALE_POWER * 10 ** ((levelDbm - FULL_SCALE_SINE_DBM) / 10)
}
