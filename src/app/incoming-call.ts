/** One call that was answered: what the caller hears, and what is kept of it. */
import { Interrupter, StopReason } from "../audio/stop-reason"
import { SAMPLE_RATE_HZ, SoundSource } from "../hal/sound"
import { LineEventKind } from "../hal/voice-line"
import { WallTime } from "../hal/wall-clock"
import { Recording } from "../store/recording"
import { Fault, FaultCode } from "../util/fault"
import { Announcement } from "../speech/announcement"
import { filedName, filedNumber } from "./caller"
import { MachineParts } from "./machine-parts"

/** "P" and "O" are no numbers. */
const NUMBER_MIN = 2
const KEY_HASH = 0x23
const KEY_STAR = 0x2a
/** The owner's greeting for when no message can be taken. */
const FULL_GREETING = "AFTERBEEP/greetings/full.wav"
/** Said where there is none, after the other one: without words as an exchange says that it is of no use to wait. */
const FULL = "full|llllllll"
const NOTHING = "|"

/** One call from off-hook to on-hook: greeting, beep, message. */
export class IncomingCall implements Interrupter {
    private isPrepared = false
    private isRecording = false
    /** The number whose name in the owner's contacts is `contact`; "": not looked for. */
    private askedNumber = ""
    private contact = ""
    /** Of the message, for the list of calls. */
    private seconds = 0
    private answeredAt: WallTime | undefined
    private recording: Recording | undefined
    private fullGreeting: SoundSource | undefined
    private lastSector = Buffer.alloc(512)

    constructor(private parts: MachineParts) {}

    /**
     * While it rings: take a slot, so that the caller need not wait for the card.
     *
     * May be called again and again. Waits: the first time, for some sectors.
     */
    async prepare(): Promise<void> {
        if (this.isPrepared) return
        this.isPrepared = true
        await this.makeRoom()
    }

    /**
     * While it rings, after each look at the line: find the owner's name for the caller, once the number is known.
     *
     * Waits: once, for the contacts on the card.
     */
    async identify(): Promise<void> {
        const { number } = this.parts.line.callerId
        if (number.length < NUMBER_MIN || number === this.askedNumber) return
        this.askedNumber = number
        this.contact = await this.parts.storage.contactName(number)
    }

    /** It has stopped ringing before it was answered. */
    async giveUp(): Promise<void> {
        const { line, clock } = this.parts
        this.isPrepared = false
        clock.setFromCallerId(line.callerId.date, line.callerId.time)
        this.answeredAt = clock.now()
        this.seconds = 0
        await this.log("not answered")
    }

    /**
     * Answer, greet, record, hang up. What was said is filed whatever happens.
     *
     * @throws Fault as modem and card do; the line may then still be off-hook
     */
    async take(): Promise<void> {
        const { line, clock } = this.parts
        await this.prepare()
        this.isPrepared = false
        this.isRecording = false
        this.seconds = 0
        this.parts.clock.setFromCallerId(line.callerId.date, line.callerId.time)
        await line.answer()
        this.answeredAt = clock.now()
        let outcome = "broken off"
        try {
            outcome = await this.talk()
            await line.hangUp()
        } finally {
            await this.log(outcome)
        }
    }

    /** What ends a greeting or a recording. */
    check(): StopReason | undefined {
        const event = this.parts.line.nextEvent()
        if (!event) return undefined
        switch (event.kind) {
            case LineEventKind.LoopInterrupted:
                return StopReason.HungUp
            case LineEventKind.DialTone:
            case LineEventKind.BusyTone:
            case LineEventKind.CongestionTone:
                return StopReason.ToneHeard
            case LineEventKind.Silence:
            case LineEventKind.Quiet:
                return this.isRecording ? StopReason.Silent : undefined
            case LineEventKind.ExtensionPickedUp:
                return StopReason.ExtensionPickedUp
            case LineEventKind.Digit:
                return this.meaningOf(event.digit)
            default:
                return isMachine(event.kind) ? StopReason.MachineCalling : undefined
        }
    }

    /** A caller who knows the greeting skips it with `#` or `*`, and ends the message with `#`. */
    private meaningOf(digit: number): StopReason | undefined {
        if (this.isRecording) return digit === KEY_HASH ? StopReason.CallerDone : undefined
        return digit === KEY_HASH || digit === KEY_STAR ? StopReason.Skipped : undefined
    }

    /** Take a slot for the message; without one the machine can only greet. */
    private async makeRoom(): Promise<void> {
        const { storage, settings, line } = this.parts
        this.recording = undefined
        this.fullGreeting = undefined
        try {
            if (storage.isReady && settings.isRecording)
                this.recording = await storage.store.beginRecording(
                    line.codec,
                    settings.messageMaxMs
                )
        } catch (e: any) {
            storage.fail(e)
        }
        if (!this.recording) this.fullGreeting = await storage.openSound(FULL_GREETING)
    }

    /** @returns what became of the call, in words */
    private async talk(): Promise<string> {
        const { player, settings, storage } = this.parts
        let greeting = storage.greetings.open()
        if (this.fullGreeting) greeting = this.fullGreeting
        else if (!this.recording) {
            const announcement = new Announcement(this.parts)
            await announcement.begin(NOTHING, greeting, FULL)
            greeting = announcement
        }
        const reason = await player.play(greeting, settings.leadInMs, this)
        if (reason !== StopReason.Finished && reason !== StopReason.Skipped)
            return whyUnrecorded(reason)
        if (!this.recording) return settings.isRecording ? "no room for a message" : "greeting only"
        await this.record(this.recording)
        return "message"
    }

    private async record(recording: Recording): Promise<void> {
        const { line, recorder, settings } = this.parts
        await recording.prepare()
        await line.beep()
        this.isRecording = true
        // What is kept after a fault is all that there is.
        let reason = StopReason.LimitReached
        try {
            reason = await recorder.record(recording, settings.messageMaxMs, this)
        } finally {
            await this.file(recording, reason)
        }
        if (recorder.lostBytes !== 0)
            throw new Fault(FaultCode.Full, recorder.lostBytes + " bytes of sound were lost")
    }

    /** Commit what has come in, before anything else is done; also after a fault. */
    private async file(recording: Recording, reason: StopReason): Promise<void> {
        const { line, recorder } = this.parts
        const tailBytes = recorder.takeTail(this.lastSector)
        const keptBytes = recorder.keptBytes(reason)
        this.seconds = Math.idiv(keptBytes, SAMPLE_RATE_HZ)
        const envelope = {
            number: filedNumber(line.callerId),
            name: this.name(),
            at: this.answeredAt,
        }
        await recording.finish(this.lastSector, tailBytes, envelope, keptBytes)
        console.log(`message: ${keptBytes} of ${recorder.receivedBytes} bytes, reason ${reason}`)
    }

    /** Every call leaves its line, in the log and on the card; where it can't, it is counted. */
    private async log(outcome: string): Promise<void> {
        const { line, storage, lostCalls } = this.parts
        const number = filedNumber(line.callerId)
        console.log(`call from ${number}: ${outcome}`)
        const isKept =
            storage.isReady &&
            (await storage.store.logCall(
                number,
                this.name(),
                this.answeredAt,
                outcome,
                this.seconds
            ))
        if (!isKept) lostCalls.add()
        this.askedNumber = this.contact = ""
    }

    /** What the owner calls the caller; else what the network says. */
    private name(): string {
        return this.contact === "" ? filedName(this.parts.line.callerId) : this.contact
    }
}

function isMachine(kind: LineEventKind): boolean {
    return kind === LineEventKind.FaxCalling || kind === LineEventKind.DataCalling
}

function whyUnrecorded(reason: StopReason): string {
    switch (reason) {
        case StopReason.ExtensionPickedUp:
            return "taken by somebody in the house"
        case StopReason.MachineCalling:
            return "a fax machine or a modem"
        default:
            return "hung up during the greeting"
    }
}
