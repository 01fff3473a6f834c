/** The seam between the card driver and the file system. */
import { Meanwhile } from "./spi"

export const SECTOR_BYTES = 512

/**
 * A card as a row of 512-byte sectors, numbered from 0.
 *
 * All methods throw Fault: Absent (no card, or it went away), TimedOut (silent or busy for longer than the standard
 * allows), WriteProtected, Protocol (an answer that the standard does not allow; a sector that could not be read or
 * written at the second try either). After Absent and TimedOut it must be initialised again.
 */
export interface BlockDevice {
    /** Sectors of the card; 0 while there is none. */
    readonly sectorCount: number
    /** It can only be read: known from the start, or from the first write that was refused. */
    readonly isWriteProtected: boolean
    /** What all bytes of an erased sector are by what the card says, 0x00 or 0xff; undefined: it can't erase. */
    readonly erasedByte: number | undefined
    /** The longest single busy since `write` was called last. */
    readonly longestBusyUs: number
    /** What is served while the card is busy, and between sectors where that is possible; undefined: nothing. */
    meanwhile: Meanwhile | undefined
    /**
     * Read consecutive sectors: one command for the run.
     *
     * @param into filled from `atByte` on; must hold `sectorCount` × 512 bytes there
     * Waits: until read.
     */
    read(startSector: number, into: Buffer, atByte: number, sectorCount: number): Promise<void>
    /**
     * Write consecutive sectors and wait until the card holds them: one command for the run.
     *
     * @param from not changed; the data begins at `atByte`, and continues at byte 0 where the buffer ends (a ring)
     * Waits: until busy has ended; `meanwhile` is called between sectors and while busy.
     */
    write(startSector: number, from: Buffer, atByte: number, sectorCount: number): Promise<void>
    /**
     * Erase consecutive sectors; what they hold then is `erasedByte`, if the card is as good as its word.
     *
     * Waits: until busy has ended, which may be for seconds; `meanwhile` is called.
     */
    erase(startSector: number, sectorCount: number): Promise<void>
}
