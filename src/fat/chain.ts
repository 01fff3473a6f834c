/** The sectors of a file or a directory, in their order. */
import { DIRECTORY_SECTORS_MAX } from "./layout"
import { Volume } from "./volume"

export class Chain {
    /** The cluster looked at last; the last one of the chain, after `sectorAt` found its end. */
    cluster: number
    private clusterIndex = 0

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
