/** A card with messages, and a machine that finds what a PC has done to it. */
import { expect } from "@devicescript/test"
import { MessageStore } from "../../../src/store/message-store"
import { formatFat32 } from "./formatter"
import { countNumbered, leaveNumbered, mounted, prepared, present, rest, rested } from "./messages"
import { RamDisk } from "./ram-disk"
import { folderOf, Home, stateOf } from "./slots"
import { UNHEARD } from "../../../src/store/slot-state"

/** What sectors of the two messages are full of. */
export const FIRST = 0x31
export const SECOND = 0x52

/** A card at rest with two messages, in the first two slots; slots 3 to 6 are armed. */
async function makeUsed(): Promise<RamDisk> {
    const disk = formatFat32(64)
    const store = await rested(disk)
    await leaveNumbered(store, FIRST)
    await leaveNumbered(store, SECOND)
    await rested(disk)
    return disk
}

export class PcFixture {
    /** A sector of the folder before the slots' own, and in it the byte of a place that is free. */
    gapSector = 0

    constructor(
        readonly disk: RamDisk,
        public store: MessageStore
    ) {
        this.gapSector = store.volume.sectorOf(folderOf(store).cluster)
    }

    home(slot: number): Home {
        return new Home(this.disk, this.store, slot)
    }

    /** The card was in a PC; what is done in idle is not done yet. */
    async mounted(): Promise<MessageStore> {
        // There is no room for two stores.
        this.store = undefined as any
        this.store = await mounted(this.disk)
        return this.store
    }

    /** The card was in a PC, and all that can be done in idle is done. */
    async rested(): Promise<MessageStore> {
        const store = await this.mounted()
        await rest(store)
        return store
    }

    async expectState(slot: number, state: number): Promise<void> {
        expect(await stateOf(this.store, slot)).toBe(state)
    }

    /** Both messages are there and whole, and so they are after another mount, for which nothing is left to do. */
    async expectBoth(): Promise<void> {
        const { store } = this
        const one = present(await store.messages.nextOfKinds(UNHEARD))
        const two = present(await store.messages.nextOfKinds(UNHEARD, one.order))
        expect(await countNumbered(store, 0, FIRST)).toBe(7)
        expect(await countNumbered(store, one.order, SECOND)).toBe(7)
        expect(await store.messages.nextOfKinds(UNHEARD, two.order)).toBe(undefined)
        expect(store.messages.freeCount).toBe(14)
        await this.expectRest()
    }

    /** A mount more finds nothing to be done. */
    async expectRest(): Promise<void> {
        const { unheardCount, freeCount } = this.store.messages
        const again = await this.mounted()
        await rest(again)
        expect(this.disk.written.length).toBe(0)
        expect(again.messages.unheardCount).toBe(unheardCount)
        expect(again.messages.freeCount).toBe(freeCount)
    }
}

/** A copy of the card, mounted. */
export async function begun(): Promise<PcFixture> {
    const disk = await prepared("two messages", makeUsed)
    return new PcFixture(disk, await mounted(disk))
}
