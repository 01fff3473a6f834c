/** What a card is made from: its medium, and what of the world it sees. */
import type { Random } from "../../clock/random.ts"
import type { Scheduler } from "../../clock/scheduler.ts"
import type { RuleBook } from "../../report/rules.ts"
import type { Timeline } from "../../report/timeline.ts"
import type { CardActivity } from "./card-activity.ts"
import type { CardFaults } from "./card-faults.ts"
import type { SectorImage } from "./card-image.ts"
import type { CardKind } from "./card-kind.ts"
import type { PowerCutter } from "./power-cut.ts"

export interface SdCardOptions {
    readonly name: string
    readonly image: SectorImage
    readonly scheduler: Scheduler
    readonly timeline: Timeline
    readonly rules: RuleBook
    readonly random: Random
    readonly kind: CardKind
    readonly cutter: PowerCutter
    readonly faults: CardFaults
    /** Counted on. */
    readonly activity: CardActivity
}
