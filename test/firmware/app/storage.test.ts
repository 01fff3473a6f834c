import { describe, expect, test } from "@devicescript/test"
import { Codec } from "../../../src/hal/sound"
import { ReturnState } from "../../../src/calls/return-state"
import { Fault, FaultCode } from "../../../src/util/fault"
import { Sign } from "../../../src/app/storage"
import { MachineFixture } from "../support/machine-fixture"
import { CountingSound } from "../support/sounds"

describe("Storage", () => {
    test("without a card it is not ready, has nothing to be heard, and is in trouble", async () => {
        const f = new MachineFixture()
        f.card.isAbsent = true
        f.unheard("12")
        await f.mounted()
        expect(f.storage.isReady).toBe(false)
        expect(f.storage.unheardCount()).toBe(0)
        expect(f.storage.sign()).toBe(Sign.Trouble)
    })
    test("takes over the settings of the card", async () => {
        const f = new MachineFixture()
        f.store.files = "rings = 7"
        await f.mounted()
        expect(f.settings.rings).toBe(7)
        expect(f.storage.sign()).toBe(Sign.None)
    })
    test("a greeting for all callers that is not there is looked for, and told once", async () => {
        const f = new MachineFixture()
        f.store.files = "greeting = summer"
        const asked: string[] = []
        const storage: any = f.storage
        storage.hasFile = async (path: string) => {
            asked.push(path)
            return f.hasTemporary
        }
        f.hasTemporary = true
        await f.mounted()
        f.hasTemporary = false
        await f.storage.mount()
        await f.storage.mount()
        f.store.files = "greeting = planned"
        await f.storage.mount()
        const path = "AFTERBEEP/greetings/summer.wav"
        expect(asked.join()).toBe(path + "," + path)
    })
    test("tells of little room, and of none, and of what is worse than that", async () => {
        const f = await new MachineFixture().mounted()
        let signs = ""
        for (const room of [2, 1, 0]) {
            f.store.roomCount = room
            signs += f.storage.sign()
        }
        expect(signs).toBe("" + Sign.None + Sign.LittleRoom + Sign.Full)
        expect(f.storage.hasLittleRoom()).toBe(true)
        f.settings.isRecording = false
        expect(f.storage.sign()).toBe(Sign.GreetingOnly)
        f.greetings.isRefused = true
        expect(f.storage.sign()).toBe(Sign.Trouble)
    })
    test("a sound that can't be played is none, and the card is still used; without a card there is none", async () => {
        const f = await new MachineFixture().mounted()
        f.store.greeting = new CountingSound(Codec.PcmU8, 10)
        expect((await f.storage.openSound("a.wav"))?.lengthBytes).toBe(10)
        f.store.openFault = FaultCode.Corrupt
        expect(await f.storage.openSound("a.wav")).toBe(undefined)
        expect(f.storage.isReady).toBe(true)
        f.store.openFault = FaultCode.TimedOut
        expect(await f.storage.openSound("a.wav")).toBe(undefined)
        expect(f.storage.isReady).toBe(false)
        f.store.openFault = 0
        expect(await f.storage.openSound("a.wav")).toBe(undefined)
    })
    test("a full card is told as such and still used; one that fails is used no more", async () => {
        const f = await new MachineFixture().mounted()
        f.store.roomCount = 0
        f.storage.fail(new Fault(FaultCode.Full, "no slot is free"))
        expect(f.storage.isReady).toBe(true)
        expect(f.storage.sign()).toBe(Sign.Full)
        f.storage.fail(new Fault(FaultCode.TimedOut, "busy"))
        expect(f.storage.isReady).toBe(false)
    })
    test("a card that can't be written takes no message, which is not told as a lack of room", async () => {
        const f = await new MachineFixture().mounted()
        f.store.isReadOnly = true
        expect(await f.storage.beginRecording(Codec.PcmU8)).toBe(undefined)
        const storage: any = f.storage
        expect(storage.toldProblem).toBe("it can't be written")
        expect(f.storage.isReady).toBe(true)
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
    test("a card that is needed is looked at at once, unless it is in use, or being made new", async () => {
        const f = new MachineFixture()
        f.card.isAbsent = true
        await f.mounted()
        expect(await f.storage.insist()).toBe(false)
        f.card.isAbsent = false
        expect(await f.storage.insist()).toBe(true)
        const count = f.card.initialiseCount
        expect(await f.storage.insist()).toBe(true)
        expect(f.card.initialiseCount).toBe(count)
        f.storage.isReady = false
        f.storage.isMakingNew = true
        expect(await f.storage.insist()).toBe(false)
        expect(f.card.initialiseCount).toBe(count)
    })
    test("one that could not be written is asked anew where something is to be written", async () => {
        const f = await new MachineFixture().mounted()
        f.store.isReadOnly = true
        expect(await f.storage.insist()).toBe(true)
        expect(f.card.initialiseCount).toBe(1)
        for (const count of [2, 3]) {
            f.store.isReadOnly = true
            expect(await f.storage.insist(true)).toBe(true)
            expect(f.card.initialiseCount).toBe(count)
        }
        f.store.isReadOnly = false
        expect(await f.storage.insist(true)).toBe(true)
        expect(f.card.initialiseCount).toBe(3)
    })
    test("a greeting is left alone until the card was looked at before it is written to", async () => {
        const f = await new MachineFixture().mounted()
        f.greetings.slices = 3
        f.store.tidied = 0
        expect(await f.storage.workOnGreeting()).toBe(false)
        expect(f.greetings.slices).toBe(3)
        f.store.tidied = 1
        expect(await f.storage.workOnGreeting()).toBe(true)
    })
    test("a card that is of no use is made new step by step, and then used", async () => {
        const f = await new MachineFixture().withForeignCard(2)
        expect(f.storage.isReplaceable()).toBe(true)
        expect(f.storage.sign()).toBe(Sign.Trouble)
        f.storage.beginNewCard()
        expect(f.storage.isReplaceable()).toBe(false)
        expect(f.storage.sign()).toBe(Sign.MakingNew)
        expect(await f.storage.makeNew()).toBe(true)
        expect(await f.storage.makeNew()).toBe(true)
        expect(f.storage.isReady).toBe(false)
        expect(await f.storage.makeNew()).toBe(true)
        expect(f.storage.isReady).toBe(true)
        expect(f.storage.isMakingNew).toBe(false)
    })
    test("one that can't be written is not offered to be made new; nor is one that is not there", async () => {
        const f = await new MachineFixture().withForeignCard(2)
        f.card.isWriteProtected = true
        expect(f.storage.isReplaceable()).toBe(false)
        f.card.isWriteProtected = false
        f.card.isAbsent = true
        await f.storage.lookAfterCard()
        expect(f.storage.isReplaceable()).toBe(false)
    })
    test("a fault, or another card, ends the making", async () => {
        const f = await new MachineFixture().withForeignCard(2)
        f.storage.beginNewCard()
        const storage: any = f.storage
        storage.newCard.step = async () => {
            throw new Fault(FaultCode.Absent, "pulled out")
        }
        expect(await f.storage.makeNew()).toBe(false)
        expect(f.storage.isMakingNew).toBe(false)
        f.storage.beginNewCard()
        await f.storage.initialise()
        expect(f.storage.isMakingNew).toBe(false)
    })
    test("calls that wait are found and marked, and none while there is no card", async () => {
        const f = await new MachineFixture().mounted()
        f.store.returns.openCount = 2
        expect(f.storage.openCallCount()).toBe(2)
        expect((await f.storage.nextOpenCall())?.number).toBe("2125550101")
        expect((await f.storage.nextOpenCall(1))?.line).toBe(2)
        expect(await f.storage.nextOpenCall(2)).toBe(undefined)
        expect(await f.storage.markNumber("2125550101", ReturnState.Done)).toBe(1)
        f.store.isReadOnly = true
        expect(await f.storage.markNumber("2125550101", ReturnState.Tried)).toBe(0)
        expect(f.store.returns.marked).toBe("2125550101:3 ")
        f.storage.isReady = false
        expect(f.storage.openCallCount()).toBe(0)
        expect(await f.storage.nextOpenCall()).toBe(undefined)
    })
    test("a card that fails while calls are looked for is not used any more", async () => {
        const f = await new MachineFixture().mounted()
        f.store.returns.fault = FaultCode.Absent
        expect(await f.storage.nextOpenCall()).toBe(undefined)
        expect(f.storage.isReady).toBe(false)
        f.storage.isReady = true
        expect(await f.storage.markNumber("1", ReturnState.Done)).toBe(0)
        expect(f.storage.isReady).toBe(false)
    })
    test("a bug is not taken for a fault of the card", async () => {
        const f = await new MachineFixture().mounted()
        let name = ""
        try {
            f.storage.fail(new TypeError("bug"))
        } catch (e: any) {
            name = e.message
        }
        expect(name.startsWith("bug")).toBe(true)
    })
})
