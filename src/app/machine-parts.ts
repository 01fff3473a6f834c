import { Player } from "../audio/player"
import { Recorder } from "../audio/recorder"
import { Panel } from "../hal/panel"
import { SpiBus } from "../hal/spi"
import { VoiceLine } from "../hal/voice-line"
import { Clock } from "./clock"
import { Lamp } from "./lamp"
import { Settings } from "./settings"
import { Storage } from "./storage"

/** All that an answering machine is made of, built once in wiring.ts. */
export interface MachineParts {
    readonly bus: SpiBus
    readonly line: VoiceLine
    readonly panel: Panel
    readonly player: Player
    readonly recorder: Recorder
    readonly storage: Storage
    readonly clock: Clock
    readonly lamp: Lamp
    readonly settings: Settings
}
