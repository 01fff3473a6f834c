/** Ties virtual time to the clock on the wall: the only place where the simulator waits for real time to pass. */

import { setTimeout as sleep } from "node:timers/promises"
import { AS_FAST_AS_IT_GOES } from "../../protocol/speeds.ts"

/** How often virtual time goes on: twice in a frame of sound. */
const TURN_MS = 10
/** Farther behind than this is no hiccup. */
const LAG_MAX_MS = 500

/** More virtual time than this in one turn, and keys and pages would wait. */
const LONGEST_TURN_US = 500_000

/** The clock on the wall; a test has its own. */
export interface WallClock {
    nowMs(): number
    sleep(ms: number): Promise<unknown>
}

export const WALL_CLOCK: WallClock = { nowMs: () => performance.now(), sleep: ms => sleep(ms) }

export class Pacer {
    private originMs = 0
    private originUs = 0
    private lagCount = 0

    /** @param speed virtual seconds in a second */
    constructor(
        private speed: number,
        private readonly clock: WallClock
    ) {}

    /** It was too slow at least once, and virtual time is behind for good. */
    get hasLagged(): boolean {
        return this.lagCount > 0
    }

    /** @param nowUs where virtual time is; it goes on from there. 0: it stands still */
    setSpeed(speed: number, nowUs: number): void {
        this.speed = speed
        this.begin(nowUs)
    }

    /** From now on, virtual time goes on from `nowUs`. */
    begin(nowUs: number): void {
        this.originMs = this.clock.nowMs()
        this.originUs = nowUs
    }

    /**
     * Wait for the next turn.
     *
     * What can't be caught up is given up: then time goes on from where it is.
     *
     * @param nowUs where virtual time is
     * @returns where it should be, µs
     * Waits: about 10 ms; anything else in the process may run meanwhile.
     */
    async next(nowUs: number): Promise<number> {
        await this.clock.sleep(TURN_MS)
        const dueUs = this.originUs + (this.clock.nowMs() - this.originMs) * 1000 * this.speed
        const turnUs = TURN_MS * 1000 * this.speed
        const soonUs = nowUs + LONGEST_TURN_US
        if (dueUs - nowUs <= LAG_MAX_MS * 1000 * this.speed)
            return Math.max(nowUs, Math.min(dueUs, soonUs))
        // Nobody expects to keep up with what no computer can.
        if (this.speed < AS_FAST_AS_IT_GOES) this.lagCount++
        this.begin(nowUs)
        return Math.min(nowUs + turnUs, soonUs)
    }
}
