/** Who owns what on a whole FAT volume. Read from the image of its card, by the specification alone. */

import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs"
import { SECTOR_BYTES } from "./volume-image.ts"

const PIECE_BYTES = 4096
const CHUNK_BYTES = 1 << 20
const ENTRY_BYTES = 32
const LONG_NAME = 0x0f
const LABEL = 0x08
const FOLDER = 0x10

/** An image of a card in memory: only what is not zeros. */
export class SparseImage {
    private readonly pieces = new Map<number, Buffer>()
    private lengthBytes = 0

    static load(path: string): SparseImage {
        const image = new SparseImage()
        const file = openSync(path, "r")
        image.lengthBytes = fstatSync(file).size
        const chunk = Buffer.alloc(CHUNK_BYTES)
        const zeros = Buffer.alloc(PIECE_BYTES)
        for (let at = 0; at < image.lengthBytes; at += CHUNK_BYTES) {
            const count = readSync(file, chunk, 0, CHUNK_BYTES, at)
            for (let i = 0; i < count; i += PIECE_BYTES) {
                const piece = chunk.subarray(i, i + PIECE_BYTES)
                if (!piece.equals(zeros))
                    image.pieces.set((at + i) / PIECE_BYTES, Buffer.from(piece))
            }
        }
        closeSync(file)
        return image
    }

    save(path: string): void {
        const file = openSync(path, "w")
        ftruncateSync(file, this.lengthBytes)
        for (const [index, piece] of this.pieces)
            writeSync(file, piece, 0, PIECE_BYTES, index * PIECE_BYTES)
        closeSync(file)
    }

    copy(): SparseImage {
        const image = new SparseImage()
        image.lengthBytes = this.lengthBytes
        for (const [index, piece] of this.pieces) image.pieces.set(index, Buffer.from(piece))
        return image
    }

    /** 512 bytes; changing them changes the image. */
    sector(number: number): Buffer {
        const index = Math.floor((number * SECTOR_BYTES) / PIECE_BYTES)
        let piece = this.pieces.get(index)
        if (!piece) this.pieces.set(index, (piece = Buffer.alloc(PIECE_BYTES)))
        const at = (number * SECTOR_BYTES) % PIECE_BYTES
        return piece.subarray(at, at + SECTOR_BYTES)
    }

    /** Sectors that are not the same in both. */
    differences(other: SparseImage): number[] {
        const indexes = new Set([...this.pieces.keys(), ...other.pieces.keys()])
        const sectors = [...indexes].flatMap(index =>
            Array.from({ length: 8 }, (_, i) => index * 8 + i)
        )
        return sectors.filter(each => !this.sector(each).equals(other.sector(each)))
    }
}

export interface MappedFile {
    readonly path: string
    readonly isFolder: boolean
    readonly clusters: readonly number[]
    /** Sector and byte of its short entry. */
    readonly entrySector: number
    readonly entryAt: number
}

export class VolumeMap {
    readonly isFat32: boolean
    readonly perCluster: number
    readonly tableStart: number
    readonly tableSectors: number
    readonly tableCount: number
    readonly rootStart: number
    readonly dataStart: number
    readonly clusterCount: number
    readonly fsInfoSector: number | undefined
    readonly rootSectors: readonly number[]
    /** All files and folders but the root. */
    readonly files: readonly MappedFile[]

    /** @param startSector where the volume begins on the card */
    constructor(
        private readonly image: SparseImage,
        readonly startSector = 0
    ) {
        const boot = image.sector(startSector)
        this.isFat32 = boot.readUInt16LE(0x16) === 0
        this.perCluster = boot[0x0d]!
        this.tableStart = startSector + boot.readUInt16LE(0x0e)
        this.tableCount = boot[0x10]!
        this.tableSectors = this.isFat32 ? boot.readUInt32LE(0x24) : boot.readUInt16LE(0x16)
        this.rootStart = this.tableStart + this.tableCount * this.tableSectors
        const rootCount = boot.readUInt16LE(0x11) / 16
        this.dataStart = this.rootStart + rootCount
        const total = boot.readUInt16LE(0x13) || boot.readUInt32LE(0x20)
        this.clusterCount = Math.floor((total + startSector - this.dataStart) / this.perCluster)
        this.fsInfoSector = this.isFat32 ? startSector + boot.readUInt16LE(0x30) : undefined
        const rootClusters = this.isFat32 ? this.chain(boot.readUInt32LE(0x2c)) : []
        this.rootSectors = this.isFat32
            ? this.sectorsOf(rootClusters)
            : Array.from({ length: rootCount }, (_, i) => this.rootStart + i)
        this.files = this.walk(this.rootSectors, "")
    }

    /** The first table's entry of a cluster in any image of this volume, 0: free. */
    entry(cluster: number, image = this.image): number {
        const at = cluster * (this.isFat32 ? 4 : 2)
        const sector = image.sector(this.tableStart + Math.floor(at / SECTOR_BYTES))
        if (!this.isFat32) return sector.readUInt16LE(at % SECTOR_BYTES)
        return sector.readUInt32LE(at % SECTOR_BYTES) & 0x0fffffff
    }

    /** The cluster that a sector belongs to; undefined: to none. */
    clusterAt(sector: number): number | undefined {
        const index = Math.floor((sector - this.dataStart) / this.perCluster)
        return index >= 0 && index < this.clusterCount ? index + 2 : undefined
    }

    sectorsOf(clusters: readonly number[]): number[] {
        return clusters.flatMap(cluster =>
            Array.from(
                { length: this.perCluster },
                (_, i) => this.dataStart + (cluster - 2) * this.perCluster + i
            )
        )
    }

    private chain(first: number): number[] {
        const clusters: number[] = []
        const isCluster = (each: number) => each >= 2 && each < this.clusterCount + 2
        for (let each = first; isCluster(each); each = this.entry(each)) clusters.push(each)
        return clusters
    }

    private walk(sectors: readonly number[], folder: string): MappedFile[] {
        const found: MappedFile[] = []
        let long = ""
        for (const place of entriesOf(sectors)) {
            const entry = this.image.sector(place.number).subarray(place.at, place.at + ENTRY_BYTES)
            if (entry[0] === 0) return found
            if ((entry[11]! & 0x3f) === LONG_NAME && entry[0] !== 0xe5) {
                long = longPart(entry) + long
                continue
            }
            const isFile = entry[0] !== 0xe5 && entry[0] !== 0x2e && !(entry[11]! & LABEL)
            if (isFile) found.push(...this.open(entry, place, folder + (long || short(entry))))
            long = ""
        }
        return found
    }

    private open(entry: Buffer, place: { number: number; at: number }, path: string): MappedFile[] {
        const first = (this.isFat32 ? entry.readUInt16LE(20) * 0x10000 : 0) + entry.readUInt16LE(26)
        const clusters = this.chain(first)
        const isFolder = (entry[11]! & FOLDER) !== 0
        const { number: entrySector, at: entryAt } = place
        const own = { path, isFolder, clusters, entrySector, entryAt }
        return isFolder ? [own, ...this.walk(this.sectorsOf(clusters), `${path}/`)] : [own]
    }
}

function* entriesOf(sectors: readonly number[]): Generator<{ number: number; at: number }> {
    for (const number of sectors)
        for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES) yield { number, at }
}

function longPart(entry: Buffer): string {
    const units = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30].map(at => entry.readUInt16LE(at))
    const end = units.indexOf(0)
    return String.fromCharCode(...(end < 0 ? units : units.slice(0, end)))
}

/** In small letters where Windows NT's bits at offset 12 say so. */
function short(entry: Buffer): string {
    const part = (from: number, to: number, bit: number) => {
        const text = entry.toString("latin1", from, to).trim()
        return entry[12]! & bit ? text.toLowerCase() : text
    }
    const extension = part(8, 11, 0x10)
    return part(0, 8, 0x08) + (extension === "" ? "" : `.${extension}`)
}
