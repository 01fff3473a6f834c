/**
 * What a card held at a certain moment, while the machine goes on writing to it: of each sector that changes, what it was.
 *
 * So nothing is copied beforehand, however large the card is.
 */

import { closeSync, fstatSync, openSync, read, readSync, statSync } from "node:fs"
import { promisify } from "node:util"
import { encodeSectorEnd, encodeSectorHead, encodeSectorRun } from "../../card/sector-file.ts"
import { CardImage, SECTOR_BYTES, type SectorImage } from "../../chips/sdcard/card-image.ts"
import { RememberingImage } from "../../chips/sdcard/remembering-image.ts"

const PORTION_SECTORS = 4096
/** Sectors that are asked for at once before they change. */
const READ_SECTORS = 256
const ZEROS = new Uint8Array(SECTOR_BYTES)
const readAsync = promisify(read)

export class CardPast {
    private readonly file: number
    private isClosed = false
    private readonly was = new Map<number, Uint8Array>()

    /** From now on. @param path an image that exists */
    constructor(path: string) {
        this.file = openSync(path, "r")
    }

    /** Whole sectors, as many as the card has; a last part of one is none. */
    get sectorCount(): number {
        return Math.floor(fstatSync(this.file).size / SECTOR_BYTES)
    }

    /** The image as the machine has it; what it changes is known then. @param path where it lies now */
    open(path: string): SectorImage {
        return new RememberingImage(new CardImage(path), (lba, count) => this.remember(lba, count))
    }

    /** It is this card that lies there now. */
    isAt(path: string): boolean {
        const [own, other] = [fstatSync(this.file), statSync(path)]
        return own.dev === other.dev && own.ino === other.ino
    }

    /** These are about to change. */
    remember(lba: number, count: number): void {
        for (let done = 0; done < count; done += READ_SECTORS) {
            const length = Math.min(READ_SECTORS, count - done)
            const bytes = Buffer.alloc(length * SECTOR_BYTES)
            readSync(this.file, bytes, 0, bytes.length, (lba + done) * SECTOR_BYTES)
            for (let i = 0; i < length; i++) {
                if (this.was.has(lba + done + i)) continue
                const sector = bytes.subarray(i * SECTOR_BYTES, (i + 1) * SECTOR_BYTES)
                this.was.set(lba + done + i, sector.equals(ZEROS) ? ZEROS : Uint8Array.from(sector))
            }
        }
    }

    /**
     * What it held then, as a file of sectors. Waits: for the disk; the machine may go on meanwhile.
     */
    async *toFile(): AsyncGenerator<Buffer> {
        const { sectorCount } = this
        yield encodeSectorHead(sectorCount)
        for (let lba = 0; lba < sectorCount; lba += PORTION_SECTORS)
            yield* this.runsOf(lba, Math.min(PORTION_SECTORS, sectorCount - lba))
        yield encodeSectorEnd()
    }

    /** Last call; once more does nothing. */
    close(): void {
        if (this.isClosed) return
        this.isClosed = true
        closeSync(this.file)
    }

    private async *runsOf(lba: number, count: number): AsyncGenerator<Buffer> {
        const bytes = Buffer.alloc(count * SECTOR_BYTES)
        await readAsync(this.file, bytes, 0, bytes.length, lba * SECTOR_BYTES)
        // What changed while that was read is among them by now.
        for (let i = 0; i < count; i++) {
            const was = this.was.get(lba + i)
            if (was) bytes.set(was, i * SECTOR_BYTES)
        }
        for (const { from, to } of runsWithContent(bytes, count))
            yield encodeSectorRun({
                lba: lba + from,
                bytes: bytes.subarray(from * SECTOR_BYTES, to * SECTOR_BYTES),
            })
    }
}

function* runsWithContent(bytes: Buffer, count: number): Generator<{ from: number; to: number }> {
    // Most of a card is nothing: one look tells.
    if (isEmpty(bytes)) return
    let from = 0
    for (let i = 0; i <= count; i++) {
        const isContent = i < count && !isEmpty(sectorAt(bytes, i))
        if (isContent) continue
        if (i > from) yield { from, to: i }
        from = i + 1
    }
}

function sectorAt(bytes: Buffer, index: number): Buffer {
    return bytes.subarray(index * SECTOR_BYTES, (index + 1) * SECTOR_BYTES)
}

/** Bytes that are all zero are equal to themselves one further on. */
function isEmpty(bytes: Buffer): boolean {
    return bytes[0] === 0 && bytes.compare(bytes, 1, bytes.length, 0, bytes.length - 1) === 0
}
