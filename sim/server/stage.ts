/** The run that the pages look at, and what it lets them do. */

import { type CallSpec } from "../exchange/call-spec.ts"
import { type Handset } from "../exchange/handset.ts"
import { type World } from "../scenario/world.ts"

export interface Stage {
    readonly world: World
    readonly country: string
    /** Virtual seconds in a second. Sound is heard at 1 only. */
    readonly speed: number
    /** Do something between two turns of the clock, soon. */
    readonly atNextTurn: (act: () => void | Promise<void>) => void
    readonly placeCall: (spec: CallSpec, handset: Handset) => void
    readonly switchPower: () => Promise<void>
    /** End the run, and begin anew on the network of another country. */
    readonly moveTo: (country: string) => void
}
