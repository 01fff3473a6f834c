/**
 * A card's image as a row of 512-byte sectors in a plain file.
 *
 * Writes are held back until `commit`, so that a change that fails half-way leaves the image as it was.
 */
import { closeSync, fsyncSync, openSync, readSync, statSync, writeSync } from "node:fs"
import { resolve } from "node:path"
import { CardError } from "./card-error.ts"
import { measureBytes } from "./measure-bytes.ts"
import { reasonOf } from "./system-words.ts"

export const SECTOR_BYTES = 512

/** Told of a sector of a watched image, just before it is written. */
export type SectorWatch = (sector: number, becomes: Uint8Array) => void

const watches = new Map<string, SectorWatch>()

/**
 * From now on, be told of everything that is written to this image by `ImageFile`; one watch for each image.
 *
 * @returns ends it
 */
export function watchImage(path: string, watch: SectorWatch): () => void {
    const key = resolve(path)
    watches.set(key, watch)
    return () => {
        if (watches.get(key) === watch) watches.delete(key)
    }
}

export class ImageFile {
    readonly sectorCount: number
    private readonly file: number
    private readonly staged = new Map<number, Buffer>()

    /**
     * Open an existing image.
     *
     * @param access "r": `commit` is not possible; "r+": it is
     * @throws CardError: no such file, nothing in it, or its size is not a whole number of sectors
     */
    constructor(
        readonly path: string,
        access: "r" | "r+"
    ) {
        this.file = openImage(path, access)
        const lengthBytes = measureBytes(this.file)
        this.sectorCount = lengthBytes / SECTOR_BYTES
        if (lengthBytes > 0 && Number.isInteger(this.sectorCount)) return
        closeSync(this.file)
        throw new CardError(`${path}: ${whyNoCard(path, lengthBytes)}`)
    }

    /**
     * Consecutive sectors as they will be after `commit`.
     *
     * @throws CardError: beyond the end of the image
     */
    read(startSector: number, sectorCount: number): Buffer {
        this.requireInside(startSector, sectorCount)
        const only = sectorCount === 1 ? this.staged.get(startSector) : undefined
        if (only) return Buffer.from(only)
        const bytes = Buffer.alloc(sectorCount * SECTOR_BYTES)
        readSync(this.file, bytes, 0, bytes.length, startSector * SECTOR_BYTES)
        if (this.staged.size === 0) return bytes
        for (let i = 0; i < sectorCount; i++)
            this.staged.get(startSector + i)?.copy(bytes, i * SECTOR_BYTES)
        return bytes
    }

    /**
     * Set consecutive sectors; the file changes at `commit`.
     *
     * @param bytes copied; what is missing of the last sector is zeros
     * @throws CardError: beyond the end of the image
     */
    write(startSector: number, bytes: Uint8Array): void {
        const sectorCount = Math.ceil(bytes.length / SECTOR_BYTES)
        this.requireInside(startSector, sectorCount)
        for (let i = 0; i < sectorCount; i++) {
            const sector = Buffer.alloc(SECTOR_BYTES)
            sector.set(bytes.subarray(i * SECTOR_BYTES, (i + 1) * SECTOR_BYTES))
            this.staged.set(startSector + i, sector)
        }
    }

    /** Bring what was written into the file. */
    commit(): void {
        this.writeStaged(() => true)
    }

    /**
     * Bring what was written onto the medium in steps, each of them there before the next one begins.
     *
     * @param stepOf a sector, from 0 on
     */
    commitInSteps(stepOf: (sector: number) => number): void {
        const steps = new Set([...this.staged.keys()].map(stepOf))
        for (const step of [...steps].sort((a, b) => a - b)) {
            this.writeStaged(sector => stepOf(sector) === step)
            fsyncSync(this.file)
        }
    }

    private writeStaged(isWanted: (sector: number) => boolean): void {
        const watch = watches.get(resolve(this.path))
        for (const [sector, bytes] of this.staged) {
            if (!isWanted(sector)) continue
            watch?.(sector, bytes)
            writeSync(this.file, bytes, 0, SECTOR_BYTES, sector * SECTOR_BYTES)
            this.staged.delete(sector)
        }
    }

    /** Close the file; what was not committed is lost. */
    close(): void {
        closeSync(this.file)
    }

    private requireInside(startSector: number, sectorCount: number): void {
        if (startSector + sectorCount <= this.sectorCount) return
        throw new CardError(
            `${this.path}: sector ${startSector + sectorCount - 1} is beyond the end of the card`
        )
    }
}

/** Open the image, do something with it, close it whatever happened. */
export function withImage<T>(path: string, access: "r" | "r+", use: (image: ImageFile) => T): T {
    const image = new ImageFile(path, access)
    try {
        return use(image)
    } finally {
        image.close()
    }
}

/** Of something that can be opened, and has no sectors. */
function whyNoCard(path: string, lengthBytes: number): string {
    if (lengthBytes > 0)
        return `not a card image: ${lengthBytes} bytes are not whole sectors of 512: is it another file, or one that was cut off?`
    const status = statSync(path)
    if (status.isBlockDevice()) return "there is no card in it: put one into that card reader"
    return status.isFile()
        ? "is empty, and no card image: take another file, or delete it, so that one is made there"
        : "is neither a card nor an image: name a card reader (/dev/sdb), or a file"
}

function openImage(path: string, access: "r" | "r+"): number {
    try {
        return openSync(path, access)
    } catch (error) {
        throw new CardError(`${path}: can't be opened: ${reasonOf(error)}`)
    }
}
