/**
 * The slots as the messages folder has them. DESIGN.md section 6, storage.md section 7.
 *
 * A slot is a file that exists for ever: one run of clusters, and one half of a directory sector for itself, so that a
 * single sector write makes a message of it. FAT and chains are written here once in the life of a card, by `provision`.
 *
 *     half of a directory sector, 256 bytes: 8 entries
 *     | long 7 | long 6 | long 5 | long 4 | long 3 | long 2 | long 1 | short |
 *
 * The first half of the folder holds "." and ".." and no slot.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { WallTime } from "../hal/wall-clock"
import { Fault, FaultCode } from "../util/fault"
import { padded } from "../util/digits"
import { appendClusters, findFreeRun, isRun, linkRun } from "../fat/allocation"
import { Chain } from "../fat/chain"
import { entryCluster, findEntry, putEntryCluster } from "../fat/directory"
import {
    ATTRIBUTE_ARCHIVE,
    ATTRIBUTE_DIRECTORY,
    ATTRIBUTE_HIDDEN,
    ATTRIBUTE_LONG_NAME,
    ATTRIBUTE_MASK,
    ATTRIBUTE_SYSTEM,
    ATTRIBUTE_VOLUME,
    DIRECTORY_SECTORS_MAX,
    ENTRY_ACCESSED_DATE_AT,
    ENTRY_ATTRIBUTES_AT,
    ENTRY_BYTES,
    ENTRY_CREATED_DATE_AT,
    ENTRY_CREATED_TENTH_AT,
    ENTRY_CREATED_TIME_AT,
    ENTRY_DELETED,
    ENTRY_END,
    ENTRY_MODIFIED_DATE_AT,
    ENTRY_MODIFIED_TIME_AT,
    ENTRY_SIZE_AT,
    LONG_CHECKSUM_AT,
    LONG_UNITS,
} from "../fat/layout"
import { nameChecksum, putLongName } from "../fat/names"
import { Volume } from "../fat/volume"
import { fatDate, fatTenth, fatTime } from "./fat-time"
import { decodeSerial } from "./message-header"
import { messageName } from "./message-name"
import { SLOT_SECTORS } from "./slot-geometry"
import { SLOTS_MAX, SlotMap, SlotState } from "./slot-map"

const HALF_BYTES = 256
const LONG_ENTRIES_MAX = 7
/** 79 characters; with the short name after them they fill all 7 long entries, so that a PC takes none of them. */
const FREE_NAME = "Afterbeep keeps this space free for the next messages, please let it be here - "
/** Calls of one number in one minute that get names of their own. */
const COPIES_MAX = 99

export class SlotFolder {
    private firstCluster = 0

    constructor(
        readonly volume: Volume,
        private readonly map: SlotMap
    ) {}

    /**
     * Fill the map from the folder; make slots where it has none.
     *
     * @param firstCluster of the folder
     * @throws Fault Full: no room for the folder to grow; and as the card does. Waits: for the folder's sectors, and for
     * one sector of each message.
     */
    async mount(firstCluster: number): Promise<void> {
        this.firstCluster = firstCluster
        this.map.clear()
        const endHalf = await this.scan()
        if (this.map.slotCount === 0) {
            await this.provision(endHalf)
            await this.scan()
        }
        await this.readSerials()
    }

    /**
     * Take a free slot, and see that nobody has changed its chain since the mount.
     *
     * @returns its index; undefined: none is free
     */
    async takeFree(): Promise<number | undefined> {
        const map = this.map
        const clusters = this.clustersPerSlot()
        for (let slot = 0; slot < map.slotCount; slot++) {
            if (map.state(slot) !== SlotState.Free) continue
            if (map.isChecked(slot)) return slot
            if (await isRun(this.volume, map.firstCluster(slot), clusters)) {
                map.setChecked(slot)
                return slot
            }
            console.warn(`slot ${slot} is not one run any more`)
            map.setState(slot, SlotState.Retired)
        }
        return undefined
    }

    /** First sector of a slot, from the start of the card: its header. */
    startSector(slot: number): number {
        return this.volume.sectorOf(this.map.firstCluster(slot))
    }

    /**
     * Make a free slot an unheard message: name, attributes and times change in one write of one sector.
     *
     * @param title of the file, without extension
     * @throws Fault Corrupt: the entry is not the slot's any more; and as the card does. Waits: for the folder to be
     * searched for the name, and for one sector to be written.
     */
    async commit(slot: number, title: string, at: WallTime | undefined): Promise<void> {
        const sector = this.volume.sector
        const shortAt = this.map.shortAt(slot)
        await this.loadSlot(slot)
        const longCount = ownLongEntries(sector, shortAt)
        const name = await this.uniqueName(title, longCount * LONG_UNITS)
        await this.loadSlot(slot)
        for (let i = 1; i <= longCount; i++) sector[shortAt - i * ENTRY_BYTES] = ENTRY_DELETED
        putLongName(sector, shortAt, name)
        sector[shortAt + ENTRY_ATTRIBUTES_AT] = 0
        putTimes(sector, shortAt, at)
        await this.volume.store(this.map.directorySector(slot))
        this.map.setState(slot, SlotState.Unheard)
    }

    /** Note that a message was heard. @throws as `commit` */
    async markHeard(slot: number): Promise<void> {
        await this.loadSlot(slot)
        const attributesAt = this.map.shortAt(slot) + ENTRY_ATTRIBUTES_AT
        this.volume.sector[attributesAt] = this.volume.sector[attributesAt] | ATTRIBUTE_ARCHIVE
        await this.volume.store(this.map.directorySector(slot))
        this.map.setState(slot, SlotState.Heard)
    }

    /** Have the directory sector of a slot in `volume.sector`, read now: a PC may have had the card before. */
    private async loadSlot(slot: number): Promise<void> {
        await this.volume.load(this.map.directorySector(slot))
        const cluster = entryCluster(this.volume.sector, this.map.shortAt(slot))
        if (cluster === this.map.firstCluster(slot)) return
        this.map.setState(slot, SlotState.Retired)
        throw new Fault(FaultCode.Corrupt, `slot ${slot} lost its entry`)
    }

    private async uniqueName(title: string, lengthMax: number): Promise<string> {
        for (let copy = 1; copy <= COPIES_MAX; copy++) {
            const name = messageName(title, copy, lengthMax)
            const taken = await findEntry(this.volume, this.firstCluster, name)
            if (taken === undefined) return name
        }
        throw new Fault(FaultCode.Full, `too many messages named ${title}`)
    }

    private clustersPerSlot(): number {
        const perCluster = this.volume.sectorsPerCluster
        return Math.idiv(SLOT_SECTORS + perCluster - 1, perCluster)
    }

    /** Find the slots. @returns the half in which the folder ends, counted from its first */
    private async scan(): Promise<number> {
        const volume = this.volume
        const chain = new Chain(volume, this.firstCluster)
        for (let i = 0; i < DIRECTORY_SECTORS_MAX; i++) {
            const from = await chain.sectorAt(i)
            if (from === undefined) return 2 * i
            await volume.load(from)
            for (let half = 0; half < 2; half++) {
                if (endInHalf(volume.sector, half) !== undefined) return 2 * i + half
                if (i + half > 0) this.adopt(from, half * HALF_BYTES + HALF_BYTES - ENTRY_BYTES)
            }
        }
        return 2 * DIRECTORY_SECTORS_MAX
    }

    /** Take into the map what looks like a slot. */
    private adopt(from: number, shortAt: number): void {
        const sector = this.volume.sector
        const attributes = sector[shortAt + ENTRY_ATTRIBUTES_AT]
        if (this.map.slotCount === SLOTS_MAX || sector[shortAt] === ENTRY_DELETED) return
        if ((attributes & (ATTRIBUTE_DIRECTORY | ATTRIBUTE_VOLUME)) !== 0) return
        if (sector.getAt(shortAt + ENTRY_SIZE_AT, "u32") !== SLOT_SECTORS * SECTOR_BYTES) return
        this.map.add(from, shortAt, entryCluster(sector, shortAt), stateOf(attributes))
    }

    /** Learn the serials of the messages; what has none is no message. */
    private async readSerials(): Promise<void> {
        const map = this.map
        for (let slot = 0; slot < map.slotCount; slot++) {
            if (map.state(slot) === SlotState.Free) continue
            await this.volume.load(this.startSector(slot))
            const serial = decodeSerial(this.volume.sector)
            if (serial !== undefined) map.setSerial(slot, serial)
            else map.setState(slot, SlotState.Retired)
        }
    }

    /**
     * Make the slots: their chains first, then the entries from the last sector to the first.
     *
     * Before the first of these sectors is written the folder still ends in it, so nobody sees the others.
     * @param endHalf the half in which the folder ends
     */
    private async provision(endHalf: number): Promise<void> {
        const volume = this.volume
        const firstHalf = await this.firstFreeHalf(endHalf)
        const chain = new Chain(volume, this.firstCluster)
        const sectorCount = (firstHalf + SLOTS_MAX + 1) >> 1
        while ((await chain.sectorAt(sectorCount - 1)) === undefined) {
            await appendClusters(volume, chain, 1)
        }
        const clusters = this.clustersPerSlot()
        const run = await findFreeRun(volume, SLOTS_MAX * clusters)
        const slotCount = Math.min(SLOTS_MAX, Math.idiv(run.clusterCount, clusters))
        if (slotCount === 0) {
            console.warn("no room for messages on the card")
            return
        }
        const taken = slotCount * clusters
        await linkRun(volume, run.firstCluster, taken, clusters)
        await volume.noteTaken(taken, run.firstCluster + taken)
        for (let i = sectorCount - 1; i >= endHalf >> 1; i--) {
            const from = await chain.sectorAt(i)
            if (from === undefined) return
            await volume.load(from)
            for (let half = 2 * i; half < 2 * i + 2; half++) {
                const slot = half - firstHalf
                if (slot >= slotCount) volume.sector.fillAt((half & 1) * HALF_BYTES, HALF_BYTES, 0)
                else if (slot >= 0) this.putFree(half & 1, slot, run.firstCluster + slot * clusters)
                else if (half === endHalf) closeHalf(volume.sector, half & 1)
            }
            await volume.store(from)
        }
    }

    /** The first half that slots can have: where the folder ends, if nothing else is in that half. */
    private async firstFreeHalf(endHalf: number): Promise<number> {
        const chain = new Chain(this.volume, this.firstCluster)
        const from = await chain.sectorAt(endHalf >> 1)
        if (from === undefined) return endHalf
        await this.volume.load(from)
        return endInHalf(this.volume.sector, endHalf & 1) === 0 ? endHalf : endHalf + 1
    }

    /** Put the entries of a new slot into a half of `volume.sector`. */
    private putFree(half: number, slot: number, cluster: number): void {
        const sector = this.volume.sector
        const shortAt = half * HALF_BYTES + HALF_BYTES - ENTRY_BYTES
        const base = `AB${padded(slot + 1, 6)}`
        sector.fillAt(half * HALF_BYTES, HALF_BYTES, 0)
        sector.blitAt(shortAt, base + "WAV", 0, 11)
        sector[shortAt + ENTRY_ATTRIBUTES_AT] = ATTRIBUTE_HIDDEN | ATTRIBUTE_SYSTEM
        sector.setAt(shortAt + ENTRY_SIZE_AT, "u32", SLOT_SECTORS * SECTOR_BYTES)
        putTimes(sector, shortAt, undefined)
        putEntryCluster(sector, shortAt, cluster)
        putLongName(sector, shortAt, `${FREE_NAME}${base}.wav`)
    }
}

function stateOf(attributes: number): SlotState {
    const isHidden = (attributes & ATTRIBUTE_HIDDEN) !== 0
    if (isHidden && (attributes & ATTRIBUTE_SYSTEM) !== 0) return SlotState.Free
    if (isHidden) return SlotState.Trashed
    return (attributes & ATTRIBUTE_ARCHIVE) !== 0 ? SlotState.Heard : SlotState.Unheard
}

/** @returns at which entry of a half the folder ends; undefined: not in this half */
function endInHalf(sector: Buffer, half: number): number | undefined {
    const start = half * HALF_BYTES
    for (let at = 0; at < HALF_BYTES; at += ENTRY_BYTES) {
        if (sector[start + at] === ENTRY_END) return at
    }
    return undefined
}

/** Let a folder go on after a half in which it ended. */
function closeHalf(sector: Buffer, half: number): void {
    const start = half * HALF_BYTES
    const end = endInHalf(sector, half) ?? HALF_BYTES
    for (let at = end; at < HALF_BYTES; at += ENTRY_BYTES) {
        sector.fillAt(start + at, ENTRY_BYTES, 0)
        sector[start + at] = ENTRY_DELETED
    }
}

/** Long entries before a short one that are its own, or nobody's: a PC may have taken what a shorter name left. */
function ownLongEntries(sector: Buffer, shortAt: number): number {
    const checksum = nameChecksum(sector, shortAt)
    for (let i = 1; i <= LONG_ENTRIES_MAX; i++) {
        const at = shortAt - i * ENTRY_BYTES
        const isLong = (sector[at + ENTRY_ATTRIBUTES_AT] & ATTRIBUTE_MASK) === ATTRIBUTE_LONG_NAME
        const isOwn = isLong && sector[at + LONG_CHECKSUM_AT] === checksum
        if (sector[at] !== ENTRY_DELETED && !isOwn) return i - 1
    }
    return LONG_ENTRIES_MAX
}

function putTimes(sector: Buffer, shortAt: number, at: WallTime | undefined): void {
    const date = fatDate(at)
    const time = fatTime(at)
    sector[shortAt + ENTRY_CREATED_TENTH_AT] = fatTenth(at)
    sector.setAt(shortAt + ENTRY_CREATED_TIME_AT, "u16", time)
    sector.setAt(shortAt + ENTRY_CREATED_DATE_AT, "u16", date)
    sector.setAt(shortAt + ENTRY_ACCESSED_DATE_AT, "u16", date)
    sector.setAt(shortAt + ENTRY_MODIFIED_TIME_AT, "u16", time)
    sector.setAt(shortAt + ENTRY_MODIFIED_DATE_AT, "u16", date)
}
