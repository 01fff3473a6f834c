/** An owner who has come to the machine, or calls it: one thing after another, until it is enough. */
import { StopReason } from "../audio/stop-reason"
import { MachineParts } from "../app/machine-parts"
import { RECORD } from "../settings/settings"
import { HEARD, Kind, UNHEARD } from "../store/slot-state"
import { NewCardOffer } from "./new-card-offer"
import { Command, OwnerKeys } from "./owner-keys"
import { Playback } from "./playback"

const DELETED = "deleted|hl "
const RECORDING = "recording|llh "
const GREETING_ONLY = "greeting|hhl "
/** Calls that left no message because there was no card: so many high strokes after a long low one. */
const LOST_SCORE = "|L"
const LOST_STROKE = "h"
const LOST_STROKES_MAX = 9

/** Made when it begins. */
export class OwnerSession {
    private playback: Playback

    constructor(
        private parts: MachineParts,
        private keys: OwnerKeys
    ) {
        this.playback = new Playback(parts, keys)
    }

    /**
     * At the machine: do what a key has begun, and what follows from that.
     *
     * @returns Rang: the telephone rings; else it is over
     * @throws Fault as modem and card do
     */
    async atPanel(): Promise<StopReason> {
        const { line } = this.parts
        await line.openSpeaker()
        const reason = await this.obeyAll(await this.keys.command(0))
        await line.hangUp()
        return reason
    }

    /** One command, and what keys want meanwhile. @returns why that ended */
    private async obeyAll(first: Command | undefined): Promise<StopReason> {
        let reason = StopReason.Finished
        let command = first ?? Command.Stop
        while (true) {
            reason = await this.obey(command)
            if (reason !== StopReason.KeyPressed) return reason
            command = this.playback.command
        }
    }

    /** @returns KeyPressed: `playback.command` is wanted next */
    private async obey(command: Command): Promise<StopReason> {
        const { playback } = this
        switch (command) {
            case Command.PlayAll:
                return await this.playAll()
            case Command.PlayNew:
                return await playback.play(UNHEARD)
            case Command.DeleteHeard:
                return await this.deleteHeard()
            case Command.SwitchRecording:
                return await this.switchRecording()
            case Command.Answer:
                return StopReason.Rang
            default:
                if (command < Command.Next || command > Command.Keep) return StopReason.Finished
                return await playback.obey(command)
        }
    }

    private async playAll(): Promise<StopReason> {
        const { parts, keys, playback } = this
        const { storage } = parts
        const told = await this.tellLostCalls()
        if (told !== StopReason.Finished) return told
        if (!keys.isRemote && storage.isReplaceable())
            return await new NewCardOffer(parts, keys).make()
        if (keys.isRemote) return await playback.play(UNHEARD | HEARD)
        return await playback.play(storage.unheardCount() > 0 ? UNHEARD : HEARD)
    }

    /** Never what nobody has heard, or what is kept. */
    private async deleteHeard(): Promise<StopReason> {
        const { storage } = this.parts
        while (storage.isReady) {
            const message = await storage.store.nextOfKinds(1 << Kind.Heard)
            if (!message) break
            await message.open()
            await storage.store.trash(message)
        }
        return await this.playback.tell(DELETED)
    }

    /** The next calls are recorded, or greeted only; so that it holds after power-off, too, the card is told. */
    private async switchRecording(): Promise<StopReason> {
        const { settings, storage } = this.parts
        settings.isRecording = !settings.isRecording
        const reason = await this.playback.tell(settings.isRecording ? RECORDING : GREETING_ONLY)
        await storage.keepSetting(RECORD, settings.isRecording ? "yes" : "no")
        return reason
    }

    /** How many calls could not be kept; they are told once. */
    private async tellLostCalls(): Promise<StopReason> {
        const { lostCalls } = this.parts
        const count = Math.min(lostCalls.count, LOST_STROKES_MAX)
        if (count === 0) return StopReason.Finished
        let score = LOST_SCORE
        for (let i = 0; i < count; i++) score += LOST_STROKE
        const reason = await this.playback.tell(score + " ")
        if (reason === StopReason.Finished) lostCalls.forget()
        return reason
    }
}
