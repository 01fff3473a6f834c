/** What is done on the card while nothing goes on, a little at a time, so that a message finds a slot. */
import { mendChain } from "../fat/directory"
import { SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import { SLOT_MS, SLOT_SECTORS } from "./slot-geometry"
import { SlotFolder } from "./slot-folder"
import { FREE_MASK, Kind, SlotState } from "./slot-state"

/** Slots that wait for a message, cleared. */
const ARMED_MAX = 4
/**
 * Of an erased slot two sectors are looked at. Whatever was recorded there stood in the first one of sound; a card that erases
 * nothing but whole units of its own leaves what is in the slot's first and last ones.
 */
const FIRST_LOOK = 1
const LAST_LOOK = SLOT_SECTORS - 1
/** Sectors that are overwritten in one step: some 50 ms. */
const STEP_SECTORS = 32
const NO_SLOT = -1

export class Upkeep {
    /** Whether the card leaves erased sectors as it says; until something else is seen. */
    private canErase = false
    /** The slot that is being cleared, and how far. */
    private clearingSlot = NO_SLOT
    private clearedSectors = 0

    constructor(private readonly folder: SlotFolder) {}

    /** Another card may be in. */
    resetUpkeep(): void {
        this.canErase = this.folder.volume.card.erasedByte !== undefined
        this.beginAnew()
    }

    /** A slot is taken for a message: what was cleared so far does not count. */
    beginAnew(): void {
        this.clearingSlot = NO_SLOT
    }

    /** @returns whether there is more to do. @throws Fault as the card does. Waits: some 100 ms at most. */
    async armNext(): Promise<boolean> {
        const armedCount = this.folder.armed.length
        if (armedCount >= ARMED_MAX) return false
        const free = await this.nextFree()
        if (free === undefined) return await this.makeRoom(armedCount === 0)
        await this.armSlot(free)
        return true
    }

    /**
     * A free slot for a message, armed if the card can be erased. @returns undefined: there is none, nor anything that may
     * go. Waits: to erase it.
     */
    async takeFree(): Promise<number | undefined> {
        const { folder } = this
        const { index, armed } = folder
        while (armed.length === 0) {
            const slot = await this.nextFree()
            if (slot === undefined) {
                if (!(await this.makeRoom(true))) return undefined
            } else if (this.canErase) {
                // Erased the first time, noted the second.
                await this.armSlot(slot)
            } else if ((await folder.linksMissing(slot)) !== 0) await folder.retire(slot)
            else if (await folder.seekEntry(slot)) {
                await index.passTo(slot)
                return slot
            }
        }
        return armed[0]
    }

    /** The slot for a message, and those that are armed after it, as many as so much sound may need. Waits: for the table. */
    async slotsFrom(slot: number, maxMs: number): Promise<number[]> {
        const { folder } = this
        const { armed } = folder
        const slots = [slot]
        const wanted = Math.min(Math.idiv(maxMs + SLOT_MS - 1, SLOT_MS), armed.length)
        while (slots.length < wanted && (await folder.linksMissing(armed[slots.length])) === 0)
            slots.push(armed[slots.length])
        return slots
    }

    /**
     * Let go of the oldest message in the trash; or of the oldest that was heard, and is not to be kept.
     *
     * @returns whether there was one. Waits: for a sector to be written
     */
    private async makeRoom(isHeardToo: boolean): Promise<boolean> {
        const { folder } = this
        const { index } = folder
        let order = await index.nextOrder(1 << Kind.Trashed, 0)
        if (order === 0 && isHeardToo) order = await index.nextOrder(1 << Kind.Heard, 0)
        if (order === 0) return false
        const parts = await folder.partsOf(index.slotAt(order))
        // The first one last: a cut leaves that, or nothing.
        for (let i = parts.length - 1; i >= 0; i--) await folder.freeSlot(parts[i])
        return true
    }

    private async nextFree(): Promise<number | undefined> {
        const { index } = this.folder
        return await index.seek(FREE_MASK, index.firstSlot(), index.slotCount())
    }

    /** Clear a free slot, or a part of it; the next time look whether it is as it should be, and note that in the index. */
    private async armSlot(slot: number): Promise<void> {
        const { folder, canErase } = this
        const { volume, index } = folder
        if (slot !== this.clearingSlot) {
            if (!(await this.hasEntry(slot))) return
            if (!(await mendChain(volume, folder.locate(slot), folder.clustersPerSlot())))
                return await folder.retire(slot)
            this.clearedSectors = 0
        }
        this.clearingSlot = slot
        if (this.clearedSectors < SLOT_SECTORS)
            return canErase ? await this.eraseSlot(slot) : await this.overwrite(slot)
        this.clearingSlot = NO_SLOT
        const byte = (canErase && volume.card.erasedByte) || 0
        this.canErase = canErase && (await this.isFilled(slot, byte))
        if (this.canErase !== canErase) return
        if (byte !== index.erasedByte())
            while (folder.armed.length > 0) await folder.setState(folder.armed[0], SlotState.Free)
        index.setArmedFor(byte, folder.codec)
        await index.putState(slot, SlotState.Armed)
        await index.passTo(slot)
        await index.writeBack()
        folder.armed.push(slot)
    }

    /** Once the folder was compared all slots have theirs. */
    private async hasEntry(slot: number): Promise<boolean> {
        const { folder } = this
        return folder.isCompared || (await folder.seekEntry(slot))
    }

    private async eraseSlot(slot: number): Promise<void> {
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
        for (let i = FIRST_LOOK; i <= LAST_LOOK; i += LAST_LOOK - FIRST_LOOK) {
            await volume.loadSector(this.folder.startSector(slot) + i)
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
