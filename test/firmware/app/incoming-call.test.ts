import { describe, expect, test } from "@devicescript/test"
import { IncomingCall } from "../../../src/app/incoming-call"
import { BLOCKED } from "../../../src/calls/contacts"
import { Codec } from "../../../src/hal/sound"
import { LineEventKind } from "../../../src/hal/voice-line"
import { Fault, FaultCode } from "../../../src/util/fault"
import { MachineFixture } from "../support/machine-fixture"
import { CountingSound } from "../support/sounds"

const SOUND = hex`01 02 03 04`

/** A greeting so short that `poll` is first called for the event at the wished place. */
async function callWith(f: MachineFixture, polls: number, kind: LineEventKind): Promise<void> {
    f.greetings.sound = new CountingSound(Codec.PcmU8, 64)
    f.line.incoming = SOUND
    f.line.takesBytes = 512
    // One look is before the call is answered.
    f.line.pollsUntilEvent = polls + 1
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
    test("files it under the owner's name for the caller, which is looked for once and for each call", async () => {
        const f = await new MachineFixture().mounted()
        const call = new IncomingCall(f.parts)
        f.contact = "Zofia"
        f.line.callerId.number = ""
        await call.identify()
        f.line.callerId.number = "O"
        await call.identify()
        expect(f.contactCount).toBe(0)
        f.line.callerId.number = "501234567"
        await call.identify()
        await call.identify()
        expect(f.contactCount).toBe(1)
        f.greetings.sound = new CountingSound(Codec.PcmU8, 64)
        f.line.incoming = SOUND
        f.line.takesBytes = 512
        f.line.pollsUntilEvent = 30
        await call.take()
        expect(f.store.recording?.envelope?.name).toBe("Zofia")
        f.line.pollsUntilEvent = 30
        f.contact = ""
        await call.take()
        expect(f.store.recording?.envelope?.name).toBe("J SMITH")
        expect(f.contactCount).toBe(2)
    })
    test("a card that was put in a moment ago takes the message; so does one that fails once", async () => {
        const f = new MachineFixture()
        f.card.isAbsent = true
        await f.mounted()
        f.card.isAbsent = false
        await callWith(f, 30, LineEventKind.LoopInterrupted)
        expect(f.store.recording?.bytesInLast).toBe(76)
        const store: any = f.store
        const { beginRecording } = store
        store.recording = undefined
        store.beginRecording = async (codec: Codec) => {
            store.beginRecording = beginRecording
            throw new Fault(FaultCode.Absent, "it was taken out")
        }
        await callWith(f, 30, LineEventKind.LoopInterrupted)
        expect(f.store.recording?.bytesInLast).toBe(76)
    })
    test("a call that says another time says it once, however often it is looked at: the clock goes on, in doubt", async () => {
        const f = await new MachineFixture().mounted()
        f.parts.clock.setFromCallerId("1122", "1405")
        f.line.callerId.date = "0305"
        const call = new IncomingCall(f.parts)
        await call.prepare()
        await call.giveUp(3, false)
        const now = f.parts.clock.now()
        expect(now?.month).toBe(11)
        expect(now?.isDoubtful).toBe(true)
    })
    test("a caller who hangs up during the greeting leaves no message", async () => {
        const f = await new MachineFixture().mounted()
        await callWith(f, 0, LineEventKind.LoopInterrupted)
        expect(f.line.log).toBe("A<xH")
        expect(f.store.recording?.envelope).toBe(undefined)
        expect(f.store.calls).toBe("2125550123: hung up during the greeting 0\n")
    })
    test("what ends a message: silence, a tone, somebody in the house; and it is kept", async () => {
        for (const kind of [
            LineEventKind.Silence,
            LineEventKind.Quiet,
            LineEventKind.DialTone,
            LineEventKind.BusyTone,
            LineEventKind.CongestionTone,
            LineEventKind.ExtensionPickedUp,
        ]) {
            const f = await new MachineFixture().mounted()
            await callWith(f, 30, kind)
            expect(f.line.log).toBe("A<>B()H")
            expect(f.store.recording?.envelope !== undefined).toBe(true)
        }
    })
    test("the tone of a fax machine, or of a modem, is no message, but a call", async () => {
        for (const kind of [LineEventKind.FaxCalling, LineEventKind.DataCalling]) {
            const f = await new MachineFixture().mounted()
            await callWith(f, 30, kind)
            expect(f.line.log).toBe("A<>B()H")
            expect(f.store.recording?.envelope).toBe(undefined)
            expect(f.store.calls.includes("a fax machine or a modem")).toBe(true)
        }
    })
    test("# ends a message", async () => {
        const f = await new MachineFixture().mounted()
        const call = new IncomingCall(f.parts)
        f.line.digitAtPoll = "#"
        f.greetings.sound = new CountingSound(Codec.PcmU8, 64)
        f.line.takesBytes = 512
        f.line.incoming = SOUND
        f.line.pollsUntilEvent = 30
        await call.take()
        expect(f.line.log).toBe("A<>B()H")
    })
    test("* during the greeting goes on to the beep", async () => {
        const f = await new MachineFixture().mounted()
        const call = new IncomingCall(f.parts)
        f.line.digitAtAnswer = "*"
        f.line.incoming = SOUND
        f.line.pollsUntilEvent = 40
        await call.take()
        expect(f.line.log).toBe("A<xB()H")
        expect(f.store.recording?.envelope !== undefined).toBe(true)
    })
    test("a call without any sound is kept, too", async () => {
        const f = await new MachineFixture().mounted()
        f.greetings.sound = new CountingSound(Codec.PcmU8, 64)
        f.line.takesBytes = 512
        f.line.pollsUntilEvent = 30
        await new IncomingCall(f.parts).take()
        expect(f.store.recording?.keptBytes).toBe(0)
        expect(f.store.calls).toBe("2125550123: message 0\n")
        expect(f.store.recording?.envelope?.number).toBe("2125550123")
    })
    test("a fault of the modem in the middle: what was said is filed first", async () => {
        const f = await new MachineFixture().mounted()
        f.greetings.sound = new CountingSound(Codec.PcmU8, 64)
        f.line.takesBytes = 512
        f.line.incoming = SOUND
        f.line.failsAtPoll = 30
        let code = 0
        try {
            await new IncomingCall(f.parts).take()
        } catch (e: any) {
            code = e.code
        }
        expect(code).toBe(FaultCode.TimedOut)
        expect(f.store.recording?.envelope?.number).toBe("2125550123")
        expect(f.line.log).toBe("A<>B(")
    })
    test("a slot is taken while it rings, once", async () => {
        const f = await new MachineFixture().mounted()
        const call = new IncomingCall(f.parts)
        await call.prepare()
        await call.prepare()
        expect(f.store.recording === undefined).toBe(false)
        await callWith(f, 30, LineEventKind.LoopInterrupted)
    })
    test("without a card, or with a full one, it greets and hangs up without a beep", async () => {
        const empty = new MachineFixture()
        empty.card.isAbsent = true
        await new IncomingCall(empty.parts).take()
        expect(empty.line.log).toBe("A<>H")
        expect(empty.parts.lostCalls.count).toBe(1)
        const full = await new MachineFixture().mounted()
        full.store.isFull = true
        await new IncomingCall(full.parts).take()
        expect(full.line.log).toBe("A<>H")
        expect(full.parts.lostCalls.count).toBe(0)
    })
    test("without room it says so after the greeting, or plays the owner's own instead of both", async () => {
        const f = await new MachineFixture().mounted()
        f.store.isFull = f.store.hasPrompts = true
        f.greetings.sound = new CountingSound(Codec.PcmU8, 8)
        f.settings.leadInMs = 0
        await new IncomingCall(f.parts).take()
        // The greeting's samples are 0, 1, 2 …; so are those of the clip.
        expect(f.line.transmitted).toBe("000102030405060700010203040506070809")
        expect(f.store.opened.endsWith("AFTERBEEP/prompts/en/u8/full.wav\n")).toBe(true)
        f.line.transmitted = ""
        f.greetings.other = "full"
        f.greetings.otherSound = new CountingSound(Codec.PcmU8, 3)
        await new IncomingCall(f.parts).take()
        expect(f.line.transmitted).toBe("000102")
        expect(f.store.calls.endsWith("2125550123: no room for a message 0\n")).toBe(true)
    })
    test("where the owner wants no messages, no slot is taken", async () => {
        const f = await new MachineFixture().mounted()
        f.settings.isRecording = false
        await new IncomingCall(f.parts).take()
        expect(f.line.log).toBe("A<>H")
        expect(f.store.recording).toBe(undefined)
        expect(f.store.calls).toBe("2125550123: greeting only 0\n")
    })
    test("a call on a card that can't be written is counted", async () => {
        const f = await new MachineFixture().mounted()
        f.store.isFull = f.store.isReadOnly = true
        await new IncomingCall(f.parts).take()
        expect(f.line.log).toBe("A<>H")
        expect(f.parts.lostCalls.count).toBe(1)
        expect(f.store.calls).toBe("")
    })
    test("a call is noted in flash once, and that is cleared when it has its line", async () => {
        const f = await new MachineFixture().mounted()
        const call = new IncomingCall(f.parts)
        await call.prepare()
        await call.note()
        await call.note()
        expect(f.keepsake.textCount).toBe(1)
        expect(f.keepsake.texts["call-0"].startsWith("7|12||2125550123|")).toBe(true)
        await call.giveUp(2, false)
        expect(f.keepsake.texts["call-0"]).toBe("")
        expect(f.keepsake.textCount).toBe(2)
    })
    test("without a card the note stays, and says what became of the call", async () => {
        const f = new MachineFixture()
        f.card.isAbsent = true
        await new IncomingCall(f.parts).take()
        const note = f.keepsake.texts["call-0"]
        expect(note.startsWith("none|no room for a message|2125550123|")).toBe(true)
        expect(f.keepsake.value).toBe(65536)
    })
    test("who gives up before it is answered is counted without a card", async () => {
        const f = new MachineFixture()
        await new IncomingCall(f.parts).giveUp(2, false)
        expect(f.parts.lostCalls.count).toBe(1)
    })
    test("who gives up is listed with the rings; one ring of somebody unknown is a mark of its own", async () => {
        const f = await new MachineFixture().mounted()
        const call = new IncomingCall(f.parts)
        await call.giveUp(3, false)
        await call.giveUp(1, false)
        await call.giveUp(2, true)
        f.contact = "Ann"
        await call.identify()
        await call.giveUp(1, false)
        expect(f.store.calls).toBe(
            "2125550123: not answered after 3 rings 0\n2125550123: one ring 0\n" +
                "2125550123: taken by somebody in the house 0\n2125550123: not answered after 1 ring 0\n"
        )
    })
    test("a telephone that was picked up just now is not answered", async () => {
        const f = await new MachineFixture().mounted()
        f.line.post(LineEventKind.ExtensionPickedUp)
        await new IncomingCall(f.parts).take()
        expect(f.line.log).toBe("H")
        expect(f.store.calls).toBe("2125550123: taken by somebody in the house 0\n")
    })
    test("nor one of which the modem can measure that somebody has the line", async () => {
        const f = await new MachineFixture().mounted()
        f.line.isLineHeld = true
        await new IncomingCall(f.parts).take()
        expect(f.line.log).toBe("H")
        expect(f.store.calls).toBe("2125550123: taken by somebody in the house 0\n")
    })
    test("a modem that gives way by itself says so after the stream has ended", async () => {
        const f = await new MachineFixture().mounted()
        f.line.pollsUntilEvent = 3
        const line: any = f.line
        line.cancelTransmit = async () => f.line.post(LineEventKind.ExtensionPickedUp)
        await new IncomingCall(f.parts).take()
        expect(f.store.calls).toBe("2125550123: taken by somebody in the house 0\n")
    })
    test("a message that is shorter than the owner wants is not kept", async () => {
        const f = await new MachineFixture().mounted()
        f.settings.messageMinMs = 1000
        await callWith(f, 30, LineEventKind.LoopInterrupted)
        expect(f.store.recording?.isDropped).toBe(true)
        expect(f.store.recording?.keptBytes).toBe(-1)
        expect(f.store.calls).toBe("2125550123: hung up without a message 0\n")
    })
    test("the end of a message is kept where the owner wants it", async () => {
        const f = await new MachineFixture().mounted()
        f.settings.isTailKept = true
        await callWith(f, 30, LineEventKind.LoopInterrupted)
        expect(f.store.recording?.keptBytes).toBe(f.parts.recorder.receivedBytes)
    })
    test("the number of a fax machine is noted where it is to be left alone", async () => {
        const f = await new MachineFixture().mounted()
        let noted = ""
        const storage: any = f.storage
        storage.changeSetting = async (key: string, value: string) => {
            noted += key + "=" + value
        }
        await callWith(f, 3, LineEventKind.FaxCalling)
        expect(noted).toBe("")
        f.settings.isFaxLeft = true
        await callWith(f, 3, LineEventKind.FaxCalling)
        expect(noted).toBe("fax-numbers=2125550123")
    })
    test("who calls after a fax machine, and gives up, is none", async () => {
        const f = await new MachineFixture().mounted()
        let noted = ""
        const storage: any = f.storage
        storage.changeSetting = async (key: string, value: string) => {
            noted += value + " "
        }
        f.settings.isFaxLeft = true
        f.greetings.sound = new CountingSound(Codec.PcmU8, 64)
        f.line.pollsUntilEvent = 4
        f.line.eventAtPoll = LineEventKind.FaxCalling
        const call = new IncomingCall(f.parts)
        await call.take()
        f.line.callerId.number = "3125550177"
        await call.giveUp(2, false)
        expect(noted).toBe("2125550123 ")
    })
    test("a call from a number waits to be returned, but not one that rang once, from nobody the owner knows", async () => {
        const f = await new MachineFixture().mounted()
        const call = new IncomingCall(f.parts)
        await call.giveUp(1, false)
        await call.giveUp(2, false)
        f.contact = "Anna"
        await call.identify()
        await call.giveUp(1, false)
        expect(f.store.states).toBe("411")
    })
    test("another number in the same ringing has no name of the caller before, whatever comes first", async () => {
        const f = await new MachineFixture().mounted()
        const call = new IncomingCall(f.parts)
        const { callerId } = f.line
        await call.prepare()
        await call.identify()
        callerId.number = "2125550124"
        expect(await call.ringsOfNext(2)).toBe(0)
        expect(callerId.number + callerId.name).toBe("2125550124")
        await call.identify()
        callerId.name = "B JONES"
        await call.identify()
        callerId.number = "2125550125"
        callerId.name = "C GREEN"
        await call.ringsOfNext(2)
        expect(callerId.number + callerId.name).toBe("2125550125C GREEN")
        expect(f.store.calls.includes("2125550124: ")).toBe(true)
    })
    test("a blocked caller is let go after a ring, without a word, and needs no call back", async () => {
        const f = await new MachineFixture().mounted()
        f.contactRings = BLOCKED
        const call = new IncomingCall(f.parts)
        await call.prepare()
        expect(call.caller.rings).toBe(1)
        await call.take()
        expect(f.line.log).toBe("AH")
        expect(f.store.calls).toBe("2125550123: blocked 0\n")
        expect(f.store.states).toBe("4")
    })
    test("hears what was recorded for that, and gives up as one who is blocked", async () => {
        const f = await new MachineFixture().mounted()
        f.contactRings = BLOCKED
        f.greetings.other = "blocked"
        f.greetings.otherSound = new CountingSound(Codec.PcmU8, 64)
        f.line.takesBytes = 512
        const call = new IncomingCall(f.parts)
        await call.take()
        expect(f.line.log).toBe("A<>H")
        expect(f.greetings.wanted).toBe("blocked")
        await call.identify()
        await call.giveUp(1, false)
        expect(f.store.states).toBe("44")
    })
    test("who withholds the number is blocked where the owner wants that; the next caller is not", async () => {
        const f = await new MachineFixture().mounted()
        f.line.callerId.number = "P"
        const call = new IncomingCall(f.parts)
        await call.prepare()
        expect(call.caller.rings).toBe(f.settings.rings)
        await call.giveUp(2, false)
        f.settings.isWithheldBlocked = true
        await call.prepare()
        await call.identify()
        expect(call.caller.rings).toBe(1)
        await call.take()
        expect(f.store.calls.includes("private: blocked 0\n")).toBe(true)
        f.line.callerId.number = "O"
        await call.prepare()
        expect(call.caller.rings).toBe(f.settings.rings)
    })
    test("who was spoken with in the house need not be called back for earlier calls either", async () => {
        const f = await new MachineFixture().mounted()
        await callWith(f, 0, LineEventKind.ExtensionPickedUp)
        expect(f.store.returns.marked).toBe("2125550123:3 ")
        expect(f.store.states).toBe("3")
    })
})
