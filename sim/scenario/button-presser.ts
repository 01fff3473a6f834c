/** The finger: presses buttons at their time, one press after the other on each button, while the steps go on. */

import { type Scheduler } from "../clock/scheduler.ts"

/** What the finger touches. */
export interface Buttons {
    press(button: string): void
    release(button: string): void
}

export interface Press {
    readonly button: string
    readonly times: number
    readonly downMs: number
    readonly gapMs: number
}

export class ButtonPresser {
    /** When each button is free for the next press, µs: its last release and the gap that follows it. */
    private readonly freeUs = new Map<string, number>()
    private pendingCount = 0
    private lastReleaseUs = 0

    constructor(
        private readonly scheduler: Scheduler,
        private readonly buttons: Buttons
    ) {}

    /** Since when no press is under way or planned, µs; undefined while one is. */
    quietSinceUs(): number | undefined {
        return this.pendingCount > 0 ? undefined : this.lastReleaseUs
    }

    /** Press now, or after what was asked of this button before. Does not wait. */
    start({ button, times, downMs, gapMs }: Press): void {
        const { scheduler } = this
        let downUs = Math.max(scheduler.nowUs, this.freeUs.get(button) ?? 0)
        for (let press = 0; press < times; press++) {
            this.pendingCount++
            const upUs = downUs + downMs * 1000
            this.at(downUs, () => this.buttons.press(button))
            this.at(upUs, () => this.release(button))
            downUs = upUs + gapMs * 1000
        }
        this.freeUs.set(button, downUs)
    }

    /** The first press of an idle button is now, not in the events that follow. */
    private at(dueUs: number, run: () => void): void {
        if (dueUs <= this.scheduler.nowUs) run()
        else this.scheduler.at(dueUs, run)
    }

    private release(button: string): void {
        this.buttons.release(button)
        this.pendingCount--
        this.lastReleaseUs = this.scheduler.nowUs
    }
}
