/** Rings a line in the cadence of the country, and sends the caller ID before or after the first ring. */
import { BLOCK_US } from "../clock/audio-clock.ts"
import { type Timeline } from "../report/timeline.ts"
import { CallerIdSender, type CallerIdSignal } from "./caller-id-sender.ts"
import { type CountryPlan } from "./country-plan.ts"

const BLOCK_MS = BLOCK_US / 1000

export interface RingerOptions {
    readonly plan: CountryPlan
    /** Who calls; undefined: it is not told. */
    readonly callerId: CallerIdSignal | undefined
    readonly callNumber: number
    readonly ringsMax: number
    readonly timeline: Timeline
    /** The line's polarity was reversed: caller ID will follow. */
    readonly onReversal: () => void
    /** The first ring begins. */
    readonly onFirstRing: () => void
    /** Ringing voltage begins or ends. */
    readonly onRinging: (on: boolean) => void
    /** One more ring would begin, and is not wanted. */
    readonly onRingsOver: () => void
}

export class Ringer {
    private readonly cycleMs: number
    /** From the start of a ring to the end of its last burst. */
    private readonly ringMs: number
    private readonly sender: CallerIdSender | undefined
    private readonly senderAtMs: number
    /** Counted from the first ring; below zero before it. */
    private nextMs: number
    private ringCount = 0
    private isVoltageOn = false
    private isRingOn = false
    private isSending = false

    /** @throws RangeError if the message does not fit between two rings */
    constructor(private readonly options: RingerOptions) {
        const { plan, callerId, callNumber, timeline } = options
        const cadence = plan.ringCadenceMs
        this.cycleMs = cadence.reduce((sum, lengthMs) => sum + lengthMs, 0)
        this.ringMs = this.cycleMs - cadence.at(-1)!
        this.sender = callerId && new CallerIdSender(callerId, callNumber, timeline)
        this.senderAtMs = this.startOfSending()
        this.nextMs = Math.min(0, this.senderAtMs)
    }

    get isRinging(): boolean {
        return this.isVoltageOn
    }

    /** Live the 5 ms that begin now. */
    beat(): void {
        if (this.nextMs === this.senderAtMs && this.sender) this.beginSending()
        if (this.isSending) this.sender?.beat()
        if (this.nextMs >= 0) this.beatRing()
        this.nextMs += BLOCK_MS
    }

    /** Add the caller ID of this beat to what the line carries. */
    addTo(block: Float32Array): void {
        if (this.isSending) this.sender?.addTo(block)
    }

    /** Stop at once: the line was answered, or the caller has gone. */
    stop(): void {
        this.setVoltage(false)
        if (this.isRingOn) this.endRing()
        if (this.isSending) this.sender?.stop()
        this.isSending = false
    }

    /** When the caller ID begins, in ms after the beginning of the first ring. */
    private startOfSending(): number {
        const delivery = this.options.callerId?.delivery
        if (!this.sender || !delivery) return 0
        if (delivery.kind === "before-ring") return -this.sender.lengthMs
        const startMs = this.ringMs + delivery.delayMs
        if (startMs + this.sender.lengthMs + delivery.guardMs > this.cycleMs)
            throw new RangeError("the caller ID is too long to be sent between two rings")
        return startMs
    }

    private beatRing(): void {
        const inCycleMs = this.nextMs % this.cycleMs
        if (inCycleMs === 0 && this.ringCount >= this.options.ringsMax)
            return this.options.onRingsOver()
        if (inCycleMs === 0) this.beginRing()
        if (inCycleMs === this.ringMs) this.endRing()
        this.setVoltage(this.isRingOn && this.isBurst(inCycleMs))
    }

    private beginSending(): void {
        this.isSending = true
        if (this.sender?.isBeforeRing) this.options.onReversal()
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
        if (this.ringCount === 1) this.options.onFirstRing()
        this.emit("ring-on")
    }

    private endRing(): void {
        this.isRingOn = false
        this.emit("ring-off")
    }

    private emit(event: string): void {
        const { timeline, callNumber } = this.options
        timeline.emit("exchange", event, { call: callNumber, n: this.ringCount })
    }
}
