/**
 * Makes messages of what a cut has left in armed slots. docs/card-layout.md.
 *
 * An armed slot was erased, so what is in it was written by one call: a message whose header is there needs no more than
 * its entry; of another one the end is where the first sector ends in the erased byte. Every step can be repeated.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { Envelope } from "./envelope"
import { decodeEnvelope, decodeSerial, soundLength } from "./message-header"
import { SlotFolder } from "./slot-folder"
import { SOUND_BYTES_MAX, SOUND_SECTORS_MAX } from "./slot-geometry"
import { SlotState } from "./slot-map"

/** Of the last burst any sectors may be missing, also in its middle. */
const BURST_SECTORS = 15

export class Recovery {
    /** The first so many slots are still to be looked at in idle. */
    private unseenSlots = 0

    constructor(private readonly folder: SlotFolder) {}

    /** Learn the serials of the messages; what has none is no message. Waits: for one sector of each. */
    async readSerials(): Promise<void> {
        const { volume, map } = this.folder
        this.folder.lastSerial = 0
        for (let slot = 0; slot < map.slotCount; slot++) {
            const state = map.states[slot]
            if (state <= SlotState.Armed || state === SlotState.Unhidden) continue
            await volume.load(this.folder.startSector(slot))
            const serial = decodeSerial(volume.sector)
            if (serial === undefined) map.states[slot] = SlotState.Retired
            else this.noteSerial(slot, serial)
        }
    }

    /**
     * Look into all armed slots, and hide free ones that a person has unhidden.
     *
     * @throws Fault as the card does: then it can be done again. Waits: for two sectors of each armed slot; for some 30
     * where there is a message.
     */
    async run(): Promise<void> {
        const { map } = this.folder
        this.unseenSlots = map.slotCount
        for (let slot = 0; slot < map.slotCount; slot++) {
            if (map.states[slot] === SlotState.Unhidden)
                await this.folder.free(slot, map.armNotes[slot])
            if (map.states[slot] > SlotState.Armed || !(await this.folder.isWhole(slot))) continue
            if (map.states[slot] === SlotState.Armed) await this.recover(slot)
        }
    }

    /**
     * Once after `run`, in idle: see that nothing is left in an armed slot of a burst whose first sector was lost. It would
     * follow a later message that is cut off.
     *
     * @throws as `run`. Waits: the first time, for some 15 sectors of each armed slot.
     */
    async lookAgain(): Promise<void> {
        const { folder } = this
        const { states } = folder.map
        while (this.unseenSlots > 0) {
            const slot = --this.unseenSlots
            for (let i = 2; i <= BURST_SECTORS && states[slot] === SlotState.Armed; i++) {
                if (!(await this.isErased(slot, i))) await folder.free(slot, 0)
            }
        }
    }

    private async recover(slot: number): Promise<void> {
        const { folder } = this
        const { volume, map } = folder
        let envelope: Envelope = { number: "unknown", name: "", at: undefined }
        let lengthBytes = 0
        await volume.load(folder.startSector(slot))
        const serial = decodeSerial(volume.sector)
        if (serial !== undefined) {
            this.noteSerial(slot, serial)
            lengthBytes = soundLength(volume.sector)
            envelope = decodeEnvelope(volume.sector)
        } else {
            lengthBytes = Math.min((await this.countSectors(slot)) * SECTOR_BYTES, SOUND_BYTES_MAX)
            if (lengthBytes === 0) return
            await folder.writeHeader(slot, map.armNotes[slot] >> 1, lengthBytes, envelope)
        }
        console.warn(`a message was cut off: ${lengthBytes} bytes of it are there`)
        await folder.seal(slot, lengthBytes, undefined)
        await folder.commit(slot, envelope)
    }

    private noteSerial(slot: number, serial: number): void {
        this.folder.map.serials[slot] = serial
        this.folder.lastSerial = Math.max(this.folder.lastSerial, serial)
    }

    /** @returns how many sectors of sound there are before the first erased one */
    private async countSectors(slot: number): Promise<number> {
        // The second says whether the first was lost on its way.
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
        const { volume } = this.folder
        await volume.load(this.folder.startSector(slot) + index)
        return volume.sector[SECTOR_BYTES - 1] === this.folder.erasedByte(slot)
    }
}
