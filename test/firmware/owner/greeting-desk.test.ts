import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { StopReason } from "../../../src/audio/stop-reason"
import { Key } from "../../../src/hal/panel"
import { greetingsWanted } from "../../../src/app/answer-plan"
import { GreetingDesk } from "../../../src/owner/greeting-desk"
import { Command } from "../../../src/owner/owner-keys"
import { listen, withMessages } from "../support/owner"
import { MachineFixture } from "../support/machine-fixture"

async function mounted(): Promise<{ f: MachineFixture; desk: GreetingDesk }> {
    const f = new MachineFixture()
    f.line.takesBytes = 512
    await f.mounted()
    return { f, desk: new GreetingDesk(f.parts, f.parts.keys) }
}

describe("GreetingDesk", () => {
    test("keys of messages mean greetings from one of their own keys on, until another", async () => {
        const { desk } = await mounted()
        expect(await desk.takes(Command.Next)).toBe(false)
        expect(await desk.takes(Command.Delete)).toBe(false)
        expect(await desk.takes(Command.HearGreeting)).toBe(true)
        expect(await desk.takes(Command.Next)).toBe(true)
        expect(await desk.takes(Command.Keep)).toBe(true)
        expect(await desk.takes(Command.PlayNew)).toBe(false)
        expect(await desk.takes(Command.Next)).toBe(false)
    })
    test("next and previous go through them, in a ring", async () => {
        const { f, desk } = await mounted()
        await desk.obey(Command.HearGreeting)
        expect(f.greetings.wanted).toBe("default")
        await desk.obey(Command.Next)
        expect(f.greetings.wanted).toBe("after-hours")
        await desk.obey(Command.Repeat)
        expect(f.greetings.wanted).toBe("after-hours")
        await desk.obey(Command.Previous)
        await desk.obey(Command.Previous)
        expect(f.greetings.wanted).toBe("full")
        expect(await desk.obey(Command.Next)).toBe(StopReason.Finished)
        expect(f.greetings.wanted).toBe("default")
    })
    test("the one that is kept is what all callers hear, until the usual one is", async () => {
        const { f, desk } = await mounted()
        const kept: string[] = []
        const storage: any = f.storage
        storage.keepSetting = async (key: string, value: string) => {
            kept.push(key + " " + value)
        }
        await desk.obey(Command.Next)
        await desk.obey(Command.Keep)
        // It is not there.
        expect(kept.length).toBe(0)
        f.hasTemporary = true
        await desk.obey(Command.Keep)
        expect(greetingsWanted(f.parts, "2125550123", true)[0]).toBe("after-hours")
        await desk.obey(Command.Previous)
        await desk.obey(Command.Keep)
        expect(greetingsWanted(f.parts, "2125550123", true)[0]).toBe("caller-2125550123")
        expect(kept.join()).toBe("greeting after-hours,greeting planned")
    })
    test("in a session they leave the messages alone", async () => {
        const f = await withMessages("78")
        f.line.takesBytes = 512
        expect(await listen(f, Command.HearGreeting)).toBe(StopReason.Finished)
        expect(f.line.log).toBe("S<>H")
        expect(f.store.unheard).toBe("78")
    })
    test("when one has sounded, keys mean it for some seconds more", async () => {
        const f = await withMessages("78")
        f.line.takesBytes = 512
        f.panel.isPunctual = true
        const startMs = ds.millis()
        f.panel.press(startMs + 4000, 100, Key.Next)
        f.panel.press(startMs + 8000, 100, Key.Next)
        // Whoever plays messages has done with greetings.
        f.panel.press(startMs + 12000, 100, Key.Play)
        f.store.hasPrompts = true
        expect(await listen(f, Command.HearGreeting)).toBe(StopReason.Finished)
        expect(f.greetings.wanted).toBe("holiday")
        expect(f.store.unheard).toBe("")
        expect(f.store.heard).toBe("78")
    })
})
