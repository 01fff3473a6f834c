/**
 * What callers may do who end their message with `#`: listen to it, say it again, mark it as urgent. The keys are those of
 * Asterisk's voice mail. Whatever happens, a message is kept.
 */
import * as ds from "@devicescript/core"
import { Interrupter, StopReason } from "../audio/stop-reason"
import { LineEventKind } from "../hal/voice-line"
import { Announcement, codecFolder } from "../speech/announcement"
import { Recording } from "../store/recording"
import { MachineParts } from "./machine-parts"

const LEAD_IN_MS = 80
/** How long a key is waited for, and how often. */
const WAIT_MS = 6000
const TRIES = 3
const POLL_MS = 20

const MENU = "review|hh "
const KEPT = "review-kept|lhl "
const AGAIN = "review-again|hl "
const URGENT = "review-urgent|lh "
const NOT_NOW = "not-recorded|lll "

/** No key, and the caller is still there. */
const NONE = 0
const KEEP = 0x31
const LISTEN = 0x32
const SAY_AGAIN = 0x33
const MARK_URGENT = 0x34
const HASH = 0x23

/** Whether the card has words for it: without them nobody would know what to press. Waits: for the card. */
export async function hasVoice({ storage, settings, line }: MachineParts): Promise<boolean> {
    const folder = `AFTERBEEP/prompts/${settings.language}/${codecFolder(line.codec)}/`
    return (await storage.openSound(folder + "review.wav")) !== undefined
}

/** The call that the review is a part of. */
export interface ReviewedCall {
    /** The last message was ended by a key: its caller is still there. */
    readonly isAtKeys: boolean
    /** Beep, record and file. @returns whether there is a message */
    record(into: Recording): Promise<boolean>
}

/** Made when it is needed. */
export class Review implements Interrupter {
    private key = NONE
    private isGone = false
    private isUrgent = false
    private announcement: Announcement

    constructor(
        private parts: MachineParts,
        private call: ReviewedCall
    ) {
        this.announcement = new Announcement(parts)
    }

    /**
     * Offer it, until the caller has had enough or has hung up.
     *
     * @param message that is filed
     * @returns what became of the call, in words
     * @throws Fault as modem and card do: then the message is kept as it is
     */
    async run(message: Recording): Promise<string> {
        let kept = message
        let tries = 0
        while (tries < TRIES && !this.isGone) {
            await this.ask()
            switch (this.key) {
                case LISTEN:
                    await this.play(kept)
                    break
                case SAY_AGAIN:
                    kept = await this.sayAgain(kept)
                    break
                case MARK_URGENT:
                    if (!this.isUrgent) await kept.markUrgent()
                    this.isUrgent = true
                    await this.say(URGENT)
                    break
                case KEEP:
                case HASH:
                    tries = TRIES
                    break
                default:
                    tries++
            }
        }
        if (!this.isGone) await this.say(KEPT)
        return this.isUrgent ? "urgent message" : "message"
    }

    check(): StopReason | undefined {
        const event = this.parts.line.nextEvent()
        if (!event) return undefined
        switch (event.kind) {
            case LineEventKind.Digit:
                this.key = event.digit
                return StopReason.KeyPressed
            case LineEventKind.LoopInterrupted:
            case LineEventKind.DialTone:
            case LineEventKind.BusyTone:
            case LineEventKind.CongestionTone:
            case LineEventKind.ExtensionPickedUp:
                this.isGone = true
                return StopReason.HungUp
            default:
                return undefined
        }
    }

    /** The menu, and some seconds for a key, which is in `key` then. */
    private async ask(): Promise<void> {
        const { line } = this.parts
        await this.say(MENU)
        const untilMs = ds.millis() + WAIT_MS
        while (this.key === NONE && !this.isGone && ds.millis() < untilMs) {
            await ds.sleep(POLL_MS)
            await line.poll()
            this.check()
        }
    }

    private async play(message: Recording): Promise<void> {
        const { storage, player } = this.parts
        const sound = await storage.store.messages.messageOf(message).open()
        this.key = NONE
        await player.play(sound, LEAD_IN_MS, this)
    }

    /** The one before is only thrown away when another one is filed. */
    private async sayAgain(message: Recording): Promise<Recording> {
        const { call, parts } = this
        const { storage, line } = parts
        const { messages } = storage.store
        const next = await storage.beginRecording(line.codec)
        await this.say(next ? AGAIN : NOT_NOW)
        if (!next || this.isGone || !(await call.record(next))) {
            message.nameAgain()
            return message
        }
        this.isGone = !call.isAtKeys
        if (this.isUrgent) await next.markUrgent()
        await messages.trash(messages.messageOf(message))
        return next
    }

    /** A key stops it. */
    private async say(saying: string): Promise<void> {
        this.key = NONE
        await this.announcement.begin(saying, undefined, undefined)
        await this.parts.player.play(this.announcement, LEAD_IN_MS, this)
    }
}
