/**
 * One folder of a volume: its entries read, found, added and changed. fatgen103, "FAT Directory Structure".
 *
 * The root folder of FAT16 is a fixed run of sectors; all others are chains of clusters and grow.
 */
import { CardError } from "./card-error.ts"
import {
    Attribute,
    decodeEntry,
    encodeEntry,
    ENTRY_BYTES,
    ENTRY_END,
    ENTRY_FREE,
    type EntryFields,
    updateEntry,
} from "./directory-entry.ts"
import { type FatVolume } from "./fat-volume.ts"
import { type CardTime } from "./fat-time.ts"
import { SECTOR_BYTES } from "./image-file.ts"
import { encodeLongName, LongNameReader } from "./long-name.ts"
import {
    decodeShortName,
    exactShortName,
    latin1,
    makeShortName,
    shortNameChecksum,
} from "./short-name.ts"

const ENTRIES_PER_SECTOR = SECTOR_BYTES / ENTRY_BYTES
/** fatgen103: a folder has at most 65,536 entries (2 MiB). */
const ENTRIES_MAX = 65536

/** A file or folder as it stands in its folder. */
export interface FolderItem extends EntryFields {
    /** The long name, or else the short one. */
    readonly name: string
    readonly shortName: string
    /** Number of the short entry in the folder, counted from 0. */
    readonly index: number
}

export class Directory {
    readonly sectors: number[]
    private readonly clusters: number[]

    /** @param firstCluster 0: the root folder */
    constructor(
        private readonly volume: FatVolume,
        readonly firstCluster: number
    ) {
        const { layout } = volume
        const isFixed = firstCluster === 0 && layout.format === "fat16"
        const { rootStartSector, rootSectors, rootCluster } = layout
        this.clusters = isFixed ? [] : volume.table.chain(firstCluster || rootCluster)
        this.sectors = isFixed
            ? Array.from({ length: rootSectors }, (_, i) => rootStartSector + i)
            : this.clusters.flatMap(cluster => volume.clusterSectors(cluster))
    }

    /**
     * A folder in this one.
     *
     * @throws CardError: it is a file, or damaged
     */
    open(item: FolderItem): Directory {
        if (!(item.attributes & Attribute.Folder))
            throw new CardError(`"${item.name}" is a file, not a folder`)
        if (item.firstCluster === 0) throw new CardError(`the folder "${item.name}" is damaged`)
        return new Directory(this.volume, item.firstCluster)
    }

    /** All files and folders, in the order of the volume; not the label, nor "." and "..". */
    list(): FolderItem[] {
        const items: FolderItem[] = []
        const longName = new LongNameReader()
        this.scan((entry, index) => {
            const attributes = entry[11]!
            if (entry[0] === ENTRY_FREE) longName.reset()
            else if ((attributes & 0x3f) === Attribute.LongName) longName.take(entry)
            else if (attributes & Attribute.VolumeLabel || entry[0] === ".".charCodeAt(0))
                longName.reset()
            else items.push(decodeItem(entry, index, longName))
        })
        return items
    }

    /** The item of that long or short name; FAT does not tell capitals from small letters. */
    find(name: string): FolderItem | undefined {
        const wanted = foldCase(name)
        return this.list().find(
            item => foldCase(item.name) === wanted || foldCase(item.shortName) === wanted
        )
    }

    /**
     * Add an item that is not there yet.
     *
     * @param fields everything but the name
     * @throws CardError: no room in the folder or on the card
     */
    add(name: string, fields: Omit<EntryFields, "nameBytes">): void {
        const exact = exactShortName(name)
        const nameBytes = exact ?? this.uniqueShortName(name)
        const longName = exact
            ? Buffer.alloc(0)
            : encodeLongName(name, shortNameChecksum(nameBytes))
        this.place(Buffer.concat([longName, encodeEntry({ nameBytes, ...fields })]))
    }

    /** A file has been rewritten; it counts as not archived, as on a PC. */
    update(
        item: FolderItem,
        change: { firstCluster: number; sizeBytes: number; at: CardTime }
    ): void {
        this.edit(item.index, entry => {
            updateEntry(entry, change)
            entry[11] = entry[11]! | Attribute.Archive
        })
    }

    /** Take an item out of the folder, with its long name; what was in it is somebody else's matter. */
    remove(item: FolderItem): void {
        this.edit(item.index, entry => (entry[0] = ENTRY_FREE))
        for (let index = item.index - 1; index >= 0 && this.isLongName(index); index--)
            this.edit(index, entry => (entry[0] = ENTRY_FREE))
    }

    private isLongName(index: number): boolean {
        let isOne = false
        this.edit(index, entry => {
            isOne = entry[0] !== ENTRY_FREE && (entry[11]! & 0x3f) === Attribute.LongName
        })
        return isOne
    }

    private uniqueShortName(longName: string): Uint8Array {
        const taken = new Set(this.list().map(item => latin1(item.nameBytes)))
        return makeShortName(longName, name => taken.has(name))
    }

    /** Visit the entries up to the end mark, and answer how many those are. */
    private scan(visit: (entry: Buffer, index: number) => void): number {
        for (let i = 0; i < this.sectors.length; i++) {
            const sector = this.volume.readSector(this.sectors[i]!)
            for (let k = 0; k < ENTRIES_PER_SECTOR; k++) {
                const entry = sector.subarray(k * ENTRY_BYTES, (k + 1) * ENTRY_BYTES)
                if (entry[0] === ENTRY_END) return i * ENTRIES_PER_SECTOR + k
                visit(entry, i * ENTRIES_PER_SECTOR + k)
            }
        }
        return this.entryCount
    }

    private get entryCount(): number {
        return this.sectors.length * ENTRIES_PER_SECTOR
    }

    /** Put entries into the first gap that takes them all, or at the end. */
    private place(entries: Buffer): void {
        const count = entries.length / ENTRY_BYTES
        let gap = 0
        let at: number | undefined
        const end = this.scan((entry, index) => {
            gap = entry[0] === ENTRY_FREE ? gap + 1 : 0
            if (gap === count) at ??= index - count + 1
        })
        const isAtEnd = at === undefined
        at ??= end - gap
        this.growTo(at + count)
        for (let i = 0; i < count; i++)
            this.edit(at + i, entry => entries.copy(entry, 0, i * ENTRY_BYTES))
        if (isAtEnd && at + count < this.entryCount)
            this.edit(at + count, entry => (entry[0] = ENTRY_END))
    }

    private growTo(entryCount: number): void {
        while (this.entryCount < entryCount) {
            const last = this.clusters.at(-1)
            if (last === undefined || entryCount > ENTRIES_MAX)
                throw new CardError("the folder is full")
            const added = this.volume.table.extend(last)
            this.volume.clearCluster(added)
            this.clusters.push(added)
            this.sectors.push(...this.volume.clusterSectors(added))
        }
    }

    private edit(index: number, change: (entry: Buffer) => void): void {
        const number = this.sectors[Math.floor(index / ENTRIES_PER_SECTOR)]!
        const sector = this.volume.readSector(number)
        const at = (index % ENTRIES_PER_SECTOR) * ENTRY_BYTES
        change(sector.subarray(at, at + ENTRY_BYTES))
        this.volume.writeSector(number, sector)
    }
}

function decodeItem(entry: Buffer, index: number, longName: LongNameReader): FolderItem {
    const fields = decodeEntry(entry)
    const long = longName.finish(shortNameChecksum(fields.nameBytes))
    const shortName = decodeShortName(fields.nameBytes, 0)
    return {
        ...fields,
        name: long ?? decodeShortName(fields.nameBytes, entry[12]!),
        shortName,
        index,
    }
}

/** Letter by letter, so that no letter becomes two. */
function foldCase(name: string): string {
    return Array.from(name, char => {
        const upper = char.toUpperCase()
        return upper.length === char.length ? upper : char
    }).join("")
}
