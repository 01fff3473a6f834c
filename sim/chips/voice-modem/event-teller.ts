/** What the modem tells the host of its own accord, in the form that its state and its profile ask for. */

import { type Timeline } from "../../report/timeline.ts"
import { callerLines, type CallerField } from "./caller-id.ts"
import { type DtePort } from "./dte-port.ts"
import { isInMask } from "./event-mask.ts"
import { type ModemSettings, VOICE_CLASS } from "./modem-settings.ts"
import { type ModemProfile } from "./profiles/modem-profile.ts"
import { StreamMode, type VoiceStreams } from "./voice-streams.ts"

/** Complex event that tells of the caller (AN93). */
const CALLER_REPORT = "CIDM"

export interface TellerParts {
    readonly profile: ModemProfile
    readonly settings: ModemSettings
    readonly port: DtePort
    readonly streams: VoiceStreams
    readonly timeline: Timeline
}

export class EventTeller {
    constructor(private readonly parts: TellerParts) {}

    /** Tell an event, if the state of the modem lets it be told. */
    tell(code: string): void {
        const { port, streams } = this.parts
        if (!this.isTold(code)) return
        this.note(code)
        if (streams.mode === StreamMode.Receive) streams.insert(code)
        else port.sendCode(code)
    }

    /** For the timeline: an event goes to the host. */
    note(code: string): void {
        const sample = this.parts.streams.receivedSamples
        this.parts.timeline.emit("modem", "event", { code, sample })
    }

    ring(): void {
        const { profile, port } = this.parts
        if (this.isInVoice && profile.ring.isCodeInVoice) this.tell("R")
        else if (!this.isStreaming) port.sendResult("RING")
    }

    /** Who calls. */
    caller(fields: readonly CallerField[]): void {
        const { profile, port } = this.parts
        const lines = callerLines(fields, profile.ring.separator)
        if (!this.isInVoice || !profile.ring.isCallerPacketInVoice) return this.lines(lines)
        if (this.isStreaming || !this.isTold("X")) return
        this.note("X")
        port.sendReport([CALLER_REPORT, ...lines])
    }

    /** Text would be taken for sound in a voice stream. */
    lines(lines: readonly string[]): void {
        if (!this.isStreaming) this.parts.port.sendLines(lines)
    }

    private isTold(code: string): boolean {
        if (!this.isInVoice || this.parts.port.isMute) return false
        const { settings, streams } = this.parts
        const { transmitEvents, receiveEvents, idleEvents } = settings.selection
        const masks = [idleEvents, transmitEvents, receiveEvents]
        return isInMask(masks[streams.mode]!, code)
    }

    private get isInVoice(): boolean {
        return this.parts.settings.fclass === VOICE_CLASS
    }

    private get isStreaming(): boolean {
        return this.parts.streams.mode !== StreamMode.None
    }
}
