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
