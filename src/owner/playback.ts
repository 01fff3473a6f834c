/** The messages, as their owner hears them: at the machine, or by telephone. */
import * as ds from "@devicescript/core"
import { StopReason } from "../audio/stop-reason"
import { SoundSource } from "../hal/sound"
import { HEARD, Kind, UNHEARD } from "../store/slot-state"
import { StoredMessage } from "../store/stored-message"
import { Fault, FaultCode } from "../util/fault"
import { Announcement } from "../speech/announcement"
import { messageScore, messageWords, summaryWords } from "../speech/phrases"
import { Scene } from "../display/screen"
import { MachineParts } from "../app/machine-parts"
import { Command, OwnerKeys } from "./owner-keys"

/** The loudspeaker's amplifier needs a moment. */
export const LEAD_IN_MS = 80
/** A key pressed this soon after a message has ended means that one, not the next, which has hardly begun. */
const GRACE_MS = 1000
/** In the announcement and for so long after it, "again" means the message before. */
const EARLY_MS = 3000
const BYTES_A_MS = 8
/** What was handed over and has not sounded: in the modem, and in the block that is read ahead. */
const AHEAD_BYTES = 3000
const BACK_BYTES = 40000
/** Who has paused and forgotten hears the rest. */
const PAUSE_MAX_MS = 120000

/** Said when all was played, in words; in tones also when nothing is there. */
const END = "end"
const END_SCORE = "|hh"
/** The same, and that there is hardly any room left. */
const END_OF_ROOM_SCORE = " room|hh lll"
const NOTHING = "|"
const DELETED = "deleted|hl "
/** Time to take that back. */
const TIME_TO_UNDO = "|    "
const RESTORED = "restored|lh "
const KEPT = "kept|lhl "

/**
 * Plays messages, each announced with its caller and time, and does with them what the owner wants.
 *
 * A key stops the sound at once; what it means is known when the finger has done the rest. A message counts as heard when it
 * was played to its end.
 */
export class Playback {
    /** What ended it, where the owner did: nothing that is done with messages. */
    command = Command.Stop
    /** Whose message was begun last; "": nobody's. */
    caller = ""
    private announcement: Announcement
    private kinds = UNHEARD
    /** To be played next, and the one that was played to its end just before. */
    private message: StoredMessage | undefined
    private ended: StoredMessage | undefined
    private deleted: StoredMessage | undefined
    /** Orders of those that were gone on from, the last at the end. */
    private earlier: number[] = []
    private ordinal = 1
    private isEndSaid = false
    /** How much there is: said before the first message. */
    private summary = ""
    /** Where `message` begins, without being announced; below 0: at its beginning, and it is. */
    private fromByte = -1

    constructor(
        private parts: MachineParts,
        private keys: OwnerKeys
    ) {
        this.announcement = new Announcement(parts)
    }

    /**
     * Play all messages of these kinds, oldest first, and say that these were all.
     *
     * @returns Finished; KeyPressed: `command` is what is wanted now; or why the session ends
     * @throws Fault as modem and card do
     */
    async play(kinds: number): Promise<StopReason> {
        this.kinds = kinds
        this.ordinal = 1
        this.ended = undefined
        this.earlier = []
        const { storage, settings } = this.parts
        const unheard = storage.unheardCount()
        this.summary = summaryWords(unheard, storage.openCallCount(), settings.language)
        this.message = await this.nextAfter(0)
        let reason = StopReason.Finished
        if (!this.message) reason = await this.sayEnd()
        return reason === StopReason.Finished ? await this.playMessages() : reason
    }

    /** Do what is wanted (of Next … Keep) with the message that was played last, and go on from there. @returns as `play` */
    async obey(command: Command): Promise<StopReason> {
        this.message = undefined
        const reason = await this.meant(command, true)
        return reason === StopReason.Finished ? await this.playMessages() : reason
    }

    /** Say something that is no message. @returns as `play` */
    async tell(saying: string): Promise<StopReason> {
        const reason = await this.say(saying)
        if (reason === StopReason.KeyPressed) this.command = await this.pressed()
        return reason
    }

    /** Say something of the message that was stopped, and go on with it from there. @returns as `play` */
    async tellAndGoOn(saying: string): Promise<StopReason> {
        const { message } = this
        const fromByte = this.heardByte()
        const reason = await this.go(await this.say(saying))
        if (reason !== StopReason.Finished || !message) return reason
        if (message === this.message) this.fromByte = fromByte
        return await this.playMessages()
    }

    /** The same, but what a key that stops it means is still to be had. */
    async say(saying: string, pause?: string): Promise<StopReason> {
        await this.announcement.begin(saying, undefined, pause)
        return await this.parts.player.play(this.announcement, LEAD_IN_MS, this.keys)
    }

    private async playMessages(): Promise<StopReason> {
        let reason = StopReason.Finished
        while (this.message && reason === StopReason.Finished) {
            reason = await this.playOne(this.message)
            if (reason === StopReason.Finished && !this.message && !this.isEndSaid)
                reason = await this.sayEnd()
        }
        return reason
    }

    /** @returns Finished: go on with `this.message` */
    private async playOne(message: StoredMessage): Promise<StopReason> {
        const sound = await this.open(message)
        if (!sound) {
            await this.goOn(message, undefined)
            return StopReason.Finished
        }
        const { announcement, fromByte } = this
        let opening = NOTHING
        if (fromByte < 0) opening = this.opening(message)
        announcement.fromByte = Math.max(fromByte, 0)
        this.fromByte = -1
        this.isEndSaid = (await this.nextAfter(message.order)) === undefined
        await announcement.begin(opening, sound, this.isEndSaid ? this.end() : undefined)
        const startedAtMs = ds.millis()
        this.parts.screen.show(Scene.Playing, message, announcement)
        const reason = await this.parts.player.play(announcement, LEAD_IN_MS, this.keys)
        const playedMs = ds.millis() - startedAtMs
        if (reason === StopReason.Finished || announcement.isClosing) await this.markHeard(message)
        if (reason === StopReason.KeyPressed)
            return await this.meant(await this.pressed(), playedMs < GRACE_MS)
        if (reason === StopReason.Finished) await this.goOn(message, message)
        return reason
    }

    /** @returns undefined: it can't be played, which is no reason not to play the others */
    private async open(message: StoredMessage): Promise<SoundSource | undefined> {
        try {
            return await message.open()
        } catch (e: any) {
            if (!(e instanceof Fault) || e.code !== FaultCode.Corrupt) throw e
            console.warn(`message in slot ${message.slot + 1}: ${e.message}`)
            return undefined
        }
    }

    private async markHeard(message: StoredMessage): Promise<void> {
        const { messages } = this.parts.storage.store
        if ((await messages.kindOf(message)) === Kind.Unheard) await messages.markHeard(message)
    }

    /** What a key that has stopped `this.message` means. @param isEarly that has hardly begun, or nothing plays */
    private async meant(command: Command, isEarly: boolean): Promise<StopReason> {
        const { message } = this
        switch (command) {
            case Command.Answer:
                return StopReason.Rang
            case Command.Delete:
            case Command.Keep:
                return await this.file(isEarly ? (this.ended ?? message) : message, command)
            case Command.Undelete:
                return await this.undelete(this.deleted ?? (await this.lastDeleted()))
            case Command.Pause:
                return await this.pause()
            case Command.Next:
                if (!message) return await this.sayEnd()
                await this.goOn(message, undefined)
                return StopReason.Finished
            default:
                return await this.goBack(command)
        }
    }

    private async goBack(command: Command): Promise<StopReason> {
        switch (command) {
            case Command.Repeat:
            case Command.Previous:
                await this.repeat(command)
                return StopReason.Finished
            case Command.Back:
                this.fromByte = this.heardByte() - BACK_BYTES
                return StopReason.Finished
            default:
                this.command = command
                return StopReason.KeyPressed
        }
    }

    /** Begin anew, or with the message before. */
    private async repeat(command: Command): Promise<void> {
        const { message, earlier, announcement } = this
        const soundMs = announcement.soundAtMs === 0 ? 0 : ds.millis() - announcement.soundAtMs
        const isBack = !message || command === Command.Previous || soundMs < EARLY_MS
        const order = isBack ? earlier.pop() : undefined
        if (order !== undefined) {
            this.message = await this.nextOf(UNHEARD | HEARD, order - 1)
            this.ordinal--
        }
        this.ended = undefined
        this.isEndSaid = false
    }

    /** Stop until the key is pressed again. */
    private async pause(): Promise<StopReason> {
        const { keys } = this
        const fromByte = this.heardByte()
        const command = await keys.command(PAUSE_MAX_MS)
        // At the machine, Play plays.
        if (command !== undefined && command !== Command.Pause)
            if (keys.isRemote || command !== Command.Stop) return await this.meant(command, false)
        this.fromByte = fromByte
        return StopReason.Finished
    }

    /** What of the message has been heard, about; below 0: nothing. */
    private heardByte(): number {
        const { soundAtMs, fromByte } = this.announcement
        if (soundAtMs === 0) return -1
        return fromByte + (ds.millis() - soundAtMs) * BYTES_A_MS - AHEAD_BYTES
    }

    /** Delete or keep a message: the one that plays, or the one before it: then that which plays begins again. */
    private async file(meant: StoredMessage | undefined, command: Command): Promise<StopReason> {
        if (!meant) return StopReason.Finished
        const { messages } = this.parts.storage.store
        const isKept = command === Command.Keep
        if (isKept) await messages.keep(meant)
        else await messages.trash(meant)
        if (meant === this.message) await this.goOn(meant, undefined)
        else this.ended = undefined
        this.isEndSaid = false
        if (isKept) return await this.go(await this.say(KEPT))
        this.deleted = meant
        const reason = await this.say(DELETED, this.keys.isRemote ? undefined : TIME_TO_UNDO)
        return reason === StopReason.KeyPressed ? await this.meantAfterDelete(meant) : reason
    }

    /** The key that has deleted takes it back, while it says so. */
    private async meantAfterDelete(meant: StoredMessage): Promise<StopReason> {
        const command = await this.pressed()
        if (command === Command.Next) return StopReason.Finished
        if (command === Command.Delete) return await this.undelete(meant)
        return await this.meant(command, false)
    }

    /** Then it begins again. */
    private async undelete(message: StoredMessage | undefined): Promise<StopReason> {
        this.deleted = undefined
        if (!message) return StopReason.Finished
        await this.parts.storage.store.messages.untrash(message)
        this.message = message
        this.ordinal--
        this.isEndSaid = false
        return await this.go(await this.say(RESTORED))
    }

    /** After something was said: a key may have stopped that. */
    private async go(reason: StopReason): Promise<StopReason> {
        if (reason !== StopReason.KeyPressed) return reason
        return await this.meant(await this.pressed(), this.message === undefined)
    }

    /** What a key that has stopped the sound means. */
    private async pressed(): Promise<Command> {
        return (await this.keys.command(0)) ?? Command.Stop
    }

    private async sayEnd(): Promise<StopReason> {
        this.isEndSaid = true
        return await this.go(await this.say(this.end()))
    }

    private async goOn(from: StoredMessage, ended: StoredMessage | undefined): Promise<void> {
        this.ended = ended
        this.isEndSaid = this.isEndSaid && ended !== undefined
        this.earlier.push(from.order)
        this.message = await this.nextAfter(from.order)
        this.ordinal++
    }

    private async nextAfter(order: number): Promise<StoredMessage | undefined> {
        return await this.nextOf(this.kinds, order)
    }

    private async nextOf(kinds: number, order: number): Promise<StoredMessage | undefined> {
        const { storage } = this.parts
        return storage.isReady ? await storage.store.messages.nextOfKinds(kinds, order) : undefined
    }

    /** The newest message in the trash. */
    private async lastDeleted(): Promise<StoredMessage | undefined> {
        let last: StoredMessage | undefined = undefined
        let next = await this.nextOf(1 << Kind.Trashed, 0)
        while (next) {
            last = next
            next = await this.nextOf(1 << Kind.Trashed, next.order)
        }
        return last
    }

    /** How much there is, where that was to be said before a first message and there was none. */
    private end(): string {
        const words = this.summary === "" ? END : this.summary
        return words + (this.parts.storage.hasLittleRoom() ? END_OF_ROOM_SCORE : END_SCORE)
    }

    private opening({ number, at, isUrgent }: StoredMessage): string {
        this.caller = number
        const { clock, settings } = this.parts
        const words = messageWords(this.ordinal, number, at, clock.now(), settings)
        const urgent = isUrgent ? " urgent ," : ""
        const opening = this.summary + urgent + words + "|" + messageScore(number, at)
        this.summary = ""
        return opening
    }
}
