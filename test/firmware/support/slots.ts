/** The slots of a card, as a PC sees and changes them. */
import { MessageStore } from "../../../src/store/message-store"
import { SlotFolder } from "../../../src/store/slot-folder"
import { TABLE, TABLE_SECTORS } from "./formatter"
import { RamDisk } from "./ram-disk"

export function folderOf(store: MessageStore): SlotFolder {
    const inside: any = store
    return inside.folder
}

/** What the index says of a slot, which is counted from 0. */
export async function stateOf(store: MessageStore, slot: number): Promise<number> {
    return await folderOf(store).index.stateOf(slot)
}

/** A PC has moved the folder of messages away. */
export function hideFolder(disk: RamDisk, store: MessageStore): void {
    const { volume } = store
    const { cluster } = folderOf(store)
    const top = disk.edit(volume.sectorOf(volume.topCluster))
    for (let at = 64; at < 512; at += 32)
        if (top.getAt(at + 26, "u16") === cluster) top[at - 32] = top[at] = 0xe5
}

/** The directory half of a slot. */
export class Home {
    readonly cluster: number
    readonly sector: number
    readonly shortAt: number

    constructor(
        private readonly disk: RamDisk,
        store: MessageStore,
        readonly slot: number
    ) {
        const folder = folderOf(store)
        this.cluster = folder.locate(slot)
        this.sector = folder.sector
        this.shortAt = folder.shortAt
    }

    /** The sector with it, to be changed. */
    edit(): Buffer {
        return this.disk.edit(this.sector)
    }

    /** Its short entry. */
    entry(): Buffer {
        return this.disk.peek(this.sector).slice(this.shortAt, this.shortAt + 32)
    }

    attributes(): number {
        return this.disk.peek(this.sector)[this.shortAt + 11]
    }

    setAttributes(attributes: number): void {
        this.edit()[this.shortAt + 11] = attributes
    }

    /** The half as hex, without what is deleted. */
    text(): string {
        const sector = this.disk.peek(this.sector)
        let text = ""
        for (let at = this.shortAt - 224; at <= this.shortAt; at += 32) {
            const isDeleted = sector[at] === 0xe5
            text += isDeleted ? "deleted " : sector.slice(at, at + 32).toString("hex") + " "
        }
        return text
    }

    /** Mark the entries of the half as deleted: those of a file that is renamed, moved or deleted. */
    deleteEntries(): void {
        const sector = this.edit()
        for (let at = this.shortAt - 224; at <= this.shortAt; at += 32) sector[at] = 0xe5
    }

    /** Give the file another place in the folder and the name MOM.WAV, as Windows does. */
    renameTo(sector: number, at: number): void {
        const entry = this.entry()
        this.deleteEntries()
        entry.blitAt(0, "MOM     WAV", 0, 11)
        this.disk.edit(sector).blitAt(at, entry, 0, 32)
    }

    /** Delete the file: its entries, and its chain of 44 clusters of 64 sectors. */
    remove(): void {
        this.deleteEntries()
        freeLinks(this.disk, this.cluster, 44)
    }
}

/** What the first table of a FAT32 volume says of a cluster. */
export function linkOf(disk: RamDisk, cluster: number): number {
    return disk.peek(TABLE + (cluster >> 7)).getAt((cluster & 127) * 4, "u32")
}

/** Mark clusters as free in both tables of a FAT32 volume. */
export function freeLinks(disk: RamDisk, first: number, count: number): void {
    for (let copy = 0; copy < 2; copy++) {
        let cluster = first
        while (cluster < first + count) {
            const place = cluster & 127
            const here = Math.min(128 - place, first + count - cluster)
            const sector = disk.edit(TABLE + copy * TABLE_SECTORS + (cluster >> 7))
            sector.fillAt(place * 4, here * 4, 0)
            cluster += here
        }
    }
}

/** Let a cluster be the last one, or the only one, of another file. */
export function takeLink(disk: RamDisk, cluster: number): void {
    for (let copy = 0; copy < 2; copy++) {
        const sector = disk.edit(TABLE + copy * TABLE_SECTORS + (cluster >> 7))
        sector.setAt((cluster & 127) * 4, "u32", 0x0fffffff)
    }
}
