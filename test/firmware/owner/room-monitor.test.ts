import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { StopReason } from "../../../src/audio/stop-reason"
import { LineEventKind } from "../../../src/hal/voice-line"
import { Command } from "../../../src/owner/owner-keys"
import { Playback } from "../../../src/owner/playback"
import { RemoteKeys } from "../../../src/owner/remote-keys"
import { hearRoom } from "../../../src/owner/room-monitor"
import { MachineFixture } from "../support/machine-fixture"

const MINUTE_MS = 60000

class Bench {
    f = new MachineFixture()
    keys = new RemoteKeys(this.f.line)
    playback = new Playback(this.f.parts, this.keys)
    tookMs = 0

    constructor() {
        this.f.line.takesBytes = 512
        this.f.settings.isRoomHeard = true
    }

    async run(): Promise<StopReason> {
        const startMs = ds.millis()
        const reason = await hearRoom(this.f.parts, this.keys, this.playback)
        this.tookMs = ds.millis() - startMs
        return reason
    }
}

describe("room monitor", () => {
    test("the room is told, then heard, for a minute at most", async () => {
        const b = new Bench()
        expect(await b.run()).toBe(StopReason.Finished)
        expect(b.f.line.log).toBe("L<>M-<>")
        expect(b.tookMs >= MINUTE_MS).toBe(true)
        expect(b.tookMs < MINUTE_MS + 5000).toBe(true)
        expect(b.f.lamp.isSteady).toBe(false)
    })
    test("the lamp is lit while it lasts, and any key ends it and means nothing else", async () => {
        const b = new Bench()
        let litMs = 0
        const lamp: any = b.f.lamp
        lamp.setSteady = (isSteady: boolean) => {
            litMs = isSteady ? -ds.millis() : litMs + ds.millis()
            // Two seconds after it was opened.
            if (isSteady) b.f.line.pollsUntilEvent = 200
        }
        b.f.line.digitAtPoll = "1"
        expect(await b.run()).toBe(StopReason.Finished)
        expect(b.f.line.log).toBe("L<>M-<>")
        expect(litMs >= 2000).toBe(true)
        expect(litMs < 3000).toBe(true)
    })
    test("is not there where the owner does not want it, or the modem can't", async () => {
        const b = new Bench()
        b.f.settings.isRoomHeard = false
        expect(await b.run()).toBe(StopReason.Finished)
        expect(b.f.line.log).toBe("<>")
        const c = new Bench()
        c.f.line.hasSpeakerphone = false
        expect(await c.run()).toBe(StopReason.Finished)
        expect(c.f.line.log).toBe("<>")
    })
    test("a key that cuts short what the room is told leaves it alone, and is obeyed", async () => {
        const b = new Bench()
        b.f.line.postDigit("2")
        expect(await b.run()).toBe(StopReason.KeyPressed)
        expect(b.playback.command).toBe(Command.PlayNew)
        expect(b.f.line.log).toBe("L<x-")
    })
    test("ends when the far end is gone", async () => {
        const b = new Bench()
        const lamp: any = b.f.lamp
        lamp.setSteady = (isSteady: boolean) => {
            if (isSteady) b.f.line.post(LineEventKind.BusyTone)
        }
        expect(await b.run()).toBe(StopReason.KeyPressed)
        expect(b.playback.command).toBe(Command.Bye)
        expect(b.tookMs < 2000).toBe(true)
        expect(b.f.line.log).toBe("L<>M-")
    })
})
