import type { VoiceModem } from "../chips/voice-modem/voice-modem.ts"
import type { Timeline } from "../report/timeline.ts"
import type { VoiceReceive } from "../scenario/world.ts"

/** Keeps what the modem handed over in each voice receive, by call. */
export class VoiceLog {
    private readonly receives: { call: number; receive: VoiceReceive }[] = []
    private startMs = 0

    constructor(modem: VoiceModem, timeline: Timeline) {
        timeline.listen(event => {
            if (event.source === "modem" && event.event === "record-start") this.startMs = event.tMs
        })
        modem.onReceived = ({ call, codec, bytes }) => {
            const piece = { startMs: this.startMs, firstSample: 0, samples: bytes.length }
            this.receives.push({ call, receive: { codec, bytes, pieces: [piece] } })
        }
    }

    /** In the order in which they were. */
    ofCall(callNumber: number): readonly VoiceReceive[] {
        return this.receives.filter(r => r.call === callNumber).map(r => r.receive)
    }
}
