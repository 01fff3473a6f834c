/** All files and folders of a volume: every chain is followed once, and whose it is noted. */
import { type FolderEntry, readEntries } from "./folder.ts"
import { type Findings, type SectorSource } from "./finding.ts"
import { type Chain, type Table } from "./table.ts"
import { bufferOf, type CheckedVolume, clusterSector, SECTOR_BYTES } from "./volume.ts"

const FOLDER_BIT = 0x10
const FOLDER_BYTES_MAX = 65536 * 32

export interface TreeItem extends FolderEntry {
    /** Parts divided by "/". */
    readonly path: string
    readonly isFolder: boolean
    readonly clusters: readonly number[]
    /** Whether its chain is as long as it says, and nobody else's. */
    readonly isWhole: boolean
}

const CHAIN_FAULTS: Record<Chain["end"], string | undefined> = {
    whole: undefined,
    free: "runs into a free cluster",
    outside: "leaves the volume",
    bad: "runs into a cluster that is marked as bad",
    crossed: "runs into the clusters of",
    loop: "runs in a circle",
}

export class Tree {
    readonly items: TreeItem[] = []
    private readonly owners: string[] = ["nobody"]

    constructor(
        private readonly source: SectorSource,
        private readonly volume: CheckedVolume,
        private readonly table: Table,
        private readonly findings: Findings
    ) {
        const { isFat32, rootStart, rootSectors, rootCluster } = volume
        const root = isFat32
            ? this.read(this.claim(rootCluster, "the root folder").clusters)
            : bufferOf(source.read(rootStart, rootSectors))
        this.walk(root, "")
    }

    /** A file or folder by its path; capitals are not told apart. */
    find(path: string): TreeItem | undefined {
        const wanted = path.toLowerCase()
        return this.items.find(item => item.path.toLowerCase() === wanted)
    }

    /** What is directly in a folder. */
    inFolder(path: string): TreeItem[] {
        const beginning = `${path.toLowerCase()}/`
        return this.items.filter(item => {
            const own = item.path.toLowerCase()
            return own.startsWith(beginning) && !own.slice(beginning.length).includes("/")
        })
    }

    /** All of a file; undefined: there is none, or its chain is broken. */
    content(path: string): Buffer | undefined {
        const item = this.find(path)
        if (!item?.isWhole || item.isFolder) return undefined
        return this.read(item.clusters).subarray(0, item.sizeBytes)
    }

    /** What is in clusters, runs of neighbours at once. */
    read(clusters: readonly number[]): Buffer {
        const { source, volume } = this
        const pieces: Uint8Array[] = []
        for (let i = 0; i < clusters.length;) {
            let count = 1
            while (clusters[i + count] === clusters[i]! + count) count++
            pieces.push(
                source.read(clusterSector(volume, clusters[i]!), count * volume.sectorsPerCluster)
            )
            i += count
        }
        return pieces.length === 1 ? bufferOf(pieces[0]!) : Buffer.concat(pieces)
    }

    /** Whose a cluster is. */
    ownerOf(cluster: number): string {
        return this.owners[this.table.owners[cluster] ?? 0]!
    }

    private walk(folder: Buffer, path: string): void {
        const where = path === "" ? "the root folder" : path
        if (folder.length > FOLDER_BYTES_MAX)
            this.findings.fault("folder-long", where, "it has more entries than FAT allows")
        const names = new Set<string>()
        for (const entry of readEntries(folder, where, this.findings)) {
            if (entry.shortName.startsWith(".")) continue
            if (names.has(entry.shortName))
                this.findings.fault("name-twice", where, `two entries are named ${entry.shortName}`)
            names.add(entry.shortName)
            this.visit(entry, path === "" ? entry.name : `${path}/${entry.name}`)
        }
    }

    private visit(entry: FolderEntry, path: string): void {
        const isFolder = (entry.attributes & FOLDER_BIT) !== 0
        const { clusters, isWhole } = isFolder
            ? this.folderChain(entry, path)
            : this.fileChain(entry, path)
        this.items.push({ ...entry, path, isFolder, clusters, isWhole })
        if (isFolder && clusters.length > 0) this.walk(this.read(clusters), path)
    }

    private folderChain(entry: FolderEntry, path: string) {
        const { clusters, end } = this.claim(entry.firstCluster, path)
        return { clusters, isWhole: end === "whole" }
    }

    private fileChain(entry: FolderEntry, path: string) {
        const { firstCluster, sizeBytes } = entry
        const wanted = Math.ceil(sizeBytes / (this.volume.sectorsPerCluster * SECTOR_BYTES))
        if (firstCluster === 0 && wanted === 0) return { clusters: [], isWhole: true }
        const { clusters, end } = this.claim(firstCluster, path)
        const isRight = clusters.length === wanted
        if (end === "whole" && !isRight)
            this.findings.fault(
                "chain-length",
                path,
                `${sizeBytes} bytes need ${wanted} clusters, its chain has ${clusters.length}`
            )
        return { clusters, isWhole: end === "whole" && isRight }
    }

    private claim(firstCluster: number, path: string): Chain {
        this.owners.push(path)
        const chain = this.table.claim(firstCluster, this.owners.length - 1)
        const fault = CHAIN_FAULTS[chain.end]
        if (fault !== undefined) {
            const whose = chain.end === "crossed" ? ` ${this.owners[chain.crosses]}` : ""
            const after = `after ${chain.clusters.length} clusters`
            this.findings.fault(`chain-${chain.end}`, path, `its chain ${fault}${whose} ${after}`)
        }
        return chain
    }
}
