/** What is done on the card while nothing goes on, a little at a time. */
import { SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import { SlotFolder } from "./slot-folder"
import { SLOT_SECTORS } from "./slot-geometry"
import { SlotState } from "./slot-map"

/** Slots that wait for a message, erased. */
const ARMED_MAX = 4
/** Of an erased slot, every so many sectors one is looked at. */
const LOOK_EVERY_SECTORS = 401
/** Sectors that are overwritten in one step: some 50 ms. */
const STEP_SECTORS = 32

export class Upkeep {
    /** Whether the card leaves erased sectors as it says; until something else is seen. */
    canErase = false
    /** The slot that is being cleared, and how far. */
    private clearingSlot = 0
    private clearedSectors = 0

    constructor(private readonly folder: SlotFolder) {}

    /** Another card may be in. */
    reset(): void {
        this.canErase = this.folder.volume.card.erasedByte !== undefined
        this.beginAnew()
    }

    /** A slot is taken for a message: what was cleared so far does not count. */
    beginAnew(): void {
        this.clearedSectors = 0
    }

    /** @returns whether there is more to do. @throws Fault as the card does. Waits: some 100 ms at most. */
    async step(): Promise<boolean> {
        const { map } = this.folder
        const armedCount = map.count(SlotState.Armed)
        const free = map.oldest(SlotState.Free, -1)
        const trashed = map.oldest(SlotState.Trashed, -1)
        if (free !== undefined && armedCount < ARMED_MAX) await this.arm(free)
        else if (free === undefined && armedCount === 0 && trashed !== undefined) {
            await this.folder.free(trashed, 0)
        } else return false
        return true
    }

    /**
     * Clear a free slot, or a part of it; the next time look whether it is as it should be, and note that in its entry.
     *
     * Waits: for the card to erase, or to write some sectors.
     */
    async arm(slot: number): Promise<void> {
        const { folder, canErase } = this
        if (slot !== this.clearingSlot) this.clearedSectors = 0
        this.clearingSlot = slot
        if (this.clearedSectors < SLOT_SECTORS)
            return canErase ? await this.erase(slot) : await this.overwrite(slot)
        this.clearedSectors = 0
        const byte = (canErase && folder.volume.card.erasedByte) || 0
        this.canErase = canErase && (await this.isFilled(slot, byte))
        if (this.canErase === canErase) await folder.free(slot, folder.armNoteFor(byte))
    }

    private async erase(slot: number): Promise<void> {
        try {
            await this.folder.volume.card.erase(this.folder.startSector(slot), SLOT_SECTORS)
            this.clearedSectors = SLOT_SECTORS
        } catch (e: any) {
            if (!(e instanceof Fault) || e.code !== FaultCode.Protocol) throw e
            this.canErase = false
        }
    }

    /** Whether a slot, looked at here and there, is full of one byte. */
    private async isFilled(slot: number, byte: number): Promise<boolean> {
        const { volume } = this.folder
        const word = byte === 0 ? 0 : 0xffffffff
        for (let i = 0; i < SLOT_SECTORS; i += LOOK_EVERY_SECTORS) {
            await volume.load(this.folder.startSector(slot) + i)
            for (let at = 0; at < SECTOR_BYTES; at += 4) {
                if (volume.sector.getAt(at, "u32") !== word) return false
            }
        }
        return true
    }

    private async overwrite(slot: number): Promise<void> {
        const { volume } = this.folder
        const count = Math.min(STEP_SECTORS, SLOT_SECTORS - this.clearedSectors)
        const from = this.folder.startSector(slot) + this.clearedSectors
        // The card takes one sector as a ring: again and again.
        volume.sector.fillAt(0, SECTOR_BYTES, 0)
        await volume.card.write(from, volume.sector, 0, count)
        this.clearedSectors += count
    }
}
