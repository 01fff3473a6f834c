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
import { CardPasts } from "./card-pasts.ts"
import { type DatedDeed, type PowerDeed } from "./dated-deed.ts"
import { type RunSnapshot, type RunStart } from "./saved-run.ts"

/** The same, but what is said in it is kept. */
function withWordsKept<Noted extends Deed | PowerDeed>(step: Noted): Noted {
    if (step.kind === "call" && step.handset)
        return { ...step, handset: new RecordedHandset(step.handset) }
    if (step.kind === "openMouth") return { ...step, mouth: new RecordedMouth(step.mouth) }
    return step
}

export class RunRecorder {
    /** What its cards held; undefined: the slot was empty. */
    private readonly cards: CardPasts | undefined
    private readonly deeds: DatedDeed[] = []
    private turn = 0
    /** What was written to the card in this turn, and since the last deed. */
    private changed: { map: Map<number, Uint8Array>; of: number | "last" } | undefined
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
        this.cards = new CardPasts(cardPath)
        this.endWatch = watchImage(cardPath, (sector, becomes) => this.noteChange(sector, becomes))
    }

    /** For the machine: opens the image of a card, so that it is known what changes. */
    readonly openCard = (path: string): SectorImage => this.cards!.open(path)

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
        const card = step.kind === "insertCard" && !step.card ? this.cards?.putIn() : undefined
        return this.write(step, card)
    }

    /** The run up to now. Between two turns only. */
    snapshot(start: RunStart, events: readonly TimelineEvent[]): RunSnapshot {
        const { turn, cards } = this
        const { nowUs } = this.scheduler()
        const deeds = [...this.deeds]
        return { start, nowUs, turn, deeds, events: [...events], cards: cards?.all ?? [] }
    }

    close(): void {
        this.endWatch()
        this.cards?.close()
    }

    private write<Noted extends Deed | PowerDeed>(step: Noted, card: number | undefined): Noted {
        const kept = withWordsKept(step)
        const { nowUs: atUs } = this.scheduler()
        const { turn } = this
        this.deeds.push({ atUs, turn, step: kept, ...(card !== undefined && { card }) })
        this.changed = undefined
        return kept
    }

    /** The page's side has written to a card; sectors that are written in one moment are one deed. */
    private noteChange(sector: number, becomes: Uint8Array): void {
        const of = this.cards?.remember(sector)
        // What a card held before it is put in for the first time is found on it then.
        if (of === undefined) return
        if (this.changed?.of !== of) {
            const map = new Map<number, Uint8Array>()
            this.write({ kind: "changeCard", change: map }, of === "last" ? undefined : of)
            this.changed = { map, of }
        }
        this.changed.map.set(sector, Uint8Array.from(becomes))
    }
}
