import type { Scheduler, Timer } from "../../clock/scheduler.ts"
import type { Timeline } from "../../report/timeline.ts"

/** Sectors written by one command. */
export interface WriteRun {
    readonly lba: number
    /** How many the medium holds by now. */
    committedCount: number
    /** What the medium held before, in the order of writing. */
    readonly undo: { readonly lba: number; readonly bytes: Uint8Array }[]
    timer: Timer | undefined
}

/** Tells the timeline what was written: one event for each command, when its last busy ends. */
export class WriteLog {
    private readonly open = new Set<WriteRun>()

    constructor(
        private readonly scheduler: Scheduler,
        private readonly timeline: Timeline
    ) {}

    begin(lba: number): WriteRun {
        const run = { lba, committedCount: 0, undo: [], timer: undefined }
        this.open.add(run)
        return run
    }

    end(run: WriteRun, dueUs: number): void {
        run.timer = this.scheduler.at(dueUs, () => this.tell(run))
    }

    /** Power is gone: what the medium holds is told now. */
    cut(): void {
        for (const run of this.open) {
            this.scheduler.cancel(run.timer)
            this.tell(run)
        }
    }

    private tell(run: WriteRun): void {
        this.open.delete(run)
        if (run.committedCount > 0)
            this.timeline.emit("card", "write", { lba: run.lba, count: run.committedCount })
    }
}
