/** What keeps a runtime that can't count beyond 49.7 days from ever getting there. */
import { Keepsake } from "../hal/keepsake"
import { Clock } from "./clock"

const KEY = "clock"
/** Sleeps go wrong when the runtime has been up for 49.7 days. */
const WEEK_MS = 604800000
/** From the last second of the old life to the first line of the new one. */
const RESTART_SECONDS = 2

/** The whole chip starts anew once a week, while nothing goes on. The clock goes on, by way of flash. */
export class WeeklyRestart {
    constructor(
        private clock: Clock,
        private keepsake: Keepsake,
        private reboot: () => void
    ) {}

    /** At the start: take up the clock of before, if it was a restart of ours. Waits: for flash. */
    async resume(): Promise<void> {
        const seconds = await this.keepsake.read(KEY)
        if (seconds === 0) return
        this.clock.setSeconds(seconds + RESTART_SECONDS)
        // After a power failure it would be wrong.
        await this.keepsake.write(KEY, 0)
    }

    /** Restart if it is time. Between calls only. @param uptimeMs ds.millis() */
    async step(uptimeMs: number): Promise<void> {
        if (uptimeMs < WEEK_MS) return
        const seconds = this.clock.seconds()
        if (seconds !== undefined) await this.keepsake.write(KEY, seconds)
        console.log("weekly restart")
        this.reboot()
    }
}
