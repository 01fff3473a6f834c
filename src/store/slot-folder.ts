/**
 * The slots as the messages folder has them. docs/card-layout.md, docs/decisions/010, 011.
 *
 * A slot is a file that exists for ever: one run of clusters, and one half of a directory sector for itself, so that a
 * single sector write makes a message of it. FAT and chains are written once in the life of a card, by provisioning.ts.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { Codec } from "../hal/sound"
import { Fault, FaultCode } from "../util/fault"
import { missingInChain } from "../fat/allocation"
import { Chain } from "../fat/chain"
import { Entry, entryCluster, findEntry } from "../fat/directory"
import {
    ATTRIBUTE_DIRECTORY,
    ATTRIBUTE_SYSTEM,
    ATTRIBUTE_VOLUME,
    DIRECTORY_SECTORS_MAX,
    ENTRY_ATTRIBUTES_AT,
    ENTRY_BYTES,
    ENTRY_DELETED,
    ENTRY_SIZE_AT,
    LONG_UNITS,
} from "../fat/layout"
import { Volume } from "../fat/volume"
import { Envelope, partOf } from "./envelope"
import { fatMinute } from "./fat-time"
import {
    CHUNK_HEADER_BYTES,
    decodeEnvelope,
    decodeSerial,
    encodeHeader,
    putChunk,
} from "./message-header"
import { messageName, messageTitle } from "./message-name"
import { SLOT_BYTES, SLOT_SECTORS } from "./slot-geometry"
import {
    HALF_BYTES,
    ownLongEntries,
    putFree,
    putMessage,
    putName,
    SHORT_IN_HALF,
} from "./slot-entry"
import { SlotIndex } from "./slot-index"
import { isUrgent, SlotState } from "./slot-state"

/** Calls of one number in one minute that get names of their own. */
const COPIES_MAX = 99
/** Of a place in an envelope. */
const CLUSTER_MASK = 0x0fffffff
/** Of a message: as many slots as are armed, and one more. */
const PARTS_MAX = 5
/** A free slot's name needs that many entries to be known by. */
const FREE_ENTRIES_MIN = 2
/** Of ".wav"; and how the name of an urgent message ends. */
const WAV_LENGTH = 4
const URGENT_ENDING = " urgent.wav"

export class SlotFolder {
    readonly index: SlotIndex
    /** Slots that wait for a message, in the order in which they are used. */
    armed: number[] = []
    /** Slots of messages that were marked as urgent, and unheard when that was noticed: until the next mount. */
    urgent: number[] = []
    /** First cluster of the folder. */
    cluster = 0
    /** What the mount has found beside it, settings.txt last, until that is read. */
    found: (Entry | undefined)[] | undefined = undefined
    /** Since the mount the entries of all slots were looked at, and each is at home. */
    isCompared = false
    /** File name of the message that was committed last. */
    lastName = ""
    /** What the next message is expected to be in. */
    codec = Codec.MuLaw
    /** The entry that was loaded last: its sector, and its short entry's byte there. */
    sector = 0
    shortAt = 0

    constructor(readonly volume: Volume) {
        this.index = new SlotIndex(volume)
    }

    clustersPerSlot(): number {
        const perCluster = this.volume.sectorsPerCluster
        return Math.idiv(SLOT_SECTORS + perCluster - 1, perCluster)
    }

    /** First cluster of a slot; `sector` and `shortAt` are where its entry was made. */
    locate(slot: number): number {
        const { index } = this
        let extent = 0
        while (slot >= index.extentSlots(extent)) {
            slot -= index.extentSlots(extent)
            extent++
        }
        this.sector = this.volume.sectorOf(index.folderCluster(extent)) + (slot >> 1)
        this.shortAt = (slot & 1) * HALF_BYTES + SHORT_IN_HALF
        return index.extentCluster(extent) + slot * this.clustersPerSlot()
    }

    /** First sector of a slot, from the start of the card: its header. */
    startSector(slot: number): number {
        return this.volume.sectorOf(this.locate(slot))
    }

    /** The slot whose first cluster this is; undefined: none. */
    slotOf(cluster: number): number | undefined {
        const { index } = this
        const clusters = this.clustersPerSlot()
        let first = 0
        for (let extent = 0; extent < index.extentCount(); extent++) {
            const slots = index.extentSlots(extent)
            const place = Math.idiv(cluster - index.extentCluster(extent), clusters)
            const isStart = index.extentCluster(extent) + place * clusters === cluster
            if (isStart && place >= 0 && place < slots && first + place < index.slotCount())
                return first + place
            first += slots
        }
        return undefined
    }

    /** The first of the two slots whose home is a sector of the folder; undefined: it is none's. */
    firstSlotIn(sector: number): number | undefined {
        const { index } = this
        let first = 0
        for (let extent = 0; extent < index.extentCount(); extent++) {
            const slots = index.extentSlots(extent)
            const start = this.volume.sectorOf(index.folderCluster(extent))
            const place = (sector - start) * 2
            if (place >= 0 && place < slots) return first + place
            first += slots
        }
        return undefined
    }

    /** Give a slot a state; one that is not armed does not wait for a message any more. */
    async setState(slot: number, state: number): Promise<void> {
        const place = this.armed.indexOf(slot)
        if (place >= 0 && state !== SlotState.Armed) this.armed.insert(place, -1)
        await this.index.putState(slot, state)
    }

    /** What a slot is full of; undefined: it is not armed. */
    async erasedByte(slot: number): Promise<number | undefined> {
        if ((await this.index.stateOf(slot)) !== SlotState.Armed) return undefined
        return this.index.erasedByte()
    }

    /** Links of a slot's chain that are missing: 0: it is whole; undefined: its clusters are something else. */
    async linksMissing(slot: number): Promise<number | undefined> {
        return await missingInChain(this.volume, this.locate(slot), this.clustersPerSlot())
    }

    /** Give a slot a state, and log why it can't be used. */
    async retire(slot: number): Promise<void> {
        console.warn(`slot ${slot + 1} is not one run any more, or its entry is lost`)
        await this.setState(slot, SlotState.Retired)
    }

    /**
     * The slots of a message, from its first on.
     *
     * @throws Fault as the card does. Waits: for a sector of each, and one more.
     */
    async partsOf(first: number): Promise<number[]> {
        const { volume } = this
        const parts = [first]
        let serial: number | undefined = undefined
        for (let i = 0; i < parts.length && i < PARTS_MAX; i++) {
            await volume.loadSector(this.startSector(parts[i]))
            const found = decodeSerial(volume.sector)
            if (i > 0 && found !== serial) parts.pop()
            else if (found !== undefined) {
                const next = this.slotOf(decodeEnvelope(volume.sector).nextCluster ?? 0)
                if (next !== undefined) parts.push(next)
            }
            serial = found
        }
        return parts
    }

    /** Whether a slot, whose header was just decoded, is a later part of a message that is there; the sector is another one then. */
    async isPart(slot: number, envelope: Envelope): Promise<boolean> {
        const first = this.slotOf((envelope.place ?? 0) & CLUSTER_MASK)
        if (first === undefined || (await this.index.stateOf(first)) < SlotState.Moved) return false
        return (await this.partsOf(first)).indexOf(slot) > 0
    }

    /** Write the first sector of a message that gets the next serial; or of a part, which has that of the part after it. */
    async writeHeader(
        slot: number,
        codec: Codec,
        lengthBytes: number,
        envelope: Envelope
    ): Promise<void> {
        const { index } = this
        if (!envelope.nextCluster) index.noteSerial(index.lastSerial() + 1)
        encodeHeader(this.volume.sector, codec, lengthBytes, index.lastSerial(), envelope)
        await this.volume.storeSector(this.startSector(slot))
    }

    /**
     * Put a JUNK chunk from the end of the sound to the end of the slot.
     *
     * @param last the sector in which the sound ends, if the card has it not yet
     */
    async seal(slot: number, lengthBytes: number, last: Buffer | undefined): Promise<void> {
        const { volume } = this
        const sector = volume.sector
        const endSector = lengthBytes >> 9
        const from = this.startSector(slot) + 1 + endSector
        const end = lengthBytes & (SECTOR_BYTES - 1)
        if (last) sector.blitAt(0, last, 0, SECTOR_BYTES)
        else if (end > 0) await volume.loadSector(from)
        if (last || end === 0) sector.fillAt(end, SECTOR_BYTES - end, this.index.erasedByte())
        // Chunks begin at even places.
        const junkAt = ((lengthBytes + 1) & ~1) - endSector * SECTOR_BYTES
        const restBytes = (SLOT_SECTORS - 1 - endSector) * SECTOR_BYTES - junkAt
        const junk = Buffer.alloc(CHUNK_HEADER_BYTES)
        putChunk(junk, 0, "JUNK", restBytes - CHUNK_HEADER_BYTES)
        sector.blitAt(junkAt, junk, 0, CHUNK_HEADER_BYTES)
        await volume.storeSector(from)
        const early = SECTOR_BYTES - junkAt
        if (early >= CHUNK_HEADER_BYTES) return
        await volume.loadSector(from + 1)
        sector.blitAt(0, junk, early, CHUNK_HEADER_BYTES - early)
        await volume.storeSector(from + 1)
    }

    /**
     * Make an unheard message, or a part of one, of a slot with sound and header: name, attributes and times change in one
     * sector write.
     *
     * @throws Fault Corrupt: the entry is not the slot's any more; and as the card does. Waits: for two sectors; where
     * another message of the same minute has come before, for the folder to be searched for the name.
     */
    async commit(slot: number, envelope: Envelope): Promise<void> {
        const { volume, index } = this
        const title = messageTitle(envelope, index.lastSerial())
        const when = fatMinute(envelope.at)
        await this.loadEntry(slot)
        const room = ownLongEntries(volume.sector, this.shortAt) * LONG_UNITS
        const part = partOf(envelope)
        let name = messageName(title, part === 0 ? 1 : -part, room)
        if (part === 0 && envelope.at && when <= index.latest()) {
            const { sector, shortAt } = this
            name = await this.uniqueName(title, room)
            this.shortAt = shortAt
            this.sector = sector
            await volume.loadSector(sector)
        }
        putMessage(volume.sector, this.shortAt, name, envelope)
        await volume.storeSector(this.sector)
        const urgentAt = this.urgent.indexOf(slot)
        if (urgentAt >= 0) this.urgent.insert(urgentAt, -1)
        if (part === 0) index.noteWhen(when)
        await this.setState(slot, part === 0 ? SlotState.Message : SlotState.Part)
        this.lastName = name
    }

    /**
     * Mark the message that was committed last as urgent, for the machine by an attribute and for people in its name.
     *
     * @throws as `commit`. Waits: for two sectors.
     */
    async markUrgent(slot: number): Promise<void> {
        await this.loadEntry(slot)
        const { volume, shortAt } = this
        const name = this.lastName.slice(0, -WAV_LENGTH) + URGENT_ENDING
        if (name.length <= ownLongEntries(volume.sector, shortAt) * LONG_UNITS) {
            putName(volume.sector, shortAt, name)
            this.lastName = name
        }
        volume.sector[shortAt + ENTRY_ATTRIBUTES_AT] =
            volume.sector[shortAt + ENTRY_ATTRIBUTES_AT] | ATTRIBUTE_SYSTEM
        await volume.storeSector(this.sector)
        this.noteUrgent(slot)
    }

    /** The entry of a message was loaded: note whether it is to be heard first. */
    noteUrgent(slot: number): void {
        if (isUrgent(this.volume.sector, this.shortAt) && this.urgent.indexOf(slot) < 0)
            this.urgent.push(slot)
    }

    /** Change what the attributes of a slot say: one sector. @throws as `commit` */
    async setAttributes(slot: number, set: number, clear: number): Promise<void> {
        await this.loadEntry(slot)
        const { sector } = this.volume
        const at = this.shortAt + ENTRY_ATTRIBUTES_AT
        sector[at] = (sector[at] | set) & ~clear
        await this.volume.storeSector(this.sector)
    }

    /** Make a slot a free one, whatever it was; it is retired where that can't be. @throws as the card does */
    async freeSlot(slot: number): Promise<void> {
        if ((await this.seekEntry(slot)) && (await this.putFreeEntry(slot)))
            await this.setState(slot, SlotState.Free)
    }

    /** Give the entry that was loaded last what free slots look like. @returns false: there is no room for that */
    async putFreeEntry(slot: number): Promise<boolean> {
        const { sector } = this.volume
        const hasRoom = ownLongEntries(sector, this.shortAt) >= FREE_ENTRIES_MIN
        if (hasRoom) {
            putFree(sector, this.shortAt)
            await this.volume.storeSector(this.sector)
        } else await this.retire(slot)
        return hasRoom
    }

    /**
     * Have the directory sector of a slot in `volume.sector`, read now: a PC may have had the card before.
     *
     * Where its entry is not at home, it is searched for in the whole folder.
     */
    async loadEntry(slot: number): Promise<void> {
        if (!(await this.seekEntry(slot)))
            throw new Fault(FaultCode.Corrupt, `slot ${slot + 1} lost its entry`)
    }

    /** The same. @returns false: it is nowhere, and the slot is retired */
    async seekEntry(slot: number): Promise<boolean> {
        const { volume } = this
        const cluster = this.locate(slot)
        await volume.loadSector(this.sector)
        if (isEntryOf(volume.sector, this.shortAt, cluster)) return true
        const chain = new Chain(volume, this.cluster)
        for (let i = 0; i < DIRECTORY_SECTORS_MAX; i++) {
            const from = await chain.load(i)
            if (from === undefined) break
            for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES) {
                if (!isEntryOf(volume.sector, at, cluster)) continue
                this.sector = from
                this.shortAt = at
                return true
            }
        }
        await this.retire(slot)
        return false
    }

    /** A name that no file of the folder has, nor is to have. Waits: for the folder to be searched. */
    async uniqueName(title: string, lengthMax: number, taken = ""): Promise<string> {
        for (let copy = 1; copy <= COPIES_MAX; copy++) {
            const name = messageName(title, copy, lengthMax)
            if (name.toLowerCase() === taken.toLowerCase()) continue
            if ((await findEntry(this.volume, this.cluster, name)) === undefined) return name
        }
        throw new Fault(FaultCode.Full, `too many messages named ${title}`)
    }
}

/** Whether a short entry may be one of a slot: a file as large as they are. */
export function isSlotEntry(sector: Buffer, shortAt: number): boolean {
    const attributes = sector[shortAt + ENTRY_ATTRIBUTES_AT]
    return (
        sector.getAt(shortAt + ENTRY_SIZE_AT, "u32") === SLOT_BYTES &&
        sector[shortAt] !== ENTRY_DELETED &&
        (attributes & (ATTRIBUTE_DIRECTORY | ATTRIBUTE_VOLUME)) === 0
    )
}

export function isEntryOf(sector: Buffer, shortAt: number, cluster: number): boolean {
    return isSlotEntry(sector, shortAt) && entryCluster(sector, shortAt) === cluster
}
