/** The loudness of a sound over its time, as a line of blocks for a terminal. */
import { type Codec } from "../layout/message-header.ts"
import { SAMPLES_16 } from "../sound/codec.ts"

const BLOCKS = " ▁▂▃▄▅▆▇█"
/** From nothing to all blocks, under full scale. */
const RANGE_DB = 48
/** Of each column, so much is read at most: an eighth of a second, here and there. */
const PIECES_PER_COLUMN = 4
const PIECE_SAMPLES = 256

/** @param read samples from a place on, as bytes of the codec */
export function envelopeOf(
    codec: Codec,
    sampleCount: number,
    columns: number,
    read: (from: number, count: number) => Uint8Array
): string {
    const width = sampleCount / columns
    const table = SAMPLES_16[codec]
    return Array.from({ length: columns }, (_, column) => {
        const powers = piecesOf(column * width, width).map(from =>
            powerOf(read(from, Math.min(PIECE_SAMPLES, Math.ceil(width))), table)
        )
        return blockFor(Math.max(...powers))
    }).join("")
}

/** Where in a column the pieces begin; a short one is read whole. */
function piecesOf(start: number, width: number): number[] {
    const count = Math.min(PIECES_PER_COLUMN, Math.max(1, Math.floor(width / PIECE_SAMPLES)))
    return Array.from({ length: count }, (_, i) => Math.floor(start + (i * width) / count))
}

/** Mean square, full scale being 1. */
function powerOf(bytes: Uint8Array, table: Int16Array): number {
    const sum = bytes.reduce((total, byte) => total + (table[byte]! / 32768) ** 2, 0)
    return bytes.length === 0 ? 0 : sum / bytes.length
}

function blockFor(power: number): string {
    const db = 10 * Math.log10(power || 1e-12)
    const level = Math.ceil(((db + RANGE_DB) / RANGE_DB) * (BLOCKS.length - 1))
    return BLOCKS[Math.min(Math.max(level, 0), BLOCKS.length - 1)]!
}
