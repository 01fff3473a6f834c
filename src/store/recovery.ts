/**
 * Makes messages of what a cut has left in armed slots. docs/card-layout.md.
 *
 * An armed slot was cleared, so what is in it was written by one call: a message whose header is there needs no more than
 * its entry; of another one the end is where the first sector ends in the erased byte. Every step can be repeated.
 */
import { isDamaged } from "../fat/directory"
import { SECTOR_BYTES } from "../hal/block-device"
import { Envelope } from "./envelope"
import { fatMinute } from "./fat-time"
import { decodeEnvelope, decodeSerial, soundLength } from "./message-header"
import { SOUND_BYTES_MAX, SOUND_SECTORS_MAX } from "./slot-geometry"
import { hasFreeName } from "./slot-entry"
import { isEntryOf, SlotFolder } from "./slot-folder"
import { kindAt, SlotState } from "./slot-state"
import { mendSector } from "./slot-mender"

/** Of the last burst any sectors may be missing, also in its middle. */
const BURST_SECTORS = 15

export class Recovery {
    /** Armed slots that are still to be looked at in idle. */
    private unseen: number[] = []

    constructor(private readonly folder: SlotFolder) {}

    /**
     * Look into the armed slots, in the order in which they are used, up to the first that is empty.
     *
     * @throws Fault as the card does: then it can be done again. Waits: for three sectors; for some 30 where there is a
     * message.
     */
    async recoverCalls(): Promise<void> {
        const { folder } = this
        while (folder.armed.length > 0 && !(await this.isEmpty(folder.armed[0]))) {}
        this.unseen = folder.armed.slice()
    }

    /**
     * Once after `run`, in idle: see that nothing is left in an armed slot of a burst whose first sector was lost, which
     * would follow a later message that is cut off.
     *
     * @returns whether there was something to do. @throws as `run`. Waits: for some 15 sectors.
     */
    async lookAgain(): Promise<boolean> {
        const { folder } = this
        const slot = this.unseen.pop()
        if (slot === undefined) return false
        for (let i = 1; i <= BURST_SECTORS && folder.armed.indexOf(slot) >= 0; i++)
            if (!(await this.isErased(slot, i))) await folder.setState(slot, SlotState.Free)
        return true
    }

    /** Whether an armed slot holds nothing; if it does, it is a message now. */
    private async isEmpty(slot: number): Promise<boolean> {
        const { folder } = this
        const { volume, index } = folder
        const { sector } = volume
        const start = folder.startSector(slot)
        await volume.loadSector(folder.sector)
        const isLost = isDamaged(sector, folder.shortAt)
        if (!isLost && !isEntryOf(sector, folder.shortAt, folder.locate(slot)))
            if (!(await folder.seekEntry(slot))) return false
        const isCommitted = !isLost && !hasFreeName(sector, folder.shortAt)
        const kind = kindAt(sector, folder.shortAt)
        await volume.loadSector(start)
        const serial = decodeSerial(sector)
        let envelope: Envelope = { number: "unknown", name: "", at: undefined }
        let lengthBytes = 0
        if (serial === undefined) {
            lengthBytes = Math.min((await this.countSectors(slot)) * SECTOR_BYTES, SOUND_BYTES_MAX)
            if (lengthBytes === 0) return true
        } else {
            envelope = decodeEnvelope(sector)
            lengthBytes = soundLength(sector)
        }
        // A PC may have given the clusters to another file.
        if ((await folder.linksMissing(slot)) !== 0) {
            await folder.retire(slot)
            return false
        }
        if (serial !== undefined) {
            index.noteSerial(serial)
            if (isCommitted) {
                // The last that was written before it may have been lost all the same.
                await folder.seal(slot, lengthBytes, undefined)
                index.noteWhen(fatMinute(envelope.at))
                const isPart = await folder.isPart(slot, envelope)
                await folder.setState(slot, isPart ? SlotState.Part : SlotState.Message | kind)
                return false
            }
        } else {
            await this.noteSerials()
            await folder.writeHeader(slot, index.codec(), lengthBytes, envelope)
        }
        console.warn(`a message was cut off: ${lengthBytes} bytes of it are there`)
        await folder.seal(slot, lengthBytes, undefined)
        if (isLost) await mendSector(folder, slot)
        await folder.commit(slot, envelope)
        return false
    }

    /** A later call of the same mount may have been filed: its serial counts, too. */
    private async noteSerials(): Promise<void> {
        const { folder } = this
        for (const slot of folder.armed) {
            await folder.volume.loadSector(folder.startSector(slot))
            folder.index.noteSerial(decodeSerial(folder.volume.sector) ?? 0)
        }
    }

    /** @returns how many sectors of sound there are before the first erased one */
    private async countSectors(slot: number): Promise<number> {
        if (await this.isErased(slot, 1)) return 0
        let sound = 1
        let erased = SOUND_SECTORS_MAX + 2
        while (sound + 1 < erased) {
            const middle = (sound + erased) >> 1
            if (await this.isErased(slot, middle)) erased = middle
            else sound = middle
        }
        for (let i = Math.max(1, sound - BURST_SECTORS); i < sound; i++) {
            if (await this.isErased(slot, i)) return i - 1
        }
        return sound
    }

    private async isErased(slot: number, index: number): Promise<boolean> {
        const { folder } = this
        await folder.volume.loadSector(folder.startSector(slot) + index)
        return folder.volume.sector[SECTOR_BYTES - 1] === folder.index.erasedByte()
    }
}
