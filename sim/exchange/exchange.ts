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
 * except for what the subscriber does. A call that may wait while another one is connected waits until the line is
 * free, and then rings. Left out: outgoing calls, the caller ID of a waiting call, line loss, echo.
 */
import { BLOCK_SAMPLES, type AudioClock } from "../clock/audio-clock.ts"
import { type Random } from "../clock/random.ts"
import { type Scheduler } from "../clock/scheduler.ts"
import { type EventFields, type Timeline } from "../report/timeline.ts"
import { Call } from "./call.ts"
import { type CallSpec } from "./call-spec.ts"
import { type CallerIdForm } from "./caller-id-plan.ts"
import { type CallerIdSignal } from "./caller-id-sender.ts"
import { callerIdSignal } from "./caller-id-signal.ts"
import { type CountryPlan, type LineStep } from "./country-plan.ts"
import { countryPlan } from "./country.ts"
import { type Handset } from "./handset.ts"
import { LineNoise, type NoiseBursts } from "./line-noise.ts"
import { LineSequence } from "./line-sequence.ts"
import { wallTimeAfter, type WallTime } from "./local-time.ts"
import { releaseSteps, type ReleasePlan } from "./release-plan.ts"
import { Ringer } from "./ringer.ts"
import { type LineHook, type LineSound, type Subscriber } from "./subscriber.ts"
import { WaitingCall } from "./waiting-call.ts"

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
    /** Form of the caller ID; the country's own unless stated. */
    readonly callerId?: CallerIdForm | undefined
    /** What follows when a caller hangs up; the country's own unless stated. */
    readonly release?: ReleasePlan | undefined
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
    private readonly callerIdForm: CallerIdForm
    private readonly afterCallerHangsUp: readonly LineStep[]
    private readonly noise: LineNoise
    private readonly toSubscriber = new Float32Array(BLOCK_SAMPLES)
    private subscriber: Subscriber | undefined
    private state = LineState.OnHook
    private isSubscriberOffHook = false
    private isExtensionOffHook = false
    /** Calls placed and not yet begun. */
    private placed: { call: Call; callerId: CallerIdSignal | undefined }[] = []
    /** Callers who have not hung up, busy ones too. */
    private upCalls: Call[] = []
    /** The call that has the line, from its first ring until the line is on-hook again and the caller gone. */
    private lineCall: Call | undefined
    /** Its caller hears ringback, and it rings when the line is free. */
    private waitingCall: WaitingCall | undefined
    private ringer: Ringer | undefined
    private sequence: LineSequence | undefined
    private cutThroughUs = Infinity
    private isReversed = false
    /** The pair is broken: neither end has anything of the other. */
    private isCut = false

    /** @throws RangeError for a country without a plan; the message names those that have one */
    constructor(private readonly options: ExchangeOptions) {
        const { random, scheduler, noiseDbm, callerId, release } = options
        this.plan = countryPlan(options.country)
        this.callerIdForm = callerId ?? this.plan.callerId.usual
        this.afterCallerHangsUp = release
            ? releaseSteps(this.plan, release)
            : this.plan.afterCallerHangsUp
        this.noise = new LineNoise(random, scheduler, noiseDbm ?? NOISE_DBM)
    }

    /** Plug the subscriber's equipment in; it is told at once what is going on on the line. */
    connect(subscriber: Subscriber): void {
        this.subscriber = subscriber
        if (this.ringer?.isRinging) subscriber.ringing(true)
        if (this.sequence?.isDead) subscriber.loopCurrent(false)
        if (this.isExtensionOffHook) subscriber.extension(true)
    }

    /**
     * Somebody calls. The call begins at the next beat; if the line is not free then, the caller gets busy tone, or
     * waits, if that is wanted and nobody else waits.
     *
     * @param handset who speaks and listens, and hangs up; undefined: the caller does what `spec` says
     * @throws RangeError for a number, name or DTMF digit that can't be sent
     */
    placeCall(spec: CallSpec, handset?: Handset): Call {
        const surroundings = { ...this.options, plan: this.plan, noise: this.noise, handset }
        const call: Call = new Call(this.calls.length + 1, spec, surroundings, {
            hangUp: () => this.callerGone(call),
            pickUpExtension: () => this.pickUpExtension(),
        })
        this.placed.push({ call, callerId: this.callerIdOf(spec) })
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
        if (this.isSubscriberOffHook || this.isCut) return
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

    /** Pull the subscriber's cable: no ring, no tone, and nobody sees a hook. */
    cutLine(): void {
        this.onHook()
        if (this.ringer?.isRinging) this.subscriber?.ringing(false)
        this.isCut = true
    }

    /** Put it in again. */
    joinLine(): void {
        if (!this.isCut) return
        this.isCut = false
        if (this.ringer?.isRinging) this.subscriber?.ringing(true)
    }

    get isLineCut(): boolean {
        return this.isCut
    }

    /** The line gets noisy, or noisy in another way. */
    startLineNoise(bursts: NoiseBursts): void {
        this.noise.startBursts(bursts)
    }

    /** A fault of the line goes on, or a pause of it. */
    get isNoisy(): boolean {
        return this.noise.isFaulty
    }

    endLineNoise(): void {
        this.noise.endBursts()
    }

    render(): Float32Array {
        this.beginPlacedCalls()
        this.ringer?.beat()
        this.waitingCall?.beat()
        for (const call of [...this.upCalls]) call.speak()
        this.sequence?.beat()
        const block = this.toSubscriber.fill(0)
        if (this.isDead) return block
        this.noise.addTo(block)
        this.ringer?.addTo(block)
        // An on-hook line interface hears the caller ID, but no conversation on a parallel telephone.
        if (!this.isSubscriberOffHook) return block
        this.sequence?.addTo(block)
        this.waitingCall?.addTo(block)
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

    /** Nothing comes through. */
    private get isDead(): boolean {
        return this.isCut || (this.sequence?.isDead ?? false)
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
        for (const { call, callerId } of placed) {
            this.upCalls.push(call)
            if (this.state === LineState.OnHook) this.ring(call, callerId)
            else if (call.spec.mayWait && this.canWait) this.wait(call, callerId)
            else this.refuse(call)
        }
    }

    private get canWait(): boolean {
        return this.state === LineState.Connected && this.waitingCall === undefined
    }

    private wait(call: Call, callerId: CallerIdSignal | undefined): void {
        this.waitingCall = new WaitingCall(call, callerId, this.plan, this.options.timeline)
    }

    private refuse(call: Call): void {
        call.startTone("busy")
        call.caller.leaveSoon()
    }

    private ring(call: Call, callerId: CallerIdSignal | undefined): void {
        this.state = LineState.Ringing
        this.lineCall = call
        this.ringer = new Ringer({
            plan: this.plan,
            callerId,
            callNumber: call.number,
            ringsMax: call.spec.maxRings,
            timeline: this.options.timeline,
            onReversal: () => this.reverse(true),
            onFirstRing: () => call.startTone("ringback"),
            onRinging: on => this.isCut || this.subscriber?.ringing(on),
            onRingsOver: () => call.caller.hangUp(),
        })
    }

    private reverse(reversed: boolean): void {
        if (reversed === this.isReversed) return
        this.isReversed = reversed
        this.emit("polarity", { reversed })
        this.subscriber?.polarity(reversed)
    }

    private callerIdOf(spec: CallSpec): CallerIdSignal | undefined {
        if (spec.number === undefined) return undefined
        const { wallStart, scheduler } = this.options
        const time = wallTimeAfter(wallStart, scheduler.nowUs / 1000, this.plan.timeZone)
        const caller = { number: spec.number, name: spec.name }
        return callerIdSignal(this.plan.callerId, this.callerIdForm, caller, time)
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
        if (call === this.waitingCall?.call) return this.endWaiting()
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
        this.leaveAlone(this.afterCallerHangsUp)
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
        this.reverse(false)
        this.lineCall = undefined
        this.state = LineState.OnHook
        const waiting = this.waitingCall
        if (!waiting) return
        this.endWaiting()
        this.ring(waiting.call, waiting.callerId)
    }

    private endWaiting(): void {
        this.waitingCall?.stop()
        this.waitingCall = undefined
    }

    private stopRinging(): void {
        const ringer = this.ringer
        this.ringer = undefined
        ringer?.stop()
    }

    private emit(event: string, fields: EventFields = {}): void {
        const call = this.lineCall
        this.options.timeline.emit("exchange", event, {
            ...(call && { call: call.number }),
            ...fields,
        })
    }
}

function add(from: Float32Array, to: Float32Array): void {
    for (let i = 0; i < to.length; i++) to[i]! += from[i]!
}
