/** Slots are used round and round: those that wait for a message may be the last ones, and then the first. */
import { describe, test, expect } from "@devicescript/test"
import { Codec } from "../../../src/hal/sound"
import { SlotState, UNHEARD } from "../../../src/store/slot-state"
import { formatFat32 } from "../support/formatter"
import { append, leaveNothing, mounted, present, rest, rested } from "../support/messages"
import { folderOf, stateOf } from "../support/slots"

describe("Recovery", () => {
    test("finds a message that was cut off in the last slots of the round", async () => {
        const disk = formatFat32(64)
        let store = await rested(disk)
        for (let i = 0; i < 14; i++) {
            await leaveNothing(store)
            if (i < 2)
                await store.messages.trash(present(await store.messages.nextOfKinds(UNHEARD)))
            await rest(store)
        }
        expect(folderOf(store).armed.join(",")).toBe("14,15,0,1")
        const sound = Buffer.alloc(512)
        sound.fillAt(0, 512, 0x31)
        await append(await store.beginRecording(Codec.MuLaw), sound, 0, 1)
        store = await mounted(disk)
        expect(store.messages.unheardCount).toBe(13)
        expect(await stateOf(store, 14)).toBe(SlotState.Message)
        expect(folderOf(store).armed.join(",")).toBe("15,0,1")
        await rest(store)
        expect(store.messages.unheardCount).toBe(13)
    })
})
