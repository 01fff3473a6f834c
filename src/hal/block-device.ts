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
    /** The longest single busy since a write or a run began last, as far as it was waited for. */
    readonly longestBusyUs: number
    /** What is served while a method waits for a busy card; undefined: nothing. */
    meanwhile: Meanwhile | undefined
    /**
     * Read consecutive sectors: one command for the run.
     *
     * @param into filled from `atByte` on; must hold `sectorCount` × 512 bytes there
     * Waits: until read.
     */
    read(startSector: number, into: Buffer, atByte: number, sectorCount: number): Promise<void>
    /**
     * Write consecutive sectors and wait until the card holds them: one command for the run. The sector with which a run of
     * `writeNext` goes on is the last one of that.
     *
     * @param from whole sectors, not changed; the data begins at `atByte`, and continues at byte 0 where the buffer ends
     * Waits: until busy has ended; `meanwhile` is called.
     */
    write(startSector: number, from: Buffer, atByte: number, sectorCount: number): Promise<void>
    /**
     * Write one sector of a run whose sectors come one by one; the first opens the run. Until `endRun` says that it is
     * closed, or something else is asked of the card, a power cut may lose what is in it.
     *
     * @param sector what the call before asked for
     * @returns the sector that must come next: `sector` + 1; `sector` where the card is still busy, or has refused it;
     * an earlier one where the card says that it has not kept what it took. A sector that is refused twice is a fault.
     * Does not wait for busy. What goes over the bus next must be a pause.
     */
    writeNext(sector: number, from: Buffer, atByte: number): Promise<number>
    /**
     * Close the run, if one is open.
     *
     * @returns false: the card is still busy, ask again. What goes over the bus next must then be a pause.
     */
    endRun(): Promise<boolean>
    /**
     * Erase consecutive sectors; what they hold then is `erasedByte`, if the card is as good as its word.
     *
     * Waits: until busy has ended, which may be for seconds; `meanwhile` is called.
     */
    erase(startSector: number, sectorCount: number): Promise<void>
}
