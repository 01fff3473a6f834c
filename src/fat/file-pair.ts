/**
 * Large files that are changed so that a cut leaves the old one or the new one: docs/card-layout.md, "Recorded greetings".
 *
 * They stand in pairs. A pair has one half of a directory sector for itself, each of the two a quarter of it: three long
 * entries and a short one, whose name never changes. One of them is the file, the other is hidden, and what comes next is
 * written into its clusters; then one write of the sector hides the one and shows the other.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import { padded } from "../util/digits"
import { appendCluster, findFreeRun, linkRun, missingLinks, takeRun } from "./allocation"
import { Chain } from "./chain"
import { Entry, entryCluster, findEntry, isDamaged, putEntry, putEntryCluster } from "./directory"
import { storeInFolder } from "./in-flight"
import {
    ATTRIBUTE_ARCHIVE,
    ATTRIBUTE_HIDDEN,
    ATTRIBUTE_LONG_NAME,
    ATTRIBUTE_MASK,
    DIRECTORY_SECTORS_MAX,
    ENTRY_ATTRIBUTES_AT,
    ENTRY_BYTES,
    ENTRY_CREATED_TIME_AT,
    ENTRY_DELETED,
    ENTRY_END,
    ENTRY_MODIFIED_TIME_AT,
    ENTRY_NAME_BYTES,
    ENTRY_SIZE_AT,
    LONG_CHECKSUM_AT,
    LONG_UNITS,
    NO_DATE,
} from "./layout"
import { longEntryCount, longNameAt, nameChecksum, putLongName } from "./names"
import { makeWay } from "./make-way"
import { noteTaking, settleFree } from "./fs-info"
import { Volume } from "./volume"

const PLACE_BYTES = 128
const SHORT_IN_PLACE = PLACE_BYTES - ENTRY_BYTES
const HALF_BYTES = 256
const PLACES = 4
const LONG_ENTRIES = 3
/** More clusters than there can be. */
const UNCOUNTED = 0xffffffff
/** No byte of a sector. */
const NOWHERE = SECTOR_BYTES
/** Fills three entries together with three digits, so that a PC has no use for them. */
const SPARE_NAME = "Afterbeep keeps room for a greeting "
/** Behind the name of a file that is whole, while one that a PC has put elsewhere makes way for it. */
const PENDING = ".new"

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
        if (this.use >= Use.First) this.hide(this.shownAt)
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
        const hasPair = (await this.find()) && this.use >= Use.First
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
        if (this.use < Use.First) return true
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
        this.use = Use.None
        this.home = this.endSector = 0
        for (let i = 0; i < DIRECTORY_SECTORS_MAX; i++) {
            const from = await chain.sectorAt(i)
            if (from === undefined || this.endSector !== 0 || this.use >= Use.First) break
            await volume.loadSector(from)
            for (let half = 0; half < SECTOR_BYTES; half += HALF_BYTES)
                this.consider(pairUse(sector, half, i, this.name), from, i, half + SHORT_IN_PLACE)
            if (hasEnd(sector)) this.endSector = from
        }
        if (this.use < Use.Spare) return false
        await volume.loadSector(this.home)
        return true
    }

    private consider(use: Use, home: number, index: number, first: number): void {
        if (use <= this.use || (use === Use.Free && index === 0)) return
        this.use = use
        this.home = home
        this.index = index
        this.takeAt = use === Use.First ? first + PLACE_BYTES : first
        this.shownAt = NOWHERE
        if (use === Use.First) this.shownAt = first
        else if (use === Use.Second) this.shownAt = first + PLACE_BYTES
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

/**
 * Finish what a cut has left in a folder of pairs: once after each mount, in idle.
 *
 * @returns whether there are files that there were not before. @throws as the card does. Waits: for the folder, and one
 * sector.
 */
export async function mendPairs(volume: Volume, folder: number): Promise<boolean> {
    const { sector, spareSector } = volume
    const lost = spareSector === 0 ? 0 : await copiedHome(volume)
    const chain = new Chain(volume, folder)
    let isOver = false
    let isMended = false
    for (let i = 0; i < DIRECTORY_SECTORS_MAX && !isOver; i++) {
        const from = await chain.sectorAt(i)
        if (from === undefined) return isMended
        await volume.loadSector(from)
        if (from === lost && i > 0 && isDamaged(sector, SHORT_IN_PLACE)) {
            console.warn("greetings are put back")
            await volume.loadSector(spareSector)
            await volume.storeSector(from)
            isMended = true
        }
        isOver = hasEnd(sector)
        for (let at = SHORT_IN_PLACE; at < SECTOR_BYTES; at += PLACE_BYTES) {
            if (!isOwn(sector, at, i)) continue
            if (await mendEntry(volume, folder, from, at, i)) isMended = true
            await volume.loadSector(from)
        }
    }
    return isMended
}

/** The home of which the card has a copy; 0: of none. */
async function copiedHome(volume: Volume): Promise<number> {
    const { sector } = volume
    await volume.loadSector(volume.spareSector)
    for (let at = SHORT_IN_PLACE; at < SECTOR_BYTES; at += PLACE_BYTES) {
        const isHidden = sector[at + ENTRY_ATTRIBUTES_AT] === ATTRIBUTE_HIDDEN
        const home = sector.getAt(at + ENTRY_CREATED_TIME_AT, "u32")
        if (isHidden && home !== 0 && sector[at] === OWN_FIRST && sector[at + 1] === OWN_SECOND)
            return home
    }
    return 0
}

/** One entry of a pair: its clusters are taken, and it waits for no other to make way. @returns whether that was to be ended */
async function mendEntry(
    volume: Volume,
    folder: number,
    home: number,
    at: number,
    index: number
): Promise<boolean> {
    const { sector } = volume
    const cluster = entryCluster(sector, at)
    const perCluster = volume.sectorsPerCluster * SECTOR_BYTES
    const count = Math.idiv(sector.getAt(at + ENTRY_SIZE_AT, "u32") + perCluster - 1, perCluster)
    const isHidden = (sector[at + ENTRY_ATTRIBUTES_AT] & ATTRIBUTE_HIDDEN) !== 0
    const name = longNameAt(sector, at, roomAt(sector, at))
    if (isHidden && name.endsWith(PENDING)) {
        const wanted = name.slice(0, -PENDING.length)
        const isTaken = (await findEntry(volume, folder, wanted)) !== undefined
        await volume.loadSector(home)
        if (isTaken) hideEntry(sector, at, index)
        else {
            rename(sector, at, wanted)
            sector[at + ENTRY_ATTRIBUTES_AT] = ATTRIBUTE_ARCHIVE
        }
        await storeHome(volume, home, at)
        return true
    }
    if (cluster !== 0 && (await missingLinks(volume, cluster, count))) {
        // FSInfo may have been written without them, or with them: it is counted anew.
        await noteTaking(volume, cluster, UNCOUNTED, cluster + count)
        await linkRun(volume, cluster, count, count)
        await settleFree(volume)
    }
    return false
}

async function storeHome(volume: Volume, home: number, takeAt: number): Promise<void> {
    const { sector } = volume
    if (volume.spareSector !== 0) {
        const half = takeAt & HALF_BYTES
        for (let at = half + SHORT_IN_PLACE; at < half + HALF_BYTES; at += PLACE_BYTES) {
            const isHidden = (sector[at + ENTRY_ATTRIBUTES_AT] & ATTRIBUTE_HIDDEN) !== 0
            sector.setAt(at + ENTRY_CREATED_TIME_AT, "u32", isHidden ? home : NO_DATE << 16)
        }
        await volume.storeSector(volume.spareSector)
    }
    await volume.storeSector(home)
}

/** What a half of a sector is to somebody who looks for a pair. */
enum Use {
    /** Somebody else's. */
    None,
    /** Nobody's. */
    Free,
    /** A pair that has no file. */
    Spare,
    /** A pair whose first, or second one is the file. */
    First,
    Second,
}

function pairUse(sector: Buffer, half: number, index: number, name: string): Use {
    const first = half + SHORT_IN_PLACE
    const second = first + PLACE_BYTES
    const room = longEntryCount(name + PENDING)
    if (!isFit(sector, first, index, room) || !isFit(sector, second, index, room)) return Use.None
    const firstName = shownName(sector, first, index)
    const secondName = shownName(sector, second, index)
    if (firstName === name) return Use.First
    if (secondName === name) return Use.Second
    if (firstName !== "" || secondName !== "") return Use.None
    const isPair = isOwn(sector, first, index) || isOwn(sector, second, index)
    return isPair ? Use.Spare : Use.Free
}

/** Whether a place is ours, or nobody's, with room for a name. */
function isFit(sector: Buffer, at: number, index: number, room: number): boolean {
    return roomAt(sector, at) >= room && (isEmpty(sector, at) || isOwn(sector, at, index))
}

/** The name of what is not hidden; "": nothing of ours. */
function shownName(sector: Buffer, at: number, index: number): string {
    return isOwn(sector, at, index) && isShown(sector, at)
        ? longNameAt(sector, at, roomAt(sector, at))
        : ""
}

function isShown(sector: Buffer, at: number): boolean {
    return (sector[at + ENTRY_ATTRIBUTES_AT] & ATTRIBUTE_HIDDEN) === 0
}

function isEmpty(sector: Buffer, at: number): boolean {
    return sector[at] === ENTRY_DELETED || sector[at] === ENTRY_END
}

function hasEnd(sector: Buffer): boolean {
    for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES) if (sector[at] === ENTRY_END) return true
    return false
}

/** "AG": a short name of ours begins so. */
const OWN_FIRST = 0x41
const OWN_SECOND = 0x47

/** The short name that belongs to a place, whatever stands there. */
function shortName(index: number, at: number): string {
    return `AG${padded(index * PLACES + (at >> 7), 6)}WAV`
}

function isOwn(sector: Buffer, at: number, index: number): boolean {
    if (sector[at] !== OWN_FIRST || sector[at + 1] !== OWN_SECOND) return false
    return sector.slice(at, at + ENTRY_NAME_BYTES).toString() === shortName(index, at)
}

/** Long entries before a short one that are its own, or nobody's. */
function roomAt(sector: Buffer, shortAt: number): number {
    const checksum = nameChecksum(sector, shortAt)
    for (let i = 1; i <= LONG_ENTRIES; i++) {
        const at = shortAt - i * ENTRY_BYTES
        const isLong = (sector[at + ENTRY_ATTRIBUTES_AT] & ATTRIBUTE_MASK) === ATTRIBUTE_LONG_NAME
        const isOwnLong = isLong && sector[at + LONG_CHECKSUM_AT] === checksum
        if (!isEmpty(sector, at) && !isOwnLong) return i - 1
    }
    return LONG_ENTRIES
}

function rename(sector: Buffer, shortAt: number, name: string): void {
    const room = roomAt(sector, shortAt)
    for (let i = 1; i <= room; i++) sector[shortAt - i * ENTRY_BYTES] = ENTRY_DELETED
    // Of a longer one its number.
    const more = name.length - room * LONG_UNITS
    putLongName(sector, shortAt, more > 0 ? name.slice(more) : name)
}

function hideEntry(sector: Buffer, at: number, index: number): void {
    rename(sector, at, SPARE_NAME + padded(index * PLACES + (at >> 7), 3))
    sector[at + ENTRY_ATTRIBUTES_AT] = ATTRIBUTE_HIDDEN
}
