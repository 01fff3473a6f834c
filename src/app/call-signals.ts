/** What the line tells while a caller is greeted or recorded, and what it means for the call: keys, tones, somebody in the house. */
import { Interrupter, StopReason } from "../audio/stop-reason"
import { LineEventKind } from "../hal/voice-line"
import { MachineParts } from "./machine-parts"

const KEY_HASH = 0x23
const KEY_STAR = 0x2a
const KEY_0 = 0x30
const KEY_9 = 0x39
/** A recording that has just begun, 5 s, is given up for the owner's code. */
const CODE_WITHIN_BYTES = 40000

export class CallSignals implements Interrupter {
    isRecording = false
    /** The key that may be the first of the owner's code, as a character code; 0: none. */
    codeKey = 0
    /** The code was asked for in this call, or taken. */
    wasAdmitted = false
    /** The caller is a fax machine. */
    isFax = false
    /** A fax machine, or a modem. */
    isMachineCall = false

    constructor(private parts: MachineParts) {}

    /** Another call begins. */
    beginCall(): void {
        this.isRecording = this.isFax = this.isMachineCall = this.wasAdmitted = false
        this.codeKey = 0
    }

    /** What ends a greeting or a recording. */
    check(): StopReason | undefined {
        const event = this.parts.line.nextEvent()
        if (!event) return undefined
        switch (event.kind) {
            case LineEventKind.LoopInterrupted:
                return StopReason.HungUp
            case LineEventKind.DialTone:
            case LineEventKind.BusyTone:
            case LineEventKind.CongestionTone:
                return StopReason.ToneHeard
            case LineEventKind.Silence:
            case LineEventKind.Quiet:
                return this.isRecording ? StopReason.Silent : undefined
            case LineEventKind.ExtensionPickedUp:
                return StopReason.ExtensionPickedUp
            case LineEventKind.Digit:
                return this.meaningOf(event.digit)
            default:
                return this.isMachine(event.kind) ? StopReason.MachineCalling : undefined
        }
    }

    /** Somebody in the house has picked up, as far as the modem tells: then the machine keeps out. Waits: for the line. */
    async isTaken(): Promise<boolean> {
        const { line } = this.parts
        await line.poll()
        for (let event = line.nextEvent(); event; event = line.nextEvent())
            if (event.kind === LineEventKind.ExtensionPickedUp) return true
        return false
    }

    private isMachine(kind: LineEventKind): boolean {
        if (kind === LineEventKind.FaxCalling) this.isFax = true
        const isMachine = this.isFax || kind === LineEventKind.DataCalling
        if (isMachine) this.isMachineCall = true
        return isMachine
    }

    /** A caller who knows the greeting skips it with `#` or `*`, and ends the message with `#`; a figure may begin the owner's code. */
    private meaningOf(digit: number): StopReason | undefined {
        const isEarly = !this.isRecording || this.parts.recorder.receivedBytes < CODE_WITHIN_BYTES
        const isFigure = digit >= KEY_0 && digit <= KEY_9
        if (isFigure && isEarly && !this.wasAdmitted && this.parts.guard.isOpen()) {
            this.codeKey = digit
            return StopReason.CodeBegun
        }
        if (this.isRecording) return digit === KEY_HASH ? StopReason.CallerDone : undefined
        return digit === KEY_HASH || digit === KEY_STAR ? StopReason.Skipped : undefined
    }
}
