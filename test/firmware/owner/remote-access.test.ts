import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { LineEventKind } from "../../../src/hal/voice-line"
import { RemoteAccess } from "../../../src/owner/remote-access"
import { MachineFixture } from "../support/machine-fixture"
import { withMessages } from "../support/owner"

/** A machine with a code, and a caller who has typed all this. */
async function caller(keys: string): Promise<MachineFixture> {
    const f = await withMessages("78")
    f.settings.pin = "2468"
    f.store.hasPrompts = true
    for (let i = 0; i < keys.length; i++) f.line.postDigit(keys[i])
    return f
}

describe("RemoteAccess", () => {
    test("the code opens it, and the owner hears all messages, is helped, and bid good-bye", async () => {
        const f = await caller("246811")
        expect(await new RemoteAccess(f.parts).enter(undefined)).toBe("owner")
        expect(f.store.heard).toBe("78")
        for (const help of ["help-messages", "help-more", "help-greetings"])
            expect(f.store.opened.includes(help)).toBe(true)
        expect(f.store.opened.includes("help-room")).toBe(false)
        expect(f.store.opened.endsWith("goodbye.wav\n")).toBe(true)
        expect(f.codes.value).toBe(0)
    })
    test("who is gone, or has somebody in the house on the line, hears no good-bye", async () => {
        for (const end of [LineEventKind.ExtensionPickedUp, LineEventKind.LoopInterrupted]) {
            const f = await caller("2468")
            f.line.post(end)
            expect(await new RemoteAccess(f.parts).enter(undefined)).toBe("owner")
            expect(f.store.opened.includes("goodbye")).toBe(false)
            expect(f.line.log.endsWith("x")).toBe(true)
        }
    })
    test("the first key may have been pressed already", async () => {
        const f = await caller("4688")
        expect(await new RemoteAccess(f.parts).enter(0x32)).toBe("owner")
        expect(f.store.opened.includes("enter-code")).toBe(false)
    })
    test("after a wrong code there are two more, and all are counted in flash", async () => {
        const f = await caller("1234#5678#24688")
        expect(await new RemoteAccess(f.parts).enter(undefined)).toBe("owner")
        expect(f.codes.writeCount).toBe(3)
        const g = await caller("1234#5678#9999#2468")
        expect(await new RemoteAccess(g.parts).enter(undefined)).toBe(undefined)
        expect(g.codes.value).toBe(3)
        expect(g.parts.guard.isOpen()).toBe(false)
    })
    test("a slip of fewer figures is none, and a star begins anew", async () => {
        const f = await caller("24")
        expect(await new RemoteAccess(f.parts).enter(undefined)).toBe(undefined)
        expect(f.codes.value).toBe(0)
        const g = await caller("12*24688")
        expect(await new RemoteAccess(g.parts).enter(undefined)).toBe("owner")
    })
    test("who hangs up at it was nobody", async () => {
        const f = await caller("24")
        f.line.post(LineEventKind.LoopInterrupted)
        expect(await new RemoteAccess(f.parts).enter(undefined)).toBe("hung up at the code")
    })
    test("a wrong code takes as long to be refused as another, however many figures are right", async () => {
        const times: number[] = []
        for (const typed of ["1357", "2467", "24670"]) {
            const f = await caller(typed)
            const start = ds.millis()
            await new RemoteAccess(f.parts).enter(undefined)
            times.push(Math.idiv(ds.millis() - start, 100))
        }
        expect(times[0]).toBe(times[1])
    })
})
