/** What is known about each slot while the machine runs, filled from the folder at mount. A slot is an index. */

/** Slots that are made on a card. */
export const SLOTS_MAX = 16
/** Slots that can be looked after: a PC may have put copies of messages there. */
export const NOTES_MAX = 24

export enum SlotState {
    /** Nobody knows what its sectors hold. */
    Free = 0,
    /** Free and erased: what is in it was written by one call. */
    Armed = 1,
    Unheard = 2,
    Heard = 3,
    /** In the trash. */
    Trashed = 4,
    /** What the folder, the header and the table say does not fit together: neither shown nor used. */
    Retired = 5,
    /** Free, and shown to people by mistake. */
    Unhidden = 6,
    /** Takes a message just now, or until a fault. */
    Recording = 7,
}

export class SlotMap {
    slotCount = 0
    /** SlotState of each. */
    readonly states = Buffer.alloc(NOTES_MAX)
    /** How each is armed, see slot-entry.ts. */
    readonly armNotes = Buffer.alloc(NOTES_MAX)
    /** 1: its clusters were found in order since the mount. */
    readonly checks = Buffer.alloc(NOTES_MAX)
    /** Sectors of the card with the directory entries. */
    readonly directorySectors: number[] = []
    /** Bytes of the short entries there. */
    readonly shortAts: number[] = []
    readonly firstClusters: number[] = []
    /** Of the messages; 0: a slot without. */
    readonly serials: number[] = []

    /** @returns the new slot */
    add(directorySector: number, shortAt: number, firstCluster: number, state: SlotState): number {
        const slot = this.slotCount++
        this.directorySectors[slot] = directorySector
        this.shortAts[slot] = shortAt
        this.firstClusters[slot] = firstCluster
        this.serials[slot] = 0
        this.states[slot] = state
        this.armNotes[slot] = this.checks[slot] = 0
        return slot
    }

    count(state: SlotState): number {
        let count = 0
        for (let slot = 0; slot < this.slotCount; slot++) {
            if (this.states[slot] === state) count++
        }
        return count
    }

    /** @returns of the slots in this state with a higher serial, the one with the lowest; undefined: there is none */
    oldest(state: SlotState, afterSerial: number): number | undefined {
        let found: number | undefined = undefined
        let foundSerial = 0xffffffff
        for (let slot = 0; slot < this.slotCount; slot++) {
            const serial = this.serials[slot]
            if (this.states[slot] === state && serial > afterSerial && serial < foundSerial) {
                found = slot
                foundSerial = serial
            }
        }
        return found
    }
}
