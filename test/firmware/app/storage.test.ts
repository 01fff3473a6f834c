import { describe, expect, test } from "@devicescript/test"
import { Fault, FaultCode } from "../../../src/util/fault"
import { MachineFixture } from "../support/machine-fixture"

describe("Storage", () => {
    test("without a card it is not ready, has nothing to be heard, and is in trouble", async () => {
        const f = new MachineFixture()
        f.card.isAbsent = true
        f.unheard("12")
        await f.mounted()
        expect(f.storage.isReady).toBe(false)
        expect(f.storage.unheardCount()).toBe(0)
        expect(f.storage.isInTrouble()).toBe(true)
    })
    test("takes over the settings of the card", async () => {
        const f = new MachineFixture()
        f.store.files = "rings = 7"
        await f.mounted()
        expect(f.settings.rings).toBe(7)
        expect(f.storage.isInTrouble()).toBe(false)
    })
    test("a full card is in trouble and still used; one that fails is used no more", async () => {
        const f = await new MachineFixture().mounted()
        f.store.freeCount = 0
        f.storage.fail(new Fault(FaultCode.Full, "no slot is free"))
        expect(f.storage.isReady).toBe(true)
        expect(f.storage.isInTrouble()).toBe(true)
        f.storage.fail(new Fault(FaultCode.TimedOut, "busy"))
        expect(f.storage.isReady).toBe(false)
    })
    test("a card that can't be written is made ready anew now and then, and another one is not", async () => {
        const f = await new MachineFixture().mounted()
        for (let i = 0; i < 30; i++) await f.storage.lookAfterCard()
        expect(f.card.initialiseCount).toBe(1)
        f.store.isReadOnly = true
        for (let i = 0; i < 11; i++) await f.storage.lookAfterCard()
        expect(f.card.initialiseCount).toBe(1)
        await f.storage.lookAfterCard()
        expect(f.card.initialiseCount).toBe(2)
        expect(f.storage.isReady).toBe(true)
        await f.storage.lookAfterCard()
        expect(f.card.initialiseCount).toBe(2)
    })
    test("a bug is not taken for a fault of the card", async () => {
        const f = await new MachineFixture().mounted()
        let name = ""
        try {
            f.storage.fail(new TypeError("bug"))
        } catch (e: any) {
            name = e.message
        }
        expect(name).toBe("bug")
    })
})
