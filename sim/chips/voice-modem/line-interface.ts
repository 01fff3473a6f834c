/** The modem's end of the pair: the hook, and what the loop current says. */

import { type Scheduler, type Timer } from "../../clock/scheduler.ts"
import { type LineHook } from "../../exchange/subscriber.ts"
import { type LoopSense } from "./loop-sense.ts"

/** Shorter breaks of the loop are switching noise; those that mean a hang-up are 250 ms and longer. */
const LOOP_BREAK_US = 200_000

export class LineInterface {
    private isLoopClosed = false
    private breakTimer: Timer | undefined

    /**
     * @param interrupted is called when the current of the closed loop has been off for a while
     * @param sense learns what the hook and the exchange do
     */
    constructor(
        private readonly hook: LineHook,
        private readonly scheduler: Scheduler,
        private readonly interrupted: () => void,
        private readonly sense: LoopSense
    ) {}

    /** The line is seized. */
    get isOffHook(): boolean {
        return this.isLoopClosed
    }

    seize(): void {
        if (this.isLoopClosed) return
        this.isLoopClosed = true
        this.sense.seize()
        this.hook.offHook()
    }

    release(): void {
        this.scheduler.cancel(this.breakTimer)
        if (!this.isLoopClosed) return
        this.isLoopClosed = false
        this.sense.release()
        this.hook.onHook()
    }

    current(flowing: boolean): void {
        this.sense.current(flowing)
        this.scheduler.cancel(this.breakTimer)
        if (flowing || !this.isLoopClosed) return
        this.breakTimer = this.scheduler.after(LOOP_BREAK_US, () => this.interrupted())
    }
}
