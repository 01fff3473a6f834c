/** The sectors of a file or a directory, in their order. */
import { SECTOR_BYTES } from "../hal/block-device"
import { DIRECTORY_SECTORS_MAX } from "./layout"
import { Volume } from "./volume"

export class Chain {
    /** The cluster looked at last; the last one of the chain, after `sectorAt` found its end. */
    cluster: number
    private clusterIndex = 0
    /** Sectors in `volume.ahead`, up to its end, that come next. */
    private aheadCount?: number

    /** @param firstCluster 0: the root directory of FAT16 */
    constructor(
        private readonly volume: Volume,
        private readonly firstCluster: number
    ) {
        this.cluster = firstCluster
    }

    /**
     * Where on the card a sector of the chain is.
     *
     * @param index of the sector in the chain; cheap as long as it grows
     * @returns undefined: the chain ends before it
     * @throws Fault Corrupt: the chain is broken; and as the card does. Waits: for sectors of the table.
     */
    async sectorAt(index: number): Promise<number | undefined> {
        const volume = this.volume
        if (this.firstCluster === 0) {
            return index < volume.rootSectorCount ? volume.rootSector + index : undefined
        }
        const perCluster = volume.sectorsPerCluster
        const wanted = Math.idiv(index, perCluster)
        if (wanted < this.clusterIndex) {
            this.cluster = this.firstCluster
            this.clusterIndex = 0
        }
        while (this.clusterIndex < wanted) {
            const next = await volume.nextCluster(this.cluster)
            if (next === undefined) return undefined
            this.cluster = next
            this.clusterIndex++
        }
        return volume.sectorOf(this.cluster) + index - wanted * perCluster
    }

    /**
     * Have a sector of the chain in `volume.sector`: one after the other, from the first on. Where `volume.ahead` was lent
     * those behind it are read with it, as far as they follow on the card.
     *
     * @returns, throws as `sectorAt`. Waits: for a sector as well.
     */
    async load(index: number): Promise<number | undefined> {
        const { volume } = this
        const { ahead, sectorsPerCluster } = volume
        const from = await this.sectorAt(index)
        if (from === undefined || !ahead) {
            if (from !== undefined) await volume.loadSector(from)
            return from
        }
        let count = this.aheadCount ?? 0
        if (count === 0) {
            count = sectorsPerCluster - (index & (sectorsPerCluster - 1))
            if (this.firstCluster === 0) count = volume.rootSectorCount - index
            count = Math.min(count, Math.idiv(ahead.length, SECTOR_BYTES))
            await volume.card.read(from, ahead, ahead.length - count * SECTOR_BYTES, count)
        }
        volume.loadedSector = from
        volume.sector.blitAt(0, ahead, ahead.length - count * SECTOR_BYTES, SECTOR_BYTES)
        this.aheadCount = count - 1
        return from
    }
}

/** Whether a sector is one of a folder, whose first cluster is given. @throws as `sectorAt`. Waits: for sectors of the table. */
export async function isInChain(
    volume: Volume,
    firstCluster: number,
    sector: number
): Promise<boolean> {
    const chain = new Chain(volume, firstCluster)
    for (let i = 0; i < DIRECTORY_SECTORS_MAX; i++) {
        const at = await chain.sectorAt(i)
        if (at === undefined || at === sector) return at === sector
    }
    return false
}
