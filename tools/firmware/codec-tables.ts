/** The tables of 256 bytes by which the firmware turns one 8-bit codec into another. */

import { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw } from "./g711.ts"

/** Each codec by the name that the tables' names have, to and from 16-bit samples. */
const CODECS = {
    MULAW: { encode: encodeMuLaw, decode: decodeMuLaw },
    ALAW: { encode: encodeALaw, decode: decodeALaw },
    U8: { encode: encodeU8, decode: decodeU8 },
}

/** Rounded to the nearest step, silence 0x80. */
function encodeU8(sample: number): number {
    return Math.min(255, Math.round(sample / 256) + 128)
}

function decodeU8(code: number): number {
    return (code - 128) * 256
}

/** MULAW_TO_ALAW, MULAW_TO_U8 …: byte n is what byte n of the first codec is in the second. */
export function codecTables(): Record<string, Uint8Array> {
    const tables: Record<string, Uint8Array> = {}
    for (const [from, { decode }] of Object.entries(CODECS))
        for (const [to, { encode }] of Object.entries(CODECS))
            if (from !== to)
                tables[`${from}_TO_${to}`] = Uint8Array.from({ length: 256 }, (_, code) =>
                    encode(decode(code))
                )
    return tables
}

/** A full-scale sine in dBm0 (ITU-T G.711), and what level 0 is. */
const FULL_SCALE_DBM = 3.14
const LEVEL_ZERO_DBM = -60
const FULL_SCALE = 0x8000

/** MULAW_LEVELS …: how loud a sine with such a peak is, in half dB from −60 dBm0 on. */
export function levelTables(): Record<string, Uint8Array> {
    const tables: Record<string, Uint8Array> = {}
    for (const [name, { decode }] of Object.entries(CODECS)) {
        // 0x7F and 0x80 are both no sound in unsigned PCM: the zero of some modems is between them.
        const magnitude = (code: number) =>
            name === "U8" && code < 0x80 ? decode(~code & 0xff) : Math.abs(decode(code))
        tables[`${name}_LEVELS`] = Uint8Array.from({ length: 256 }, (_, code) =>
            levelOf(magnitude(code))
        )
    }
    return tables
}

function levelOf(peak: number): number {
    const dbm = 20 * Math.log10(peak / FULL_SCALE) + FULL_SCALE_DBM
    return Math.max(0, Math.round(2 * (dbm - LEVEL_ZERO_DBM)))
}

/** µ-law in samples of 16 bits. */
export function muLawLinear(): Int16Array {
    return Int16Array.from({ length: 256 }, (_, code) => decodeMuLaw(code))
}
