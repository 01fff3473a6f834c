/**
 * The telephone exchange: one subscriber line, and the calls that come in on it.
 *
 *     OnHook    ── a call begins ──▶ Ringing      ── caller gives up ──▶ OnHook
 *     Ringing   ── off-hook ──▶ Connected
 *     Connected ── caller hangs up ──▶ Alone      ── on-hook ──▶ OnHook
 *     Connected ── on-hook ──▶ Parted             ── caller hangs up ──▶ OnHook, or Alone if off-hook again
 *     OnHook    ── off-hook ──▶ Alone
 *
 * The loop is closed while the subscriber or a parallel telephone is off-hook. Everything happens on the 5 ms beat,
 * except for what the subscriber does. Left out: outgoing calls, call waiting, line loss, echo.
 */
import { BLOCK_SAMPLES, type AudioClock } from "../clock/audio-clock.ts"
import { type Random } from "../clock/random.ts"
import { type Scheduler } from "../clock/scheduler.ts"
import { type Timeline } from "../report/timeline.ts"
import { Call } from "./call.ts"
import { type CallSpec } from "./call-spec.ts"
import { multipleFormat, wallTimeAfter, type WallTime } from "./caller-id-message.ts"
import { countryPlan, type CountryPlan, type LineStep } from "./country.ts"
import { LineNoise } from "./line-noise.ts"
import { LineSequence } from "./line-sequence.ts"
import { Ringer } from "./ringer.ts"
import { type LineHook, type LineSound, type Subscriber } from "./subscriber.ts"

/** From off-hook until sound passes both ways. */
const CUT_THROUGH_MS = 60
/** A person at a parallel telephone hangs up so long after the caller did. */
const EXTENSION_LINGERS_MS = 2000
/** A quiet line. */
const NOISE_DBM = -65
const HOLDER = "exchange"

export interface ExchangeOptions {
    /** Two-letter code of a plan in country.ts. */
    readonly country: string
    readonly scheduler: Scheduler
    /** Held while a call is up or a tone sounds; its beat must call `render` and `consume`. */
    readonly audioClock: AudioClock
    readonly timeline: Timeline
    /** A stream of its own, for the noise. */
    readonly random: Random
    /** Local time of the exchange at virtual time 0. */
    readonly wallStart: WallTime
    /** dBm0 of the white noise on the line, each way; -65 unless stated. */
    readonly noiseDbm?: number
}

enum LineState {
    OnHook,
    Ringing,
    Connected,
    /** The subscriber hung up first; the caller has not yet. */
    Parted,
    /** Off-hook, and nobody at the other end. */
    Alone,
}

export class Exchange implements LineHook, LineSound {
    /** Every call that was placed, in order: number 1 first. */
    readonly calls: Call[] = []
    private readonly plan: CountryPlan
    private readonly noise: LineNoise
    private readonly toSubscriber = new Float32Array(BLOCK_SAMPLES)
    private subscriber: Subscriber | undefined
    private state = LineState.OnHook
    private isSubscriberOffHook = false
    private isExtensionOffHook = false
    /** Calls placed and not yet begun. */
    private placed: { call: Call; message: Uint8Array | undefined }[] = []
    /** Callers who have not hung up, busy ones too. */
    private upCalls: Call[] = []
    /** The call that has the line, from its first ring until the line is on-hook again and the caller gone. */
    private lineCall: Call | undefined
    private ringer: Ringer | undefined
    private sequence: LineSequence | undefined
    private cutThroughUs = Infinity

    /** @throws RangeError for a country without a plan; the message names those that have one */
    constructor(private readonly options: ExchangeOptions) {
        this.plan = countryPlan(options.country)
        this.noise = new LineNoise(options.random, options.noiseDbm ?? NOISE_DBM)
    }

    /** Plug the subscriber's equipment in; it is told at once what is going on on the line. */
    connect(subscriber: Subscriber): void {
        this.subscriber = subscriber
        if (this.ringer?.isRinging) subscriber.ringing(true)
        if (this.sequence?.isDead) subscriber.loopCurrent(false)
        if (this.isExtensionOffHook) subscriber.extension(true)
    }

    /**
     * Somebody calls. The call begins at the next beat; if the line is not free then, the caller gets busy tone.
     *
     * @throws RangeError for a number, name or DTMF digit that can't be sent
     */
    placeCall(spec: CallSpec): Call {
        const surroundings = { ...this.options, plan: this.plan, noise: this.noise }
        const call: Call = new Call(this.calls.length + 1, spec, surroundings, {
            hangUp: () => this.callerGone(call),
            pickUpExtension: () => this.pickUpExtension(),
        })
        this.placed.push({ call, message: this.callerIdOf(spec) })
        this.calls.push(call)
        this.options.audioClock.hold(HOLDER)
        return call
    }

    /** No call, no ring, no tone, and every telephone on-hook. */
    get isIdle(): boolean {
        return (
            this.state === LineState.OnHook && this.placed.length === 0 && this.upCalls.length === 0
        )
    }

    /** The call that rings, is connected, or has left the subscriber off-hook; undefined: none. */
    get currentCall(): Call | undefined {
        return this.lineCall
    }

    offHook(): void {
        if (this.isSubscriberOffHook) return
        const wasOpen = !this.isLoopClosed
        this.isSubscriberOffHook = true
        this.emit("off-hook")
        if (wasOpen) this.loopClosed()
    }

    onHook(): void {
        if (!this.isSubscriberOffHook) return
        this.isSubscriberOffHook = false
        this.emit("on-hook")
        if (!this.isLoopClosed) this.loopOpened()
    }

    /** Somebody in the house picks up a parallel telephone; it keeps the call until the caller hangs up. */
    pickUpExtension(): void {
        if (this.isExtensionOffHook) return
        const wasOpen = !this.isLoopClosed
        this.isExtensionOffHook = true
        this.emit("pickup")
        this.subscriber?.extension(true)
        if (wasOpen) this.loopClosed()
    }

    putDownExtension(): void {
        if (!this.isExtensionOffHook) return
        this.isExtensionOffHook = false
        this.emit("putdown")
        this.subscriber?.extension(false)
        if (!this.isLoopClosed) this.loopOpened()
    }

    render(): Float32Array {
        this.beginPlacedCalls()
        this.ringer?.beat()
        for (const call of [...this.upCalls]) call.speak()
        this.sequence?.beat()
        const block = this.toSubscriber.fill(0)
        if (this.sequence?.isDead) return block
        this.noise.addTo(block)
        this.ringer?.addTo(block)
        // An on-hook line interface hears the caller ID, but no conversation on a parallel telephone.
        if (!this.isSubscriberOffHook) return block
        this.sequence?.addTo(block)
        if (this.isCutThrough) add(this.lineCall!.fromCaller, block)
        return block
    }

    consume(fromSubscriber: Float32Array): void {
        const isHeard = this.isCutThrough && this.isSubscriberOffHook
        for (const call of [...this.upCalls])
            call.hear(isHeard && call === this.lineCall ? fromSubscriber : undefined)
        const isQuiet = this.upCalls.length === 0 && this.placed.length === 0
        if (isQuiet && (!this.sequence || this.sequence.isOver))
            this.options.audioClock.release(HOLDER)
    }

    private get isLoopClosed(): boolean {
        return this.isSubscriberOffHook || this.isExtensionOffHook
    }

    private get isCutThrough(): boolean {
        return (
            this.state === LineState.Connected && this.options.scheduler.nowUs >= this.cutThroughUs
        )
    }

    private beginPlacedCalls(): void {
        const placed = this.placed
        this.placed = []
        for (const { call, message } of placed) {
            this.upCalls.push(call)
            if (this.state === LineState.OnHook) this.ring(call, message)
            else {
                call.startTone("busy")
                call.caller.leaveSoon()
            }
        }
    }

    private ring(call: Call, message: Uint8Array | undefined): void {
        this.state = LineState.Ringing
        this.lineCall = call
        call.startTone("ringback")
        this.ringer = new Ringer({
            plan: this.plan,
            message,
            callNumber: call.number,
            ringsMax: call.spec.maxRings,
            timeline: this.options.timeline,
            onRinging: on => this.subscriber?.ringing(on),
            onRingsOver: () => call.caller.hangUp(),
        })
    }

    private callerIdOf(spec: CallSpec): Uint8Array | undefined {
        if (spec.number === undefined) return undefined
        const { wallStart, scheduler } = this.options
        const time = wallTimeAfter(wallStart, scheduler.nowUs / 1000)
        return multipleFormat({ number: spec.number, name: spec.name }, time)
    }

    /** The first telephone of the house went off-hook. */
    private loopClosed(): void {
        if (this.state === LineState.Ringing) this.answer()
        else if (this.state === LineState.OnHook) this.leaveAlone(this.plan.afterSeizure)
    }

    private answer(): void {
        this.state = LineState.Connected
        this.stopRinging()
        this.cutThroughUs = this.options.scheduler.nowUs + CUT_THROUGH_MS * 1000
        this.lineCall!.stopTone()
        this.lineCall!.caller.answered()
    }

    /** The last telephone of the house went on-hook. */
    private loopOpened(): void {
        if (this.state === LineState.Connected) {
            this.state = LineState.Parted
            if (this.plan.subscriberGoneTone) this.lineCall!.startTone(this.plan.subscriberGoneTone)
            this.lineCall!.caller.leaveSoon()
        } else if (this.state === LineState.Alone) {
            this.becomeFree()
        }
    }

    private callerGone(call: Call): void {
        call.stopTone()
        this.upCalls = this.upCalls.filter(other => other !== call)
        if (call !== this.lineCall) return
        switch (this.state) {
            case LineState.Ringing:
                this.stopRinging()
                return this.becomeFree()
            case LineState.Connected:
                return this.release()
            case LineState.Parted:
                if (!this.isLoopClosed) return this.becomeFree()
                this.lineCall = undefined
                return this.leaveAlone(this.plan.afterSeizure)
            case LineState.OnHook:
            case LineState.Alone:
                throw new Error(`no caller has the line in state ${LineState[this.state]}`)
        }
    }

    private release(): void {
        this.leaveAlone(this.plan.afterCallerHangsUp)
        if (!this.isExtensionOffHook) return
        this.options.scheduler.after(EXTENSION_LINGERS_MS * 1000, () => this.putDownExtension())
    }

    private leaveAlone(steps: readonly LineStep[]): void {
        this.state = LineState.Alone
        this.sequence = new LineSequence(steps, this.plan, this.options.timeline, flowing =>
            this.subscriber?.loopCurrent(flowing)
        )
        this.options.audioClock.hold(HOLDER)
    }

    private becomeFree(): void {
        this.sequence?.stop()
        this.sequence = undefined
        this.lineCall = undefined
        this.state = LineState.OnHook
    }

    private stopRinging(): void {
        const ringer = this.ringer
        this.ringer = undefined
        ringer?.stop()
    }

    private emit(event: string): void {
        const call = this.lineCall
        this.options.timeline.emit("exchange", event, call ? { call: call.number } : {})
    }
}

function add(from: Float32Array, to: Float32Array): void {
    for (let i = 0; i < to.length; i++) to[i]! += from[i]!
}
