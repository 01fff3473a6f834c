/** A caller whose telephone somebody holds: nothing is decided here, all of it is done by whoever has the handset. */
import { type Timeline } from "../report/timeline.ts"
import { BeepListener } from "./beep-listener.ts"
import { type CallerActions } from "./caller.ts"
import { type Caller, type Handset } from "./handset.ts"

export class LiveCaller implements Caller {
    private isAnswered = false
    private isGone = false
    private readonly beepListener = new BeepListener()

    /** @param callNumber 1 for the first call; every event bears it */
    constructor(
        private readonly handset: Handset,
        private readonly callNumber: number,
        private readonly timeline: Timeline,
        private readonly actions: Pick<CallerActions, "hangUp">
    ) {}

    answered(): void {
        this.isAnswered = true
        this.emit("answered")
        this.handset.answered()
    }

    /** A person hears that the line is dead, and hangs up when they like. */
    leaveSoon(): void {}

    hangUp(): void {
        if (this.isGone) return
        this.isGone = true
        this.emit("hangup")
        this.handset.over()
        this.actions.hangUp()
    }

    speak(into: Float32Array): void {
        into.fill(0)
        if (!this.handset.isLifted) return this.hangUp()
        const digit = this.handset.speak(into)
        if (digit !== undefined) this.emit("dtmf", { digit })
    }

    hear(block: Float32Array): void {
        if (this.isGone) return
        this.handset.hear(block)
        const beep = this.isAnswered ? this.beepListener.hear(block) : undefined
        if (!beep) return
        const { frequencyHz, lengthMs } = beep
        this.emit("beep-heard", { frequencyHz: Math.round(frequencyHz), lengthMs })
        this.handset.beepHeard()
    }

    private emit(event: string, fields: Record<string, string | number> = {}): void {
        this.timeline.emit("caller", event, { ...fields, call: this.callNumber })
    }
}
