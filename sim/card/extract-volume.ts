/** Copying the bare volume out of a card image, for programs that know no partition tables. */
import { closeSync, constants, ftruncateSync, openSync, readSync, writeSync } from "node:fs"
import { resolve } from "node:path"
import { CardError } from "./card-error.ts"
import { SECTOR_BYTES, withImage } from "./image-file.ts"
import { findVolume, type SectorRange } from "./mbr.ts"
import { whyNotMade } from "./system-words.ts"

const CHUNK_BYTES = 1 << 20
/** What is looked at for zeros: the block of common file systems, so that no hole is lost. */
const PIECE_BYTES = 4096
const ZEROS = Buffer.alloc(CHUNK_BYTES)
const WASM_PAGE_BYTES = 65536

/** Part of every JavaScript engine, but not of the types of Node. */
declare const WebAssembly: {
    Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer }
}

/**
 * Copy the card's first FAT volume, sector for sector, into a file of its own; zeros become holes.
 *
 * @param volumePath made, or overwritten
 * @throws CardError: no FAT volume on the card, or the copy can't be made
 */
export function extractVolume(imagePath: string, volumePath: string): void {
    if (resolve(imagePath) === resolve(volumePath))
        throw new CardError(`${volumePath}: is the image itself`)
    const volume = withImage(imagePath, "r", findVolume)
    const to = createFile(volumePath)
    try {
        ftruncateSync(to, volume.sectorCount * SECTOR_BYTES)
        copySparse(imagePath, volume, to)
    } finally {
        closeSync(to)
    }
}

function createFile(path: string): number {
    try {
        return openSync(path, "w")
    } catch (error) {
        throw new CardError(`${path}: can't be made: ${whyNotMade(error)}`)
    }
}

function copySparse(imagePath: string, volume: SectorRange, to: number): void {
    const chunk = allocateAligned(CHUNK_BYTES)
    const from = openDirect(imagePath, chunk)
    const startByte = volume.startSector * SECTOR_BYTES
    const endByte = startByte + volume.sectorCount * SECTOR_BYTES
    try {
        for (let at = startByte - (startByte % CHUNK_BYTES); at < endByte; at += CHUNK_BYTES) {
            readSync(from, chunk, 0, CHUNK_BYTES, at)
            const begin = Math.max(startByte - at, 0)
            const inside = chunk.subarray(begin, Math.min(endByte - at, CHUNK_BYTES))
            if (!isZeros(inside)) copyPieces(inside, to, at + begin - startByte)
        }
    } finally {
        closeSync(from)
    }
}

/**
 * Open a file for reads past the page cache where the system can: filling it with a card's gigabytes of holes takes
 * a hundred times longer than reading them.
 */
function openDirect(path: string, chunk: Buffer): number {
    let file: number | undefined
    try {
        file = openSync(path, constants.O_RDONLY | (constants.O_DIRECT ?? 0))
        readSync(file, chunk, 0, chunk.length, 0)
        return file
    } catch {
        // Some file systems refuse direct reads, when opening or only here.
        if (file !== undefined) closeSync(file)
        return openSync(path, "r")
    }
}

/** Direct reads want memory on a page border, as that of WebAssembly is. */
function allocateAligned(lengthBytes: number): Buffer {
    return Buffer.from(new WebAssembly.Memory({ initial: lengthBytes / WASM_PAGE_BYTES }).buffer)
}

function copyPieces(bytes: Buffer, to: number, toByte: number): void {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
        const piece = bytes.subarray(at, at + PIECE_BYTES)
        if (!isZeros(piece)) writeSync(to, piece, 0, piece.length, toByte + at)
    }
}

function isZeros(bytes: Buffer): boolean {
    return bytes.compare(ZEROS, 0, bytes.length) === 0
}
