/** An owner who has come to the machine, or calls it: one thing after another, until it is enough. */
import { StopReason } from "../audio/stop-reason"
import { isTemporaryOn } from "../app/answer-plan"
import { MachineParts } from "../app/machine-parts"
import { ANSWER, RECORD, VOLUME } from "../settings/settings"
import { HEARD, Kind, UNHEARD } from "../store/slot-state"
import { CallBacks } from "./call-backs"
import { GreetingDesk } from "./greeting-desk"
import { NewCardOffer } from "./new-card-offer"
import { numberWords } from "../speech/phrases"
import { Command, OwnerKeys } from "./owner-keys"
import { PhoneSettings } from "./phone-settings"
import { Playback } from "./playback"
import { hearRoom } from "./room-monitor"
import { Studio } from "./studio"

/** By telephone: after so long there is help, and after so long good-bye. */
const IDLE_MS = 4000
const LAST_MS = 20000
const WELCOME = "menu|lh"
const HELP = "help-messages help-more help-greetings"
const HELP_ROOM = " help-room"
const HELP_SCORE = "|L"
const BYE = "goodbye|hl"
const ANSWERING_ON = "answering-on|llh "
const ANSWERING_OFF = "answering-off|hhl "
const DELETED = "deleted|hl "
/** Callers hear the greeting that is not for ever. */
const TEMPORARY = "temporary-greeting-on|hlh "
const RECORDING = "recording|llh "
const GREETING_ONLY = "greeting|hhl "
/** Calls that left no message because there was no card: so many high strokes after a long low one. */
const LOST_SCORE = "|L"
const LOST_STROKE = "h"
const LOST_STROKES_MAX = 9

/** Made when it begins. */
export class OwnerSession {
    private playback: Playback
    private greetings: GreetingDesk

    constructor(
        private parts: MachineParts,
        private keys: OwnerKeys
    ) {
        this.playback = new Playback(parts, keys)
        this.greetings = new GreetingDesk(parts, keys)
    }

    /**
     * At the machine: do what a key has begun, and what follows from that.
     *
     * @returns Rang: the telephone rings; else it is over
     * @throws Fault as modem and card do
     */
    async atPanel(): Promise<StopReason> {
        const { line, settings } = this.parts
        await line.openSpeaker(settings.volume)
        const reason = await this.obeyAll(await this.keys.command(0))
        await line.hangUp()
        return reason
    }

    /** By telephone, after the code: until the owner hangs up, says good-bye, or says nothing more. @throws as `atPanel` */
    async byPhone(): Promise<void> {
        const { keys } = this
        let reason = await this.say(WELCOME)
        let isHelped: boolean = false
        while (isHere(reason)) {
            const waitMs: number = isHelped ? LAST_MS : IDLE_MS
            const command: Command | undefined = await keys.command(waitMs)
            if (command === Command.Bye || (isHelped && command === undefined)) break
            isHelped = command === undefined
            reason =
                command === undefined ? await this.say(this.help()) : await this.obeyAll(command)
            if (this.playback.command === Command.Bye) break
        }
        if (keys.check() !== StopReason.HungUp) await this.say(BYE)
    }

    /** A key that stops it can be had afterwards. */
    async say(saying: string): Promise<StopReason> {
        return await this.playback.say(saying)
    }

    private help(): string {
        return HELP + (this.parts.settings.isRoomHeard ? HELP_ROOM : "") + HELP_SCORE
    }

    /** One command, and what keys want meanwhile. @returns why that ended */
    private async obeyAll(first: Command | undefined): Promise<StopReason> {
        let reason = StopReason.Finished
        let command = first ?? Command.Stop
        while (true) {
            reason = await this.obey(command)
            if (reason === StopReason.Finished && this.greetings.isOpen) {
                const next = await this.keys.afterGreeting()
                if (next === undefined) return reason
                command = next
            } else if (reason === StopReason.KeyPressed) command = this.playback.command
            else return reason
        }
    }

    /** @returns KeyPressed: `playback.command` is wanted next */
    private async obey(command: Command): Promise<StopReason> {
        const { playback } = this
        if (await this.greetings.takes(command)) return await this.speak(command)
        switch (command) {
            case Command.PlayAll:
                return await this.playAll()
            case Command.PlayNew:
                return await playback.play(UNHEARD)
            case Command.DeleteHeard:
                return await this.deleteHeard()
            case Command.SwitchRecording:
                return await this.switchRecording()
            case Command.SwitchAnswering:
                return await this.switchAnswering()
            case Command.Settings:
                return await this.changeSettings()
            case Command.HearRoom:
                return await hearRoom(this.parts, this.keys, playback)
            case Command.Help:
                return await playback.tell(this.help())
            case Command.Answer:
                return StopReason.Rang
            default:
                return await this.obeyOther(command)
        }
    }

    private async obeyOther(command: Command): Promise<StopReason> {
        if (command === Command.Memo) return await this.speak(command)
        if (command === Command.Louder) return await this.changeVolume(1)
        if (command === Command.Softer) return await this.changeVolume(-1)
        if (command >= Command.Returned && command <= Command.ToReturn)
            return await this.callBack(command)
        if (command < Command.Next || command > Command.Keep) return StopReason.Finished
        return await this.playback.obey(command)
    }

    /** Greetings and memos. @returns as `obey` */
    private async speak(command: Command): Promise<StopReason> {
        const { parts, keys, playback } = this
        let reason = StopReason.Finished
        if (command === Command.Memo) reason = await new Studio(parts, keys).memo()
        else reason = await this.greetings.obey(command)
        if (reason === StopReason.KeyPressed)
            playback.command = (await keys.command(0)) ?? Command.Stop
        return reason === StopReason.Skipped ? StopReason.Finished : reason
    }

    /** @returns as `obey` */
    private async callBack(command: Command): Promise<StopReason> {
        const callBacks = new CallBacks(this.parts, this.playback)
        if (command === Command.ToReturn) return await callBacks.tellAll()
        return await callBacks.mark(command)
    }

    private async playAll(): Promise<StopReason> {
        const { parts, keys, playback } = this
        const { storage } = parts
        const told = await this.tellLostCalls()
        if (told !== StopReason.Finished) return told
        if (!keys.isRemote && storage.isReplaceable())
            return await new NewCardOffer(parts, keys).make()
        const reminded = await this.remindOfTemporary()
        if (reminded !== StopReason.Finished) return reminded
        // A card that was taken out and put back has failed now.
        await storage.insist()
        if (keys.isRemote) return await playback.play(UNHEARD | HEARD)
        return await playback.play(storage.unheardCount() > 0 ? UNHEARD : HEARD)
    }

    private async remindOfTemporary(): Promise<StopReason> {
        if (!(await isTemporaryOn(this.parts))) return StopReason.Finished
        return await this.playback.tell(TEMPORARY)
    }

    /** Never what nobody has heard, or what is kept. */
    private async deleteHeard(): Promise<StopReason> {
        const { storage } = this.parts
        while (storage.isReady) {
            const message = await storage.store.messages.nextOfKinds(1 << Kind.Heard)
            if (!message) break
            await message.open()
            await storage.store.messages.trash(message)
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

    /** Whether calls are answered; while they are not, only the owner gets in, after many rings. */
    private async switchAnswering(): Promise<StopReason> {
        const { settings, storage } = this.parts
        const isOn = !settings.isAnswering
        settings.isAnswering = isOn
        const reason = await this.playback.tell(isOn ? ANSWERING_ON : ANSWERING_OFF)
        await storage.keepSetting(ANSWER, isOn ? "yes" : "no")
        return reason
    }

    /** Said as loud as it is then; while the key is held, one step after the other. At the end of the scale it stays. */
    private async changeVolume(step: number): Promise<StopReason> {
        const { settings, storage, line } = this.parts
        let reason = StopReason.Finished
        let isMore = true
        while (isMore) {
            isMore = await storage.changeSetting(VOLUME, "" + (settings.volume + step))
            const { volume, language } = settings
            await line.openSpeaker(volume)
            const score = "hhhhhhhh".slice(0, volume)
            reason = await this.playback.tell(`${numberWords(volume, language)}|${score} `)
            isMore = isMore && reason === StopReason.Finished && this.keys.isStillDown()
        }
        return reason
    }

    /** By telephone: a panel has no figures. */
    private async changeSettings(): Promise<StopReason> {
        const { parts, keys, playback } = this
        if (!keys.isRemote) return StopReason.Finished
        await new PhoneSettings(parts, keys, playback).run()
        return StopReason.Finished
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

function isHere(reason: StopReason): boolean {
    return reason === StopReason.Finished || reason === StopReason.KeyPressed
}
