import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { StopReason } from "../../../src/audio/stop-reason"
import { Key } from "../../../src/hal/panel"
import { LineEventKind } from "../../../src/hal/voice-line"
import { Gestures } from "../../../src/owner/gestures"
import { Command } from "../../../src/owner/owner-keys"
import { PanelKeys } from "../../../src/owner/panel-keys"
import { FakeLine } from "../support/fake-line"
import { FakePanel } from "../support/fake-panel"

class Fixture {
    line = new FakeLine()
    panel = new FakePanel()
    keys = new PanelKeys(this.line, new Gestures(this.panel))

    /** What a key pressed for so long means, while nothing goes on. */
    async idle(key: Key, downMs: number): Promise<Command | undefined> {
        this.panel.press(ds.millis(), downMs, key)
        return this.keys.hasBegun() ? await this.keys.command(0) : undefined
    }

    /** The same while messages play. */
    async playing(key: Key, downMs: number): Promise<Command | undefined> {
        this.panel.press(ds.millis(), downMs, key)
        return this.keys.check() === StopReason.KeyPressed ? await this.keys.command(0) : undefined
    }
}

describe("PanelKeys", () => {
    test("while nothing goes on, every key has its meaning, and another one held", async () => {
        const f = new Fixture()
        expect(await f.idle(Key.Play, 100)).toBe(Command.PlayAll)
        expect(await f.idle(Key.Next, 100)).toBe(Command.PlayNew)
        expect(await f.idle(Key.Repeat, 100)).toBe(Command.PlayAll)
        expect(await f.idle(Key.Delete, 100)).toBe(Command.Unknown)
        expect(await f.idle(Key.Delete, 900)).toBe(Command.DeleteHeard)
        expect(await f.idle(Key.Record, 100)).toBe(Command.Memo)
        expect(await f.idle(Key.Record, 900)).toBe(Command.RecordGreeting)
        expect(await f.idle(Key.Answer, 100)).toBe(Command.SwitchAnswering)
        expect(await f.idle(Key.Answer, 900)).toBe(Command.SwitchRecording)
        expect(await f.idle(Key.Menu, 100)).toBe(Command.ToReturn)
        expect(await f.idle(Key.Menu, 900)).toBe(Command.HearGreeting)
    })
    test("after a greeting some are about it still, for some seconds, and the others as while nothing goes on", async () => {
        const f = new Fixture()
        const keys = [Key.Next, Key.Delete, Key.Answer, Key.Menu, Key.Play]
        const meanings = [
            ...[Command.Next, Command.Delete, Command.SwitchAnswering, Command.ToReturn],
            Command.PlayAll,
        ]
        f.panel.isPunctual = true
        for (let i = 0; i < keys.length; i++) {
            f.panel.press(ds.millis() + 4000, 100, keys[i])
            expect(await f.keys.afterGreeting()).toBe(meanings[i])
        }
        f.panel.press(ds.millis() + 4000, 900, Key.Record)
        expect(await f.keys.afterGreeting()).toBe(Command.RecordGreeting)
        f.panel.press(ds.millis() + 4000, 900, Key.Answer)
        expect(await f.keys.afterGreeting()).toBe(Command.SwitchRecording)
        f.panel.press(ds.millis() + 6000, 100, Key.Next)
        expect(await f.keys.afterGreeting()).toBe(undefined)
        await ds.sleep(1100)
        expect(f.keys.hasBegun()).toBe(true)
        expect(await f.keys.command(0)).toBe(Command.PlayNew)
    })
    test("a ring meanwhile ends it", async () => {
        const f = new Fixture()
        f.line.pollsUntilEvent = 100
        f.line.eventAtPoll = LineEventKind.Ring
        expect(await f.keys.afterGreeting()).toBe(Command.Answer)
    })
    test("while messages play they are about these", async () => {
        const f = new Fixture()
        f.keys.begin(Command.PlayAll)
        await f.keys.command(0)
        expect(await f.playing(Key.Play, 100)).toBe(Command.Stop)
        expect(await f.playing(Key.Play, 900)).toBe(Command.Delete)
        expect(await f.playing(Key.Next, 100)).toBe(Command.Next)
        expect(await f.playing(Key.Next, 900)).toBe(Command.Keep)
        expect(await f.playing(Key.Repeat, 100)).toBe(Command.Repeat)
        expect(await f.playing(Key.Repeat, 900)).toBe(Command.Back)
        expect(await f.playing(Key.Delete, 100)).toBe(Command.Delete)
        expect(await f.playing(Key.Delete, 900)).toBe(Command.Undelete)
        expect(await f.playing(Key.Menu, 100)).toBe(Command.Pause)
        expect(await f.playing(Key.Answer, 100)).toBe(Command.Returned)
        expect(await f.playing(Key.Answer, 900)).toBe(Command.NoNeed)
    })
    test("Play begins at once; held for two seconds it switches recording", async () => {
        const f = new Fixture()
        f.panel.down(ds.millis() - 1500)
        expect(f.keys.hasBegun()).toBe(true)
        expect(await f.keys.command(0)).toBe(Command.PlayAll)
        expect(f.keys.check()).toBe(undefined)
        await ds.sleep(600)
        expect(f.keys.check()).toBe(StopReason.KeyPressed)
        expect(await f.keys.command(0)).toBe(Command.SwitchRecording)
    })
    test("another key that follows soon is not lost, nor makes two presses of one", async () => {
        const f = new Fixture()
        f.keys.begin(Command.PlayAll)
        await f.keys.command(0)
        f.panel.press(ds.millis(), 100)
        f.panel.press(ds.millis() + 200, 100, Key.Next)
        f.keys.check()
        expect(await f.keys.command(0)).toBe(Command.Stop)
        expect(await f.keys.command(0)).toBe(Command.Next)
    })
    test("it waits for a key as long as it is told, and a ring ends that", async () => {
        const f = new Fixture()
        const start = ds.millis()
        expect(await f.keys.command(300)).toBe(undefined)
        expect(ds.millis() - start >= 300).toBe(true)
        f.line.post(LineEventKind.Ring)
        expect(await f.keys.command(300)).toBe(Command.Answer)
        expect(f.keys.check()).toBe(undefined)
    })
    test("what is forgotten begins nothing", async () => {
        const f = new Fixture()
        f.panel.press(ds.millis(), 100)
        f.keys.forget()
        expect(f.keys.hasBegun()).toBe(false)
        expect(await f.keys.command(0)).toBe(undefined)
    })
})
