/** The run that the pages look at, and what it lets them do. */

import { type CallSpec } from "../exchange/call-spec.ts"
import { type Handset } from "../exchange/handset.ts"
import { type World } from "../scenario/world.ts"

export interface Stage {
    readonly world: World
    readonly country: string
    /** Virtual seconds in a second, at the start. Sound is heard at 1 only. */
    readonly speed: number
    /** Do something between two turns of the clock, soon. */
    readonly atNextTurn: (act: () => void | Promise<void>) => void
    readonly placeCall: (spec: CallSpec, handset: Handset) => void
    readonly switchPower: () => Promise<void>
    /** How fast time goes on, at the start and from now on. */
    readonly setSpeed: (speed: number) => void
    /** On to the next event, where time stands still. */
    readonly step: () => Promise<void>
    /** End the run, and begin anew on the network of another country. */
    readonly moveTo: (country: string) => void
}
