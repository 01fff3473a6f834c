import * as ds from "@devicescript/core"
import { Interrupter, StopReason } from "../audio/stop-reason"
import { SoundSource } from "../hal/sound"
import { LineEventKind } from "../hal/voice-line"
import { StoredMessage } from "../store/stored-message"
import { Fault, FaultCode } from "../util/fault"
import { Announcement, messageScore, messageWords } from "../speech/announcement"
import { Gesture } from "./gestures"
import { MachineParts } from "../app/machine-parts"
import { RECORD } from "../settings/settings"

/** The loudspeaker's amplifier needs a moment. */
const LEAD_IN_MS = 80
/** A key pressed this soon after a message has ended means that one, not the next, which has hardly begun. */
const GRACE_MS = 1000
const POLL_MS = 10

/** Said when all was played, or nothing is there. */
const END = "end|hh"
/** The same, and that there is hardly any room left. */
const END_OF_ROOM = "end room|hh lll"
const NOTHING = "|"
const DELETED = "deleted|hl "
/** Time to take that back. */
const TIME_TO_UNDO = "|    "
const RESTORED = "restored|lh "
const KEPT = "kept|lhl "
const RECORDING = "recording|llh "
const GREETING_ONLY = "greeting|hhl "
/** Calls that left no message because there was no card: so many high strokes after a long low one. */
const LOST_SCORE = "|L"
const LOST_STROKE = "h"
const LOST_STROKES_MAX = 9

/** Of a card that can be made new: time to press after the warning; the key was held; what comes of it. */
const TIME_TO_PRESS = "|          "
const HELD = "|L"
const MAKING_NEW = "|lhlh"
const LEFT_AS_IT_IS = "|lll"
/** So many presses make the card new; they are counted for 4 s. */
const PRESSES = 3
const PRESSES_WITHIN_MS = 4000

/** What the finger wants. */
enum Wish {
    Stop = 1,
    Next,
    Delete,
    Keep,
    /** No finger: the telephone rings. */
    Answer,
}

/**
 * The owner listens at the machine.
 *
 * All unheard messages, oldest first; where there are none, all that are kept. Every one is announced with its caller and
 * time. A key stops the sound at once; what it means is known when the finger has done the rest.
 */
export class Playback implements Interrupter {
    private announcement: Announcement
    private gesture: Gesture | undefined
    private pressedAtMs = 0
    private isUnheardOnly = false
    /** To be played next, and the one that was played to its end just before. */
    private message: StoredMessage | undefined
    private ended: StoredMessage | undefined
    private ordinal = 1
    private isEndSaid = false

    constructor(private parts: MachineParts) {
        this.announcement = new Announcement(parts)
    }

    /**
     * Play until all is played, the owner stops it, or the telephone rings. A message counts as heard when it was played
     * to its end.
     *
     * The key that began it, held for two seconds, ends it and switches recording on or off.
     * @param isHeld it was held for so long already
     * @throws Fault as modem and card do
     */
    async run(isHeld = false): Promise<StopReason> {
        const { line } = this.parts
        await line.openSpeaker()
        let reason = isHeld ? StopReason.KeyHeld : await this.playAll()
        if (reason === StopReason.KeyHeld) reason = await this.switchRecording()
        await line.hangUp()
        return reason
    }

    check(): StopReason | undefined {
        if (this.hasRung()) return StopReason.Rang
        const gesture = this.parts.gestures.next()
        if (gesture === Gesture.LongHold) return StopReason.KeyHeld
        // The key that began it all may still be held.
        if (gesture === undefined || gesture === Gesture.Hold) return undefined
        this.gesture = gesture
        this.pressedAtMs = ds.millis()
        return StopReason.KeyPressed
    }

    private async playAll(): Promise<StopReason> {
        const told = await this.tellLostCalls()
        if (told !== StopReason.Finished) return told
        if (this.parts.storage.isReplaceable()) return await this.offerNewCard()
        this.isUnheardOnly = this.parts.storage.unheardCount() > 0
        this.isEndSaid = false
        const reason = await this.playMessages()
        if (reason !== StopReason.Finished || this.isEndSaid) return reason
        return await this.say(this.end())
    }

    private async playMessages(): Promise<StopReason> {
        this.ordinal = 1
        this.ended = undefined
        this.message = await this.nextAfter(0)
        while (this.message) {
            const reason = await this.playOne(this.message)
            if (reason !== StopReason.Finished) return reason
        }
        return StopReason.Finished
    }

    /** @returns Finished: go on with `this.message` */
    private async playOne(message: StoredMessage): Promise<StopReason> {
        const sound = await this.open(message)
        if (!sound) {
            await this.goOn(message, undefined)
            return StopReason.Finished
        }
        const { number, at } = message
        const words = messageWords(this.ordinal, number, at).join(" ")
        const opening = words + "|" + messageScore(number, at)
        this.isEndSaid = (await this.nextAfter(message.order)) === undefined
        const { announcement } = this
        await announcement.begin(opening, sound, this.isEndSaid ? this.end() : undefined)
        const startedAtMs = ds.millis()
        const reason = await this.parts.player.play(announcement, LEAD_IN_MS, this)
        const isPlayed = reason === StopReason.Finished || announcement.isClosing
        if (isPlayed && this.isUnheardOnly) await this.parts.storage.store.markHeard(message)
        if (reason === StopReason.KeyPressed)
            return await this.obey(message, this.pressedAtMs - startedAtMs < GRACE_MS)
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

    /** A key has stopped `message`. @param isEarly that has hardly begun */
    private async obey(message: StoredMessage, isEarly: boolean): Promise<StopReason> {
        const wish = await this.wish()
        this.parts.gestures.endHold()
        switch (wish) {
            case Wish.Answer:
                return StopReason.Rang
            case Wish.Stop:
                return StopReason.KeyPressed
            case Wish.Next:
                this.isEndSaid = false
                await this.goOn(message, undefined)
                return StopReason.Finished
            default:
                return await this.file(message, isEarly ? this.ended : undefined, wish)
        }
    }

    /** Delete or keep `message`, or `ended`, the one before it: then `message` begins again. */
    private async file(
        message: StoredMessage,
        ended: StoredMessage | undefined,
        wish: Wish
    ): Promise<StopReason> {
        const { store } = this.parts.storage
        const meant = ended ?? message
        if (wish === Wish.Keep) await store.keep(meant)
        else await store.trash(meant)
        if (ended) this.ended = undefined
        else await this.goOn(message, undefined)
        this.isEndSaid = false
        return wish === Wish.Keep ? await this.say(KEPT) : await this.sayDeleted(meant)
    }

    /** A hold meanwhile takes it back: then that message begins again. */
    private async sayDeleted(message: StoredMessage): Promise<StopReason> {
        const { storage, gestures } = this.parts
        const reason = await this.say(DELETED, TIME_TO_UNDO)
        if (reason !== StopReason.KeyPressed) return reason
        const wish = await this.wish()
        gestures.endHold()
        if (wish === Wish.Answer) return StopReason.Rang
        if (wish === Wish.Stop) return reason
        if (wish === Wish.Next) return StopReason.Finished
        await storage.store.untrash(message)
        this.message = message
        this.ordinal--
        return await this.say(RESTORED)
    }

    private async goOn(from: StoredMessage, ended: StoredMessage | undefined): Promise<void> {
        this.ended = ended
        this.message = await this.nextAfter(from.order)
        this.ordinal++
    }

    private async nextAfter(order: number): Promise<StoredMessage | undefined> {
        const { storage } = this.parts
        if (!storage.isReady) return undefined
        return this.isUnheardOnly
            ? await storage.store.nextUnheard(order)
            : await storage.store.nextHeard(order)
    }

    /** The sound has stopped; what does the finger do next? */
    private async wish(): Promise<Wish> {
        const { line, gestures } = this.parts
        let gesture = this.gesture
        let isDouble = false
        while (gesture === undefined || gesture <= Gesture.DoublePress) {
            if (gesture === Gesture.DoublePress) isDouble = true
            if (gestures.isSettled()) return isDouble ? Wish.Next : Wish.Stop
            await ds.sleep(POLL_MS)
            await line.poll()
            if (this.hasRung()) return Wish.Answer
            gesture = gestures.next()
        }
        return isDouble ? Wish.Keep : Wish.Delete
    }

    /** The next calls are recorded, or greeted only; so that it holds after power-off, too, the card is told. */
    private async switchRecording(): Promise<StopReason> {
        const { settings, storage } = this.parts
        settings.isRecording = !settings.isRecording
        const reason = await this.say(settings.isRecording ? RECORDING : GREETING_ONLY)
        await storage.keepSetting(RECORD, settings.isRecording ? "yes" : "no")
        return reason
    }

    /**
     * Warn, and make the card new where the finger then does what nobody does by chance: held until a long tone, and three presses
     * within 4 s, not one more.
     */
    private async offerNewCard(): Promise<StopReason> {
        const { announcement, parts } = this
        const { gestures, storage } = parts
        await announcement.begin(NOTHING, parts.cardWarning, TIME_TO_PRESS)
        const reason = await parts.player.play(announcement, LEAD_IN_MS, this)
        if (reason !== StopReason.KeyPressed) return reason
        const wish = await this.wish()
        if (wish === Wish.Answer) return StopReason.Rang
        if (wish !== Wish.Delete) return reason
        gestures.endHold()
        const presses = await this.countPresses()
        if (presses === undefined) return StopReason.Rang
        gestures.endHold()
        if (presses !== PRESSES) return await this.say(LEFT_AS_IT_IS)
        storage.beginNewCard()
        return await this.say(MAKING_NEW)
    }

    /** @returns undefined: the telephone rings */
    private async countPresses(): Promise<number | undefined> {
        const { line, gestures } = this.parts
        this.gesture = undefined
        if ((await this.say(HELD)) === StopReason.Rang) return undefined
        let presses = this.gesture === undefined ? 0 : 1
        const untilMs = ds.millis() + PRESSES_WITHIN_MS
        while (ds.millis() < untilMs) {
            await ds.sleep(POLL_MS)
            await line.poll()
            if (this.hasRung()) return undefined
            const gesture = gestures.next()
            if (gesture !== undefined) presses += gesture >= Gesture.Hold ? PRESSES + 1 : 1
        }
        return presses
    }

    private end(): string {
        return this.parts.storage.hasLittleRoom() ? END_OF_ROOM : END
    }

    /** How many calls could not be kept; they are told once. */
    private async tellLostCalls(): Promise<StopReason> {
        const { lostCalls } = this.parts
        const count = Math.min(lostCalls.count, LOST_STROKES_MAX)
        if (count === 0) return StopReason.Finished
        let score = LOST_SCORE
        for (let i = 0; i < count; i++) score += LOST_STROKE
        const reason = await this.say(score + " ")
        if (reason === StopReason.Finished) lostCalls.forget()
        return reason
    }

    private async say(saying: string, pause?: string): Promise<StopReason> {
        await this.announcement.begin(saying, undefined, pause)
        return await this.parts.player.play(this.announcement, LEAD_IN_MS, this)
    }

    private hasRung(): boolean {
        const event = this.parts.line.nextEvent()
        return event !== undefined && event.kind === LineEventKind.Ring
    }
}
