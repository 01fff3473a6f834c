import { describe, expect, test } from "@devicescript/test"
import { CallSignals } from "../../../src/app/call-signals"
import { StopReason } from "../../../src/audio/stop-reason"
import { LineEventKind } from "../../../src/hal/voice-line"
import { MachineFixture } from "../support/machine-fixture"

/** What an event, or a key, means. */
function meaning(f: MachineFixture, signals: CallSignals, what: LineEventKind | string): any {
    if (typeof what === "string") f.line.postDigit(what)
    else f.line.post(what)
    return signals.check()
}

describe("CallSignals", () => {
    test("# or * skip the greeting, # ends the message, other keys and no event mean nothing", async () => {
        const f = new MachineFixture()
        const signals = new CallSignals(f.parts)
        expect(signals.check()).toBe(undefined)
        expect(meaning(f, signals, "5")).toBe(undefined)
        expect(meaning(f, signals, "#")).toBe(StopReason.Skipped)
        expect(meaning(f, signals, "*")).toBe(StopReason.Skipped)
        signals.isRecording = true
        expect(meaning(f, signals, "5")).toBe(undefined)
        expect(meaning(f, signals, "*")).toBe(undefined)
        expect(meaning(f, signals, "#")).toBe(StopReason.CallerDone)
    })
    test("silence ends a message and no greeting; a caller who is gone ends both", async () => {
        const f = new MachineFixture()
        const signals = new CallSignals(f.parts)
        expect(meaning(f, signals, LineEventKind.Silence)).toBe(undefined)
        expect(meaning(f, signals, LineEventKind.Quiet)).toBe(undefined)
        expect(meaning(f, signals, LineEventKind.LoopInterrupted)).toBe(StopReason.HungUp)
        expect(meaning(f, signals, LineEventKind.BusyTone)).toBe(StopReason.ToneHeard)
        signals.isRecording = true
        expect(meaning(f, signals, LineEventKind.Silence)).toBe(StopReason.Silent)
        expect(meaning(f, signals, LineEventKind.Quiet)).toBe(StopReason.Silent)
        expect(meaning(f, signals, LineEventKind.DialTone)).toBe(StopReason.ToneHeard)
    })
    test("a fax machine and a modem are told apart, until another call begins", async () => {
        const f = new MachineFixture()
        const signals = new CallSignals(f.parts)
        expect(meaning(f, signals, LineEventKind.DataCalling)).toBe(StopReason.MachineCalling)
        expect(signals.isMachineCall).toBe(true)
        expect(signals.isFax).toBe(false)
        expect(meaning(f, signals, LineEventKind.FaxCalling)).toBe(StopReason.MachineCalling)
        expect(signals.isFax).toBe(true)
        signals.beginCall()
        expect(signals.isMachineCall || signals.isFax).toBe(false)
    })
    test("a figure begins the owner's code where there is one, once in a call and not late in a message", async () => {
        const f = new MachineFixture()
        f.settings.pin = "4711"
        const signals = new CallSignals(f.parts)
        expect(meaning(f, signals, "4")).toBe(StopReason.CodeBegun)
        expect(signals.codeKey).toBe("4".charCodeAt(0))
        signals.isRecording = true
        expect(meaning(f, signals, "4")).toBe(StopReason.CodeBegun)
        f.parts.recorder.receivedBytes = 40000
        expect(meaning(f, signals, "4")).toBe(undefined)
        f.parts.recorder.receivedBytes = 0
        signals.wasAdmitted = true
        expect(meaning(f, signals, "4")).toBe(undefined)
        signals.beginCall()
        expect(meaning(f, signals, "4")).toBe(StopReason.CodeBegun)
    })
    test("somebody in the house is noticed behind whatever else was told", async () => {
        const f = new MachineFixture()
        const signals = new CallSignals(f.parts)
        f.line.post(LineEventKind.Silence)
        expect(await signals.isTaken()).toBe(false)
        f.line.postDigit("5")
        f.line.post(LineEventKind.ExtensionPickedUp)
        expect(await signals.isTaken()).toBe(true)
    })
})
