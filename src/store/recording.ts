/** A message while it comes in: sound goes straight to the slot's sectors, the directory is written once, at the end. */
import { SECTOR_BYTES } from "../hal/block-device"
import { Codec } from "../hal/sound"
import { Fault, FaultCode } from "../util/fault"
import { Envelope } from "./envelope"
import { SlotFolder } from "./slot-folder"
import { SOUND_BYTES_MAX, SOUND_SECTORS_MAX } from "./slot-geometry"
import { SlotState } from "./slot-map"

export class Recording {
    /** Whole sectors of sound that the slot still takes. */
    sectorsLeft = SOUND_SECTORS_MAX
    private nextSector: number
    /** What the last byte of a sector with sound never is; undefined: the slot is not armed. */
    private readonly erasedByte: number | undefined

    constructor(
        private readonly folder: SlotFolder,
        private readonly slot: number,
        private readonly codec: Codec,
        private readonly onCommitted: () => void
    ) {
        this.nextSector = folder.startSector(slot) + 1
        this.erasedByte = folder.erasedByte(slot)
    }

    /**
     * Write the next whole sectors of sound.
     *
     * @param from the sound begins at `atByte`, and continues at byte 0 where the buffer ends (a ring). The last byte of
     * each sector is changed by one step of its codec where it looks like an erased one.
     * @param sectorCount at most `sectorsLeft`
     * @throws Fault Full: more than `sectorsLeft`; and as the card does. Waits: until the card holds them.
     */
    async append(from: Buffer, atByte: number, sectorCount: number): Promise<void> {
        if (sectorCount > this.sectorsLeft) throw new Fault(FaultCode.Full, "slot full")
        this.folder.map.states[this.slot] = SlotState.Recording
        const ringBytes = from.length
        let lastAt = atByte - 1
        for (let i = 0; i < sectorCount; i++) {
            lastAt += SECTOR_BYTES
            if (lastAt >= ringBytes) lastAt -= ringBytes
            // Codes that differ in their last bit are neighbours, in all codecs.
            if (from[lastAt] === this.erasedByte) from[lastAt] = from[lastAt] ^ 1
        }
        await this.folder.volume.card.write(this.nextSector, from, atByte, sectorCount)
        this.nextSector += sectorCount
        this.sectorsLeft -= sectorCount
    }

    /**
     * Write what is left and commit: from now on this is an unheard message.
     *
     * Also after a fault of the line or of `append`: what the card holds is kept.
     * @param lastSector 512 bytes, the last sound in front
     * @param bytesInLast 0 … 512; what the slot has no room for is left out
     * @param keptBytes where the sound is cut, rounded up to a sector; 0: a message of length zero; undefined: all is kept
     * @throws Fault as the card does, and as the folder does: then the next mount finds the message. Waits: for some 30
     * sectors.
     */
    async finish(
        lastSector: Buffer,
        bytesInLast: number,
        envelope: Envelope,
        keptBytes?: number
    ): Promise<void> {
        const { folder, slot } = this
        folder.map.states[slot] = SlotState.Recording
        if (bytesInLast === SECTOR_BYTES && this.sectorsLeft > 0) {
            await this.append(lastSector, 0, 1)
            bytesInLast = 0
        }
        const wholeBytes = (SOUND_SECTORS_MAX - this.sectorsLeft) * SECTOR_BYTES
        const allBytes = Math.min(wholeBytes + bytesInLast, SOUND_BYTES_MAX)
        const cutBytes = (keptBytes ?? allBytes) + SECTOR_BYTES - 1
        const lengthBytes = Math.min(cutBytes - (cutBytes & (SECTOR_BYTES - 1)), allBytes)
        if (lengthBytes === allBytes) {
            await folder.seal(slot, lengthBytes, lastSector)
            await folder.writeHeader(slot, this.codec, lengthBytes, envelope)
        } else {
            // The header first: with it, what is cut off is not the message's any more.
            await folder.writeHeader(slot, this.codec, lengthBytes, envelope)
            await folder.seal(slot, lengthBytes, undefined)
        }
        await folder.commit(slot, envelope)
        this.onCommitted()
    }
}
