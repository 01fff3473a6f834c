/**
 * Sectors of a card in a file, without those that hold nothing: a whole card at one moment, or what a PC has changed on it.
 *
 *     16 bytes   "AFTERBEEP-SECT1" and a line feed
 *     u32        sectors of the card
 *     runs       u32 first sector, u32 count (not 0), count × 512 bytes; ascending
 *     end        u32 0xFFFFFFFF, u32 0
 *
 * Numbers are little-endian. Sectors that are in no run are zeros, or stay as they were.
 */
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from "node:fs"
import { CardError } from "./card-error.ts"
import { reasonOf, whyNotMade } from "./system-words.ts"
import { SECTOR_BYTES } from "./image-file.ts"

const MAGIC = Buffer.from("AFTERBEEP-SECT1\n", "latin1")
const HEAD_BYTES = MAGIC.length + 4
const RUN_HEAD_BYTES = 8
const END_LBA = 0xffffffff
/** Of a run that is read in one go: 1 MB. */
const PORTION_SECTORS = 2048

export interface SectorRun {
    readonly lba: number
    readonly bytes: Uint8Array
}

export function encodeSectorHead(sectorCount: number): Buffer {
    const count = Buffer.alloc(4)
    count.writeUInt32LE(sectorCount)
    return Buffer.concat([MAGIC, count])
}

export function encodeSectorRun({ lba, bytes }: SectorRun): Buffer {
    return Buffer.concat([runHead(lba, bytes.length / SECTOR_BYTES), bytes])
}

export function encodeSectorEnd(): Buffer {
    return runHead(END_LBA, 0)
}

/** All of a file, for few sectors. @param sectors each of 512 bytes */
export function encodeSectors(
    sectorCount: number,
    sectors: ReadonlyMap<number, Uint8Array>
): Buffer {
    const runs = [...sectors]
        .sort(([a], [b]) => a - b)
        .map(([lba, bytes]) => encodeSectorRun({ lba, bytes }))
    return Buffer.concat([encodeSectorHead(sectorCount), ...runs, encodeSectorEnd()])
}

function runHead(lba: number, count: number): Buffer {
    const head = Buffer.alloc(RUN_HEAD_BYTES)
    head.writeUInt32LE(lba, 0)
    head.writeUInt32LE(count, 4)
    return head
}

/**
 * Sectors of the card, after a look at the whole file.
 *
 * @throws CardError: there is no such file, or it is damaged
 */
export function checkSectorFile(path: string): number {
    return withFile(path, file => {
        let end = 0
        const { sectorCount } = walk(path, file, (lba, count) => (end = lba + count))
        if (end > sectorCount)
            throw damaged(path, `sector ${end - 1} is beyond the end of the card`)
        return sectorCount
    })
}

/** All sectors of a small file. @throws CardError */
export function readSectors(path: string): Map<number, Uint8Array> {
    const sectors = new Map<number, Uint8Array>()
    eachRun(path, ({ lba, bytes }) => {
        for (let at = 0; at < bytes.length; at += SECTOR_BYTES)
            sectors.set(lba + at / SECTOR_BYTES, bytes.slice(at, at + SECTOR_BYTES))
    })
    return sectors
}

/**
 * Make the image of a card that holds just this.
 *
 * @param imagePath must not exist yet
 * @throws CardError: then there is no such file, as before
 */
export function makeImageOfSectors(path: string, imagePath: string): void {
    const sectorCount = checkSectorFile(path)
    let image: number
    try {
        image = openSync(imagePath, "wx")
    } catch (error) {
        throw new CardError(`${imagePath}: can't be made: ${whyNotMade(error)}`)
    }
    try {
        ftruncateSync(image, sectorCount * SECTOR_BYTES)
        eachRun(path, ({ lba, bytes }) =>
            writeSync(image, bytes, 0, bytes.length, lba * SECTOR_BYTES)
        )
    } catch (error) {
        rmSync(imagePath)
        throw error
    } finally {
        closeSync(image)
    }
}

function eachRun(path: string, take: (run: SectorRun) => void): void {
    withFile(path, file =>
        walk(path, file, (lba, count, position) => {
            for (let done = 0; done < count; done += PORTION_SECTORS) {
                const bytes = Buffer.alloc(Math.min(PORTION_SECTORS, count - done) * SECTOR_BYTES)
                readSync(file, bytes, 0, bytes.length, position + done * SECTOR_BYTES)
                take({ lba: lba + done, bytes })
            }
        })
    )
}

type RunVisitor = (lba: number, count: number, position: number) => void

function walk(path: string, file: number, visit: RunVisitor): { readonly sectorCount: number } {
    const lengthBytes = fstatSync(file).size
    const head = readAt(file, 0, HEAD_BYTES)
    if (!head.subarray(0, MAGIC.length).equals(MAGIC))
        throw new CardError(`${path}: holds no sectors of a card, as a saved run has them`)
    let position = HEAD_BYTES
    let nextLba = 0
    for (;;) {
        if (position + RUN_HEAD_BYTES > lengthBytes) throw damaged(path, "its end is missing")
        const run = readAt(file, position, RUN_HEAD_BYTES)
        const [lba, count] = [run.readUInt32LE(0), run.readUInt32LE(4)]
        position += RUN_HEAD_BYTES
        if (lba === END_LBA) return { sectorCount: head.readUInt32LE(MAGIC.length) }
        if (count === 0 || lba < nextLba) throw damaged(path, "its runs are not in order")
        if (position + count * SECTOR_BYTES > lengthBytes) throw damaged(path, "it is cut off")
        visit(lba, count, position)
        nextLba = lba + count
        position += count * SECTOR_BYTES
    }
}

/** What is beyond the end is zeros. */
function readAt(file: number, position: number, length: number): Buffer {
    const bytes = Buffer.alloc(length)
    readSync(file, bytes, 0, length, position)
    return bytes
}

function damaged(path: string, what: string): CardError {
    return new CardError(`${path}: is damaged: ${what}`)
}

function withFile<T>(path: string, use: (file: number) => T): T {
    let file: number
    try {
        file = openSync(path, "r")
    } catch (error) {
        throw new CardError(`${path}: can't be read: ${reasonOf(error)}`)
    }
    try {
        return use(file)
    } finally {
        closeSync(file)
    }
}
