import { Interrupter, StopReason } from "../audio/stop-reason"
import { LineEventKind } from "../hal/voice-line"
import { MachineParts } from "./machine-parts"

/** Between messages, and before the first: the loudspeaker's amplifier needs a moment. */
const LEAD_IN_MS = 100

/** The owner listens at the machine: every unheard message, oldest first. */
export class Playback implements Interrupter {
    constructor(private parts: MachineParts) {}

    /**
     * Play until all are heard, a key is pressed, or the telephone rings. A message counts as heard when it was played
     * to its end. Where there is none, the loudspeaker beeps.
     *
     * @throws Fault as modem and card do
     */
    async run(): Promise<StopReason> {
        const { line } = this.parts
        await line.openSpeaker()
        const reason = await this.playUnheard()
        await line.hangUp()
        return reason
    }

    check(): StopReason | undefined {
        const event = this.parts.line.nextEvent()
        if (event && event.kind === LineEventKind.Ring) return StopReason.Rang
        if (this.parts.panel.nextKey() !== undefined) return StopReason.KeyPressed
        return undefined
    }

    private async playUnheard(): Promise<StopReason> {
        const { storage, player, line } = this.parts
        const store = storage.store
        let message = storage.isReady ? store.nextUnheard() : undefined
        if (!message) await line.beep()
        while (message) {
            const reason = await player.play(await message.open(), LEAD_IN_MS, this)
            if (reason !== StopReason.Finished) return reason
            await store.markHeard(message)
            message = store.nextUnheard()
        }
        return StopReason.Finished
    }
}
