/** Work on a card that somebody interrupts: it is done later, and nothing is lost. */
import * as ds from "@devicescript/core"
import { describe, test, expect } from "@devicescript/test"
import { crowded, takenClusters } from "../support/crowded"
import { FAT16_RESERVED, FSINFO, TABLE_16_SECTORS, formatFat32 } from "../support/formatter"
import { aCall, leaveNothing, mounted, prepared, rest } from "../support/messages"

/** Clusters of 64 KB, of which a slot takes 22: little of the table is written. */
const LARGE = 128

/** Somebody who is waiting when that is asked for the n-th time. */
class Visitor {
    constructor(private asksLeft: number) {}

    async isWanted(): Promise<boolean> {
        this.asksLeft--
        return this.asksLeft === -1
    }

    hasCome(): boolean {
        return this.asksLeft < 0
    }
}

/** Prepare a new card. @returns whether it was asked often enough for somebody to come */
async function interruptAt(n: number): Promise<boolean> {
    const disk = await prepared("fresh", async () => formatFat32(LARGE))
    const store = await mounted(disk, 32)
    const visitor = new Visitor(n)
    while (await store.maintain(visitor)) {}
    if (store.isReadOnly || store.messages.freeCount !== 32) throw new Error(`${n}: not done`)
    const ours = 3 + 1 + 1 + 1 + 1 + 32 * 22
    expect((await takenClusters(disk)) - 3).toBe(ours)
    expect(disk.peek(FSINFO).getAt(488, "u32")).toBe(70000 - 1 - ours)
    return visitor.hasCome()
}

describe("work that somebody interrupts", () => {
    test("on a new card is done later, with nothing lost or taken twice", async () => {
        let n = 0
        while (await interruptAt(n)) n += 5
        expect(n > 10).toBe(true)
    })
    test("waits for nobody while nobody has come", async () => {
        const disk = await prepared("fresh", async () => formatFat32(LARGE))
        const store = await mounted(disk)
        expect(await store.maintain({ isWanted: async () => true })).toBe(true)
        expect(store.isReadOnly).toBe(false)
        await rest(store)
        expect(await store.logCall(aCall("1", "message"))).toBe(true)
    })
})

describe("a card that is searched for room", () => {
    test("keeps nobody waiting for more than some seconds: the rest is done in idle", async () => {
        const disk = crowded(LARGE, 0, cluster => false)
        // Room for 16 slots and all else, near the end of the table.
        for (let i = 29; i < 31; i++)
            for (let copy = 0; copy < 2; copy++)
                disk.edit(FAT16_RESERVED + copy * TABLE_16_SECTORS + i).fillAt(0, 512, 0)
        // The table takes 10 s.
        disk.readMs = 300
        const startMs = ds.millis()
        const store = await mounted(disk)
        expect(ds.millis() - startMs < 9000).toBe(true)
        expect(store.isReadOnly).toBe(false)
        expect(store.messages.freeCount).toBe(0)
        // Nothing of it is known: a call leaves nothing, and does no harm.
        expect(await store.logCall(aCall("1", "no room for a message"))).toBe(false)
        expect(disk.written.length).toBe(0)
        // Who comes meanwhile waits for no more than a part of the search.
        const visitor = new Visitor(1)
        const beganMs = ds.millis()
        expect(await store.maintain(visitor)).toBe(true)
        expect(ds.millis() - beganMs < 9000).toBe(true)
        disk.readMs = 0
        await rest(store)
        expect(store.messages.freeCount).toBe(16)
        await leaveNothing(store)
        expect(await store.logCall(aCall("1", "message"))).toBe(true)
        const again = await mounted(disk)
        expect(again.messages.unheardCount).toBe(1)
        expect(again.messages.freeCount).toBe(15)
    })
})
