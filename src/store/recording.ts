/** A message while it comes in: sound goes straight to the slot's sectors, the directory is written once, at the end. */
import { SECTOR_BYTES } from "../hal/block-device"
import { Codec } from "../hal/sound"
import { Fault, FaultCode } from "../util/fault"
import { Envelope } from "./envelope"
import { SlotFolder } from "./slot-folder"
import { SlotState } from "./slot-state"
import { SOUND_BYTES_MAX, SOUND_SECTORS_MAX } from "./slot-geometry"

/** Of each part but the last. */
const PART_BYTES = SOUND_SECTORS_MAX * SECTOR_BYTES

export class Recording {
    /** Whole sectors of sound that the slots still take. */
    sectorsLeft: number
    private nextSector: number
    /** Which of the slots is being filled. */
    private part = 0
    /** File name of the message, once that is committed. */
    private name = ""

    /**
     * @param slots in which it goes on, one after the other
     * @param erasedByte what the last byte of a sector with sound never is; undefined: the slot is not armed
     */
    constructor(
        private readonly folder: SlotFolder,
        private readonly slots: number[],
        private readonly codec: Codec,
        private readonly erasedByte: number | undefined,
        private readonly onCommitted: () => void
    ) {
        this.sectorsLeft = slots.length * SOUND_SECTORS_MAX
        this.nextSector = folder.startSector(slots[0]) + 1
    }

    /** Do now what else would have to be done at the end. Waits: for one sector. */
    async prepare(): Promise<void> {
        const { folder } = this
        folder.locate(this.slots[0])
        await folder.volume.holdSector(folder.sector)
    }

    /**
     * Hand the next whole sector of sound to the card.
     *
     * @param from the sector begins at `atByte`. Its last byte is changed by one step of its codec where it looks like an
     * erased one.
     * @returns by how many sectors to go on: 1; 0: the card is busy or has refused it, come again; below 0: so far back,
     * the card has not kept what it took
     * @throws Fault Full: nothing is left; and as the card does. Does not wait for the card; a pause must follow.
     */
    async put(from: Buffer, atByte: number): Promise<number> {
        if (this.sectorsLeft <= 0) throw new Fault(FaultCode.Full, "slot full")
        if (this.leftInPart() === 0) {
            if (!(await this.flush())) return 0
            this.part++
            this.nextSector = this.folder.startSector(this.slots[this.part]) + 1
        }
        this.takeSlot()
        this.stepAside(from, atByte + SECTOR_BYTES - 1)
        const next = await this.folder.volume.card.writeNext(this.nextSector, from, atByte)
        const step = next - this.nextSector
        this.nextSector = next
        this.sectorsLeft -= step
        return step
    }

    /** Let the card keep for good what was put. @returns false: it is busy, come again after a pause */
    async flush(): Promise<boolean> {
        return await this.folder.volume.card.endRun()
    }

    /**
     * Write what is left and commit: from now on this is an unheard message. Of several parts the last comes first: a cut
     * before the first one is committed leaves messages of their own.
     *
     * Also after a fault of the line or of `put`: what the card holds is kept.
     * @param lastSector 512 bytes or more, the last sound in front
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
        this.takeSlot()
        if (bytesInLast === SECTOR_BYTES && this.leftInPart() > 0) {
            this.stepAside(lastSector, SECTOR_BYTES - 1)
            await this.folder.volume.card.write(this.nextSector, lastSector, 0, 1)
            this.sectorsLeft--
            bytesInLast = 0
        }
        const wholeBytes = (SOUND_SECTORS_MAX - this.leftInPart()) * SECTOR_BYTES
        const allBytes = Math.min(wholeBytes + bytesInLast, SOUND_BYTES_MAX)
        const kept = keptBytes === undefined ? allBytes : keptBytes - this.part * PART_BYTES
        const cutBytes = Math.max(kept, 0) + SECTOR_BYTES - 1
        const lengthBytes = Math.min(cutBytes - (cutBytes & (SECTOR_BYTES - 1)), allBytes)
        await this.file(envelope, lengthBytes, lengthBytes === allBytes ? lastSector : undefined)
        this.name = this.folder.lastName
        this.onCommitted()
    }

    /**
     * Let nothing be left of it: its slots are free again. A cut before the next idle makes a message of what has come in.
     *
     * @throws Fault as the card does. Waits: as a rule for nothing.
     */
    async drop(): Promise<void> {
        for (let part = 0; part <= this.part; part++)
            if (this.sectorsLeft < this.slots.length * SOUND_SECTORS_MAX)
                await this.folder.setState(this.slots[part], SlotState.Free)
        this.onCommitted()
    }

    /** The slot of its first part. */
    slot(): number {
        return this.slots[0]
    }

    /** Once more the message that was committed last, for the list of calls. */
    nameAgain(): void {
        this.folder.lastName = this.name
    }

    /**
     * Let the message, which is committed and unheard, be urgent: one write to the folder.
     *
     * @throws as `finish`. Waits: for two sectors.
     */
    async markUrgent(): Promise<void> {
        this.nameAgain()
        await this.folder.markUrgent(this.slots[0])
        this.name = this.folder.lastName
    }

    /** The part that is being filled, and all before it. @param last with the end of the sound; undefined: that is on the card */
    private async file(
        envelope: Envelope,
        lengthBytes: number,
        last: Buffer | undefined
    ): Promise<void> {
        const { folder, slots } = this
        envelope.nextCluster = 0
        const first = folder.locate(slots[0])
        while (this.part >= 0) {
            const { part } = this
            const slot = slots[part]
            envelope.place = part === 0 ? 0 : ((part << 28) | first) >>> 0
            if (last) await folder.seal(slot, lengthBytes, last)
            await folder.writeHeader(slot, this.codec, lengthBytes, envelope)
            // The header first: with it, what is cut off is not the message's any more.
            if (!last) await folder.seal(slot, lengthBytes, undefined)
            await folder.commit(slot, envelope)
            envelope.nextCluster = folder.locate(slot)
            lengthBytes = PART_BYTES
            last = undefined
            this.part--
        }
    }

    private leftInPart(): number {
        return this.sectorsLeft - (this.slots.length - this.part - 1) * SOUND_SECTORS_MAX
    }

    /** Nobody else gets the slot, whatever happens: the next mount looks into it. */
    private takeSlot(): void {
        const { armed } = this.folder
        if (armed[0] === this.slots[this.part]) armed.insert(0, -1)
    }

    /** A sector whose last byte is as the card's erased ones are is no sound to those who recover it. */
    private stepAside(sound: Buffer, lastAt: number): void {
        // Codes that differ in their last bit are neighbours, in all codecs.
        if (sound[lastAt] === this.erasedByte) sound[lastAt] = sound[lastAt] ^ 1
    }
}
