import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { StopReason } from "../../../src/audio/stop-reason"
import { LineEventKind } from "../../../src/hal/voice-line"
import { Command } from "../../../src/owner/owner-keys"
import { RemoteKeys } from "../../../src/owner/remote-keys"
import { FakeLine } from "../support/fake-line"

class Fixture {
    line = new FakeLine()
    keys = new RemoteKeys(this.line)

    type(keys: string): void {
        for (let i = 0; i < keys.length; i++) this.line.postDigit(keys[i])
    }

    /** What these keys mean, as numbers of commands. */
    async meaning(keys: string): Promise<string> {
        this.type(keys)
        const all: string[] = []
        let command = await this.keys.command(50)
        while (command !== undefined && !this.keys.isOver) {
            all.push("" + command)
            command = await this.keys.command(50)
        }
        return all.join()
    }
}

describe("RemoteKeys", () => {
    test("one key is a command at once, and stops the sound", async () => {
        const f = new Fixture()
        f.type("6")
        expect(f.keys.check()).toBe(StopReason.KeyPressed)
        const start = ds.millis()
        expect(await f.keys.command(1000)).toBe(Command.Next)
        expect(ds.millis() - start < 50).toBe(true)
    })
    test("a star takes the next key along, and 3 and 4 the same key", async () => {
        const f = new Fixture()
        expect(await f.meaning("*3")).toBe("" + Command.Undelete)
        expect(await f.meaning("33")).toBe("" + Command.DeleteHeard)
        expect(await f.meaning("44")).toBe("" + Command.Previous)
        expect(await f.meaning("36")).toBe(Command.Delete + "," + Command.Next)
        expect(await f.meaning("3")).toBe("" + Command.Delete)
        expect(await f.meaning("6#8")).toBe(Command.Next + "," + Command.Pause + "," + Command.Bye)
        expect(await f.meaning("*")).toBe("" + Command.Unknown)
    })
    test("figures typed as an answer come one by one", async () => {
        const f = new Fixture()
        f.type("19#*")
        expect(await f.keys.digit(100)).toBe(1)
        expect(await f.keys.digit(100)).toBe(9)
        expect(await f.keys.digit(100)).toBe(0x23)
        expect(await f.keys.digit(100)).toBe(0x2a)
        expect(await f.keys.digit(100)).toBe(undefined)
    })
    test("who hangs up, or a house that takes the call, ends it", async () => {
        for (const kind of [
            LineEventKind.LoopInterrupted,
            LineEventKind.BusyTone,
            LineEventKind.ExtensionPickedUp,
        ]) {
            const f = new Fixture()
            f.line.post(kind)
            expect(f.keys.check() === undefined).toBe(false)
            expect(await f.keys.command(1000)).toBe(Command.Bye)
            expect(await f.keys.digit(1000)).toBe(undefined)
        }
    })
    test("another call that waits, and silence, mean nothing", () => {
        const f = new Fixture()
        f.line.post(LineEventKind.Ring)
        f.line.post(LineEventKind.Quiet)
        expect(f.keys.check()).toBe(undefined)
        expect(f.keys.check()).toBe(undefined)
    })
})
