import { describe, expect, test } from "@devicescript/test"
import { StopReason } from "../../../src/audio/stop-reason"
import { LineEventKind } from "../../../src/hal/voice-line"
import { Part } from "../../../src/selftest/finding"
import { SelfTest } from "../../../src/selftest/self-test"
import { FaultCode } from "../../../src/util/fault"
import { MachineFixture } from "../support/machine-fixture"

const LOUD = hex`c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040c040`

/** A machine whose line has dial tone, and whose store has no slot to measure in and takes no report. */
async function fixture(): Promise<MachineFixture> {
    const f = await new MachineFixture().mounted()
    const store: any = f.store
    store.spareSector = async () => 0
    store.tidied = 1
    store.isReadOnly = true
    f.line.incoming = LOUD
    f.line.pollsUntilEvent = 600
    f.line.eventAtPoll = LineEventKind.DialTone
    return f
}

describe("SelfTest", () => {
    test("looks at port, modem, line, and says so: everything begins anew, and the line is let go", async () => {
        const f = await fixture()
        const self = new SelfTest(f.parts, true)
        expect(await self.run()).toBe(StopReason.Finished)
        // Port examined, set up, off-hook and listening, loudspeaker.
        expect(f.line.log).toBe("EIA()HS<>H")
        expect(self.isModemWell).toBe(true)
        // The card that can't be written.
        expect(self.verdict).toBe(Part.Card)
        expect(f.line.questions.includes("AT+VSM=?")).toBe(true)
    })
    test("a modem that is not there is trouble, and all else is looked at", async () => {
        const f = await fixture()
        f.line.isAbsent = true
        const self = new SelfTest(f.parts, false)
        expect(await self.run()).toBe(StopReason.Finished)
        expect(f.line.log).toBe("E")
        expect(self.isModemWell).toBe(false)
        expect(self.verdict).toBe(Part.Modem)
        expect(f.line.questions).toBe("")
    })
    test("a modem that refuses what a voice modem does is asked what it is all the same", async () => {
        const f = await fixture()
        f.line.isAbsent = true
        f.line.absence = FaultCode.Protocol
        const self = new SelfTest(f.parts, false)
        expect(await self.run()).toBe(StopReason.Finished)
        expect(f.line.questions.includes("AT+FCLASS=?")).toBe(true)
        expect(self.verdict).toBe(Part.Modem)
    })
    test("a bridge that does not answer comes first", async () => {
        const f = await fixture()
        f.line.port = { name: "chip", wrongCount: 64, clockKhz: 0, usualKhz: 14745 }
        f.line.isAbsent = true
        const self = new SelfTest(f.parts, false)
        await self.run()
        expect(self.verdict).toBe(Part.Bridge)
    })
    test("a ring that had come before ends it before anything was touched", async () => {
        const f = await fixture()
        f.line.post(LineEventKind.Ring)
        const self = new SelfTest(f.parts, true)
        expect(await self.run()).toBe(StopReason.Rang)
        expect(f.line.log).toBe("")
        expect(self.isModemWell).toBe(true)
    })
    test("a ring while the line is waited for ends it: it is not picked up", async () => {
        const f = await fixture()
        f.line.pollsUntilEvent = 200
        f.line.eventAtPoll = LineEventKind.Ring
        const self = new SelfTest(f.parts, true)
        expect(await self.run()).toBe(StopReason.Rang)
        expect(f.line.log).toBe("EI")
    })
    test("a line that another telephone has is left to it", async () => {
        const f = await fixture()
        f.line.isLineHeld = true
        const self = new SelfTest(f.parts, true)
        expect(await self.run()).toBe(StopReason.Finished)
        expect(f.line.log.startsWith("EIS")).toBe(true)
    })
    test("a ring that the pin shows is waited for until it is told", async () => {
        const f = await fixture()
        f.line.isRingShown = true
        f.line.pollsUntilEvent = 20
        f.line.eventAtPoll = LineEventKind.Ring
        const self = new SelfTest(f.parts, true)
        expect(await self.run()).toBe(StopReason.Rang)
        expect(f.line.log).toBe("")
    })
    test("a ring while it speaks ends it, and the loudspeaker is closed", async () => {
        const f = await fixture()
        f.line.pollsUntilEvent = 600
        const line: any = f.line
        const { startTransmit } = f.line
        line.startTransmit = async () => {
            f.line.post(LineEventKind.Ring)
            await startTransmit()
        }
        const self = new SelfTest(f.parts, true)
        expect(await self.run()).toBe(StopReason.Rang)
        expect(f.line.log.endsWith("S<xH")).toBe(true)
    })
    test("a key that is still down at the end is stuck", async () => {
        const f = await fixture()
        const store: any = f.store
        store.isReadOnly = false
        store.tidied = 0
        store.maintain = async () => {
            store.isReadOnly = true
        }
        f.panel.isPlayDown = true
        const self = new SelfTest(f.parts, true)
        await self.run()
        expect(self.verdict).toBe(Part.Keys)
    })
})
