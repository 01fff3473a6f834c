/** The medium of a card: a disk image file. */
import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs"

export const SECTOR_BYTES = 512
const CHUNK_SECTORS = 128

/** Sectors by number, with what they hold from now on. */
export type SectorChange = ReadonlyMap<number, Uint8Array>

/** Sectors of a card, wherever they are kept. */
export interface SectorImage {
    readonly sectorCount: number
    /** 512 bytes, the caller's to keep. */
    read(lba: number): Uint8Array
    /** @param bytes whole sectors, from `lba` on; the caller's again when it returns */
    write(lba: number, bytes: Uint8Array): void
    fill(lba: number, count: number, byte: number): void
    /** The card leaves its slot; last call. */
    close(): void
}

/** The sectors of a card as a plain, possibly sparse, disk image file; never loaded as a whole. */
export class CardImage implements SectorImage {
    readonly sectorCount: number
    private readonly file: number
    private readonly wanted = Buffer.alloc(CHUNK_SECTORS * SECTOR_BYTES)
    private readonly chunk = Buffer.alloc(CHUNK_SECTORS * SECTOR_BYTES)

    /**
     * @param path an existing file; a last part of less than a sector is not used
     * @throws what node:fs throws
     */
    constructor(path: string) {
        this.file = openSync(path, "r+")
        this.sectorCount = Math.floor(fstatSync(this.file).size / SECTOR_BYTES)
    }

    read(lba: number): Uint8Array {
        const bytes = new Uint8Array(SECTOR_BYTES)
        readSync(this.file, bytes, 0, SECTOR_BYTES, lba * SECTOR_BYTES)
        return bytes
    }

    write(lba: number, bytes: Uint8Array): void {
        writeSync(this.file, bytes, 0, bytes.length, lba * SECTOR_BYTES)
    }

    /** Fills `count` sectors; what is so already is not written, so that holes stay holes. */
    fill(lba: number, count: number, byte: number): void {
        this.wanted.fill(byte)
        for (let done = 0; done < count; done += CHUNK_SECTORS) {
            const length = Math.min(CHUNK_SECTORS, count - done) * SECTOR_BYTES
            const position = (lba + done) * SECTOR_BYTES
            readSync(this.file, this.chunk, 0, length, position)
            if (this.chunk.compare(this.wanted, 0, length, 0, length) !== 0)
                writeSync(this.file, this.wanted, 0, length, position)
        }
    }

    close(): void {
        closeSync(this.file)
    }
}
