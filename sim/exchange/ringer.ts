/** Rings a line in the cadence of the country, and sends the caller ID in the silence after the first ring. */
import { BLOCK_SAMPLES, BLOCK_US } from "../clock/audio-clock.ts"
import { type Timeline } from "../report/timeline.ts"
import { type CountryPlan } from "./country.ts"
import { fskSignal } from "./fsk-modulator.ts"
import { samplesOfMs } from "./tones.ts"

const BLOCK_MS = BLOCK_US / 1000

export interface RingerOptions {
    readonly plan: CountryPlan
    /** Caller ID message; undefined: none is sent. */
    readonly message: Uint8Array | undefined
    readonly callNumber: number
    readonly ringsMax: number
    readonly timeline: Timeline
    /** Ringing voltage begins or ends. */
    readonly onRinging: (on: boolean) => void
    /** One more ring would begin, and is not wanted. */
    readonly onRingsOver: () => void
}

export class Ringer {
    private readonly cycleMs: number
    /** From the start of a ring to the end of its last burst. */
    private readonly ringMs: number
    private readonly callerId: Float32Array | undefined
    private readonly callerIdAtMs: number
    private nextMs = 0
    private ringCount = 0
    private isVoltageOn = false
    private isRingOn = false
    /** Samples of the caller ID already sent; undefined while it is not being sent. */
    private sentSamples: number | undefined

    /** @throws RangeError if the message does not fit between two rings */
    constructor(private readonly options: RingerOptions) {
        const { plan, message } = options
        const cadence = plan.ringCadenceMs
        this.cycleMs = cadence.reduce((sum, lengthMs) => sum + lengthMs, 0)
        this.ringMs = this.cycleMs - cadence.at(-1)!
        const callerId = message && plan.callerId ? plan.callerId : undefined
        this.callerId = message && callerId && fskSignal(message, callerId.fsk)
        this.callerIdAtMs = this.ringMs + (callerId?.delayMs ?? 0)
        const latestEndMs = this.cycleMs - (callerId?.guardMs ?? 0)
        if (this.callerId && samplesOfMs(latestEndMs - this.callerIdAtMs) < this.callerId.length)
            throw new RangeError("the caller ID is too long to be sent between two rings")
    }

    get isRinging(): boolean {
        return this.isVoltageOn
    }

    /** Live the 5 ms that begin now. */
    beat(): void {
        const inCycleMs = this.nextMs % this.cycleMs
        if (inCycleMs === 0 && this.ringCount >= this.options.ringsMax)
            return this.options.onRingsOver()
        if (inCycleMs === 0) this.beginRing()
        if (inCycleMs === this.ringMs) this.endRing()
        this.setVoltage(this.isRingOn && this.isBurst(inCycleMs))
        if (this.nextMs === this.callerIdAtMs && this.callerId) this.beginCallerId()
        if (this.isCallerIdSent()) this.endCallerId()
        this.nextMs += BLOCK_MS
    }

    /** Add the caller ID of this beat to what the line carries. */
    addTo(block: Float32Array): void {
        if (this.sentSamples === undefined || !this.callerId) return
        const sent = this.sentSamples
        for (let i = 0; i < block.length; i++) block[i]! += this.callerId[sent + i] ?? 0
        this.sentSamples = sent + BLOCK_SAMPLES
    }

    /** Stop at once: the line was answered, or the caller has gone. */
    stop(): void {
        this.setVoltage(false)
        if (this.isRingOn) this.endRing()
        if (this.sentSamples !== undefined) this.endCallerId()
    }

    private isBurst(inCycleMs: number): boolean {
        let endMs = 0
        const stretch = this.options.plan.ringCadenceMs.findIndex(
            lengthMs => inCycleMs < (endMs += lengthMs)
        )
        return stretch % 2 === 0
    }

    private setVoltage(on: boolean): void {
        if (on === this.isVoltageOn) return
        this.isVoltageOn = on
        this.options.onRinging(on)
    }

    private beginRing(): void {
        this.ringCount++
        this.isRingOn = true
        this.emit("ring-on", { n: this.ringCount })
    }

    private endRing(): void {
        this.isRingOn = false
        this.emit("ring-off", { n: this.ringCount })
    }

    private isCallerIdSent(): boolean {
        return this.sentSamples !== undefined && this.sentSamples >= (this.callerId?.length ?? 0)
    }

    private beginCallerId(): void {
        this.sentSamples = 0
        this.emit("caller-id-start")
    }

    private endCallerId(): void {
        this.sentSamples = undefined
        this.emit("caller-id-end")
    }

    private emit(event: string, fields: Record<string, number> = {}): void {
        const { timeline, callNumber } = this.options
        timeline.emit("exchange", event, { call: callNumber, ...fields })
    }
}
