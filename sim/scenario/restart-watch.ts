/** Notices when the machine died or started again by itself: only a power step may start it. */

import { type Timeline, type TimelineEvent } from "../report/timeline.ts"

export class RestartWatch {
    /** Panics and restarts that nobody asked for or tolerated: what happened and when, with the stack. */
    readonly counted: string[] = []
    private bootsToCome = 0
    private isTolerant = false

    constructor(timeline: Timeline) {
        timeline.listen(event => this.notice(event))
    }

    /** Power is applied: one start of the machine is in order. */
    powerOn(): void {
        this.bootsToCome = 1
    }

    powerOff(): void {
        this.bootsToCome = 0
    }

    /** From now on nothing counts any more. */
    tolerate(): void {
        this.isTolerant = true
    }

    private notice(event: TimelineEvent): void {
        if (event.source !== "machine") return
        const seconds = (event.tMs / 1000).toFixed(3)
        if (event.event === "panic")
            this.count([`panic at ${seconds} s`, event.fields["stack"] ?? ""].join("\n").trim())
        if (event.event !== "boot") return
        if (this.bootsToCome > 0) this.bootsToCome--
        else this.count(`restart at ${seconds} s`)
    }

    private count(what: string): void {
        if (!this.isTolerant) this.counted.push(what)
    }
}
