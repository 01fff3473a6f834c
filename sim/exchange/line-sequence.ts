/** What an exchange does with an off-hook line that nobody is connected to: silence, loop drop, tones, step by step. */
import { BLOCK_US } from "../clock/audio-clock.ts"
import { type Timeline } from "../report/timeline.ts"
import { type CountryPlan, type LineStep, type ToneKind } from "./country-plan.ts"
import { ToneGenerator } from "./tones.ts"

const BLOCK_MS = BLOCK_US / 1000

export class LineSequence {
    private stepIndex = -1
    private leftMs = 0
    private tone: ToneGenerator | undefined
    private toneKind: ToneKind | undefined
    private isDropped = false

    /** @param loopCurrent is told when the loop current is interrupted, and when it flows again */
    constructor(
        private readonly steps: readonly LineStep[],
        private readonly plan: CountryPlan,
        private readonly timeline: Timeline,
        private readonly loopCurrent: (flowing: boolean) => void
    ) {}

    /** All steps are over: silence from now on. */
    get isOver(): boolean {
        return this.stepIndex >= this.steps.length
    }

    /** A dropped loop carries no sound at all. */
    get isDead(): boolean {
        return this.isDropped
    }

    /** Live the 5 ms that begin now. */
    beat(): void {
        while (this.leftMs <= 0 && !this.isOver) this.nextStep()
        this.leftMs -= BLOCK_MS
    }

    /** Add what the subscriber hears of it in this beat. */
    addTo(block: Float32Array): void {
        this.tone?.addTo(block)
    }

    /** The subscriber went on-hook. */
    stop(): void {
        this.endStep()
        this.stepIndex = this.steps.length
    }

    private nextStep(): void {
        this.endStep()
        this.stepIndex++
        const step = this.steps[this.stepIndex]
        if (!step) return
        this.leftMs = step.lengthMs
        if (step.kind === "tone") this.beginTone(step.tone)
        if (step.kind === "drop") this.beginDrop(step.lengthMs)
    }

    private beginTone(kind: ToneKind): void {
        const tone = this.plan.tones[kind]
        if (!tone) throw new Error(`the plan of ${this.plan.name} has no ${kind} tone`)
        this.tone = new ToneGenerator(tone)
        this.toneKind = kind
        this.timeline.emit("exchange", "tone-on", { kind })
    }

    private beginDrop(lengthMs: number): void {
        this.isDropped = true
        this.timeline.emit("exchange", "loop-drop", { lengthMs })
        this.loopCurrent(false)
    }

    private endStep(): void {
        if (this.toneKind) this.timeline.emit("exchange", "tone-off", { kind: this.toneKind })
        this.tone = undefined
        this.toneKind = undefined
        if (!this.isDropped) return
        this.isDropped = false
        this.loopCurrent(true)
    }
}
