/** A scripted caller: somebody with a telephone at the far end, who acts only on what can be heard there. */
import { BLOCK_SAMPLES } from "../clock/audio-clock.ts"
import { type Scheduler } from "../clock/scheduler.ts"
import { type Timeline } from "../report/timeline.ts"
import { BeepListener } from "./beep-listener.ts"
import { type CallSpec } from "./call-spec.ts"
import { renderScript, type CallerScript } from "./caller-script.ts"
import { type Caller } from "./handset.ts"
import { QuietListener } from "./quiet-listener.ts"

/** How long a person takes to begin after the beep, or after somebody answered. */
const REACTION_MS = 300
/** A caller who finds the line dead, or busy, puts the telephone down after so long. */
const PATIENCE_MS = 3000
/** How long the caller talks with the person who picked up another telephone. */
const CONVERSATION_MS = 5000

/** What a caller can do to the rest of the world. */
export interface CallerActions {
    hangUp(): void
    /** Somebody in the called house picks up a parallel telephone. */
    pickUpExtension(): void
}

export interface CallerSurroundings {
    readonly scheduler: Scheduler
    readonly timeline: Timeline
}

enum CallerState {
    /** Hears ringback. */
    Dialled,
    /** Waits for the beep, or for quiet. */
    Listening,
    /** Knows when to begin. */
    AboutToSpeak,
    Speaking,
    /** Has said everything, and stays. */
    Staying,
    /** Has said everything; somebody will pick up a parallel telephone. */
    ExpectingPickup,
    /** Will hang up at the deadline, whatever happens. */
    Leaving,
    Gone,
}

export class ScriptedCaller implements Caller {
    private state = CallerState.Dialled
    private readonly script: CallerScript
    private spokenSamples = 0
    private nextDigit = 0
    /** When the present state ends by itself. */
    private deadlineUs = Infinity
    private readonly beepListener = new BeepListener()
    private readonly quietListener: QuietListener | undefined

    /** @param callNumber 1 for the first call; every event bears it */
    constructor(
        private readonly spec: CallSpec,
        private readonly callNumber: number,
        private readonly surroundings: CallerSurroundings,
        private readonly actions: CallerActions
    ) {
        this.script = renderScript(spec)
        const { speakAfter } = spec
        if (speakAfter.kind === "quiet") this.quietListener = new QuietListener(speakAfter.quietMs)
    }

    /** The called line went off-hook. */
    answered(): void {
        this.emit("answered")
        switch (this.spec.speakAfter.kind) {
            case "beep":
            case "quiet":
                return this.enter(CallerState.Listening, this.spec.giveUpMs)
            case "answer":
                return this.enter(CallerState.AboutToSpeak, REACTION_MS)
            case "delay":
                return this.enter(CallerState.AboutToSpeak, this.spec.speakAfter.delayMs)
        }
    }

    /** The called line is busy, or its end of the call was given up. */
    leaveSoon(): void {
        if (this.state === CallerState.Speaking) this.emit("speak-end")
        this.enter(CallerState.Leaving, PATIENCE_MS)
    }

    hangUp(): void {
        if (this.state === CallerState.Gone) return
        if (this.state === CallerState.Speaking) this.emit("speak-end")
        this.enter(CallerState.Gone, Infinity)
        this.emit("hangup")
        this.actions.hangUp()
    }

    /** Live the 5 ms that begin now: act where it is time to, and fill `into` with what the caller sends. */
    speak(into: Float32Array): void {
        into.fill(0)
        if (this.surroundings.scheduler.nowUs >= this.deadlineUs) this.act()
        if (this.state !== CallerState.Speaking) return
        if (this.spokenSamples >= this.script.samples.length) this.finishSpeaking()
        else this.sayBlock(into)
    }

    /** Hear what came down the line in the same 5 ms. */
    hear(block: Float32Array): void {
        if (this.state !== CallerState.Listening) return
        if (this.quietListener) {
            if (this.quietListener.hear(block)) this.enter(CallerState.AboutToSpeak, 0)
            return
        }
        const beep = this.beepListener.hear(block)
        if (!beep) return
        const { frequencyHz, lengthMs } = beep
        this.emit("beep-heard", { frequencyHz: Math.round(frequencyHz), lengthMs })
        this.enter(CallerState.AboutToSpeak, REACTION_MS)
    }

    /** The deadline of the present state has come. */
    private act(): void {
        switch (this.state) {
            case CallerState.AboutToSpeak:
                return this.beginSpeaking()
            case CallerState.ExpectingPickup:
                this.actions.pickUpExtension()
                return this.enter(CallerState.Staying, CONVERSATION_MS)
            case CallerState.Listening:
            case CallerState.Staying:
            case CallerState.Leaving:
                return this.hangUp()
            case CallerState.Dialled:
            case CallerState.Speaking:
            case CallerState.Gone:
                throw new Error(`a caller has no deadline in state ${CallerState[this.state]}`)
        }
    }

    private beginSpeaking(): void {
        if (this.script.samples.length === 0) return this.end()
        this.enter(CallerState.Speaking, Infinity)
        this.emit("speak-start")
    }

    private finishSpeaking(): void {
        this.emit("speak-end")
        this.end()
    }

    /** Everything is said. */
    private end(): void {
        const then = this.spec.then
        switch (then.kind) {
            case "hangup":
                this.enter(CallerState.Leaving, 0)
                return this.hangUp()
            case "stay":
                return this.enter(CallerState.Staying, then.stayMs)
            case "pickup":
                return this.enter(CallerState.ExpectingPickup, then.pickupMs)
        }
    }

    private sayBlock(into: Float32Array): void {
        const end = this.spokenSamples + BLOCK_SAMPLES
        into.set(this.script.samples.subarray(this.spokenSamples, end))
        this.spokenSamples = end
        for (;;) {
            const mark = this.script.digits[this.nextDigit]
            if (!mark || mark.atSample >= end) return
            this.emit("dtmf", { digit: mark.digit })
            this.nextDigit++
        }
    }

    private enter(state: CallerState, forMs: number): void {
        this.state = state
        this.deadlineUs = this.surroundings.scheduler.nowUs + forMs * 1000
    }

    private emit(event: string, fields: Record<string, string | number> = {}): void {
        this.surroundings.timeline.emit("caller", event, { ...fields, call: this.callNumber })
    }
}
