import { describe, expect, test } from "@devicescript/test"
import { KnownCaller } from "../../../src/app/known-caller"
import { BLOCKED } from "../../../src/calls/contacts"
import { MachineFixture } from "../support/machine-fixture"

describe("KnownCaller", () => {
    test("has the owner's name for a number, which is looked for once; else what the network says", async () => {
        const f = await new MachineFixture().mounted()
        const caller = new KnownCaller(f.parts)
        f.line.callerId.number = "O"
        await caller.identify(true)
        expect(f.contactCount).toBe(0)
        expect(caller.calledName()).toBe("J SMITH")
        f.contact = "Zofia"
        f.line.callerId.number = "501234567"
        await caller.identify(true)
        await caller.identify(true)
        expect(f.contactCount).toBe(1)
        expect(caller.calledName()).toBe("Zofia")
        // What the network calls the same number may come after it.
        f.line.callerId.name = "Z KOWALSKA"
        await caller.identify(true)
        expect(caller.askedName).toBe("Z KOWALSKA")
        caller.forgetCaller()
        expect(caller.calledName()).toBe("Z KOWALSKA")
        await caller.identify(true)
        expect(f.contactCount).toBe(2)
    })
    test("is answered after the owner's rings for him, with a greeting that fits", async () => {
        const f = await new MachineFixture().mounted()
        const caller = new KnownCaller(f.parts)
        await caller.decide("", -1, true)
        expect(caller.rings).toBe(f.settings.rings)
        f.contactRings = 7
        f.greetings.other = "caller-2125550123"
        await caller.identify(true)
        expect(caller.rings).toBe(7)
        expect(caller.greetingName).toBe("caller-2125550123")
        f.greetings.other = "full"
        await caller.decide("", -1, false)
        expect(caller.greetingName).toBe("full")
        await caller.decide("", -1, true)
        expect(caller.greetingName).toBe("")
    })
    test("who is blocked is answered at once, and so is one who withholds the number, where the owner wants that", async () => {
        const f = await new MachineFixture().mounted()
        f.contactRings = BLOCKED
        const caller = new KnownCaller(f.parts)
        await caller.identify(true)
        expect(caller.isBlocked).toBe(true)
        expect(caller.rings).toBe(1)
        expect(f.greetings.wanted).toBe("blocked")
        caller.forgetCaller()
        f.line.callerId.number = "P"
        await caller.identify(true)
        expect(caller.isBlocked).toBe(false)
        f.settings.isWithheldBlocked = true
        await caller.identify(true)
        expect(caller.isBlocked).toBe(true)
    })
    test("sets the clock once by what a call says", async () => {
        const f = await new MachineFixture().mounted()
        const caller = new KnownCaller(f.parts)
        caller.setClock()
        expect(f.parts.clock.now()?.month).toBe(11)
        expect(f.line.callerId.date).toBe("")
    })
})
