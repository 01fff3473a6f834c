import { describe, expect, test } from "@devicescript/test"
import { Recorder, RING_BYTES } from "../../../src/audio/recorder"
import { Codec } from "../../../src/hal/sound"
import { LineEventKind } from "../../../src/hal/voice-line"
import { examineLine } from "../../../src/selftest/line-exam"
import { Finding, none, Part, Verdict } from "../../../src/selftest/finding"
import { FakeBus } from "../support/fake-bus"
import { FakeLine } from "../support/fake-line"
import { FakeCard } from "../support/fake-store"

/** 8 ms of silence, and of a sound, as the modem brings them at each poll. */
const SILENCE = hex`80808080808080808080808080808080808080808080808080808080808080808080808080808080808080808080808080808080808080808080808080808080`
const LOUD = hex`c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040`

async function looked(line: FakeLine): Promise<Finding | undefined> {
    const card: any = new FakeCard()
    line.codec = Codec.PcmU8
    return await examineLine(
        line,
        new Recorder(line, new FakeBus(), card, Buffer.alloc(RING_BYTES))
    )
}

async function examined(line: FakeLine): Promise<Finding> {
    return (await looked(line)) ?? none(Part.Line, "a call")
}

describe("line exam", () => {
    test("a dial tone that modem and machine hear is one; the line is let go", async () => {
        const line = new FakeLine()
        line.incoming = LOUD
        line.pollsUntilEvent = 100
        line.eventAtPoll = LineEventKind.DialTone
        const finding = await examined(line)
        expect(finding.verdict).toBe(Verdict.Ok)
        expect(finding.found).toBe("dial tone")
        expect(line.log).toBe("A()H")
    })
    test("a dial tone that the modem imagines in silence is none", async () => {
        const line = new FakeLine()
        line.incoming = SILENCE
        line.pollsUntilEvent = 100
        line.eventAtPoll = LineEventKind.DialTone
        const finding = await examined(line)
        expect(finding.verdict).toBe(Verdict.Trouble)
        expect(finding.found).toBe("no dial tone")
        expect(finding.advice.includes("LINE")).toBe(true)
        expect(line.log).toBe("A()H")
    })
    test("busy tone is somebody else's call, and sound of which the modem says nothing is a line", async () => {
        const line = new FakeLine()
        line.incoming = LOUD
        line.pollsUntilEvent = 100
        line.eventAtPoll = LineEventKind.BusyTone
        expect((await examined(line)).verdict).toBe(Verdict.None)
        const other = new FakeLine()
        other.incoming = LOUD
        expect((await examined(other)).found).toBe("sound, which the modem does not call dial tone")
    })
    test("whose call began to ring as it was picked up is a caller: the line is kept", async () => {
        const line = new FakeLine()
        line.incoming = SILENCE
        line.isRingShown = true
        expect(await looked(line)).toBe(undefined)
        expect(line.log).toBe("A()")
        // Dial tone is no call, whatever the ring indicator makes of the hook.
        const other = new FakeLine()
        other.incoming = LOUD
        other.isRingShown = true
        other.pollsUntilEvent = 100
        other.eventAtPoll = LineEventKind.DialTone
        expect((await examined(other)).found).toBe("dial tone")
    })
})
