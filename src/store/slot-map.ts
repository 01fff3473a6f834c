/**
 * What is known about each slot while the machine runs: one flat buffer, filled from the folder at mount.
 *
 *     0  u32  sector of the card with the slot's directory entries
 *     4  u16  byte of its short entry there: 224 or 480
 *     6  u8   SlotState
 *     7  u8   1: its clusters were found in order since the mount
 *     8  u32  first cluster
 *     12 u32  serial of the message in it
 */

/** Slots that are made on a card, and that are looked after. */
export const SLOTS_MAX = 16

export enum SlotState {
    Free = 0,
    Unheard = 1,
    Heard = 2,
    /** In the trash. */
    Trashed = 3,
    /** What the folder, the header and the table say does not fit together: neither shown nor used. */
    Retired = 4,
}

const NOTE_BYTES = 16
const SHORT_AT = 4
const STATE_AT = 6
const CHECKED_AT = 7
const CLUSTER_AT = 8
const SERIAL_AT = 12

export class SlotMap {
    slotCount = 0
    private readonly slots = Buffer.alloc(SLOTS_MAX * NOTE_BYTES)

    clear(): void {
        this.slotCount = 0
    }

    /** @returns the new slot's index */
    add(directorySector: number, shortAt: number, firstCluster: number, state: SlotState): number {
        const slot = this.slotCount++
        const at = slot * NOTE_BYTES
        this.slots.fillAt(at, NOTE_BYTES, 0)
        this.slots.setAt(at, "u32", directorySector)
        this.slots.setAt(at + SHORT_AT, "u16", shortAt)
        this.slots.setAt(at + CLUSTER_AT, "u32", firstCluster)
        this.slots[at + STATE_AT] = state
        return slot
    }

    directorySector(slot: number): number {
        return this.slots.getAt(slot * NOTE_BYTES, "u32")
    }

    shortAt(slot: number): number {
        return this.slots.getAt(slot * NOTE_BYTES + SHORT_AT, "u16")
    }

    firstCluster(slot: number): number {
        return this.slots.getAt(slot * NOTE_BYTES + CLUSTER_AT, "u32")
    }

    state(slot: number): SlotState {
        return this.slots[slot * NOTE_BYTES + STATE_AT]
    }

    setState(slot: number, state: SlotState): void {
        this.slots[slot * NOTE_BYTES + STATE_AT] = state
    }

    serial(slot: number): number {
        return this.slots.getAt(slot * NOTE_BYTES + SERIAL_AT, "u32")
    }

    setSerial(slot: number, serial: number): void {
        this.slots.setAt(slot * NOTE_BYTES + SERIAL_AT, "u32", serial)
    }

    isChecked(slot: number): boolean {
        return this.slots[slot * NOTE_BYTES + CHECKED_AT] !== 0
    }

    setChecked(slot: number): void {
        this.slots[slot * NOTE_BYTES + CHECKED_AT] = 1
    }

    count(state: SlotState): number {
        let count = 0
        for (let slot = 0; slot < this.slotCount; slot++) {
            if (this.state(slot) === state) count++
        }
        return count
    }

    /** @returns the slot in this state that has the lowest serial; undefined: none is */
    oldest(state: SlotState): number | undefined {
        let found: number | undefined = undefined
        for (let slot = 0; slot < this.slotCount; slot++) {
            if (this.state(slot) !== state) continue
            if (found === undefined || this.serial(slot) < this.serial(found)) found = slot
        }
        return found
    }

    /** @returns the highest serial of all messages; 0: there are none */
    lastSerial(): number {
        let last = 0
        for (let slot = 0; slot < this.slotCount; slot++) last = Math.max(last, this.serial(slot))
        return last
    }
}
