/** Whether there is an exchange at the other end of the line: off-hook for a moment, and listen. */
import { Recorder, SectorSink } from "../audio/recorder"
import { Interrupter, StopReason } from "../audio/stop-reason"
import { LineEventKind, VoiceLine } from "../hal/voice-line"
import { Finding, none, Part, trouble, well } from "./finding"

/** Modems and exchanges need a second or two. */
const LISTEN_MS = 4000
const ROOM_SECTORS = 1000
const CABLE = "its cable in the modem's socket LINE? does a telephone there have dial tone?"

/** Takes sound and keeps nothing of it; what the modem says of the line ends it. */
class Listener implements SectorSink, Interrupter {
    sectorsLeft = ROOM_SECTORS
    /** What was told. */
    kind: LineEventKind | undefined

    constructor(private line: VoiceLine) {}

    check(): StopReason | undefined {
        const event = this.line.nextEvent()
        if (event) this.kind = event.kind
        return isOfLine(this.kind) ? StopReason.ToneHeard : undefined
    }

    async put(from: Buffer, atByte: number): Promise<number> {
        return 1
    }

    async flush(): Promise<boolean> {
        return true
    }
}

function isOfLine(kind: LineEventKind | undefined): boolean {
    return (
        kind === LineEventKind.DialTone ||
        kind === LineEventKind.BusyTone ||
        kind === LineEventKind.CongestionTone
    )
}

/**
 * Listen for the dial tone. Whoever calls in these seconds hears that the line is busy; never called while it rings.
 *
 * @returns undefined: it began to ring in that very moment, and a caller is on the line. @throws Fault as line and recorder do. Waits:
 * up to 5 s
 */
export async function examineLine(
    line: VoiceLine,
    recorder: Recorder
): Promise<Finding | undefined> {
    const listener = new Listener(line)
    await line.answer()
    const reason = await recorder.record(listener, LISTEN_MS, listener)
    if (listener.kind !== LineEventKind.DialTone && (await line.isRinging())) return undefined
    await line.hangUp()
    const hasHeard = recorder.hasHeard()
    if (listener.kind === LineEventKind.DialTone && hasHeard) return well(Part.Line, "dial tone")
    if (reason === StopReason.ToneHeard && hasHeard)
        return none(Part.Line, "busy: another telephone may be in use", "once more when it is free")
    if (hasHeard) return well(Part.Line, "sound, which the modem does not call dial tone")
    return trouble(Part.Line, "no dial tone", CABLE)
}
