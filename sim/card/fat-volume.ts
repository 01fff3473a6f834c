/** An opened FAT volume: clusters and chains. What they mean is the business of directory.ts. */
import { AllocationTable } from "./allocation-table.ts"
import { CardError } from "./card-error.ts"
import { decodeNextFree, updateFsInfo } from "./fs-info.ts"
import { type ImageFile, SECTOR_BYTES } from "./image-file.ts"
import { findVolume } from "./mbr.ts"
import { decodeBootSector, type VolumeLayout } from "./volume-layout.ts"

export class FatVolume {
    readonly layout: VolumeLayout
    readonly table: AllocationTable
    readonly clusterBytes: number

    /** @throws CardError: there is no FAT16 or FAT32 volume on the card */
    constructor(private readonly image: ImageFile) {
        const { startSector } = findVolume(image)
        this.layout = decodeBootSector(image.read(startSector, 1), startSector)
        this.clusterBytes = this.layout.sectorsPerCluster * SECTOR_BYTES
        const { fsInfoSector } = this.layout
        const nextFree =
            fsInfoSector === undefined ? undefined : decodeNextFree(image.read(fsInfoSector, 1))
        this.table = new AllocationTable(image, this.layout, nextFree)
    }

    /** The sectors of a cluster. */
    clusterSectors(cluster: number): number[] {
        const { sectorsPerCluster, dataStartSector } = this.layout
        const first = dataStartSector + (cluster - 2) * sectorsPerCluster
        return Array.from({ length: sectorsPerCluster }, (_, i) => first + i)
    }

    readSector(sector: number): Buffer {
        return this.image.read(sector, 1)
    }

    writeSector(sector: number, bytes: Uint8Array): void {
        this.image.write(sector, bytes)
    }

    /** Fill a new cluster of a folder with zeros. */
    clearCluster(cluster: number): void {
        this.image.write(this.clusterSectors(cluster)[0]!, new Uint8Array(this.clusterBytes))
    }

    /**
     * The content of a file.
     *
     * @throws CardError: its chain is damaged, or shorter than the file
     */
    readContent(firstCluster: number, sizeBytes: number): Uint8Array {
        const clusters = this.table.chain(firstCluster)
        if (clusters.length * this.clusterBytes < sizeBytes)
            throw new CardError(`the chain from cluster ${firstCluster} is shorter than its file`)
        const content = Buffer.alloc(sizeBytes)
        for (let i = 0; i * this.clusterBytes < sizeBytes; i++) {
            const startSector = this.clusterSectors(clusters[i]!)[0]!
            const leftBytes = Math.min(this.clusterBytes, sizeBytes - i * this.clusterBytes)
            const sectorCount = Math.ceil(leftBytes / SECTOR_BYTES)
            content.set(
                this.image.read(startSector, sectorCount).subarray(0, leftBytes),
                i * this.clusterBytes
            )
        }
        return content
    }

    /**
     * Put content into clusters of its own.
     *
     * @returns the first cluster; 0 for no content
     * @throws CardError: the card is full
     */
    writeContent(content: Uint8Array): number {
        const clusters = this.table.allocate(Math.ceil(content.length / this.clusterBytes))
        clusters.forEach((cluster, i) => {
            const piece = content.subarray(i * this.clusterBytes, (i + 1) * this.clusterBytes)
            this.image.write(this.clusterSectors(cluster)[0]!, piece)
        })
        return clusters[0] ?? 0
    }

    /** Write the FATs and FSInfo; the image takes it all at its `commit`. */
    flush(): void {
        this.table.flush()
        const { fsInfoSector } = this.layout
        if (fsInfoSector === undefined) return
        const sector = this.image.read(fsInfoSector, 1)
        updateFsInfo(sector, this.table.freeCount, this.table.nextFree)
        this.image.write(fsInfoSector, sector)
    }
}
