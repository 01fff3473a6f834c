/**
 * Finds the slots in the messages folder, and puts back what a PC or a cut in the middle of a write has taken from it.
 *
 * Slots are made all at once: the number in a short name, the place in the folder and the first cluster count up together.
 * So each slot that is found tells where all the others must be.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { missingLinks } from "../fat/allocation"
import { Chain } from "../fat/chain"
import { entryCluster } from "../fat/directory"
import {
    ATTRIBUTE_ARCHIVE,
    ATTRIBUTE_DIRECTORY,
    ATTRIBUTE_HIDDEN,
    ATTRIBUTE_MASK,
    ATTRIBUTE_VOLUME,
    DIRECTORY_SECTORS_MAX,
    ENTRY_ATTRIBUTES_AT,
    ENTRY_BYTES,
    ENTRY_CREATED_TENTH_AT,
    ENTRY_DELETED,
    ENTRY_END,
    ENTRY_SIZE_AT,
} from "../fat/layout"
import { decodeSerial } from "./message-header"
import {
    FREE_ATTRIBUTES,
    HALF_BYTES,
    hasFreeName,
    putFree,
    putNewSlot,
    SHORT_IN_HALF,
} from "./slot-entry"
import { SlotFolder } from "./slot-folder"
import { SLOT_BYTES } from "./slot-geometry"
import { NOTES_MAX, SLOTS_MAX, SlotState } from "./slot-map"

/** A directory sector that was lost looks like the end of the folder: slots are looked for so much farther. */
const BEYOND_END_HALVES = SLOTS_MAX + 2

export class SlotFinder {
    /** The half in which the folder ends, counted from its first. */
    endHalf = 0
    /** A slot that stands where it was made. Number 0: there is none. */
    private anchorNumber = 0
    private anchorHalf = 0
    private anchorCluster = 0
    /** The last half with a slot. */
    private lastHalf = 0

    constructor(private readonly folder: SlotFolder) {}

    /** Fill the map from the folder. Waits: for the folder's sectors. */
    async scan(): Promise<void> {
        const { volume, map, cluster } = this.folder
        const { sector } = volume
        const chain = new Chain(volume, cluster)
        map.slotCount = 0
        map.firstClusters.insert(0, -map.firstClusters.length)
        this.anchorNumber = 0
        this.lastHalf = 0
        let isEnded = false
        for (let i = 0; i < DIRECTORY_SECTORS_MAX; i++) {
            const isAllFound =
                map.slotCount >= SLOTS_MAX || 2 * i > this.endHalf + BEYOND_END_HALVES
            if (isEnded && isAllFound) return
            const from = await chain.sectorAt(i)
            if (from === undefined) {
                if (!isEnded) this.endHalf = 2 * i
                return
            }
            await volume.load(from)
            for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES) {
                if (sector[at] === ENTRY_END && !isEnded) {
                    isEnded = true
                    this.endHalf = 2 * i + (at >> 8)
                }
                if (sector.getAt(at + ENTRY_SIZE_AT, "u32") === SLOT_BYTES) this.adopt(from, i, at)
            }
        }
    }

    /**
     * Put slots back that are missing: their half of a directory sector is damaged, or their entries were deleted and the
     * clusters are still free.
     *
     * @returns whether there were such: then the map is to be filled anew. Waits: for some sectors of table and folder,
     * for each missing slot.
     */
    async mend(): Promise<boolean> {
        const { volume, map, cluster } = this.folder
        if (this.anchorNumber === 0) return false
        const clusters = this.folder.clustersPerSlot()
        const chain = new Chain(volume, cluster)
        let isMended = false
        for (let number = 1; number <= SLOTS_MAX; number++) {
            const half = this.anchorHalf + number - this.anchorNumber
            const first = this.anchorCluster + (number - this.anchorNumber) * clusters
            if (half < 2 || map.firstClusters.indexOf(first) >= 0) continue
            const missing = await missingLinks(volume, first, clusters)
            const from = await chain.sectorAt(half >> 1)
            if (missing === undefined || from === undefined) continue
            await volume.load(from)
            if (!this.isLost(half, missing, clusters)) continue
            console.warn(`slot ${number} is put back`)
            // On free clusters, a message can only be one from before the card was formatted.
            const isMessage = missing === 0 && (await this.hasMessage(first))
            await volume.load(from)
            this.restore(half, number, first, isMessage)
            await volume.store(from)
            isMended = true
        }
        return isMended
    }

    /** Take into the map what looks like a slot. */
    private adopt(from: number, index: number, shortAt: number): void {
        const { map, volume } = this.folder
        const { sector } = volume
        const attributes = sector[shortAt + ENTRY_ATTRIBUTES_AT] & ATTRIBUTE_MASK
        if (map.slotCount === NOTES_MAX || sector[shortAt] === ENTRY_DELETED) return
        if ((attributes & (ATTRIBUTE_DIRECTORY | ATTRIBUTE_VOLUME)) !== 0) return
        const cluster = entryCluster(sector, shortAt)
        const isFree = hasFreeName(sector, shortAt)
        const note = isFree ? sector[shortAt + ENTRY_CREATED_TENTH_AT] : 0
        const slot = map.add(from, shortAt, cluster, stateOf(attributes, isFree, note))
        map.armNotes[slot] = note
        if (note !== 0) this.folder.codec = note >> 1
        const name = sector.slice(shortAt, shortAt + 8).toString()
        const half = 2 * index + (shortAt >> 8)
        if ((shortAt & (HALF_BYTES - 1)) !== SHORT_IN_HALF || !name.startsWith("AB")) return
        const number = parseInt(name.slice(2))
        if (isNaN(number)) return
        this.lastHalf = half
        this.anchorNumber = number
        this.anchorHalf = half
        this.anchorCluster = cluster
    }

    /** Whether the half of a missing slot, in `volume.sector`, may be written. */
    private isLost(half: number, missing: number, clusters: number): boolean {
        const { sector } = this.folder.volume
        const start = (half & 1) * HALF_BYTES
        if (isDamaged(sector) || sector[start + SHORT_IN_HALF] === ENTRY_END)
            return missing === 0 || half < this.lastHalf
        for (let at = 0; at < HALF_BYTES; at += ENTRY_BYTES) {
            if (sector[start + at] !== ENTRY_DELETED) return false
        }
        return missing === clusters && half < this.endHalf
    }

    private async hasMessage(cluster: number): Promise<boolean> {
        const { volume } = this.folder
        await volume.load(volume.sectorOf(cluster))
        return decodeSerial(volume.sector) !== undefined
    }

    /** Put a free slot into its half; one with a message in it is armed, so that recovery finds the message. */
    private restore(half: number, number: number, cluster: number, isMessage: boolean): void {
        const { folder } = this
        const { sector } = folder.volume
        const start = (half & 1) * HALF_BYTES
        if (isDamaged(sector)) {
            // What was before belongs to nobody that could be known; what comes after has its turn.
            sector.fillAt(0, start, ENTRY_DELETED)
            sector.fillAt(start, SECTOR_BYTES - start, 0)
        }
        putNewSlot(sector, start + SHORT_IN_HALF, number, cluster)
        if (isMessage) putFree(sector, start + SHORT_IN_HALF, folder.armNoteFor(0))
    }
}

function stateOf(attributes: number, isFree: boolean, armNote: number): SlotState {
    if (isFree && attributes !== FREE_ATTRIBUTES) return SlotState.Unhidden
    if (isFree) return armNote === 0 ? SlotState.Free : SlotState.Armed
    if ((attributes & ATTRIBUTE_HIDDEN) !== 0) return SlotState.Trashed
    return (attributes & ATTRIBUTE_ARCHIVE) !== 0 ? SlotState.Heard : SlotState.Unheard
}

/** Whether a directory sector is not what anybody would write: it begins with the end, or has attributes that are none. */
function isDamaged(sector: Buffer): boolean {
    if (sector[0] === ENTRY_END) return true
    for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES) {
        const isUsed = sector[at] !== ENTRY_DELETED && sector[at] !== ENTRY_END
        if (isUsed && (sector[at + ENTRY_ATTRIBUTES_AT] & ~ATTRIBUTE_MASK) !== 0) return true
    }
    return false
}
