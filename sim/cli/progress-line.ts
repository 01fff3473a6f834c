/** One line on the terminal that shows how far a run has come; nothing where stderr is not a terminal. */

import { type Progress } from "../scenario/runner.ts"

/** Often enough to be seen moving, seldom enough to cost nothing. */
const REDRAW_MS = 100
const CLEAR_LINE = "\r\u001b[K"

/** What is used of process.stderr. */
export type Terminal = Pick<NodeJS.WriteStream, "isTTY"> & { write(text: string): boolean }

export class ProgressLine {
    private drawnAtMs = -Infinity
    private isDrawn = false

    constructor(
        private readonly stepCount: number,
        private readonly terminal: Terminal = process.stderr
    ) {}

    readonly show: Progress = (nowUs, stepIndex) => {
        const nowMs = performance.now()
        if (!this.terminal.isTTY || nowMs - this.drawnAtMs < REDRAW_MS) return
        this.drawnAtMs = nowMs
        this.isDrawn = true
        const step = Math.min(stepIndex + 1, this.stepCount)
        const clock = (nowUs / 1e6).toFixed(1)
        this.terminal.write(
            `${CLEAR_LINE}step ${step} of ${this.stepCount}, ${clock} s of virtual time`
        )
    }

    /** Take the line away again. */
    clear(): void {
        if (this.isDrawn) this.terminal.write(CLEAR_LINE)
        this.isDrawn = false
    }
}
