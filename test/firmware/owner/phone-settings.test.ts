import { describe, expect, test } from "@devicescript/test"
import { PhoneSettings } from "../../../src/owner/phone-settings"
import { Playback } from "../../../src/owner/playback"
import { RemoteKeys } from "../../../src/owner/remote-keys"
import { MachineFixture } from "../support/machine-fixture"

/** What is said to an owner who types this in the menu of settings. */
async function said(f: MachineFixture, keys: string): Promise<string> {
    f.store.hasPrompts = true
    f.store.opened = ""
    const storage: any = f.storage
    storage.keepSetting = async (key: string, value: string) => {}
    const remote = new RemoteKeys(f.line)
    for (let i = 0; i < keys.length; i++) f.line.postDigit(keys[i])
    await new PhoneSettings(f.parts, remote, new Playback(f.parts, remote)).run()
    return f.store.opened
}

describe("PhoneSettings", () => {
    test("rings, or the toll saver", async () => {
        const f = await new MachineFixture().mounted()
        expect((await said(f, "16*")).includes("/saved.wav")).toBe(true)
        expect(f.settings.rings).toBe(6)
        await said(f, "10*")
        expect(f.settings.rings).toBe(0)
    })
    test("recording off and on", async () => {
        const f = await new MachineFixture().mounted()
        await said(f, "2*")
        expect(f.settings.isRecording).toBe(false)
        await said(f, "2*")
        expect(f.settings.isRecording).toBe(true)
    })
    test("a new code is typed twice", async () => {
        const f = await new MachineFixture().mounted()
        await said(f, "32468#2468#*")
        expect(f.settings.pin).toBe("2468")
        expect((await said(f, "31357#1358#*")).includes("/not-saved.wav")).toBe(true)
        expect(f.settings.pin).toBe("2468")
        expect((await said(f, "37777#*")).includes("/not-saved.wav")).toBe(true)
        expect((await said(f, "3123#*")).includes("/not-saved.wav")).toBe(true)
        expect(f.settings.pin).toBe("2468")
    })
    test("date and time, the month first in the US", async () => {
        const f = await new MachineFixture().mounted()
        await said(f, "511282026*")
        await said(f, "41630*")
        const at = f.parts.clock.now()
        expect(at?.month).toBe(11)
        expect(at?.day).toBe(28)
        expect(at?.hour).toBe(16)
        expect(at?.minute).toBe(30)
        f.settings.country = "PL"
        await said(f, "501122027*")
        expect(f.parts.clock.now()?.day).toBe(1)
        expect(f.parts.clock.now()?.hour).toBe(16)
    })
    test("what is no date, no time, and no setting changes nothing", async () => {
        const f = await new MachineFixture().mounted()
        for (const keys of ["42460*", "4123#*", "502302026*", "513012026*", "511281999*"])
            expect((await said(f, keys)).includes("/not-saved.wav")).toBe(true)
        expect((await said(f, "9")).endsWith("settings-menu.wav\n")).toBe(true)
    })
})
