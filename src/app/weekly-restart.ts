/** What keeps a runtime that can't count beyond 49.7 days from ever getting there. */
import { Keepsake } from "../hal/keepsake"
import { Clock } from "./clock"

/** Seconds since 1980, below 0 where it is a restart of ours that follows. */
const KEY = "clock"
/** Sleeps go wrong when the runtime has been up for 49.7 days. */
const WEEK_MS = 604800000
/** So much a clock may be slow after a power cut, besides the time without power. */
const KEEP_MS = 3600000
/** From the last second of the old life to the first line of the new one. */
const RESTART_SECONDS = 2

/** The whole chip starts anew once a week, while nothing goes on. The clock goes on, by way of flash; after a power cut, too, but in doubt. */
export class WeeklyRestart {
    private keepMs = 0
    private wasTrusted = false

    constructor(
        private clock: Clock,
        private keepsake: Keepsake,
        private reboot: () => void
    ) {}

    /** At the start: take up the clock of before. Waits: for flash. */
    async resume(): Promise<void> {
        const kept = await this.keepsake.read(KEY)
        if (kept === 0) return
        this.keepMs = KEEP_MS
        if (kept > 0) return this.clock.setSeconds(kept, false)
        this.wasTrusted = true
        this.clock.setSeconds(RESTART_SECONDS - kept, true)
        // The next start may follow a power failure.
        await this.keepsake.write(KEY, -kept)
    }

    /** Restart if it is time; and note once an hour, and when it was set, what the clock says. Between calls only. @param uptimeMs ds.millis() */
    async step(uptimeMs: number): Promise<void> {
        const { isTrusted } = this.clock
        const seconds = this.clock.seconds()
        const isDue = uptimeMs >= WEEK_MS
        if (
            seconds !== undefined &&
            (isDue || uptimeMs >= this.keepMs || isTrusted !== this.wasTrusted)
        ) {
            this.keepMs = uptimeMs + KEEP_MS
            this.wasTrusted = isTrusted
            await this.keepsake.write(KEY, isDue && isTrusted ? -seconds : seconds)
        }
        if (!isDue) return
        console.log("weekly restart")
        this.reboot()
    }
}
