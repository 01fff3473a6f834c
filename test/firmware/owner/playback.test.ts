import * as ds from "@devicescript/core"
import { Key } from "../../../src/hal/panel"
import { describe, expect, test } from "@devicescript/test"
import { StopReason } from "../../../src/audio/stop-reason"
import { LineEventKind } from "../../../src/hal/voice-line"
import { MachineFixture } from "../support/machine-fixture"
import { listen, withMessages } from "../support/owner"

describe("Playback", () => {
    test("plays every unheard message once, oldest first, marks each, and says when it is over", async () => {
        const f = await withMessages("789")
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.line.log).toBe("S<><><>H")
        expect(f.store.heard).toBe("789")
    })
    test("where all are heard, it plays them again", async () => {
        const f = await withMessages("")
        f.store.heard = "56"
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.line.log).toBe("S<><>H")
        expect(f.store.heard).toBe("56")
    })
    test("where there is none, and where there is no card, it says only that", async () => {
        const f = await withMessages("")
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.line.log).toBe("S<>H")
        const without = new MachineFixture()
        without.unheard("1")
        await listen(without)
        expect(without.line.log).toBe("S<>H")
        expect(without.line.transmitted.length > 1000).toBe(true)
    })
    test("where there is little room it says so at the end, and not where some was made meanwhile", async () => {
        const f = await withMessages("7")
        f.store.hasPrompts = true
        f.store.roomCount = 1
        await listen(f)
        expect(f.store.opened.endsWith("/end.wav\nAFTERBEEP/prompts/en/u8/room.wav\n")).toBe(true)
        f.unheard("8")
        f.store.onHeard = () => {
            f.store.roomCount = 2
        }
        f.store.heard = f.store.opened = ""
        await listen(f)
        await listen(f)
        expect(f.store.opened.endsWith("/end.wav\n")).toBe(true)
    })
    test("announces each message in the words of the card", async () => {
        const f = await withMessages("7")
        f.store.hasPrompts = true
        await listen(f)
        expect(f.store.opened.split("AFTERBEEP/prompts/en/u8/").join("")).toBe(
            "1.wav\nnew-messages-one.wav\nmessage.wav\n1.wav\nfrom.wav\n2.wav\n1.wav\n2.wav\n5.wav\n5.wav\n5.wav\n" +
                "0.wav\n1.wav\n2.wav\n3.wav\ntime-unknown.wav\nend.wav\n"
        )
    })
    test("where nothing is there, it says how many new ones there are, and that is all", async () => {
        const f = await withMessages("")
        f.store.hasPrompts = true
        f.settings.language = "pl"
        await listen(f)
        expect(f.store.opened).toBe("AFTERBEEP/prompts/pl/u8/new-messages-none.wav\n")
    })
    test("a press stops at once, and the message stays unheard", async () => {
        const f = await withMessages("78")
        f.panel.press(ds.millis(), 120)
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.line.log).toBe("S<xH")
        expect(f.store.heard).toBe("")
        expect(f.store.unheard).toBe("78")
    })
    test("a double press goes on with the next, and the one that was cut short stays unheard", async () => {
        const f = await withMessages("789")
        f.panel.press(ds.millis(), 120)
        f.panel.press(ds.millis() + 270, 120)
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.store.heard).toBe("89")
        expect(f.store.unheard).toBe("7")
        expect(f.line.log).toBe("S<x<><>H")
    })
    test("a hold deletes the one that plays, says so, and goes on", async () => {
        const f = await withMessages("789")
        f.panel.down(ds.millis())
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.store.trashed).toBe("7")
        expect(f.store.heard).toBe("89")
        expect(f.line.log).toBe("S<x<><><>H")
    })
    test("a hold just after a message has ended deletes that one", async () => {
        const f = await withMessages("78")
        // The first message is one block after its announcement; the key goes down in the second announcement.
        f.store.onHeard = () => f.panel.down(ds.millis())
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.store.trashed).toBe("7")
        expect(f.store.heard).toBe("8")
    })
    test("a second hold, while it says that it was deleted, takes that back, and the message begins again", async () => {
        const f = await withMessages("78")
        const start = ds.millis()
        f.panel.isPunctual = true
        f.line.transmitMs = 20
        f.line.takesBytes = 512
        f.panel.press(start, 900)
        f.panel.press(start + 1200, 900)
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.store.trashed).toBe("")
        expect(f.store.heard).toBe("78")
        expect(f.line.log).toBe("S<x<x<><><>H")
    })
    test("a press while it says so stops, a double one goes on at once: deleted it stays", async () => {
        const f = await withMessages("78")
        const start = ds.millis()
        f.panel.isPunctual = true
        f.line.transmitMs = 20
        f.line.takesBytes = 512
        f.panel.press(start, 900)
        f.panel.press(start + 1200, 120)
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.store.trashed).toBe("7")
        expect(f.store.unheard).toBe("8")
        const again = ds.millis()
        f.panel.press(again, 900)
        f.panel.press(again + 1200, 120)
        f.panel.press(again + 1450, 120)
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.store.trashed).toBe("78")
    })
    test("a double press whose second is held keeps the message, and goes on", async () => {
        const f = await withMessages("789")
        const start = ds.millis()
        f.panel.isPunctual = true
        f.panel.press(start, 120)
        f.panel.press(start + 300, 1000)
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.store.kept).toBe("7")
        expect(f.store.trashed).toBe("")
        expect(f.store.heard).toBe("789")
        expect(f.line.log).toBe("S<x<><><>H")
    })
    test("the key that began it may be held for long, and deletes nothing", async () => {
        const f = await withMessages("7")
        f.panel.down(ds.millis() - 700)
        f.parts.gestures.next()
        f.line.transmitMs = 20
        f.line.takesBytes = 512
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.store.trashed).toBe("")
    })
    test("a ring stops it, also while a finger makes up its mind", async () => {
        const f = await withMessages("7")
        f.line.post(LineEventKind.Ring)
        expect(await listen(f)).toBe(StopReason.Rang)
        expect(f.store.heard).toBe("")
        f.panel.press(ds.millis(), 120)
        f.line.pollsUntilEvent = 2
        f.line.eventAtPoll = LineEventKind.Ring
        expect(await listen(f)).toBe(StopReason.Rang)
    })
    test("next, repeat and delete, with keys of their own", async () => {
        const f = await withMessages("789")
        const { panel } = f
        panel.isPunctual = true
        f.line.transmitMs = 20
        f.line.takesBytes = 512
        const start = ds.millis()
        panel.press(start, 100, Key.Next)
        panel.press(start + 200, 100, Key.Repeat)
        panel.press(start + 400, 100, Key.Delete)
        expect(await listen(f)).toBe(StopReason.Finished)
        // "Again", in its announcement, meant the first one.
        expect(f.store.trashed).toBe("7")
        expect(f.store.heard).toBe("89")
    })
    test("the key that deletes takes it back while it says so; held it does so later", async () => {
        const f = await withMessages("78")
        const { panel } = f
        panel.isPunctual = true
        f.line.transmitMs = 20
        f.line.takesBytes = 512
        const start = ds.millis()
        panel.press(start, 100, Key.Delete)
        panel.press(start + 300, 100, Key.Delete)
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.store.trashed).toBe("")
        expect(f.store.heard).toBe("78")
        panel.press(ds.millis(), 100, Key.Delete)
        panel.press(ds.millis() + 300, 100, Key.Next)
        panel.press(ds.millis() + 500, 900, Key.Delete)
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.store.trashed).toBe("")
    })
    test("what was played to its end and is not new stays as it is", async () => {
        const f = await withMessages("")
        f.store.heard = "5"
        f.store.kept = "5"
        await listen(f)
        expect(f.store.kept).toBe("5")
        expect(f.store.marked).toBe(0)
    })
    test("a pause goes on at the next press, and Play, which plays, ends it, too", async () => {
        const f = await withMessages("7")
        const { panel } = f
        panel.isPunctual = true
        f.line.transmitMs = 20
        f.line.takesBytes = 512
        const start = ds.millis()
        panel.press(start, 100, Key.Menu)
        panel.press(start + 1000, 100, Key.Menu)
        panel.press(start + 1200, 100, Key.Menu)
        panel.press(start + 2000, 100)
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.line.log).toBe("S<x<x<>H")
        expect(f.store.heard).toBe("7")
        expect(ds.millis() - start > 2000).toBe(true)
    })
    test("a message that can't be played does not keep the others from being heard", async () => {
        const f = await withMessages("789")
        f.store.broken = "8"
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.store.heard).toBe("79")
        expect(f.store.unheard).toBe("8")
    })
})
