/** Events that a modem reports and that mean something else; drivers learn of them the hard way. */

import { type Random } from "../../clock/random.ts"
import { type Scheduler, type Timer } from "../../clock/scheduler.ts"
import { type ReportRules } from "./profiles/modem-profile.ts"

const OWN_HOOK_US = 30_000
/** A dial tone is imagined in every second stream, within its first three seconds. */
const DIAL_CHANCE = 0.5
const DIAL_EARLIEST_US = 200_000
const DIAL_LATEST_US = 2_800_000

export class FalseFriends {
    private hookTimer: Timer | undefined
    private dialTimer: Timer | undefined

    constructor(
        private readonly rules: ReportRules,
        private readonly scheduler: Scheduler,
        private readonly random: Random,
        private readonly tell: (code: string) => void
    ) {}

    lineTaken(): void {
        if (!this.rules.tellsOwnHook) return
        this.scheduler.cancel(this.hookTimer)
        this.hookTimer = this.scheduler.after(OWN_HOOK_US, () => this.tell("H"))
    }

    streamStarted(): void {
        if (!this.rules.imaginesDialTone) return
        this.scheduler.cancel(this.dialTimer)
        const isImagined = this.random.nextUnit() < DIAL_CHANCE
        const afterUs = this.random.nextInteger(DIAL_EARLIEST_US, DIAL_LATEST_US)
        if (isImagined) this.dialTimer = this.scheduler.after(afterUs, () => this.tell("d"))
    }

    streamEnded(): void {
        this.scheduler.cancel(this.dialTimer)
    }

    lineLeft(): void {
        this.scheduler.cancel(this.hookTimer)
        this.scheduler.cancel(this.dialTimer)
    }
}
