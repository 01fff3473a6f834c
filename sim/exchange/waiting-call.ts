/** A second call that waits while the first one goes on: its caller hears ringback, the subscriber a tone now and then. */
import { BLOCK_US } from "../clock/audio-clock.ts"
import { type Timeline } from "../report/timeline.ts"
import { type Call } from "./call.ts"
import { type CallerIdSignal } from "./caller-id-sender.ts"
import { type CountryPlan } from "./country-plan.ts"
import { ToneGenerator } from "./tones.ts"

const BLOCK_MS = BLOCK_US / 1000

export class WaitingCall {
    private readonly tone: ToneGenerator | undefined
    /** The caller's patience: as long as the rings that were meant. */
    private leftMs: number

    constructor(
        readonly call: Call,
        readonly callerId: CallerIdSignal | undefined,
        plan: CountryPlan,
        private readonly timeline: Timeline
    ) {
        const tone = plan.tones["call-waiting"]
        this.tone = tone && new ToneGenerator(tone)
        this.leftMs =
            call.spec.maxRings * plan.ringCadenceMs.reduce((sum, lengthMs) => sum + lengthMs, 0)
        call.startTone("ringback")
        this.emit("tone-on")
    }

    /** Live the 5 ms that begin now. */
    beat(): void {
        this.leftMs -= BLOCK_MS
        if (this.leftMs < 0) this.call.caller.hangUp()
    }

    /** Add what the subscriber hears of it in this beat. */
    addTo(block: Float32Array): void {
        this.tone?.addTo(block)
    }

    /** The caller has gone, or gets the line. */
    stop(): void {
        this.emit("tone-off")
    }

    private emit(event: string): void {
        const fields = { kind: "call-waiting", call: this.call.number }
        this.timeline.emit("exchange", event, fields)
    }
}
