/** The allocation table: read whole, its copies compared, and who owns which cluster. fatgen103, "FAT Data Structure". */
import { type Findings, type SectorSource } from "./finding.ts"
import { bufferOf, type CheckedVolume, SECTOR_BYTES } from "./volume.ts"

const FREE = 0

/** How a walk along a chain ended. */
export type ChainEnd = "whole" | "free" | "outside" | "bad" | "crossed" | "loop"

export interface Chain {
    readonly clusters: readonly number[]
    readonly end: ChainEnd
    /** Whose cluster stood in the way, where it was crossed. */
    readonly crosses: number
}

export class Table {
    /** The owner's number of each cluster; 0: nobody so far. */
    readonly owners: Int32Array
    private readonly entries: Uint32Array | Uint16Array
    private readonly endMin: number
    private readonly last: number

    constructor(source: SectorSource, volume: CheckedVolume, findings: Findings) {
        const { fatStart, fatSectors, isFat32, clusterCount } = volume
        const active = volume.activeFat ?? 0
        const bytes = Uint8Array.from(source.read(fatStart + active * fatSectors, fatSectors))
        this.entries = isFat32 ? new Uint32Array(bytes.buffer) : new Uint16Array(bytes.buffer)
        if (volume.activeFat === undefined) compareCopies(source, volume, bufferOf(bytes), findings)
        noteDirtyBits(this.entries[1]!, isFat32, findings)
        if (isFat32) for (let i = 0; i < this.entries.length; i++) this.entries[i]! &= 0x0fffffff
        this.endMin = isFat32 ? 0x0ffffff8 : 0xfff8
        this.last = clusterCount + 1
        this.owners = new Int32Array(clusterCount + 2)
    }

    isFree(cluster: number): boolean {
        return this.entries[cluster] === FREE
    }

    /** Follow a chain, and note whose it is. */
    claim(firstCluster: number, owner: number): Chain {
        const clusters: number[] = []
        for (let cluster = firstCluster; cluster < this.endMin; cluster = this.entries[cluster]!) {
            const crosses = this.owners[cluster] ?? 0
            if (cluster === this.endMin - 1) return { clusters, end: "bad", crosses }
            if (cluster < 2 || cluster > this.last)
                return { clusters, end: cluster === FREE ? "free" : "outside", crosses }
            if (crosses === owner) return { clusters, end: "loop", crosses }
            if (crosses !== 0) return { clusters, end: "crossed", crosses }
            if (this.isFree(cluster)) return { clusters, end: "free", crosses }
            this.owners[cluster] = owner
            clusters.push(cluster)
        }
        return { clusters, end: "whole", crosses: 0 }
    }

    /** Clusters that are free, and such that nobody owns. */
    count(): { free: number; lost: number; firstLost: number } {
        let free = 0
        let lost = 0
        let firstLost = 0
        for (let cluster = 2; cluster <= this.last; cluster++) {
            const entry = this.entries[cluster]!
            if (entry === FREE) free++
            else if (this.owners[cluster] === 0 && entry !== this.endMin - 1) {
                if (lost === 0) firstLost = cluster
                lost++
            }
        }
        return { free, lost, firstLost }
    }
}

function compareCopies(
    source: SectorSource,
    volume: CheckedVolume,
    first: Buffer,
    findings: Findings
): void {
    const { fatStart, fatSectors, fatCount, isFat32 } = volume
    for (let copy = 1; copy < fatCount; copy++) {
        const other = bufferOf(source.read(fatStart + copy * fatSectors, fatSectors))
        if (first.equals(other)) continue
        const at = first.findIndex((byte, i) => byte !== other[i])
        const cluster = Math.floor(at / (isFat32 ? 4 : 2))
        const sector = Math.floor(at / SECTOR_BYTES)
        findings.fault(
            "tables-differ",
            `table ${copy + 1}, sector ${fatStart + copy * fatSectors + sector}`,
            `the tables differ, first at cluster ${cluster}`
        )
    }
}

/** fatgen103: the two top bits of the second entry: cleanly unmounted, and no errors seen. */
function noteDirtyBits(entry: number, isFat32: boolean, findings: Findings): void {
    const isClean = isFat32 ? 0x08000000 : 0x8000
    const isWell = isFat32 ? 0x04000000 : 0x4000
    const advice = { machine: "logs it", owner: "eject the card in your PC before you take it out" }
    if (!(entry & isClean))
        findings.note("dirty-bit", "table", "a PC did not finish with this card", advice)
    if (!(entry & isWell))
        findings.note("error-bit", "table", "a PC has seen the card fail to read or write", {
            ...advice,
            owner: "copy your messages, and think of another card",
        })
}
