import type { Timeline } from "./timeline.ts"

/**
 * Rules of a data sheet that the firmware broke. One is enough to fail the run (exit code 4).
 *
 * A chip model never throws for what the firmware did wrong: it reports here, and then does what the chip would do.
 */
export class RuleBook {
    readonly broken: string[] = []

    constructor(private readonly timeline: Timeline) {}

    /**
     * @param chip "sc16is750", "sdcard", "modem" …
     * @param rule register or command, what was done, what the document says, and where
     */
    violation(chip: string, rule: string): void {
        this.broken.push(`${chip}: ${rule}`)
        this.timeline.emit("sim", "violation", { chip, rule })
    }
}
