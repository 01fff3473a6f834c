/** Watches the sectors of the card that something was read from: a write to one of them, and it is to be read again. */

import { effect } from "@preact/signals"
import { SECTORS_HEADER, type CardSectors } from "../../sim/protocol/messages.ts"
import { type TimelineEvent } from "../../sim/report/timeline.ts"
import { latest } from "./page-state.ts"

/** Writes come in groups, and reading takes the server's time: one is enough for all of so long. */
const SETTLE_MS = 400

export class SectorWatch {
    /** Undefined: nobody knows where it would come from, so that any write may change it. */
    private runs: readonly CardSectors[] | undefined
    private timer: ReturnType<typeof setTimeout> | undefined

    /** @param onChange told some time after the first write of a group */
    constructor(private readonly onChange: () => void) {}

    /** It was read, and this is the answer. */
    noteAnswer(answer: Response): void {
        const sectors = answer.headers.get(SECTORS_HEADER)
        this.runs = sectors === null ? undefined : (JSON.parse(sectors) as CardSectors[])
    }

    /** From now on what is written is looked at. @returns what ends that */
    begin(): () => void {
        const forget = effect(() => this.noteEvents(latest.value))
        return () => {
            forget()
            clearTimeout(this.timer)
            this.timer = undefined
        }
    }

    private noteEvents(events: readonly TimelineEvent[]): void {
        if (this.timer !== undefined || !events.some(event => this.isTouchedBy(event))) return
        this.timer = setTimeout(() => {
            this.timer = undefined
            this.onChange()
        }, SETTLE_MS)
    }

    private isTouchedBy({ source, event, fields }: TimelineEvent): boolean {
        if (source !== "card" || event !== "write") return false
        if (!this.runs) return true
        const from = Number(fields["lba"])
        const to = from + Number(fields["count"])
        return this.runs.some(({ first, count }) => from < first + count && first < to)
    }
}
