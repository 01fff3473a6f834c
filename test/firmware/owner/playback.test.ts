import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { Command } from "../../../src/owner/owner-keys"
import { OwnerSession } from "../../../src/owner/owner-session"
import { StopReason } from "../../../src/audio/stop-reason"
import { LineEventKind } from "../../../src/hal/voice-line"
import { MachineFixture } from "../support/machine-fixture"

/** The owner presses Play, which is taken, and does what the panel was told before. */
async function listen(f: MachineFixture, command = Command.PlayAll): Promise<StopReason> {
    const { keys } = f.parts
    keys.begin(command)
    return await new OwnerSession(f.parts, keys).atPanel()
}

async function withMessages(serials: string): Promise<MachineFixture> {
    const f = await new MachineFixture().mounted()
    f.unheard(serials)
    return f
}

/**
 * Play, with a card that can be made new: the key is held for a second, and then pressed at these times after that.
 *
 * @param lastMs how long the last press is
 */
async function presses(times: number[], lastMs = 120): Promise<string> {
    const f = await new MachineFixture().withForeignCard(1)
    const { panel } = f
    panel.isPunctual = true
    const start = ds.millis()
    panel.press(start, 1000)
    const count = times.length
    for (let i = 0; i < count; i++)
        panel.press(start + 1100 + times[i], i === count - 1 ? lastMs : 120)
    expect(await listen(f)).toBe(StopReason.Finished)
    return f.storage.isMakingNew ? "new" : "as it was"
}

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
        expect(f.store.opened.includes("message.wav")).toBe(true)
        expect(f.store.opened.endsWith("/3.wav\nAFTERBEEP/prompts/en/u8/end.wav\n")).toBe(true)
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
    test("the key that began it, held on, ends it and switches recording off and on again", async () => {
        const f = await withMessages("7")
        f.line.transmitMs = 20
        const kept: string[] = []
        const storage: any = f.storage
        storage.keepSetting = async (key: string, value: string) => {
            kept.push(key + " " + value)
        }
        f.panel.down(ds.millis() - 1500)
        f.parts.gestures.next()
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.settings.isRecording).toBe(false)
        expect(f.store.unheard).toBe("7")
        expect(f.line.log).toBe("S<x<>H")
        expect(await listen(f, Command.SwitchRecording)).toBe(StopReason.Finished)
        expect(f.settings.isRecording).toBe(true)
        expect(kept.join()).toBe("record no,record yes")
    })
    test("a hold that deletes switches nothing, however long it is", async () => {
        const f = await withMessages("78")
        f.line.transmitMs = 20
        f.panel.down(ds.millis())
        await listen(f)
        expect(f.store.trashed).toBe("7")
        expect(f.settings.isRecording).toBe(true)
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
    test("a message that can't be played does not keep the others from being heard", async () => {
        const f = await withMessages("789")
        f.store.broken = "8"
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.store.heard).toBe("79")
        expect(f.store.unheard).toBe("8")
    })
    test("a card that is of no use is warned of, and left as it is", async () => {
        const f = await new MachineFixture().withForeignCard(1)
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.line.log).toBe("S<>H")
        expect(f.storage.isMakingNew).toBe(false)
    })
    test("held until the tone, and pressed three times, the key makes it new", async () => {
        expect(await presses([0, 250, 500])).toBe("new")
        expect(await presses([0, 900, 2900])).toBe("new")
    })
    test("two presses, four, a long one, or three that come too late do not", async () => {
        expect(await presses([0, 250])).toBe("as it was")
        expect(await presses([0, 250, 500, 750])).toBe("as it was")
        expect(await presses([0, 250, 4900])).toBe("as it was")
        expect(await presses([0, 250, 500], 1000)).toBe("as it was")
        expect(await presses([])).toBe("as it was")
    })
    test("three presses without a hold before them do not, nor does a ring in between", async () => {
        const f = await new MachineFixture().withForeignCard(1)
        for (let i = 0; i < 3; i++) f.panel.press(ds.millis() + i * 250, 120)
        await listen(f)
        expect(f.storage.isMakingNew).toBe(false)
        const g = await new MachineFixture().withForeignCard(1)
        g.panel.down(ds.millis())
        g.line.pollsUntilEvent = 120
        g.line.eventAtPoll = LineEventKind.Ring
        expect(await listen(g)).toBe(StopReason.Rang)
        expect(g.storage.isMakingNew).toBe(false)
    })
    test("calls that could not be kept are told before the messages, once", async () => {
        const f = await withMessages("7")
        f.parts.lostCalls.add()
        await listen(f)
        expect(f.line.log).toBe("S<><>H")
        expect(f.parts.lostCalls.count).toBe(0)
    })
})
