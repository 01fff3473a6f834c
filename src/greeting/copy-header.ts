/**
 * The first sector of a converted greeting: a RIFF WAVE header of exactly 512 bytes, so that sound begins at a sector.
 *
 *     0    RIFF, size up to the end of the sound, WAVE
 *     12   fmt, 18 bytes: tag of the codec, mono, 8000 Hz, 8 bits, no extension
 *     38   fact: samples (demanded for all but PCM)
 *     50   abgr, 16 bytes, ours: serial; of the file it was made from the first cluster, size, time and date
 *     74   JUNK: zeros
 *     504  data: samples
 */
import { Entry } from "../fat/directory"
import { SECTOR_BYTES } from "../hal/block-device"
import { Codec } from "../hal/sound"

const RIFF_SIZE_AT = 4
const TAG_AT = 20
const FACT_AT = 46
const MARK_AT = 50
const SERIAL_AT = 58
const CLUSTER_AT = 62
const SIZE_AT = 66
const MODIFIED_AT = 70
const DATA_SIZE_AT = 508
/** "abgr" */
const MARK = 0x72676261

const BEGINNING = hex`
    52494646 00000000 57415645
    666d7420 12000000 0000 0100 401f0000 401f0000 0100 0800 0000
    66616374 04000000 00000000
    61626772 10000000 00000000 00000000 00000000 00000000
    4a554e4b a6010000
`
const BEGINNING_BYTES = 82
const DATA = hex`64617461`
const DATA_AT = 504

export function encodeCopyHeader(
    sector: Buffer,
    codec: Codec,
    lengthBytes: number,
    serial: number,
    of: Entry
): void {
    sector.fillAt(0, SECTOR_BYTES, 0)
    sector.blitAt(0, BEGINNING, 0, BEGINNING_BYTES)
    sector.blitAt(DATA_AT, DATA, 0, 4)
    sector.setAt(RIFF_SIZE_AT, "u32", lengthBytes + DATA_AT)
    sector.setAt(TAG_AT, "u16", codec)
    sector.setAt(FACT_AT, "u32", lengthBytes)
    sector.setAt(SERIAL_AT, "u32", serial)
    sector.setAt(CLUSTER_AT, "u32", of.firstCluster)
    sector.setAt(SIZE_AT, "u32", of.sizeBytes)
    sector.setAt(MODIFIED_AT, "u32", of.modified >>> 0)
    sector.setAt(DATA_SIZE_AT, "u32", lengthBytes)
}

/** The serial of a copy: the later one has the higher. 0: there is no whole copy in this codec. */
export function serialOf(sector: Buffer, codec: Codec): number {
    const isWhole = sector.getAt(MARK_AT, "u32") === MARK && sector[DATA_AT] === DATA[0]
    return isWhole && sector.getAt(TAG_AT, "u16") === codec ? sector.getAt(SERIAL_AT, "u32") : 0
}

/** Whether a copy was made of this file as it is now. */
export function isCopyOf(sector: Buffer, file: Entry): boolean {
    return (
        sector.getAt(CLUSTER_AT, "u32") === file.firstCluster &&
        sector.getAt(SIZE_AT, "u32") === file.sizeBytes &&
        sector.getAt(MODIFIED_AT, "u32") === file.modified >>> 0
    )
}
