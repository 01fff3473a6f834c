/** The run that the pages look at, and what it lets them do. */

import { type PowerCut } from "../chips/sdcard/power-cut.ts"
import { type BridgeName } from "../scenario/bridge-schema.ts"
import { type SavedFile } from "../scenario/saved/saved-run.ts"
import { type Deed } from "../scenario/scenario.ts"
import { type World } from "../scenario/world.ts"
import { type NetworkChoice } from "./network-choices.ts"

/** What makes a machine another one, so that it has to start anew. */
export interface Setup extends NetworkChoice {
    /** Profile of the modem. */
    readonly modem: string
    /** Chip between the SPI bus and the modem. */
    readonly bridge: BridgeName
}

export interface Stage extends Setup {
    readonly world: World
    /** Virtual seconds in a second, at the start. Sound is heard at 1 only. */
    readonly speed: number
    /** Do something between two turns of the clock, soon. */
    readonly atNextTurn: (act: () => void | Promise<void>) => void
    /** Do this to the machine or the line, so that the run can be played again. Between two turns only. */
    readonly act: (deed: Deed) => void
    readonly switchPower: () => Promise<void>
    /** Let power fail at a sector written to the card; undefined: it does not any more. Between two turns only. */
    readonly armPowerCut: (cut: PowerCut | undefined) => void
    /** How fast time goes on, at the start and from now on. */
    readonly setSpeed: (speed: number) => void
    /** On to the next event, where time stands still. */
    readonly step: () => Promise<void>
    /** End the run, and begin anew with another setup. */
    readonly restart: (next: Setup) => void
    /** The run up to now as a scenario, and the files that it needs. Between two turns only. */
    readonly save: () => readonly SavedFile[]
}
