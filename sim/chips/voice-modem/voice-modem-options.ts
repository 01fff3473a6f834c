/** What a voice modem is connected to. */

import { type AudioClock } from "../../clock/audio-clock.ts"
import { type Random } from "../../clock/random.ts"
import { type Scheduler } from "../../clock/scheduler.ts"
import { type LineHook } from "../../exchange/subscriber.ts"
import { type RuleBook } from "../../report/rules.ts"
import { type Timeline } from "../../report/timeline.ts"
import { type SerialLine } from "../../wire/serial-direction.ts"
import { type ModemProfile } from "./profiles/modem-profile.ts"

export interface VoiceModemOptions {
    readonly profile: ModemProfile
    /** The modem is the DCE of it. */
    readonly line: SerialLine
    /** The line is inside a USB modem: it has no rate, and its flow control can't be switched off. */
    readonly isUsb?: boolean
    readonly hook: LineHook
    readonly scheduler: Scheduler
    readonly audioClock: AudioClock
    readonly timeline: Timeline
    readonly rules: RuleBook
    /** Its own stream of chance. */
    readonly random: Random
    /** Another one, for what goes wrong. */
    readonly faultRandom: Random
    /** Number of the call that is up, or was last. */
    readonly callNumber: () => number
}
