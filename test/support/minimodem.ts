import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { runJudge } from "./judges.ts"
import { concat, soxSound } from "./sound.ts"

export interface FskTones {
    readonly markHz: number
    readonly spaceHz: number
}

/** minimodem rounds a bit to whole samples: at 48 kHz it is 40 of them. */
const RATE_HZ = "48000"
const VOLUME = "0.2"

/**
 * A caller ID message as minimodem sends it at 1200 baud: seizure, mark, then the bytes with their start and stop bits;
 * brought to 8 kHz by sox.
 */
export function minimodemCall(packet: readonly number[], tones: FskTones): Float32Array {
    const bits = ["--startbits", "0", "--stopbits", "0"]
    const seizure = sent(new Uint8Array(38).fill(0xaa), tones, bits)
    const mark = sent(new Uint8Array(20).fill(0xff), tones, bits)
    return concat(seizure, mark, sent(Uint8Array.from([...packet, 0xff]), tones, []))
}

function sent(bytes: Uint8Array, tones: FskTones, framing: readonly string[]): Float32Array {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-"))
    try {
        const file = join(folder, "fsk.wav")
        const fsk = ["-M", String(tones.markHz), "-S", String(tones.spaceHz)]
        const form = ["-R", RATE_HZ, "-v", VOLUME, "-f", file]
        runJudge("minimodem", ["--tx", "-q", ...framing, ...fsk, ...form, "1200"], bytes)
        return soxSound("rate 8000", [file])
    } finally {
        rmSync(folder, { recursive: true })
    }
}
