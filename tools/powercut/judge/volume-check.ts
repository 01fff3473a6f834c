/**
 * What is wrong with a volume, and what lies on it: cross-links, lost clusters, chains and sizes, both tables, folders.
 *
 * It looks at everything each time, but for tables that are those of the base.
 */

import type { ReadonlyOverlay } from "../../../sim/chips/sdcard/overlay-image.ts"
import {
    clusterLba,
    followChain,
    readLayout,
    readTable,
    readTableSector,
    view,
    type Chain,
    type FatLayout,
    type Sectors,
    type Table,
} from "./fat-view.ts"
import { Attribute, readFolder, type Entry } from "./folder-view.ts"

const UNKNOWN_COUNT = 0xffffffff
const FSINFO_FREE_AT = 488
const NESTING_MAX = 20

/** A file or a folder on the volume. */
export interface CardFile extends Entry {
    /** From the root, divided by "/". */
    readonly path: string
    readonly chain: Chain
}

export interface VolumeState {
    readonly files: readonly CardFile[]
    readonly problems: readonly string[]
    /** Sectors of the folders. */
    readonly folderLbas: ReadonlySet<number>
}

export class VolumeCheck {
    readonly layout: FatLayout
    private readonly tables: readonly Table[]

    /** @param base the card that all others differ from by little. @throws Error: it has no volume */
    constructor(base: Sectors) {
        const layout = readLayout(base)
        if (!layout) throw new Error("the card of a campaign has no FAT volume")
        this.layout = layout
        this.tables = [0, 1].map(copy => readTable(base, layout, copy))
    }

    /** @param overlay sectors by which the card differs from the base */
    check(card: Sectors, overlay: ReadonlyOverlay): VolumeState {
        if (JSON.stringify(readLayout(card)) !== JSON.stringify(this.layout))
            return { files: [], problems: ["the boot sector is another"], folderLbas: new Set() }
        const tables = this.tables.map((_, copy) => this.tableOf(card, overlay, copy))
        return new Walk(card, this.layout, tables).run()
    }

    isFatLba(lba: number): boolean {
        const { fatLba, fatSectors, fatCount } = this.layout
        return lba >= fatLba && lba < fatLba + fatSectors * fatCount
    }

    private tableOf(card: Sectors, overlay: ReadonlyOverlay, copy: number): Table {
        const { layout } = this
        const first = layout.fatLba + copy * layout.fatSectors
        let table = this.tables[copy]!
        for (const lba of overlay.keys()) {
            if (lba < first || lba >= first + layout.fatSectors) continue
            if (table === this.tables[copy]) table = table.slice()
            readTableSector(card, layout, { copy, index: lba - first, table })
        }
        return table
    }
}

class Walk {
    private readonly files: CardFile[] = []
    private readonly problems: string[] = []
    private readonly folderLbas = new Set<number>()
    private readonly owners: Uint8Array

    constructor(
        private readonly card: Sectors,
        private readonly layout: FatLayout,
        private readonly tables: readonly Table[]
    ) {
        this.owners = new Uint8Array(tables[0]!.length)
    }

    run(): VolumeState {
        const { layout, card } = this
        if (layout.isFat32) {
            const chain = this.claim("the root folder", layout.rootCluster)
            this.enter("", this.lbasOf(chain), 0)
        } else this.enter("", range(layout.rootLba, layout.rootSectors), 0)
        this.checkTables()
        if (layout.isFat32) {
            const told = view(card.peek(layout.fsInfoLba)).getUint32(FSINFO_FREE_AT, true)
            const free = count(this.tables[0]!, value => value === 0)
            if (told !== UNKNOWN_COUNT && told !== free)
                this.problems.push(`FSInfo says ${told} free clusters, there are ${free}`)
        }
        const { files, problems, folderLbas } = this
        return { files, problems, folderLbas }
    }

    private enter(path: string, lbas: readonly number[], depth: number): void {
        for (const lba of lbas) this.folderLbas.add(lba)
        const sectors = lbas.map(lba => this.card.peek(lba))
        const { entries, problems } = readFolder(sectors, this.layout.isFat32)
        for (const problem of problems) this.problems.push(`${path}/: ${problem}`)
        const names = new Set<string>()
        for (const entry of entries) {
            if (entry.attributes & Attribute.Label || /^\.\.?$/.test(entry.shortName)) continue
            this.meet(`${path === "" ? "" : `${path}/`}${entry.name}`, entry, depth)
            for (const name of new Set([entry.name.toLowerCase(), entry.shortName.toLowerCase()])) {
                if (names.has(name)) this.problems.push(`${path}/: two entries named ${name}`)
                names.add(name)
            }
        }
    }

    private meet(path: string, entry: Entry, depth: number): void {
        if ((entry.attributes & 0xc0) !== 0) this.problems.push(`${path}: attributes that are none`)
        const isEmpty = entry.firstCluster === 0
        const chain = isEmpty
            ? { runs: [], length: 0, isBroken: false }
            : this.claim(path, entry.firstCluster)
        this.files.push({ ...entry, path, chain })
        if (entry.attributes & Attribute.Folder) {
            if (isEmpty || depth > NESTING_MAX)
                this.problems.push(`${path}: a folder without place`)
            else this.enter(path, this.lbasOf(chain), depth + 1)
            return
        }
        const clusterBytes = this.layout.sectorsPerCluster * 512
        const wanted = Math.ceil(entry.sizeBytes / clusterBytes)
        if (chain.length !== wanted)
            this.problems.push(`${path}: ${chain.length} clusters, its size wants ${wanted}`)
    }

    private claim(path: string, firstCluster: number): Chain {
        const chain = followChain(this.tables[0]!, this.layout, firstCluster)
        if (chain.isBroken) this.problems.push(`${path}: its chain is broken`)
        for (const run of chain.runs) {
            const end = run.cluster + run.count
            if (this.owners.subarray(run.cluster, end).includes(1))
                this.problems.push(`${path}: cross-linked`)
            this.owners.fill(1, run.cluster, end)
        }
        return chain
    }

    private checkTables(): void {
        const [first, second] = this.tables
        if (second && Buffer.compare(bytesOf(first!), bytesOf(second)) !== 0)
            this.problems.push("the two tables differ")
        let lost = 0
        for (let cluster = 2; cluster < first!.length; cluster++)
            if (first![cluster] !== 0 && this.owners[cluster] === 0) lost++
        if (lost > 0) this.problems.push(`${lost} lost clusters`)
    }

    private lbasOf(chain: Chain): number[] {
        const { layout } = this
        return chain.runs.flatMap(({ cluster, count }) =>
            range(clusterLba(layout, cluster), count * layout.sectorsPerCluster)
        )
    }
}

function range(from: number, count: number): number[] {
    return Array.from({ length: count }, (_, index) => from + index)
}

function count(table: Table, isWanted: (value: number) => boolean): number {
    let sum = 0
    for (let cluster = 2; cluster < table.length; cluster++) if (isWanted(table[cluster]!)) sum++
    return sum
}

function bytesOf(table: Table): Uint8Array {
    return new Uint8Array(table.buffer, table.byteOffset, table.byteLength)
}
