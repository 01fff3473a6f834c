/** The seam between the card driver and the file system. */
import { Meanwhile } from "./spi"

export const SECTOR_BYTES = 512

/**
 * A card as a row of 512-byte sectors, numbered from 0.
 *
 * All methods throw Fault: Absent (no card, or it went away), TimedOut (busy for longer than the standard allows),
 * Protocol (an answer that the standard does not allow, a CRC or write error).
 */
export interface BlockDevice {
    /** Sectors of the card; 0 while there is none. */
    readonly sectorCount: number
    /** What is served while the card is busy and between sectors; undefined: nothing. */
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
}
