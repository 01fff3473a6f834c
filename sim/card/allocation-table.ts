/**
 * The file allocation table: which cluster follows which. Read once, changed in memory, written back to every copy.
 *
 * fatgen103, "FAT Data Structure". Entries of FAT32 have 28 bits; the upper four are kept as they are.
 */
import { CardError } from "./card-error.ts"
import { type ImageFile, SECTOR_BYTES } from "./image-file.ts"
import { type VolumeLayout } from "./volume-layout.ts"

const FIRST_CLUSTER = 2
const FREE = 0

/** Clusters next to each other. */
export interface ClusterRun {
    readonly first: number
    readonly count: number
}

export class AllocationTable {
    private readonly bytes: Buffer
    private readonly dirtySectors = new Set<number>()
    private readonly endMark: number
    private readonly endMarkMin: number
    private free = 0
    private next: number

    /** @param nextFree hint where free clusters begin, which may be wrong */
    constructor(
        private readonly image: ImageFile,
        private readonly layout: VolumeLayout,
        nextFree: number | undefined
    ) {
        this.endMark = layout.format === "fat32" ? 0x0fffffff : 0xffff
        this.endMarkMin = this.endMark - 7
        this.bytes = image.read(layout.fatStartSectors[0]!, layout.fatSectors)
        this.next = nextFree !== undefined && this.isCluster(nextFree) ? nextFree : FIRST_CLUSTER
        for (let cluster = FIRST_CLUSTER; cluster <= this.lastCluster; cluster++)
            if (this.get(cluster) === FREE) this.free++
    }

    /** Free clusters, counted. */
    get freeCount(): number {
        return this.free
    }

    /** Where the next search for a free cluster begins. */
    get nextFree(): number {
        return this.next
    }

    /**
     * The clusters of a file or folder, in order.
     *
     * @param firstCluster 0: none
     * @throws CardError: the chain leaves the volume, is not ended, or runs in a circle
     */
    chain(firstCluster: number): number[] {
        const clusters: number[] = []
        if (firstCluster === 0) return clusters
        for (let cluster = firstCluster; cluster < this.endMarkMin; cluster = this.get(cluster)) {
            if (!this.isCluster(cluster) || clusters.length > this.layout.clusterCount)
                throw new CardError(`the chain from cluster ${firstCluster} is damaged`)
            clusters.push(cluster)
        }
        return clusters
    }

    /**
     * Take free clusters and make them one chain, in ascending order as far as it goes.
     *
     * @param count 0 gives no cluster
     * @throws CardError: the card is full; then nothing is taken
     */
    allocate(count: number): number[] {
        if (count > this.free)
            throw new CardError(
                `the card is full: ${count} clusters are needed, ${this.free} are free`
            )
        const clusters = Array.from({ length: count }, () => this.takeFree())
        clusters.forEach((cluster, i) => this.set(cluster, clusters[i + 1] ?? this.endMark))
        return clusters
    }

    /** Add one cluster to the end of a chain, and answer it. */
    extend(lastCluster: number): number {
        const [added] = this.allocate(1)
        this.set(lastCluster, added!)
        return added!
    }

    isFree(cluster: number): boolean {
        return this.get(cluster) === FREE
    }

    /** All runs of free clusters, in the order of the volume. */
    freeRuns(): ClusterRun[] {
        const runs: ClusterRun[] = []
        let first: number | undefined
        for (let cluster = FIRST_CLUSTER; cluster <= this.lastCluster + 1; cluster++) {
            const isFree = cluster <= this.lastCluster && this.isFree(cluster)
            if (isFree) first ??= cluster
            else if (first !== undefined) {
                runs.push({ first, count: cluster - first })
                first = undefined
            }
        }
        return runs
    }

    /**
     * Make a run of free clusters into chains.
     *
     * @param chainLength clusters of each chain, a divisor of the run's; all of it is one unless given
     */
    takeRun({ first, count }: ClusterRun, chainLength = count): void {
        for (let i = 0; i < count; i++) {
            if (!this.isFree(first + i)) throw new CardError(`cluster ${first + i} is not free`)
            this.set(first + i, (i + 1) % chainLength === 0 ? this.endMark : first + i + 1)
        }
        this.free -= count
    }

    /** Let a chain go on in another one. */
    link(lastCluster: number, nextCluster: number): void {
        this.set(lastCluster, nextCluster)
    }

    release(clusters: readonly number[]): void {
        for (const cluster of clusters) this.set(cluster, FREE)
        this.free += clusters.length
    }

    /** Write what was changed to all copies. */
    flush(): void {
        for (const sector of this.dirtySectors) {
            const bytes = this.bytes.subarray(sector * SECTOR_BYTES, (sector + 1) * SECTOR_BYTES)
            for (const start of this.layout.fatStartSectors) this.image.write(start + sector, bytes)
        }
        this.dirtySectors.clear()
    }

    private get lastCluster(): number {
        return this.layout.clusterCount + FIRST_CLUSTER - 1
    }

    private isCluster(cluster: number): boolean {
        return cluster >= FIRST_CLUSTER && cluster <= this.lastCluster
    }

    /** Only called while `free` is above 0, so that it ends. */
    private takeFree(): number {
        while (this.get(this.next) !== FREE) this.advance()
        const cluster = this.next
        this.set(cluster, this.endMark)
        this.free--
        this.advance()
        return cluster
    }

    private advance(): void {
        this.next = this.next === this.lastCluster ? FIRST_CLUSTER : this.next + 1
    }

    private get(cluster: number): number {
        if (this.layout.format === "fat16") return this.bytes.readUInt16LE(cluster * 2)
        return this.bytes.readUInt32LE(cluster * 4) & 0x0fffffff
    }

    private set(cluster: number, value: number): void {
        const at = cluster * (this.layout.format === "fat16" ? 2 : 4)
        if (this.layout.format === "fat16") this.bytes.writeUInt16LE(value, at)
        else this.bytes.writeUInt32LE(((this.bytes[at + 3]! & 0xf0) * 0x1000000 + value) >>> 0, at)
        this.dirtySectors.add(Math.floor(at / SECTOR_BYTES))
    }
}
