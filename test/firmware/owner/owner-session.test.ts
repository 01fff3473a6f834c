import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { StopReason } from "../../../src/audio/stop-reason"
import { Key } from "../../../src/hal/panel"
import { Command } from "../../../src/owner/owner-keys"
import { OwnerSession } from "../../../src/owner/owner-session"
import { SOME_CALL } from "../support/machine-fixture"
import { listen, withMessages } from "../support/owner"

describe("OwnerSession", () => {
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
    test("calls that could not be kept are told before the messages, once", async () => {
        const f = await withMessages("7")
        await f.parts.lostCalls.add(SOME_CALL)
        await listen(f)
        expect(f.line.log).toBe("S<><>H")
        expect(f.parts.lostCalls.count).toBe(0)
    })
    test("all heard messages go into the trash at once, never an unheard or a kept one", async () => {
        const f = await withMessages("89")
        f.store.heard = "4567"
        f.store.kept = "6"
        expect(await listen(f, Command.DeleteHeard)).toBe(StopReason.Finished)
        expect(f.store.trashed).toBe("457")
        expect(f.store.unheard).toBe("89")
        expect(f.store.heard).toBe("6")
    })
    test("the volume goes on while its key is held, to the end of the scale, and one step where it is let go", async () => {
        const f = await withMessages("8")
        const storage: any = f.storage
        storage.keepSetting = async (key: string, value: string) => {}
        f.settings.volume = 4
        f.panel.press(ds.millis() - 1500, 1000, Key.Next)
        f.parts.keys.hasBegun()
        await new OwnerSession(f.parts, f.parts.keys).atPanel()
        expect(f.settings.volume).toBe(5)
        f.panel.down(ds.millis() - 1500, Key.Next)
        f.parts.keys.hasBegun()
        expect(await new OwnerSession(f.parts, f.parts.keys).atPanel()).toBe(StopReason.Finished)
        expect(f.settings.volume).toBe(8)
    })
    test("a key pressed while it says something is obeyed", async () => {
        const f = await withMessages("8")
        f.panel.press(ds.millis(), 100, Key.Next)
        f.line.transmitMs = 20
        expect(await listen(f, Command.DeleteHeard)).toBe(StopReason.Finished)
        expect(f.line.log).toBe("S<x<>H")
    })
    test("a key that means nothing here ends it in peace", async () => {
        const f = await withMessages("8")
        expect(await listen(f, Command.Unknown)).toBe(StopReason.Finished)
        expect(f.line.log).toBe("SH")
    })
})
