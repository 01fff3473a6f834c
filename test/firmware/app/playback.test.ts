import { describe, expect, test } from "@devicescript/test"
import { Playback } from "../../../src/app/playback"
import { StopReason } from "../../../src/audio/stop-reason"
import { Key } from "../../../src/hal/panel"
import { LineEventKind } from "../../../src/hal/voice-line"
import { MachineFixture } from "../support/machine-fixture"

describe("Playback", () => {
    test("plays every unheard message once, oldest first, and marks each", async () => {
        const f = await new MachineFixture().mounted()
        f.store.unheardCount = 3
        expect(await new Playback(f.parts).run()).toBe(StopReason.Finished)
        expect(f.line.log).toBe("S<><><>H")
        expect(f.store.heard).toBe("789")
    })
    test("a key stops at once, and the message stays unheard", async () => {
        const f = await new MachineFixture().mounted()
        f.store.unheardCount = 2
        f.panel.keys.push(Key.Play)
        expect(await new Playback(f.parts).run()).toBe(StopReason.KeyPressed)
        expect(f.line.log).toBe("S<xH")
        expect(f.store.heard).toBe("")
    })
    test("a ring stops it, too", async () => {
        const f = await new MachineFixture().mounted()
        f.store.unheardCount = 1
        f.line.post(LineEventKind.Ring)
        expect(await new Playback(f.parts).run()).toBe(StopReason.Rang)
        expect(f.store.heard).toBe("")
    })
    test("where there is nothing to hear, it beeps; without a card as well", async () => {
        const f = await new MachineFixture().mounted()
        expect(await new Playback(f.parts).run()).toBe(StopReason.Finished)
        expect(f.line.log).toBe("SBH")
        const without = new MachineFixture()
        without.store.unheardCount = 1
        await new Playback(without.parts).run()
        expect(without.line.log).toBe("SBH")
    })
})
