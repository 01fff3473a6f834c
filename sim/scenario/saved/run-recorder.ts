/**
 * Takes down what is done to a machine that runs, so that the run can be played again from a scenario.
 *
 * All is done between two turns of the clock. In which turn tells as much as when: what falls due in the same microsecond
 * comes before the next turn's deeds, and after this one's.
 */

import { watchImage } from "../../card/image-file.ts"
import { RecordedMouth } from "../../audio/recorded-mouth.ts"
import { type SectorImage } from "../../chips/sdcard/card-image.ts"
import { RecordedHandset } from "../../exchange/recorded-handset.ts"
import { type Scheduler } from "../../clock/scheduler.ts"
import { type TimelineEvent } from "../../report/timeline.ts"
import { type Deed } from "../scenario.ts"
import { CardPast } from "./card-past.ts"
import { type DatedDeed, type PowerDeed } from "./dated-deed.ts"
import { UnsavableError, type RunSnapshot, type RunStart } from "./saved-run.ts"

/** The same, but what is said in it is kept. */
function withWordsKept<Noted extends Deed | PowerDeed>(step: Noted): Noted {
    if (step.kind === "call" && step.handset)
        return { ...step, handset: new RecordedHandset(step.handset) }
    if (step.kind === "openMouth") return { ...step, mouth: new RecordedMouth(step.mouth) }
    return step
}

export class RunRecorder {
    /** What the card held when the run began; undefined: the slot was empty. */
    readonly cardPast: CardPast | undefined
    private readonly deeds: DatedDeed[] = []
    private turn = 0
    /** What was written to the card in this turn, and since the last deed. */
    private changed: Map<number, Uint8Array> | undefined
    private readonly endWatch: () => void

    /**
     * From the run's first moment on.
     *
     * @param scheduler of the run, as soon as there is one
     */
    constructor(
        cardPath: string | undefined,
        private readonly scheduler: () => Pick<Scheduler, "nowUs">
    ) {
        if (cardPath === undefined) {
            this.endWatch = () => {}
            return
        }
        this.cardPast = new CardPast(cardPath)
        this.endWatch = watchImage(cardPath, (sector, becomes) => this.noteChange(sector, becomes))
    }

    /** For the machine: opens the image of a card, so that it is known what changes. */
    readonly openCard = (path: string): SectorImage => this.cardPast!.open(path)

    /** The clock has gone on. */
    turned(): void {
        this.turn++
        this.changed = undefined
    }

    /**
     * This is about to be done.
     *
     * @returns what is to be done in its place: the same, with a handset whose words are kept
     */
    note<Noted extends Deed | PowerDeed>(step: Noted): Noted {
        const kept = withWordsKept(step)
        this.deeds.push({ atUs: this.scheduler().nowUs, turn: this.turn, step: kept })
        this.changed = undefined
        return kept
    }

    /** The run up to now. Between two turns only. @throws UnsavableError */
    snapshot(start: RunStart, events: readonly TimelineEvent[]): RunSnapshot {
        if (this.cardPast?.isOther)
            throw new UnsavableError("another card was put in, and only the first one is known")
        const { turn, cardPast } = this
        const { nowUs } = this.scheduler()
        return { start, nowUs, turn, deeds: [...this.deeds], events: [...events], cardPast }
    }

    close(): void {
        this.endWatch()
        this.cardPast?.close()
    }

    /** The page's side has written to the card; sectors that are written in one moment are one deed. */
    private noteChange(sector: number, becomes: Uint8Array): void {
        this.cardPast?.remember(sector, 1)
        if (!this.changed) {
            const change = new Map<number, Uint8Array>()
            this.note({ kind: "changeCard", change })
            this.changed = change
        }
        this.changed.set(sector, Uint8Array.from(becomes))
    }
}
