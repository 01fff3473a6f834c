/** A message while it comes in: sound goes straight to the slot's sectors, the directory is written once, at the end. */
import { SECTOR_BYTES } from "../hal/block-device"
import { Codec } from "../hal/sound"
import { Fault, FaultCode } from "../util/fault"
import { Envelope } from "./envelope"
import { encodeHeader, putChunk } from "./message-header"
import { messageTitle } from "./message-name"
import { SlotFolder } from "./slot-folder"
import { SLOT_SECTORS, SOUND_BYTES_MAX, SOUND_SECTORS_MAX } from "./slot-geometry"

const CHUNK_HEADER_BYTES = 8

export class Recording {
    /** Whole sectors of sound that the slot still takes. */
    sectorsLeft = SOUND_SECTORS_MAX
    private nextSector: number

    constructor(
        private readonly folder: SlotFolder,
        private readonly slot: number,
        private readonly serial: number,
        private readonly codec: Codec,
        private readonly onCommitted: (slot: number, serial: number) => void
    ) {
        this.nextSector = folder.startSector(slot) + 1
    }

    /**
     * Write the next whole sectors of sound.
     *
     * @param from not changed; the sound begins at `atByte`, and continues at byte 0 where the buffer ends (a ring)
     * @param sectorCount at most `sectorsLeft`
     * @throws Fault Full: more than `sectorsLeft`; and as the card does. Waits: until the card holds them.
     */
    async append(from: Buffer, atByte: number, sectorCount: number): Promise<void> {
        if (sectorCount > this.sectorsLeft) throw new Fault(FaultCode.Full, "slot full")
        await this.folder.volume.card.write(this.nextSector, from, atByte, sectorCount)
        this.nextSector += sectorCount
        this.sectorsLeft -= sectorCount
    }

    /**
     * Write what is left and commit: from now on this is an unheard message.
     *
     * @param lastSector 512 bytes, the last sound in front; the rest of it is overwritten
     * @param bytesInLast 0 … 512; what the slot has no room for is left out
     * @throws Fault as the card does, and as the folder does: then the slot is still free. Waits: for some 30 sectors.
     */
    async finish(lastSector: Buffer, bytesInLast: number, envelope: Envelope): Promise<void> {
        const wholeBytes = (SOUND_SECTORS_MAX - this.sectorsLeft) * SECTOR_BYTES
        const lengthBytes = Math.min(wholeBytes + bytesInLast, SOUND_BYTES_MAX)
        await this.writeEnd(lastSector, lengthBytes - wholeBytes)
        const sector = this.folder.volume.sector
        encodeHeader(sector, this.codec, lengthBytes, this.serial, envelope)
        await this.folder.volume.store(this.folder.startSector(this.slot))
        await this.folder.commit(this.slot, messageTitle(envelope, this.serial), envelope.at)
        this.onCommitted(this.slot, this.serial)
    }

    /** Write the last sound, and after it a JUNK chunk over the rest of the slot. */
    private async writeEnd(lastSector: Buffer, bytesInLast: number): Promise<void> {
        lastSector.fillAt(bytesInLast, SECTOR_BYTES - bytesInLast, 0)
        // Chunks begin at even places.
        const junkAt = (bytesInLast + 1) & ~1
        const slotEnd = this.folder.startSector(this.slot) + SLOT_SECTORS
        const restBytes = (slotEnd - this.nextSector) * SECTOR_BYTES - junkAt
        const junk = Buffer.alloc(CHUNK_HEADER_BYTES)
        putChunk(junk, 0, "JUNK", restBytes - CHUNK_HEADER_BYTES)
        const early = Math.min(CHUNK_HEADER_BYTES, SECTOR_BYTES - junkAt)
        lastSector.blitAt(junkAt, junk, 0, early)
        await this.folder.volume.card.write(this.nextSector, lastSector, 0, 1)
        if (early === CHUNK_HEADER_BYTES) return
        const sector = this.folder.volume.sector
        sector.fillAt(0, SECTOR_BYTES, 0)
        sector.blitAt(0, junk, early, CHUNK_HEADER_BYTES - early)
        await this.folder.volume.store(this.nextSector + 1)
    }
}
