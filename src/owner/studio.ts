/** Where the owner speaks and the machine listens: greetings, and memos. */
import { Interrupter, StopReason } from "../audio/stop-reason"
import { MachineParts } from "../app/machine-parts"
import { eraseGreeting, Take } from "../greeting/take"
import { SAMPLE_RATE_HZ } from "../hal/sound"
import { fatDate, fatTime } from "../store/fat-time"
import { Announcement } from "../speech/announcement"
import { Command, OwnerKeys } from "./owner-keys"
import { LEAD_IN_MS } from "./playback"

const GREETING_MAX_MS = 60000
/** What is shorter was no greeting: a key, or a cough. */
const SOUND_BYTES_MIN = SAMPLE_RATE_HZ
/** When sound is noticed, it has begun before: a sector that was not full, two blocks, and a breath. */
const BEFORE_BYTES = 2560
/** The number that a memo is filed under. */
const MEMO = "memo"

const SAY_GREETING = " greeting-record|"
const GREETING_SCORE = "hl "
const GREETING_KEPT = "greeting-recorded|lhl "
const TOO_SHORT = "greeting-too-short|ll "
const NOT_KEPT = "not-recorded|lll "
const GREETING_ERASED = "greeting-erased|hl "
const SAY_MEMO = "memo-record|hl "
const MEMO_KEPT = "memo-kept|lhl "

/** What is done with the card. */
enum Step {
    Prepare,
    Keep,
    Erase,
}

/**
 * Made when it is needed. The loudspeaker is open, or the line is up; both stay so.
 *
 * All methods return KeyPressed where a key has begun something that is to be had from the keys; Rang, HungUp and the like where the
 * session is over; else Finished. They throw Fault as the modem does.
 */
export class Studio implements Interrupter {
    /** How much had come in when sound was heard first; 0: none was. */
    private heardAtByte = 0
    /** The greeting that is recorded, its file, and what of it is kept. */
    private take!: Take
    private file = ""
    private fromByte = 0
    private endByte = 0
    private announcement: Announcement

    constructor(
        private parts: MachineParts,
        private keys: OwnerKeys
    ) {
        this.announcement = new Announcement(parts)
    }

    /** Play a greeting as callers hear it. @param name of its file, without ".wav". @param saying goes before it */
    async hear(name: string, saying: string): Promise<StopReason> {
        const { storage, player } = this.parts
        await storage.chooseGreeting([name])
        await this.announcement.begin(saying, storage.greetings.open(), undefined)
        return await player.play(this.announcement, LEAD_IN_MS, this.keys)
    }

    /**
     * Record a greeting: any key, or silence, ends it; at most 60 s. What is shorter than a second changes nothing, and so does a
     * line that is lost. Then it is played.
     *
     * @param title which one it is, in words that go before the others, and as tones
     */
    async record(name: string, title: string, strokes: string): Promise<StopReason> {
        const { storage, line, recorder } = this.parts
        const take = new Take(storage.store.volume, line.codec)
        this.take = take
        this.file = fileOf(name)
        if (!(await this.isDone(Step.Prepare))) return await this.say(NOT_KEPT)
        const asked = await this.ask(title + SAY_GREETING + strokes + GREETING_SCORE)
        if (asked !== StopReason.Finished) return asked
        const reason = await recorder.record(take, GREETING_MAX_MS, this)
        if (!isOver(reason)) return reason
        await this.endKey(reason)
        this.endByte = this.heardAtByte === 0 ? 0 : recorder.keptBytes(this.endOf(reason))
        this.fromByte = Math.max(this.heardAtByte - BEFORE_BYTES, 0)
        const soundBytes = this.endByte - this.fromByte
        if (soundBytes < SOUND_BYTES_MIN) return await this.say(TOO_SHORT)
        if (!(await this.isDone(Step.Keep))) return await this.say(NOT_KEPT)
        console.log(`greeting ${name}: ${soundBytes} bytes`)
        return await this.hear(name, GREETING_KEPT)
    }

    /** Let there be no greeting of that name: callers hear the next best one. */
    async erase(name: string): Promise<StopReason> {
        this.file = fileOf(name)
        return await this.say((await this.isDone(Step.Erase)) ? GREETING_ERASED : NOT_KEPT)
    }

    /** Record a memo: any key, or silence, ends it. It is a message like others; also what was said before a line was lost. */
    async memo(): Promise<StopReason> {
        const { storage, line, recorder, settings, ring } = this.parts
        const recording = await storage.beginRecording(line.codec)
        if (!recording) return await this.say(NOT_KEPT)
        const asked = await this.ask(SAY_MEMO)
        if (asked !== StopReason.Finished) return asked
        await recording.prepare()
        let reason = StopReason.LimitReached
        try {
            reason = await recorder.record(recording, settings.messageMaxMs, this)
        } finally {
            const tailBytes = recorder.takeTail(ring)
            const envelope = { number: MEMO, name: "", at: this.parts.clock.now() }
            const keptBytes = recorder.keptBytes(this.endOf(reason))
            if (keptBytes === 0) await recording.drop()
            else await recording.finish(ring, tailBytes, envelope, keptBytes)
        }
        if (!isOver(reason)) return reason
        await this.endKey(reason)
        return await this.say(this.heardAtByte === 0 ? TOO_SHORT : MEMO_KEPT)
    }

    /** While the owner speaks. */
    check(): StopReason | undefined {
        const { recorder } = this.parts
        if (this.heardAtByte === 0 && recorder.hasHeard()) this.heardAtByte = recorder.receivedBytes
        return this.keys.check()
    }

    /** Say what is to be done, and beep. A key that is pressed meanwhile comes to the point; Stop says that it is not wanted. */
    private async ask(saying: string): Promise<StopReason> {
        const reason = await this.say(saying)
        if (reason === StopReason.KeyPressed) {
            const command = await this.keys.command(0)
            if (command === Command.Answer) return StopReason.Rang
            if (command === Command.Bye) return StopReason.HungUp
            if (command === Command.Stop) return StopReason.Skipped
        } else if (reason !== StopReason.Finished) return reason
        this.heardAtByte = 0
        await this.parts.line.beep()
        return StopReason.Finished
    }

    /** Say something. */
    async say(saying: string): Promise<StopReason> {
        await this.announcement.begin(saying, undefined, undefined)
        return await this.parts.player.play(this.announcement, LEAD_IN_MS, this.keys)
    }

    /** The key that has ended a recording means nothing else. */
    private async endKey(reason: StopReason): Promise<void> {
        if (reason === StopReason.KeyPressed) await this.keys.command(0)
    }

    /** What of the end is to be cut off: a telephone's key is heard, a panel's is not. */
    private endOf(reason: StopReason): StopReason {
        if (reason !== StopReason.KeyPressed) return reason
        return this.keys.isRemote ? StopReason.CallerDone : StopReason.Silent
    }

    /** @returns false: the card does not do it; that is logged */
    private async isDone(step: Step): Promise<boolean> {
        const { storage } = this.parts
        if (!storage.isReady || storage.store.isReadOnly) return false
        try {
            await this.doStep(step)
            return true
        } catch (e: any) {
            storage.fail(e)
            return false
        }
    }

    private async doStep(step: Step): Promise<void> {
        const { storage, clock } = this.parts
        const { volume } = storage.store
        if (step === Step.Prepare) return await this.take.prepare(this.file)
        if (step === Step.Erase) await eraseGreeting(volume, this.file)
        else {
            const at = clock.now()
            const modified = ((fatDate(at) << 16) | fatTime(at)) >>> 0
            await this.take.keep(this.fromByte, this.endByte, modified)
        }
        await storage.greetings.look(volume)
    }
}

function fileOf(name: string): string {
    return name + ".wav"
}

/** Whether a recording has ended so that the owner is still there. */
function isOver(reason: StopReason): boolean {
    switch (reason) {
        case StopReason.KeyPressed:
        case StopReason.Silent:
        case StopReason.LimitReached:
            return true
        default:
            return false
    }
}
