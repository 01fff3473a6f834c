/** Takes a card image in from a stream, packed or not, and writes it as a sparse file: most of a card is nothing. */

import { open, type FileHandle } from "node:fs/promises"
import { Readable } from "node:stream"
import { createGunzip } from "node:zlib"
import { CardError } from "../card/card-error.ts"

const MB = 1024 * 1024
/** What SDHC cards can have. */
const BYTES_MAX = 32 * 1024 * MB
const BYTES_MIN = MB
const SECTOR_BYTES = 512
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b])
/** No piece that comes is longer. */
const ZEROS = Buffer.alloc(MB)

/**
 * @param path made, or written over
 * @throws CardError: too large, too small, no whole sectors, or damaged on its way
 */
export async function writeImage(path: string, bytes: AsyncIterable<Buffer>): Promise<void> {
    const file = await open(path, "w")
    try {
        const length = await copy(unpacked(bytes), file)
        if (length < BYTES_MIN || length % SECTOR_BYTES !== 0)
            throw new CardError(
                `no card image: ${length} bytes; one has whole sectors of ${SECTOR_BYTES}, and ${BYTES_MIN} at least`
            )
        await file.truncate(length)
    } finally {
        await file.close()
    }
}

/** @returns how long it is */
async function copy(bytes: AsyncIterable<Buffer>, file: FileHandle): Promise<number> {
    let at = 0
    for await (const piece of bytes) {
        if (at + piece.length > BYTES_MAX)
            throw new CardError(`too large: a card has ${BYTES_MAX / MB} MB at most`)
        if (!isNothing(piece)) await file.write(piece, 0, piece.length, at)
        at += piece.length
    }
    return at
}

/** What was packed is unpacked, by its first bytes and not by its name. */
async function* unpacked(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    const pieces = bytes[Symbol.asyncIterator]()
    const first = await pieces.next()
    if (first.done === true) return
    const all = Readable.from(joined(first.value, pieces))
    if (!first.value.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC)) return yield* all
    const unpack = createGunzip({ chunkSize: MB })
    all.on("error", error => unpack.destroy(error))
    try {
        yield* all.pipe(unpack) as AsyncIterable<Buffer>
    } catch (error) {
        throw new CardError(`damaged on its way: ${(error as Error).message}`)
    }
}

async function* joined(first: Buffer, rest: AsyncIterator<Buffer>): AsyncIterable<Buffer> {
    yield first
    for (let next = await rest.next(); next.done !== true; next = await rest.next())
        yield next.value
}

function isNothing(piece: Buffer): boolean {
    return piece.length <= ZEROS.length && piece.equals(ZEROS.subarray(0, piece.length))
}
