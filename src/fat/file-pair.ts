/**
 * Large files that are changed so that a cut leaves the old one or the new one: docs/card-layout.md, "Recorded greetings".
 *
 * They stand in pairs. A pair has one half of a directory sector for itself, each of the two a quarter of it: three long
 * entries and a short one, whose name never changes. One of them is the file, the other is hidden, and what comes next is
 * written into its clusters; then one write of the sector hides the one and shows the other.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import { appendCluster, findFreeRun, missingLinks, takeRun } from "./allocation"
import { Chain } from "./chain"
import { Entry, entryCluster, findEntry, putEntry, putEntryCluster } from "./directory"
import { settleFree } from "./fs-info"
import { storeInFolder } from "./in-flight"
import {
    ATTRIBUTE_ARCHIVE,
    ATTRIBUTE_HIDDEN,
    DIRECTORY_SECTORS_MAX,
    ENTRY_ATTRIBUTES_AT,
    ENTRY_BYTES,
    ENTRY_DELETED,
    ENTRY_END,
    ENTRY_MODIFIED_TIME_AT,
    ENTRY_SIZE_AT,
} from "./layout"
import { makeWay } from "./make-way"
import { storeHome } from "./pair-mending"
import {
    HALF_BYTES,
    hasEnd,
    hideEntry,
    isOwn,
    PairUse,
    pairUse,
    PENDING,
    PLACE_BYTES,
    rename,
    SHORT_IN_PLACE,
    shortName,
} from "./pair-place"
import { Volume } from "./volume"

/** No byte of a sector. */
const NOWHERE = SECTOR_BYTES

/** A pair of files of one size in a folder. */
export class FilePair {
    /** First cluster of the one that is to be written; known after `prepare`. */
    firstCluster = 0
    private home = 0
    /** Number of the home in its folder. */
    private index = 0
    /** Short entries of the file, and of the one that is to be written. */
    private shownAt = NOWHERE
    private takeAt = NOWHERE
    /** The folder's end is in this one; 0: nothing has ended it. */
    private endSector = 0
    private use = 0

    /**
     * @param folder first cluster of the folder, which is none of FAT16's root
     * @param name of the file, with an extension of 3 letters, 35 letters at most; nothing is done before `prepare`
     */
    constructor(
        private readonly volume: Volume,
        private readonly folder: number,
        private readonly name: string
    ) {}

    /**
     * Have clusters for the next file: what was written into them last is gone.
     *
     * @param sizeBytes of it, always the same
     * @throws Fault Full: no room; and as the card does. Waits: for some 5 sectors; for some 15 more where clusters are taken.
     */
    async prepare(sizeBytes: number): Promise<void> {
        const { volume } = this
        const { sector } = volume
        if (!(await this.find())) await this.makeHome()
        const at = this.takeAt
        if (!isOwn(sector, at, this.index)) {
            this.put(at, 0, 0)
            await this.store()
        }
        const perCluster = volume.sectorsPerCluster * SECTOR_BYTES
        const count = Math.idiv(sizeBytes + perCluster - 1, perCluster)
        let cluster = entryCluster(sector, at)
        let missing: number | undefined = undefined
        if (cluster !== 0) missing = await missingLinks(volume, cluster, count)
        if (missing === undefined) {
            const run = await findFreeRun(volume, count)
            if (run.clusterCount < count) throw new Fault(FaultCode.Full, "no room for a greeting")
            cluster = run.firstCluster
            missing = count
            await volume.loadSector(this.home)
            putEntryCluster(sector, at, cluster)
            sector.setAt(at + ENTRY_SIZE_AT, "u32", sizeBytes)
            await this.store()
        }
        if (missing > 0) await takeRun(volume, cluster, count, count)
        await settleFree(volume)
        this.firstCluster = cluster
    }

    /**
     * Let the file that was written be the one of its name: that is one sector write. One that a PC has put elsewhere gets
     * another name, and stays.
     *
     * @param modified time and date as FAT has them, one after the other
     * @throws as the card does. Waits: for the folder, and some sectors.
     */
    async show(modified: number): Promise<void> {
        const { volume, name } = this
        const { sector } = volume
        const isOther = await this.isElsewhere()
        await volume.loadSector(this.home)
        if (this.use >= PairUse.First) this.hide(this.shownAt)
        sector.setAt(this.takeAt + ENTRY_MODIFIED_TIME_AT, "u32", modified)
        rename(sector, this.takeAt, isOther ? name + PENDING : name)
        // The other one is as hidden before as after it.
        sector[this.takeAt + ENTRY_ATTRIBUTES_AT] = isOther ? ATTRIBUTE_HIDDEN : ATTRIBUTE_ARCHIVE
        await this.store()
        if (!isOther) return
        await makeWay(volume, this.folder, name)
        await volume.loadSector(this.home)
        rename(sector, this.takeAt, name)
        sector[this.takeAt + ENTRY_ATTRIBUTES_AT] = ATTRIBUTE_ARCHIVE
        await this.store()
    }

    /** Let there be no such file; one of a PC's gets another name. @throws as `show`. @returns whether there was one */
    async remove(): Promise<boolean> {
        const { volume } = this
        const hasPair = (await this.find()) && this.use >= PairUse.First
        if (hasPair) {
            this.takeAt = this.shownAt
            this.hide(this.shownAt)
            await this.store()
        }
        const isOther = (await findEntry(volume, this.folder, this.name)) !== undefined
        if (isOther) await makeWay(volume, this.folder, this.name)
        return hasPair || isOther
    }

    /** Whether the file of that name is not ours. */
    private async isElsewhere(): Promise<boolean> {
        const { volume, shownAt } = this
        const found = await findEntry(volume, this.folder, this.name)
        if (found === undefined) return false
        if (this.use < PairUse.First) return true
        await volume.loadSector(this.home)
        return entryCluster(volume.sector, shownAt) !== found.firstCluster
    }

    /**
     * Find the pair that has the file, or one that has none: its sector is in memory then.
     *
     * @returns false: there is none of both; `home`, `index` and `takeAt` say where one can be made, where `home` is not 0
     */
    private async find(): Promise<boolean> {
        const { volume } = this
        const { sector } = volume
        const chain = new Chain(volume, this.folder)
        this.use = PairUse.None
        this.home = this.endSector = 0
        for (let i = 0; i < DIRECTORY_SECTORS_MAX; i++) {
            const from = await chain.sectorAt(i)
            if (from === undefined || this.endSector !== 0 || this.use >= PairUse.First) break
            await volume.loadSector(from)
            for (let half = 0; half < SECTOR_BYTES; half += HALF_BYTES)
                this.consider(pairUse(sector, half, i, this.name), from, i, half + SHORT_IN_PLACE)
            if (hasEnd(sector)) this.endSector = from
        }
        if (this.use < PairUse.Spare) return false
        await volume.loadSector(this.home)
        return true
    }

    private consider(use: PairUse, home: number, index: number, first: number): void {
        if (use <= this.use || (use === PairUse.Free && index === 0)) return
        this.use = use
        this.home = home
        this.index = index
        this.takeAt = use === PairUse.First ? first + PLACE_BYTES : first
        this.shownAt = NOWHERE
        if (use === PairUse.First) this.shownAt = first
        else if (use === PairUse.Second) this.shownAt = first + PLACE_BYTES
    }

    /** A half of a sector for a pair: not in the folder's first one, in which stands the way to all others. */
    private async makeHome(): Promise<void> {
        const { volume } = this
        const { sector } = volume
        const isBehind = this.home === 0
        if (isBehind) await this.goBehind()
        else await volume.loadSector(this.home)
        const half = this.takeAt - SHORT_IN_PLACE
        for (let at = 0; at < half; at += ENTRY_BYTES)
            if (sector[at] === ENTRY_END) sector[at] = ENTRY_DELETED
        sector.fillAt(half, HALF_BYTES, ENTRY_DELETED)
        this.put(this.takeAt, 0, 0)
        this.put(this.takeAt + PLACE_BYTES, 0, 0)
        await this.store()
        if (!isBehind || this.endSector === 0) return
        await volume.loadSector(this.endSector)
        for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES)
            if (sector[at] === ENTRY_END) sector[at] = ENTRY_DELETED
        await storeInFolder(volume, this.endSector, this.folder, 0, 0)
        await volume.loadSector(this.home)
    }

    /** The sector behind the folder's end, empty. */
    private async goBehind(): Promise<void> {
        const { volume } = this
        const chain = new Chain(volume, this.folder)
        let index = 0
        let from = await chain.sectorAt(0)
        let last = 0
        while (from !== undefined && last !== this.endSector) {
            last = from
            index++
            from = await chain.sectorAt(index)
        }
        // Where nothing has ended it, it goes to the end of its chain.
        while (from !== undefined && this.endSector === 0) {
            index++
            from = await chain.sectorAt(index)
        }
        this.home = from ?? volume.sectorOf(await appendCluster(volume, chain))
        this.index = index
        this.takeAt = SHORT_IN_PLACE
        volume.sector.fillAt(0, SECTOR_BYTES, 0)
    }

    /** Put a new entry, a hidden one. */
    private put(at: number, cluster: number, sizeBytes: number): void {
        const { sector } = this.volume
        putEntry(
            sector,
            at,
            shortName(this.index, at),
            new Entry(cluster, sizeBytes, ATTRIBUTE_HIDDEN)
        )
        this.hide(at)
    }

    private hide(at: number): void {
        hideEntry(this.volume.sector, at, this.index)
    }

    /** Write the home, which is in memory; before it its copy, which says where it belongs. */
    private async store(): Promise<void> {
        await storeHome(this.volume, this.home, this.takeAt)
    }
}
