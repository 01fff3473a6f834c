import { describe, test, expect } from "@devicescript/test"
import { HEARD, Kind, UNHEARD } from "../../../src/store/slot-state"
import { FaultCode } from "../../../src/util/fault"
import { faultOf } from "../support/fault-of"
import { formatFat16 } from "../support/formatter"
import {
    leaveNothing,
    mounted,
    prepared,
    present,
    rest,
    rested,
    restedCard,
} from "../support/messages"
import { RamDisk } from "../support/ram-disk"

async function makeRested16(): Promise<RamDisk> {
    const disk = formatFat16(64)
    await rested(disk)
    return disk
}

describe("Messages", () => {
    test("heard is one sector written, and stays heard", async () => {
        // The other card goes: the VM has no room for both.
        const disk = await prepared("at rest, FAT16", makeRested16)
        const store = await mounted(disk)
        await leaveNothing(store)
        await leaveNothing(store)
        const message = present(await store.messages.nextOfKinds(UNHEARD))
        expect(message.slot).toBe(0)
        disk.written = []
        await store.messages.markHeard(message)
        expect(disk.written.length).toBe(1)
        expect(present(await store.messages.nextOfKinds(UNHEARD)).slot).toBe(1)
        expect(present(await store.messages.nextOfKinds(UNHEARD, message.order)).slot).toBe(1)
        await rest(store)
        const again = await mounted(disk)
        expect(again.messages.unheardCount).toBe(1)
        expect(again.messages.messageCount).toBe(2)
        expect(present(await again.messages.nextOfKinds(UNHEARD)).slot).toBe(1)
        expect(present(await again.messages.nextOfKinds(HEARD)).slot).toBe(0)
    })
    test("heard is not lost where the power goes before the index is written", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        await leaveNothing(store)
        await rest(store)
        await store.messages.markHeard(present(await store.messages.nextOfKinds(UNHEARD)))
        const again = await mounted(disk)
        expect(again.messages.messageCount).toBe(1)
        await rest(again)
        expect(again.messages.unheardCount).toBe(0)
        expect(again.messages.messageCount).toBe(1)
    })
    test("knows nothing of a message from before a mount", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        await leaveNothing(store)
        const message = present(await store.messages.nextOfKinds(UNHEARD))
        await store.mount()
        disk.written = []
        expect(await faultOf(async () => await store.messages.markHeard(message))).toBe(
            FaultCode.NotFound
        )
        expect(await faultOf(async () => await store.messages.trash(message))).toBe(
            FaultCode.NotFound
        )
        expect(disk.written.length).toBe(0)
    })
    test("are counted by what they are, and with them the room that there is", async () => {
        const store = await mounted(await restedCard())
        const { messages } = store
        for (let i = 0; i < 4; i++) await leaveNothing(store)
        expect(messages.unheardCount).toBe(4)
        expect(messages.freeCount).toBe(12)
        // What nobody has heard does not go.
        expect(messages.roomCount).toBe(12)
        const heard = present(await messages.nextOfKinds(UNHEARD))
        await messages.markHeard(heard)
        expect(await messages.kindOf(heard)).toBe(Kind.Heard)
        const kept = present(await messages.nextOfKinds(UNHEARD))
        await messages.keep(kept)
        expect(await messages.kindOf(kept)).toBe(Kind.Kept)
        const trashed = present(await messages.nextOfKinds(UNHEARD))
        await messages.trash(trashed)
        expect(await messages.kindOf(trashed)).toBe(Kind.Trashed)
        expect(messages.unheardCount).toBe(1)
        expect(messages.messageCount).toBe(3)
        expect(messages.freeCount).toBe(12)
        expect(messages.roomCount).toBe(14)
        await messages.untrash(trashed)
        expect(await messages.kindOf(trashed)).toBe(Kind.Unheard)
        expect(messages.unheardCount).toBe(2)
        expect(messages.roomCount).toBe(13)
    })
})
