import { Panel } from "../hal/panel"
import { Player } from "../audio/player"
import { Recorder } from "../audio/recorder"
import { SoundSource } from "../hal/sound"
import { SpiBus } from "../hal/spi"
import { VoiceLine } from "../hal/voice-line"
import { Screen } from "../display/screen"
import { Clock } from "./clock"
import { CodeGuard } from "../owner/code-guard"
import { Gestures } from "../owner/gestures"
import { PanelKeys } from "../owner/panel-keys"
import { Lamp } from "./lamp"
import { LostCalls } from "./lost-calls"
import { Settings } from "../settings/settings"
import { Storage } from "./storage"
import { WeeklyRestart } from "./weekly-restart"

/** All that an answering machine is made of, built once in wiring.ts. */
export interface MachineParts {
    readonly bus: SpiBus
    readonly line: VoiceLine
    readonly panel: Panel
    readonly gestures: Gestures
    readonly keys: PanelKeys
    readonly player: Player
    readonly recorder: Recorder
    /** Theirs while they work, of RING_BYTES; free for others between. */
    readonly ring: Buffer
    readonly storage: Storage
    readonly cardWarning: SoundSource
    readonly clock: Clock
    readonly lamp: Lamp
    readonly screen: Screen
    readonly settings: Settings
    readonly lostCalls: LostCalls
    readonly guard: CodeGuard
    readonly restart: WeeklyRestart
}
