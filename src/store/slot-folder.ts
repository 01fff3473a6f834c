/**
 * The slots as the messages folder has them. docs/card-layout.md, docs/decisions/010.
 *
 * A slot is a file that exists for ever: one run of clusters, and one half of a directory sector for itself, so that a
 * single sector write makes a message of it. FAT and chains are written once in the life of a card, by provisioning.ts.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { Codec } from "../hal/sound"
import { Fault, FaultCode } from "../util/fault"
import { entryCluster, findEntry, mendChain } from "../fat/directory"
import { ENTRY_ATTRIBUTES_AT, LONG_UNITS } from "../fat/layout"
import { Volume } from "../fat/volume"
import { Envelope } from "./envelope"
import { CHUNK_HEADER_BYTES, encodeHeader, putChunk } from "./message-header"
import { messageName, messageTitle } from "./message-name"
import { SLOT_SECTORS } from "./slot-geometry"
import { ownLongEntries, putFree, putMessage } from "./slot-entry"
import { SlotMap, SlotState } from "./slot-map"

/** Calls of one number in one minute that get names of their own. */
const COPIES_MAX = 99
/** A free slot's name needs that many entries to be known by. */
const FREE_ENTRIES_MIN = 2

export class SlotFolder {
    readonly map = new SlotMap()
    /** First cluster of the folder. */
    cluster = 0
    /** The highest serial that a message got. */
    lastSerial = 0
    /** File name of the message that was committed last. */
    lastName = ""
    /** What the next message is expected to be in. */
    codec = Codec.MuLaw

    constructor(readonly volume: Volume) {}

    /** First sector of a slot, from the start of the card: its header. */
    startSector(slot: number): number {
        return this.volume.sectorOf(this.map.firstClusters[slot])
    }

    clustersPerSlot(): number {
        const perCluster = this.volume.sectorsPerCluster
        return Math.idiv(SLOT_SECTORS + perCluster - 1, perCluster)
    }

    /** What an armed slot is full of; undefined: it is not armed. */
    erasedByte(slot: number): number | undefined {
        const note = this.map.armNotes[slot]
        if (note === 0) return undefined
        return (note & 1) === 0 ? 0x00 : 0xff
    }

    /** The arm note of a slot that was erased to this byte, for a message in `codec`. */
    armNoteFor(erasedByte: number): number {
        return (this.codec << 1) | (erasedByte & 1)
    }

    /** See that nobody has changed a slot's chain since the mount; one that a cut has left unfinished is finished. */
    async isWhole(slot: number): Promise<boolean> {
        const { map } = this
        if (map.checks[slot] !== 0) return true
        const isWhole = await mendChain(
            this.volume,
            map.firstClusters[slot],
            this.clustersPerSlot()
        )
        if (isWhole) map.checks[slot] = 1
        else {
            console.warn(`slot ${slot} is not one run any more`)
            map.states[slot] = SlotState.Retired
        }
        return isWhole
    }

    /** Write the first sector of a message that gets the next serial. */
    async writeHeader(
        slot: number,
        codec: Codec,
        lengthBytes: number,
        envelope: Envelope
    ): Promise<void> {
        this.lastSerial++
        this.map.serials[slot] = this.lastSerial
        encodeHeader(this.volume.sector, codec, lengthBytes, this.lastSerial, envelope)
        await this.volume.store(this.startSector(slot))
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
        if (last) {
            const end = lengthBytes & (SECTOR_BYTES - 1)
            sector.blitAt(0, last, 0, SECTOR_BYTES)
            sector.fillAt(end, SECTOR_BYTES - end, this.erasedByte(slot) ?? 0)
        } else await volume.load(from)
        // Chunks begin at even places.
        const junkAt = ((lengthBytes + 1) & ~1) - endSector * SECTOR_BYTES
        const restBytes = (SLOT_SECTORS - 1 - endSector) * SECTOR_BYTES - junkAt
        const junk = Buffer.alloc(CHUNK_HEADER_BYTES)
        putChunk(junk, 0, "JUNK", restBytes - CHUNK_HEADER_BYTES)
        sector.blitAt(junkAt, junk, 0, CHUNK_HEADER_BYTES)
        await volume.store(from)
        const early = SECTOR_BYTES - junkAt
        if (early >= CHUNK_HEADER_BYTES) return
        await volume.load(from + 1)
        sector.blitAt(0, junk, early, CHUNK_HEADER_BYTES - early)
        await volume.store(from + 1)
    }

    /**
     * Make an unheard message of a slot with sound and header: name, attributes and times change in one sector write.
     *
     * @throws Fault Corrupt: the entry is not the slot's any more; and as the card does. Waits: for the folder to be
     * searched for the name, and for one sector to be written.
     */
    async commit(slot: number, envelope: Envelope): Promise<void> {
        const { map, volume } = this
        const shortAt = map.shortAts[slot]
        await this.load(slot)
        const room = ownLongEntries(volume.sector, shortAt) * LONG_UNITS
        const name = await this.uniqueName(messageTitle(envelope, map.serials[slot]), room)
        await this.load(slot)
        putMessage(volume.sector, shortAt, name, envelope.at)
        await volume.store(map.directorySectors[slot])
        map.states[slot] = SlotState.Unheard
        map.armNotes[slot] = 0
        this.lastName = name
    }

    /** Change what the attributes of a slot say: one sector. @throws as `commit` */
    async setAttributes(slot: number, set: number, clear: number): Promise<void> {
        await this.load(slot)
        const { sector } = this.volume
        const at = this.map.shortAts[slot] + ENTRY_ATTRIBUTES_AT
        sector[at] = (sector[at] | set) & ~clear
        await this.volume.store(this.map.directorySectors[slot])
    }

    /** Make a slot a free one, whatever it was. @param armNote see slot-entry.ts. @throws as `commit` */
    async free(slot: number, armNote: number): Promise<void> {
        const { map, volume } = this
        const shortAt = map.shortAts[slot]
        await this.load(slot)
        if (ownLongEntries(volume.sector, shortAt) < FREE_ENTRIES_MIN) {
            map.states[slot] = SlotState.Retired
            return
        }
        putFree(volume.sector, shortAt, armNote)
        await volume.store(map.directorySectors[slot])
        map.states[slot] = armNote === 0 ? SlotState.Free : SlotState.Armed
        map.armNotes[slot] = armNote
        map.serials[slot] = 0
    }

    /** Have the directory sector of a slot in `volume.sector`, read now: a PC may have had the card before. */
    private async load(slot: number): Promise<void> {
        await this.volume.load(this.map.directorySectors[slot])
        const cluster = entryCluster(this.volume.sector, this.map.shortAts[slot])
        if (cluster === this.map.firstClusters[slot]) return
        this.map.states[slot] = SlotState.Retired
        throw new Fault(FaultCode.Corrupt, `slot ${slot} lost its entry`)
    }

    private async uniqueName(title: string, lengthMax: number): Promise<string> {
        for (let copy = 1; copy <= COPIES_MAX; copy++) {
            const name = messageName(title, copy, lengthMax)
            const taken = await findEntry(this.volume, this.cluster, name)
            if (taken === undefined) return name
        }
        throw new Fault(FaultCode.Full, `too many messages named ${title}`)
    }
}
