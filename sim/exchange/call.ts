/** One call: the caller, what the network lets the caller hear, and the record of it. */
import { BLOCK_SAMPLES } from "../clock/audio-clock.ts"
import { type Scheduler } from "../clock/scheduler.ts"
import { type Timeline } from "../report/timeline.ts"
import { SoundRecorder } from "../audio/sound-recorder.ts"
import { type CallSpec } from "./call-spec.ts"
import { ScriptedCaller, type CallerActions } from "./caller.ts"
import { type CountryPlan, type ToneKind } from "./country-plan.ts"
import { type Caller, type Handset } from "./handset.ts"
import { type LineNoise } from "./line-noise.ts"
import { LiveCaller } from "./live-caller.ts"
import { ToneGenerator } from "./tones.ts"

export interface CallSurroundings {
    readonly scheduler: Scheduler
    readonly timeline: Timeline
    readonly plan: CountryPlan
    readonly noise: LineNoise
    /** Who holds the telephone; undefined: the caller does what the call says. */
    readonly handset?: Handset | undefined
}

export class Call {
    /** What the caller heard, from the beat after the call was placed until the caller hung up. */
    readonly recording = new SoundRecorder()
    readonly caller: Caller
    /** What the caller sends in this beat. */
    readonly fromCaller = new Float32Array(BLOCK_SAMPLES)
    private readonly heard = new Float32Array(BLOCK_SAMPLES)
    private tone: ToneGenerator | undefined
    private toneKind: ToneKind | undefined

    /**
     * @param number counts the calls from 1
     * @throws RangeError for DTMF digits that there are not
     */
    constructor(
        readonly number: number,
        readonly spec: CallSpec,
        private readonly surroundings: CallSurroundings,
        actions: CallerActions
    ) {
        const { handset, timeline } = surroundings
        this.caller = handset
            ? new LiveCaller(handset, number, timeline, actions)
            : new ScriptedCaller(spec, number, surroundings, actions)
    }

    /** The network lets the caller hear a tone instead of the one before; none if the country has no such tone. */
    startTone(kind: ToneKind): void {
        this.stopTone()
        const plan = this.surroundings.plan.tones[kind]
        if (!plan) return
        this.tone = new ToneGenerator(plan)
        this.toneKind = kind
        this.surroundings.timeline.emit("exchange", "tone-on", { kind, call: this.number })
    }

    stopTone(): void {
        if (!this.toneKind) return
        const fields = { kind: this.toneKind, call: this.number }
        this.tone = undefined
        this.toneKind = undefined
        this.surroundings.timeline.emit("exchange", "tone-off", fields)
    }

    /** Live the 5 ms that begin now, as far as the caller speaks and acts. */
    speak(): void {
        this.caller.speak(this.fromCaller)
    }

    /** Let the caller hear the same 5 ms: noise, tones, and `fromLine` where the line is connected. */
    hear(fromLine: Float32Array | undefined): void {
        this.heard.fill(0)
        if (fromLine) this.heard.set(fromLine)
        this.surroundings.noise.addTo(this.heard)
        this.tone?.addTo(this.heard)
        this.recording.append(this.heard, this.surroundings.scheduler.nowUs)
        this.caller.hear(this.heard)
    }
}
