/** A card that is opened sector by sector: an image, or a device that is not mounted. */
import { CardError } from "../../sim/card/card-error.ts"
import { Directory, type FolderItem } from "../../sim/card/directory.ts"
import { FatVolume } from "../../sim/card/fat-volume.ts"
import { ImageFile, SECTOR_BYTES } from "../../sim/card/image-file.ts"
import { demandFreeImage } from "../../sim/card/image-lock.ts"

export class CardImage {
    readonly image: ImageFile
    readonly volume: FatVolume
    /** Clusters that were free when the card was as it is on the medium. */
    private free = new Uint8Array()

    /**
     * @param format makes a new volume of it, which is on the medium at the first `commit`; undefined: the one that it has
     * @throws CardError: no card, no FAT volume, no such volume possible; to be written to, and a machine that runs has it
     */
    constructor(
        path: string,
        access: "r" | "r+",
        private format?: (image: ImageFile) => void
    ) {
        if (access === "r+") demandFreeImage(path)
        this.image = new ImageFile(path, access)
        try {
            format?.(this.image)
            this.volume = new FatVolume(this.image)
        } catch (error) {
            this.image.close()
            throw error
        }
        this.noteFree()
    }

    get root(): Directory {
        return new Directory(this.volume, 0)
    }

    /** A file or folder; undefined: there is none. @param path parts divided by "/" */
    find(path: string): { readonly folder: Directory; readonly item: FolderItem } | undefined {
        let folder = this.root
        const parts = path.split("/")
        for (;;) {
            const item = folder.find(parts.shift()!)
            if (!item) return undefined
            if (parts.length === 0) return { folder, item }
            folder = folder.open(item)
        }
    }

    /** @throws CardError: there is no such folder */
    openFolder(path: string): Directory {
        const found = this.find(path)
        if (!found)
            throw new CardError(`${this.image.path}: there is no folder ${path} on the card`)
        return found.folder.open(found.item)
    }

    /** First sector of a cluster. */
    sectorOf(cluster: number): number {
        const { dataStartSector, sectorsPerCluster } = this.volume.layout
        return dataStartSector + (cluster - 2) * sectorsPerCluster
    }

    get freeBytes(): number {
        return this.volume.table.freeCount * this.volume.clusterBytes
    }

    /**
     * Bring all that was changed onto the medium: first what is in clusters that were free, then the tables, last the
     * folders. A pulled plug in between costs no file: at worst, some clusters are taken that belong to nobody.
     */
    commit(): void {
        this.volume.flush()
        if (this.format) this.commitFormat()
        else this.image.commitInSteps(sector => this.stepOf(sector))
        this.format = undefined
        this.noteFree()
    }

    close(): void {
        this.image.close()
    }

    /** Sector 0 leads to a volume: it is zeros first, and right last, so that half a card does not look like a whole one. */
    private commitFormat(): void {
        const first = this.image.read(0, 1)
        this.image.write(0, new Uint8Array(SECTOR_BYTES))
        this.image.commitInSteps(sector => (sector === 0 ? 0 : 1))
        this.image.write(0, first)
        this.image.commitInSteps(() => 0)
    }

    private stepOf(sector: number): number {
        const { dataStartSector, sectorsPerCluster, rootStartSector } = this.volume.layout
        if (sector < rootStartSector) return 1
        if (sector < dataStartSector) return 2
        const cluster = 2 + Math.floor((sector - dataStartSector) / sectorsPerCluster)
        return this.free[cluster] === 1 ? 0 : 2
    }

    private noteFree(): void {
        const { table, layout } = this.volume
        this.free = new Uint8Array(layout.clusterCount + 2)
        for (const { first, count } of table.freeRuns()) this.free.fill(1, first, first + count)
    }
}

/** Open a card, do something with it, close it whatever happened. */
export function withCard<T>(path: string, access: "r" | "r+", use: (card: CardImage) => T): T {
    const card = new CardImage(path, access)
    try {
        return use(card)
    } finally {
        card.close()
    }
}
