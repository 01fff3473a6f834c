/**
 * Makes the slots, once in the life of a card: a few at a time, so that a call can come in between. docs/card-layout.md.
 *
 * What is to be made, 16 slots, is written into the index first, and made then: chains, then entries. A cut in between has it
 * made again, from what the index says.
 */
import {
    clearClusters,
    fillSectors,
    freeClustersAt,
    FreeSearch,
    linkRun,
    missingLinks,
} from "../fat/allocation"
import { Chain } from "../fat/chain"
import { isDamaged } from "../fat/directory"
import { closeNote, openNote, storeInFolder, storeTable } from "../fat/in-flight"
import { ENTRY_BYTES, ENTRY_DELETED, ENTRY_END } from "../fat/layout"
import { SECTOR_BYTES } from "../hal/block-device"
import { putNewSlot } from "./slot-entry"
import { isEntryOf, SlotFolder } from "./slot-folder"
import { GROUP_SLOTS, SLOTS_USUAL } from "./slot-geometry"
import { EXTENTS_MAX, PAGE_SLOTS, PAGES } from "./slot-index"
import { isEmptyHalf } from "./slot-mender"
import { countFree, hasFewerFree, noteTaking, settleFree } from "../fat/fs-info"

/**
 * Slots that are made in one go: some 150 ms; fewer where their chains are long. Always whole sectors of the folder: one with
 * a slot that is ready is not written again for the next one, for it may be destroyed.
 */
const PORTION_SLOTS = 4
const SMALL_PORTION_SLOTS = 2
const CLUSTERS_MANY = 88

export class Provisioner {
    /** Slots that the owner wants at most. */
    limit = SLOTS_USUAL
    private isDone = false
    /** For room for the next extent: in a card that is nearly full it takes seconds. */
    private search: FreeSearch | undefined

    constructor(private readonly folder: SlotFolder) {}

    /** Another card may be in, or the owner wants another number. */
    setLimit(limit: number): void {
        this.isDone = false
        this.search = undefined
        this.limit = Math.min(limit, PAGES * PAGE_SLOTS)
    }

    /** Make the first slots, before anything else is put where they are to be. @throws as `provisionNext` */
    async provisionFirst(): Promise<void> {
        const { volume, index } = this.folder
        let isGoingOn = true
        while (isGoingOn && index.slotCount() < GROUP_SLOTS) {
            // Where there is no room for more they are fewer.
            if (index.slotCount() > 0 && index.plannedCount() === index.slotCount()) return
            await volume.giveWay()
            isGoingOn = await this.provisionNext()
        }
    }

    /**
     * Make slots that were begun, and begin the next.
     *
     * @returns whether there is more to do. @throws Fault Interrupted, before anything of an extent is made; and as the card
     * does. Waits: for some 20 sectors; for more where the folder begins.
     */
    async provisionNext(): Promise<boolean> {
        if (this.isDone) return false
        const { volume, index } = this.folder
        const extent = index.extentCount() - 1
        const planned = index.plannedCount()
        const begun = index.slotCount()
        if (planned > begun) {
            const first = planned - index.extentSlots(extent)
            const end = Math.min(planned, begun + this.portion())
            const made = await this.makeSlots(extent, first, end)
            if (made < end) index.setExtentSlots(extent, made - first)
            index.growTo(made)
            await index.writeBack()
            return true
        }
        const wanted = await this.wanted(planned)
        if (wanted === undefined) return true
        this.isDone = !(await this.planSlots(planned, wanted))
        if (this.isDone) {
            // Not looked for again at each mount, where there is no room.
            if (planned >= GROUP_SLOTS) index.setTarget(this.limit, planned)
            await settleFree(volume)
        }
        await index.writeBack()
        return !this.isDone
    }

    private portion(): number {
        return this.folder.clustersPerSlot() > CLUSTERS_MANY ? SMALL_PORTION_SLOTS : PORTION_SLOTS
    }

    /** How many slots there shall be; undefined: not known yet, free clusters are being counted. */
    private async wanted(planned: number): Promise<number | undefined> {
        const { limit, folder } = this
        const { volume, index } = folder
        if (planned < GROUP_SLOTS) return GROUP_SLOTS
        let wanted = index.targetFor(limit)
        if (wanted !== undefined) return wanted
        // Where it was begun anew, the number is not in FSInfo yet: it need not be counted.
        await settleFree(volume)
        if (await countFree(volume, true)) return undefined
        const clusters = folder.clustersPerSlot()
        wanted = Math.idiv((volume.free ?? 0) + planned * clusters, 2 * clusters)
        wanted = Math.min(limit, Math.max(GROUP_SLOTS, wanted))
        index.setTarget(limit, wanted)
        return wanted
    }

    /** Find clusters for the next slots, or look on, and note them. @returns false: there are enough, or no room for more */
    private async planSlots(planned: number, wanted: number): Promise<boolean> {
        const { folder } = this
        const { volume, index } = folder
        const clusters = folder.clustersPerSlot()
        // In the folder two slots take a sector.
        const perCluster = 2 * volume.sectorsPerCluster
        const extent = index.extentCount() - 1
        const count = Math.min(GROUP_SLOTS, wanted - planned)
        if (count <= 0 || (planned === 0 && (await hasFewerFree(volume, clusters)))) return false
        if (extent >= 0) {
            const slots = index.extentSlots(extent)
            const first = index.extentCluster(extent)
            const end = first + slots * clusters
            const room = (first - index.folderCluster(extent)) * perCluster - slots
            const free = await freeClustersAt(volume, end, Math.min(count, room) * clusters)
            const more = Math.idiv(free, clusters)
            if (more > 0) {
                index.setExtentSlots(extent, slots + more)
                return true
            }
        }
        if (extent + 1 >= EXTENTS_MAX) return false
        // The first ones at once: what comes after them in the folder can wait until nothing goes on.
        const most =
            planned === 0
                ? 0
                : Math.min(this.limit, Math.idiv(volume.clusterCount, 2 * clusters)) - planned
        const inFolder = Math.idiv(Math.max(count, most) + perCluster - 1, perCluster)
        if (this.search === undefined)
            this.search = new FreeSearch(volume, inFolder + count * clusters)
        const run = await this.search.step()
        if (run === undefined) return true
        this.search = undefined
        const slots = Math.idiv(run.clusterCount - inFolder, clusters)
        if (slots <= 0) return false
        index.addExtent(run.firstCluster + inFolder, run.firstCluster, slots)
        return true
    }

    /**
     * @param first slot of the extent
     * @returns the slots that there are then: fewer than `end` where somebody has taken clusters, or a place in the folder
     */
    private async makeSlots(extent: number, first: number, end: number): Promise<number> {
        const { folder } = this
        const { volume, index } = folder
        const { sector } = volume
        const clusters = folder.clustersPerSlot()
        const begun = index.slotCount()
        if (begun === first && !(await this.joinFolder(extent))) return begun
        const count = (end - begun) * clusters
        const cluster = folder.locate(begun)
        if ((await missingLinks(volume, cluster, count, clusters)) === undefined) return begun
        // All others shall look behind the place for the next slots.
        const inFolder = index.extentCluster(extent) - index.folderCluster(extent)
        const room = inFolder * 2 * volume.sectorsPerCluster - (begun - first)
        await noteTaking(volume, cluster, count, cluster + room * clusters)
        await linkRun(volume, cluster, count, clusters)
        for (let slot = begun; slot < end; slot++) {
            const firstCluster = folder.locate(slot)
            const { shortAt } = folder
            await volume.loadSector(folder.sector)
            // A cut has destroyed it, or nothing was ever in it.
            if ((slot & 1) === 0 && isDamaged(sector, shortAt))
                sector.fillAt(0, SECTOR_BYTES, ENTRY_DELETED)
            // Made before a cut, perhaps.
            if (!isEmptyHalf(sector, shortAt) && !isEntryOf(sector, shortAt, firstCluster))
                return slot
            putNewSlot(sector, shortAt, slot + 1, firstCluster)
            await volume.storeSector(folder.sector)
        }
        return end
    }

    /** Let the folder go on in the clusters before those of an extent's slots. @returns false: somebody has taken them */
    private async joinFolder(extent: number): Promise<boolean> {
        const { volume, index, cluster } = this.folder
        const first = index.folderCluster(extent)
        const count = index.extentCluster(extent) - first
        const chain = new Chain(volume, cluster)
        let sectors = 0
        while ((await chain.sectorAt(sectors)) !== undefined) {
            if (chain.cluster === first) return true
            sectors += volume.sectorsPerCluster
        }
        const missing = await missingLinks(volume, first, count)
        if (missing === undefined) return false
        // Linked before a cut, it is cleared; a file as long as it that came in between is not.
        await volume.loadSector(volume.sectorOf(first))
        if (missing === 0 && volume.sector[0] !== ENTRY_END) return false
        const last = chain.cluster
        // Until here nothing was taken: it may be begun again.
        await this.closeFolder(chain, sectors, first, count)
        await clearClusters(volume, first, count)
        await noteTaking(volume, first, count, first + count)
        await linkRun(volume, first, count, count)
        const note = await openNote(volume, first, count)
        volume.putEntry(await volume.loadTable(last), first)
        await storeTable(volume, note)
        await closeNote(volume, note)
        return true
    }

    /**
     * Let a folder not end before the end of its clusters: what comes then is for the files of a PC, or was never whole.
     *
     * @param first of the clusters that are about to be taken
     */
    private async closeFolder(
        chain: Chain,
        sectors: number,
        first: number,
        count: number
    ): Promise<void> {
        const { volume } = this.folder
        const { sector } = volume
        const perCluster = volume.sectorsPerCluster
        let isEnded = false
        for (let i = 0; i < sectors; i++) {
            const from = (await chain.sectorAt(i)) ?? 0
            if (!isEnded) {
                await volume.loadSector(from)
                const isWhole = !isDamaged(sector, 0)
                let at = 0
                while (isWhole && at < SECTOR_BYTES && sector[at] !== ENTRY_END) at += ENTRY_BYTES
                isEnded = at < SECTOR_BYTES
                sector.fillAt(at, SECTOR_BYTES - at, ENTRY_DELETED)
                if (isEnded) await storeInFolder(volume, from, this.folder.cluster, first, count)
            } else {
                const left = perCluster - (i % perCluster)
                sector.fillAt(0, SECTOR_BYTES, ENTRY_DELETED)
                await fillSectors(volume, from, left)
                i += left - 1
            }
        }
    }
}
