import { describe, test, expect } from "@devicescript/test"
import { ensureFolder } from "../../../src/fat/directory"
import { formatFat32 } from "../support/formatter"
import { leaveNothing, mounted, present, rest, rested } from "../support/messages"
import { hideFolder } from "../support/slots"

const FOLDER = "AFTERBEEP/messages/"

/** Beside message-store.test.ts, whose cards leave no room in the VM for two folders of slots. */
describe("MessageStore", () => {
    test("where another folder has its place, notices that in idle, and makes slots there", async () => {
        const disk = formatFat32(64)
        await rested(disk)
        let store = await mounted(disk)
        hideFolder(disk, store)
        await ensureFolder(store.volume, store.volume.topCluster, "messages")
        store = await rested(disk)
        expect(store.messages.freeCount).toBe(16)
        expect(store.isReadOnly).toBe(false)
        await leaveNothing(store)
        present(await store.openSound(FOLDER + "2026-11-22 14.05 2125550123 J SMITH.wav"))
        await rest(store)
        expect((await rested(disk)).messages.messageCount).toBe(1)
        expect(disk.written.length).toBe(0)
    })
})
