/** Spoils a card at one place, by a seed, and says what the machine has then done that it must not. */

import { Random } from "../../sim/clock/random.ts"
import { SECTOR_BYTES } from "./volume-image.ts"
import { type MappedFile, type SparseImage, VolumeMap } from "./volume-map.ts"

const FLIPS_MAX = 8
const ENTRY_BYTES = 32
const OUR_FILES = /^AFTERBEEP\/(README\.txt|calls\.csv|index\.bin|settings\.txt)$/i

/** What was done to a card, as a person reads it. */
export interface Damage {
    readonly image: SparseImage
    readonly place: string
    readonly text: string
}

/** Places of a card that have to do with us, by name; each is a list of sectors. */
function places(map: VolumeMap): ReadonlyMap<string, readonly number[]> {
    const { startSector, tableStart, tableSectors, tableCount, rootSectors, files } = map
    const { fsInfoSector } = map
    const tables = Array.from({ length: tableCount }, (_, i) => tableStart + i * tableSectors)
    const usedTable = Math.min(tableSectors, 24)
    const found = new Map<string, readonly number[]>([
        ...(startSector > 0 ? [["partitions", [0]] as [string, number[]]] : []),
        ["boot sector", [startSector]],
        ...tables.map((start, i): [string, number[]] => [
            `table ${i + 1}`,
            Array.from({ length: usedTable }, (_, at) => start + at),
        ]),
        ["root", rootSectors.slice(0, 4)],
    ])
    if (fsInfoSector !== undefined) found.set("FSInfo", [fsInfoSector])
    const add = (name: string, some: readonly number[]) =>
        found.set(name, [...(found.get(name) ?? []), ...some])
    for (const file of files) {
        const sectors = map.sectorsOf(file.clusters)
        if (!file.path.startsWith("AFTERBEEP")) continue
        if (file.isFolder) add(`folder ${file.path}`, sectors.slice(0, 40))
        else if (/^AFTERBEEP\/messages\/.*\.wav$/i.test(file.path))
            add("messages' headers", sectors.slice(0, 1))
        else if (OUR_FILES.test(file.path)) add(file.path, sectors.slice(0, 24))
    }
    return found
}

/** Spoil a copy of the image. @param map of the card as it is */
export function spoil(image: SparseImage, map: VolumeMap, seed: number): Damage {
    const random = new Random(seed, "damage")
    const pick = <T>(some: readonly T[]): T => some[random.nextInteger(0, some.length - 1)]!
    const spoilt = image.copy()
    const [name, sectors] = pick([...places(map)])
    const number = pick(sectors)
    const sector = spoilt.sector(number)
    const kind = pick(["flips", "flips", "flips", "zeros", "ones", "garbage", "half", "another"])
    if (kind === "flips")
        for (let i = random.nextInteger(1, FLIPS_MAX); i > 0; i--) {
            const at = random.nextInteger(0, SECTOR_BYTES - 1)
            sector[at] = sector[at]! ^ (1 << random.nextInteger(0, 7))
        }
    else if (kind === "zeros") sector.fill(0)
    else if (kind === "ones") sector.fill(0xff)
    else if (kind === "another") image.sector(pick(sectors)).copy(sector)
    else
        for (let at = kind === "half" ? SECTOR_BYTES / 2 : 0; at < SECTOR_BYTES; at++)
            sector[at] = random.nextInteger(0, 255)
    return { image: spoilt, place: name, text: `${name}, sector ${number}: ${kind}` }
}

/** Who may be written to, by the card as it was before it was spoilt. */
export class Guard {
    /** Clusters of the owner's files and folders. */
    private readonly foreign = new Set<number>()
    private readonly foreignEntries: MappedFile[] = []

    /** @param isOwners whether a path is the owner's; folders on the way to ours are not */
    constructor(
        private readonly map: VolumeMap,
        isOwners: (path: string) => boolean
    ) {
        for (const file of this.map.files.filter(each => isOwners(each.path))) {
            for (const cluster of file.clusters) this.foreign.add(cluster)
            this.foreignEntries.push(file)
        }
    }

    /**
     * What was written that must not be.
     *
     * @param before the spoilt card; what its table says is free may be taken
     * @param written sectors that the card was told to write
     */
    trespasses(before: SparseImage, after: SparseImage, written: readonly number[]): string[] {
        const sectors = new Set([...written, ...before.differences(after)])
        const found = [...sectors].filter(each => !this.isAllowed(each, before, after))
        const lost = this.foreignEntries.filter(({ entrySector, entryAt }) => {
            const range = [entryAt, entryAt + ENTRY_BYTES] as const
            const was = before.sector(entrySector).subarray(...range)
            const isFree = was[0] === 0 || was[0] === 0xe5
            return !isFree && !was.equals(after.sector(entrySector).subarray(...range))
        })
        return [
            ...found.map(each => `sector ${each} was written: ${this.nameOf(each)}`),
            ...lost.map(({ path }) => `the entry of ${path} was changed`),
        ]
    }

    private isAllowed(sector: number, before: SparseImage, after: SparseImage): boolean {
        const { map } = this
        if (sector < map.tableStart) return sector === map.fsInfoSector
        if (sector < map.rootStart) return this.changesNoForeign(sector, before, after)
        if (sector < map.dataStart) return true
        const cluster = map.clusterAt(sector)
        if (cluster === undefined) return false
        return !this.foreign.has(cluster) || map.entry(cluster, before) === 0
    }

    /** A sector of a table: no entry of a cluster that is the owner's, and in use, is another one now. */
    private changesNoForeign(sector: number, before: SparseImage, after: SparseImage): boolean {
        const { tableStart, tableSectors, isFat32 } = this.map
        const entryBytes = isFat32 ? 4 : 2
        const first = (((sector - tableStart) % tableSectors) * SECTOR_BYTES) / entryBytes
        const [was, is] = [before.sector(sector), after.sector(sector)]
        for (let i = 0; i < SECTOR_BYTES / entryBytes; i++) {
            if (!this.foreign.has(first + i)) continue
            const range = [i * entryBytes, (i + 1) * entryBytes] as const
            const isSame = was.subarray(...range).equals(is.subarray(...range))
            if (!isSame && this.map.entry(first + i, before) !== 0) return false
        }
        return true
    }

    private nameOf(sector: number): string {
        const { map } = this
        if (sector < map.tableStart) return "before the tables"
        if (sector < map.rootStart) return "a table"
        const cluster = map.clusterAt(sector)
        const owner = map.files.find(({ clusters }) => clusters.includes(cluster ?? 0))
        return owner?.path ?? `cluster ${cluster}`
    }
}
