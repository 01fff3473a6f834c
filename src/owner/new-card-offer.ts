/** A card that is of no use: it can be made new, at the machine. */
import * as ds from "@devicescript/core"
import { StopReason } from "../audio/stop-reason"
import { LineEventKind } from "../hal/voice-line"
import { Announcement } from "../speech/announcement"
import { MachineParts } from "../app/machine-parts"
import { Gesture } from "./gestures"
import { Command, OwnerKeys } from "./owner-keys"
import { LEAD_IN_MS } from "./playback"

const POLL_MS = 10
const NOTHING = "|"
/** Time to press after the warning; the key was held; what comes of it. */
const TIME_TO_PRESS = "|          "
const HELD = "|L"
const MAKING_NEW = "|lhlh"
const LEFT_AS_IT_IS = "|lll"
/** So many presses make the card new; they are counted for 4 s. */
const PRESSES = 3
const PRESSES_WITHIN_MS = 4000

export class NewCardOffer {
    private announcement: Announcement

    constructor(
        private parts: MachineParts,
        private keys: OwnerKeys
    ) {
        this.announcement = new Announcement(parts)
    }

    /**
     * Warn, and make the card new where the finger then does what nobody does by chance: held until a long tone, and three presses
     * within 4 s, not one more.
     */
    async make(): Promise<StopReason> {
        const { announcement, parts, keys } = this
        await announcement.begin(NOTHING, parts.cardWarning, TIME_TO_PRESS)
        const reason = await parts.player.play(announcement, LEAD_IN_MS, keys)
        if (reason !== StopReason.KeyPressed) return reason
        const command = await keys.command(0)
        if (command === Command.Answer) return StopReason.Rang
        if (command !== Command.Delete) return StopReason.Finished
        const presses = await this.countPresses()
        if (presses === undefined) return StopReason.Rang
        parts.gestures.endHold()
        if (presses !== PRESSES) return await this.say(LEFT_AS_IT_IS)
        parts.storage.beginNewCard()
        return await this.say(MAKING_NEW)
    }

    /** @returns undefined: the telephone rings */
    private async countPresses(): Promise<number | undefined> {
        const { line, gestures } = this.parts
        const reason = await this.say(HELD)
        let presses = reason === StopReason.KeyPressed ? 1 : 0
        const untilMs = ds.millis() + PRESSES_WITHIN_MS
        while (reason !== StopReason.Rang && ds.millis() < untilMs) {
            await ds.sleep(POLL_MS)
            await line.poll()
            const event = line.nextEvent()
            if (event && event.kind === LineEventKind.Ring) return undefined
            const gesture = gestures.next()
            if (gesture !== undefined) presses += gesture >= Gesture.Hold ? PRESSES + 1 : 1
        }
        return reason === StopReason.Rang ? undefined : presses
    }

    private async say(saying: string): Promise<StopReason> {
        await this.announcement.begin(saying, undefined, undefined)
        return await this.parts.player.play(this.announcement, LEAD_IN_MS, this.keys)
    }
}
