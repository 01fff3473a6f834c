import { describe, expect, test } from "@devicescript/test"
import { findEntry } from "../../../src/fat/directory"
import { Codec } from "../../../src/hal/sound"
import { MessageStore } from "../../../src/store/message-store"
import { UNHEARD } from "../../../src/store/slot-state"
import { ENVELOPE, leaveNothing, present, rested, restedCard } from "../support/messages"

const NAME = "2026-11-22 14.05 2125550199 J SMITH"

/** Three messages, of which the second is urgent. */
async function leaveThree(store: MessageStore): Promise<void> {
    await leaveNothing(store)
    const recording = await store.beginRecording(Codec.MuLaw)
    const { name, at } = ENVELOPE
    await recording.finish(Buffer.alloc(512), 0, { number: "2125550199", name, at })
    await recording.markUrgent()
    await leaveNothing(store)
}

/** Slots of the unheard messages in the order in which they are played; `!` behind urgent ones. */
async function order(store: MessageStore): Promise<string> {
    let slots = ""
    let message = await store.messages.nextOfKinds(UNHEARD)
    while (message) {
        slots += message.slot + (message.isUrgent ? "! " : " ")
        message = await store.messages.nextOfKinds(UNHEARD, message.order)
    }
    return slots
}

describe("an urgent message", () => {
    test("is marked by one sector of the folder, which gives it a name that says so", async () => {
        const disk = await restedCard()
        const store = await rested(disk)
        await leaveThree(store)
        const messages = present(await findEntry(store.volume, store.volume.topCluster, "messages"))
        const cluster = messages.firstCluster
        expect(await findEntry(store.volume, cluster, NAME + ".wav")).toBe(undefined)
        const entry = present(await findEntry(store.volume, cluster, NAME + " urgent.wav"))
        expect(entry.attributes).toBe(0x04)
    })
    test("comes first, also after a mount, once the folder was compared", async () => {
        const disk = await restedCard()
        const store = await rested(disk)
        await leaveThree(store)
        expect(await order(store)).toBe("1! 0 2 ")
        expect(await order(await rested(disk))).toBe("1! 0 2 ")
    })
    test("that was heard is one like others", async () => {
        const disk = await restedCard()
        const store = await rested(disk)
        await leaveThree(store)
        const message = present(await store.messages.nextOfKinds(UNHEARD))
        await store.messages.markHeard(message)
        expect(await order(store)).toBe("0 2 ")
        const messages = present(await findEntry(store.volume, store.volume.topCluster, "messages"))
        const name = NAME + " urgent.wav"
        const entry = present(await findEntry(store.volume, messages.firstCluster, name))
        expect(entry.attributes).toBe(0x20)
        const again = await rested(disk)
        expect(await order(again)).toBe("0 2 ")
    })
    test("in the trash is no free slot", async () => {
        const disk = await restedCard()
        const store = await rested(disk)
        await leaveThree(store)
        const { freeCount } = store.messages
        await store.messages.trash(present(await store.messages.nextOfKinds(UNHEARD)))
        const again = await rested(disk)
        expect(again.messages.freeCount).toBe(freeCount)
        expect(await order(again)).toBe("0 2 ")
    })
})
