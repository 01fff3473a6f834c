/**
 * Plays a scenario on virtual time, as docs/scenarios.md says: steps run in order, and only waits and expects take
 * time. What happens between the steps is the world's affair.
 */

import { type TimelineEvent } from "../report/timeline.ts"
import { Performer } from "./performer.ts"
import { RestartWatch } from "./restart-watch.ts"
import {
    WAIT_TIMEOUT_MS,
    describePattern,
    matches,
    type EventPattern,
    type Scenario,
    type Step,
} from "./scenario.ts"
import { type World } from "./world.ts"

/** How a run ended, as the process says it (scenario contract). */
export enum ExitCode {
    Played = 0,
    Restarted = 1,
    BadInput = 2,
    StepFailed = 3,
    RuleBroken = 4,
}

/** A step that could not be played to its end. */
export interface StepFailure {
    /** Index of the step from 0; the number of steps for the wait after the last one. */
    readonly stepIndex: number
    readonly reason: string
}

export interface RunOutcome {
    readonly exit: ExitCode
    readonly failure: StepFailure | undefined
    /** Panics and restarts that count, each with its stack or its time. */
    readonly restarts: readonly string[]
    /** Calls that were placed. */
    readonly callCount: number
    /** Virtual µs from power-on to the end. */
    readonly endUs: number
}

/** Told at least once in a virtual second, and at every step. */
export type Progress = (nowUs: number, stepIndex: number) => void

/** What a step sets off must have begun so long after it (scenario contract). */
const REACTION_US = 500_000
/** Quiet without a break that is called idle (scenario contract). */
const IDLE_QUIET_US = 1_000_000
/** A program that does not start within this time after power-on is not waited for. */
const START_US_MAX = 5_000_000
/** So long after its program has started, a machine that talks to its modem is setting it up. */
const SET_UP_US_MAX = 10_000_000
/** Longest time that is passed in one go: progress shows this often. */
const PROGRESS_US = 1_000_000
/** How often a world that is not quiet is asked again; must be shorter than the quiet that is wanted. */
const QUIET_POLL_US = 100_000

/** An expect looks back to the last of these (scenario contract). */
const LOOK_BACK_STEPS: readonly Step["kind"][] = [
    "call",
    "waitIdle",
    "waitTime",
    "waitUntil",
    "waitEvent",
]

/** Play all of `scenario`, and leave the machine without power. */
export async function playScenario(
    world: World,
    scenario: Scenario,
    progress: Progress = () => {}
): Promise<RunOutcome> {
    return await new ScenarioRunner(world, scenario, progress).run()
}

type TimedStep = Extract<
    Step,
    { readonly kind: "waitTime" | "waitUntil" | "waitIdle" | "waitEvent" | "expect" }
>
type PowerStep = Extract<
    Step,
    { readonly kind: "powerOn" | "powerOff" | "powerCycle" | "powerCut" }
>

class ScenarioRunner {
    private readonly performer: Performer
    private readonly restarts: RestartWatch
    private stepIndex = 0
    /** Where an expect begins to look: the timeline's length when the last wait or call began. */
    private lookBackIndex = 0
    private powerOnAtUs: number | undefined
    /** Power was switched, or the program has started since, or has said the last word to its modem then. */
    private powerChangedUs = 0
    private setUpUntilUs = 0
    private isOn = false
    private isStarting = false
    private watched: { readonly pattern: EventPattern; missing: number } | undefined

    constructor(
        private readonly world: World,
        private readonly scenario: Scenario,
        private readonly progress: Progress
    ) {
        this.performer = new Performer(world)
        this.restarts = new RestartWatch(world.timeline)
        world.timeline.listen(event => this.notice(event))
    }

    async run(): Promise<RunOutcome> {
        const { world, scenario, restarts } = this
        await this.powerOn()
        const reason = await this.playSteps()
        const failure = reason === undefined ? undefined : { stepIndex: this.stepIndex, reason }
        await this.powerOff()
        const exit = exitCode(world.rules.broken.length > 0, restarts.counted.length > 0, failure)
        world.timeline.emit("sim", "end", { exit })
        this.progress(this.nowUs, scenario.steps.length)
        const { nowUs } = this
        const { callCount } = this.performer
        return { exit, failure, restarts: restarts.counted, callCount, endUs: nowUs }
    }

    private get nowUs(): number {
        return this.world.scheduler.nowUs
    }

    /** Answers why the step with `stepIndex` failed; undefined when all was played and it is idle. */
    private async playSteps(): Promise<string | undefined> {
        for (const step of this.scenario.steps) {
            const beginIndex = this.world.timeline.events.length
            this.world.timeline.emit("sim", "step", { index: this.stepIndex })
            this.progress(this.nowUs, this.stepIndex)
            const reason = await this.play(step, beginIndex)
            if (reason !== undefined) return reason
            this.stepIndex++
        }
        return this.scenario.endsAtOnce ? undefined : await this.waitIdle(WAIT_TIMEOUT_MS)
    }

    private async play(step: Step, beginIndex: number): Promise<string | undefined> {
        if (LOOK_BACK_STEPS.includes(step.kind)) this.lookBackIndex = beginIndex
        switch (step.kind) {
            case "waitTime":
                await this.advance(this.nowUs + step.durationMs * 1000)
                return undefined
            case "waitUntil":
                await this.advance(step.untilUs)
                return undefined
            case "waitIdle":
                return await this.waitIdle(step.timeoutMs)
            case "waitEvent":
                return await this.waitEvent(step.pattern, step.count, step.timeoutMs)
            case "expect":
                return await this.expect(step.pattern, step.withinMs)
            default:
                await this.act(step)
                return undefined
        }
    }

    /** A step that takes no time. */
    private async act(step: Exclude<Step, TimedStep>): Promise<void> {
        switch (step.kind) {
            case "tolerateRestart":
                return this.restarts.tolerate()
            case "powerOn":
            case "powerOff":
            case "powerCycle":
            case "powerCut":
                return await this.changePower(step)
            default:
                this.performer.do(step)
        }
    }

    private async changePower(step: PowerStep): Promise<void> {
        if (step.kind === "powerOn") return await this.powerOn()
        if (step.kind === "powerCut")
            return this.world.armPowerCut(step.cut, () => this.powerFailed())
        await this.powerOff()
        if (step.kind === "powerCycle") this.powerOnAtUs = this.nowUs + step.offMs * 1000
    }

    private async powerOn(): Promise<void> {
        this.powerOnAtUs = undefined
        if (this.isOn) return
        this.powerChangedUs = this.nowUs
        this.isStarting = true
        this.isOn = true
        this.restarts.powerOn()
        await this.world.powerOn()
    }

    private async powerOff(): Promise<void> {
        this.powerFailed()
        await this.world.powerOff()
    }

    /** Power is off, by a step or by the cut that one has armed: it stays off until a step says otherwise. */
    private powerFailed(): void {
        this.powerOnAtUs = undefined
        this.powerChangedUs = this.nowUs
        this.isStarting = false
        this.isOn = false
        this.setUpUntilUs = 0
        this.restarts.powerOff()
    }

    private async waitIdle(timeoutMs: number): Promise<string | undefined> {
        const earliestUs = this.nowUs + REACTION_US
        const deadlineUs = this.nowUs + timeoutMs * 1000
        for (;;) {
            const sinceUs = this.quietSinceUs()
            const dueUs =
                sinceUs === undefined
                    ? this.nowUs + QUIET_POLL_US
                    : Math.max(earliestUs, sinceUs + IDLE_QUIET_US)
            if (sinceUs !== undefined && dueUs <= this.nowUs) return undefined
            if (this.nowUs >= deadlineUs) return `not idle within ${timeoutMs} ms`
            await this.advance(Math.min(dueUs, deadlineUs))
        }
    }

    /** Since when nothing goes on and nothing that the scenario asked for is still to come; undefined otherwise. */
    private quietSinceUs(): number | undefined {
        const worldUs = this.world.quietSinceUs()
        const fingersUs = this.performer.fingersQuietSinceUs()
        if (worldUs === undefined || fingersUs === undefined) return undefined
        if (this.powerOnAtUs !== undefined) return undefined
        if (this.isStarting && this.nowUs - this.powerChangedUs < START_US_MAX) return undefined
        return Math.max(worldUs, fingersUs, this.powerChangedUs)
    }

    private async waitEvent(
        pattern: EventPattern,
        count: number,
        timeoutMs: number
    ): Promise<string | undefined> {
        const missing = await this.watch(pattern, count, timeoutMs)
        if (missing === 0) return undefined
        const seen = count === 1 ? "" : ` ${count} times (it came ${count - missing} times)`
        return `no event ${describePattern(pattern)}${seen} within ${timeoutMs} ms`
    }

    private async expect(pattern: EventPattern, withinMs: number): Promise<string | undefined> {
        const { events } = this.world.timeline
        for (let index = this.lookBackIndex; index < events.length; index++)
            if (matches(pattern, events[index]!)) return undefined
        const missing = await this.watch(pattern, 1, withinMs)
        if (missing === 0) return undefined
        const ahead = withinMs === 0 ? "" : `, nor in the ${withinMs} ms that followed`
        return `expected ${describePattern(pattern)}: not since the last wait or call began${ahead}`
    }

    /** Let time pass until the event has come `count` times; answers how many are still missing at the time-out. */
    private async watch(pattern: EventPattern, count: number, timeoutMs: number): Promise<number> {
        const watched = { pattern, missing: count }
        this.watched = watched
        await this.advance(this.nowUs + timeoutMs * 1000, () => watched.missing === 0)
        this.watched = undefined
        return watched.missing
    }

    private notice(event: TimelineEvent): void {
        this.noticeStart(event)
        const { watched } = this
        if (watched && watched.missing > 0 && matches(watched.pattern, event)) watched.missing--
    }

    private noticeStart({ source, event }: TimelineEvent): void {
        const isBoot = source === "machine" && event === "boot"
        const isSettingUp = source === "modem" && event === "rx" && this.nowUs < this.setUpUntilUs
        if (isBoot) this.setUpUntilUs = this.nowUs + SET_UP_US_MAX
        if (isSettingUp || (isBoot && this.isStarting)) this.powerChangedUs = this.nowUs
        if (isBoot) this.isStarting = false
    }

    /** Let time pass to `untilUs`, or to the event that makes `isReached` true. */
    private async advance(untilUs: number, isReached: () => boolean = () => false): Promise<void> {
        for (;;) {
            const powerOnUs = this.powerOnAtUs ?? Infinity
            await this.world.runUntil(
                Math.min(untilUs, powerOnUs, this.nowUs + PROGRESS_US),
                isReached
            )
            this.progress(this.nowUs, this.stepIndex)
            if (isReached()) return
            if (this.nowUs >= powerOnUs) await this.powerOn()
            if (isReached() || this.nowUs >= untilUs) return
        }
    }
}

/** A broken rule wins over a restart, a restart over a step that failed (scenario contract). */
function exitCode(
    isRuleBroken: boolean,
    isRestarted: boolean,
    failure: StepFailure | undefined
): ExitCode {
    if (isRuleBroken) return ExitCode.RuleBroken
    if (isRestarted) return ExitCode.Restarted
    return failure ? ExitCode.StepFailed : ExitCode.Played
}
