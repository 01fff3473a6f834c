import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { StopReason } from "../../../src/audio/stop-reason"
import { ReturnState } from "../../../src/calls/return-state"
import { Key } from "../../../src/hal/panel"
import { Command } from "../../../src/owner/owner-keys"
import { listen, withMessages } from "../support/owner"

describe("CallBacks", () => {
    test("whom is to be called back is said one after the other", async () => {
        const f = await withMessages("8")
        f.store.returns.openCount = 2
        expect(await listen(f, Command.ToReturn)).toBe(StopReason.Finished)
        expect(f.line.log).toBe("S<><>H")
        expect(f.store.returns.marked).toBe("")
    })
    test("where nobody is, that is said", async () => {
        const f = await withMessages("8")
        expect(await listen(f, Command.ToReturn)).toBe(StopReason.Finished)
        expect(f.line.log).toBe("S<>H")
    })
    test("without a message that was played there is nothing to mark", async () => {
        const f = await withMessages("8")
        expect(await listen(f, Command.NoNeed)).toBe(StopReason.Finished)
        expect(f.store.returns.marked).toBe("")
    })
    test("one that was tried still waits, and is told to be tried", async () => {
        const f = await withMessages("7")
        f.line.transmitMs = 20
        f.panel.press(ds.millis() + 60, 1000, Key.Menu)
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.store.returns.marked.length > 0).toBe(true)
        expect(f.store.returns.marked.trim().endsWith(":" + ReturnState.Tried)).toBe(true)
        expect(f.store.heard).toBe("7")
    })
    test("the key for it in a message marks its caller's calls, and the message goes on", async () => {
        const f = await withMessages("7")
        f.line.transmitMs = 20
        f.panel.press(ds.millis() + 60, 40, Key.Answer)
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.store.returns.marked.length > 0).toBe(true)
        expect(f.store.returns.marked.trim().endsWith(":" + ReturnState.Done)).toBe(true)
        expect(f.store.heard).toBe("7")
    })
})
