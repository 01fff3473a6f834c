import { describe, expect, test } from "@devicescript/test"
import { IncomingCall } from "../../../src/app/incoming-call"
import { Codec } from "../../../src/hal/sound"
import { LineEventKind } from "../../../src/hal/voice-line"
import { MachineFixture } from "../support/machine-fixture"
import { CountingSound } from "../support/sounds"

const SOUND = hex`01 02 03 04`

/** A greeting so short that `poll` is first called for the event at the wished place. */
async function callWith(f: MachineFixture, polls: number, kind: LineEventKind): Promise<void> {
    f.store.greeting = new CountingSound(Codec.PcmU8, 64)
    f.line.incoming = SOUND
    f.line.takesBytes = 512
    f.line.pollsUntilEvent = polls
    f.line.eventAtPoll = kind
    await new IncomingCall(f.parts).take()
}

describe("IncomingCall", () => {
    test("answers, greets, beeps, records, hangs up, and files the message under the caller", async () => {
        const f = await new MachineFixture().mounted()
        f.parts.clock.setFromCallerId("1122", "1405")
        await callWith(f, 30, LineEventKind.LoopInterrupted)
        expect(f.line.log).toBe("A<>B()H")
        const envelope = f.store.recording?.envelope
        expect(envelope?.number + "," + envelope?.name).toBe("2125550123,J SMITH")
        expect(envelope?.at?.hour).toBe(14)
        expect(f.store.recording?.bytesInLast).toBe(76)
    })
    test("a caller who hangs up during the greeting leaves no message", async () => {
        const f = await new MachineFixture().mounted()
        await callWith(f, 0, LineEventKind.LoopInterrupted)
        expect(f.line.log).toBe("A<xH")
        expect(f.store.recording?.envelope).toBe(undefined)
    })
    test("one busy report may be a voice, two are busy tone", async () => {
        const f = await new MachineFixture().mounted()
        f.line.post(LineEventKind.BusyTone)
        const call = new IncomingCall(f.parts)
        expect(call.check()).toBe(undefined)
        f.line.post(LineEventKind.BusyTone)
        expect(call.check() !== undefined).toBe(true)
    })
    test("digits do not end a message; silence does, and it is kept", async () => {
        const f = await new MachineFixture().mounted()
        f.line.post(LineEventKind.Digit)
        expect(new IncomingCall(f.parts).check()).toBe(undefined)
        await callWith(f, 30, LineEventKind.Silence)
        expect(f.store.recording?.envelope !== undefined).toBe(true)
    })
    test("a broken greeting is replaced by the one in the firmware", async () => {
        const f = await new MachineFixture().mounted()
        f.store.isGreetingBroken = true
        f.line.pollsUntilEvent = 2000
        f.line.incoming = SOUND
        await new IncomingCall(f.parts).take()
        expect(f.line.log).toBe("A<>B()H")
        expect(f.line.transmitted.length > 1000).toBe(true)
    })
    test("without a card, or with a full one, it greets and hangs up without a beep", async () => {
        const empty = new MachineFixture()
        await new IncomingCall(empty.parts).take()
        expect(empty.line.log).toBe("A<>H")
        const full = await new MachineFixture().mounted()
        full.store.isFull = true
        await new IncomingCall(full.parts).take()
        expect(full.line.log).toBe("A<>H")
    })
})
