/** One call that was answered: what the caller hears, and what is kept of it. */
import * as ds from "@devicescript/core"
import { StopReason } from "../audio/stop-reason"
import { SAMPLE_RATE_HZ } from "../hal/sound"
import { WallTime } from "../hal/wall-clock"
import { LoggedCall } from "../calls/call-log"
import {
    firstState,
    OUTCOME_BAIT,
    OUTCOME_BLOCKED,
    OUTCOME_BROKEN,
    OUTCOME_FAX,
    OUTCOME_HOUSE,
    ReturnState,
} from "../calls/return-state"
import { Recording } from "../store/recording"
import { Scene } from "../display/screen"
import { Fault, FaultCode } from "../util/fault"
import { Announcement } from "../speech/announcement"
import { noteFax } from "./answer-plan"
import { RemoteAccess } from "../owner/remote-access"
import { CallSignals } from "./call-signals"
import { filedNumber } from "./caller"
import { KnownCaller } from "./known-caller"
import { MachineParts } from "./machine-parts"
import { hasVoice, Review } from "./review"

/** A fax machine is known by its tone, which comes every 3.5 s (ITU-T T.30, 4.3.3.1): who has spoken has spoken for longer. */
const MACHINE_TONE_BYTES = 40000
/** Greetings that say themselves that no message is taken. */
const SAY_ALL = "full announce-only"
/** Said where there is none of these, after the other one: without words as an exchange says that it is of no use to wait. */
const FULL = "full|llllllll"
const NOTHING = "|"
/** So long a blocked caller has the line, and hears nothing. */
const BLOCKED_MS = 1000
const SAMPLES_PER_MS = SAMPLE_RATE_HZ / 1000

/** One call from off-hook to on-hook: greeting, beep, message. */
export class IncomingCall {
    /** The last message was ended by a key. */
    isAtKeys = false
    readonly caller: KnownCaller
    private readonly signals: CallSignals
    private isPrepared = false
    /** In this country the number comes before the first ring. */
    private isNumberFirst = false
    /** Of the message, for the list of calls. */
    private seconds = 0
    private answeredAt: WallTime | undefined
    private recording: Recording | undefined

    constructor(private parts: MachineParts) {
        this.caller = new KnownCaller(parts)
        this.signals = new CallSignals(parts)
    }

    /**
     * While it rings: take a slot, so that the caller need not wait for the card, and decide how to answer.
     *
     * May be called again and again. Waits: the first time, for some sectors; for a card that is not ready as `Storage.insist`.
     */
    async prepare(): Promise<void> {
        if (this.isPrepared) return
        this.isPrepared = true
        const { lostCalls, storage } = this.parts
        await lostCalls.settle()
        const hasCard = await storage.insist(true)
        await this.makeRoom()
        // A card that was taken out and put back fails at first: it is made ready, and asked again.
        if (hasCard && !storage.isReady && (await storage.insist())) await this.makeRoom()
        await this.identify()
        this.isNumberFirst = this.caller.askedNumber !== ""
        if (!this.isNumberFirst) await this.caller.decide("", -1, this.recording !== undefined)
    }

    /** While it rings, after each look at the line. Waits: as `KnownCaller.identify`. */
    async identify(): Promise<void> {
        await this.caller.identify(this.recording !== undefined)
    }

    /**
     * While it rings, before `identify`: the network has named another caller, so the one before has given up, and has his line in the list.
     *
     * @returns how many of `ringCount` rings are the other one's, 0 or 1; below 0: it is the same caller
     */
    async ringsOfNext(ringCount: number): Promise<number> {
        const { callerId } = this.parts.line
        const { number, name } = callerId
        const { askedNumber, askedName } = this.caller
        if (askedNumber === "" || number === "" || number === askedNumber) return -1
        const rings = this.isNumberFirst || ringCount === 1 ? 0 : 1
        callerId.number = askedNumber
        callerId.name = askedName
        await this.giveUp(ringCount - rings, false)
        callerId.number = number
        // The same name is the other one's: that of a new number comes after it, or not at all.
        callerId.name = name === askedName ? "" : name
        return rings
    }

    /** Have in flash who calls, what is known by now. Not between the last ring and off-hook, nor when sound flows. Waits: once, for flash. */
    async note(): Promise<void> {
        const { lostCalls, clock } = this.parts
        if (lostCalls.place !== "") return
        this.caller.setClock()
        this.answeredAt = clock.now()
        this.seconds = 0
        await lostCalls.note(this.ended(""))
    }

    /** It has stopped ringing, after so many rings. @param isTaken somebody in the house has picked up */
    async giveUp(ringCount: number, isTaken: boolean): Promise<void> {
        const { clock } = this.parts
        this.isPrepared = false
        this.caller.setClock()
        this.answeredAt = clock.now()
        this.seconds = 0
        const isBait = ringCount === 1 && this.caller.contact === ""
        const rings = ringCount === 1 ? "1 ring" : ringCount + " rings"
        let outcome = isBait ? OUTCOME_BAIT : "not answered after " + rings
        if (this.caller.isBlocked) outcome = OUTCOME_BLOCKED
        await this.log(isTaken ? whyUnrecorded(StopReason.ExtensionPickedUp) : outcome)
    }

    /**
     * Answer, greet, record, hang up. What was said is filed whatever happens.
     *
     * @throws Fault as modem and card do; the line may then still be off-hook
     */
    async take(): Promise<void> {
        const { line, clock, settings } = this.parts
        await this.prepare()
        this.isPrepared = false
        this.signals.beginCall()
        this.seconds = 0
        this.caller.setClock()
        this.answeredAt = clock.now()
        let outcome = OUTCOME_BROKEN
        try {
            if ((await this.signals.isTaken()) || (await line.isHeld()))
                outcome = whyUnrecorded(StopReason.ExtensionPickedUp)
            else {
                await line.answer()
                await this.note()
                this.answeredAt = clock.now()
                if (this.caller.isBlocked) outcome = await this.turnAway()
                else outcome = settings.isAnswering ? await this.talk() : await this.admitOwner()
            }
            await line.hangUp()
        } catch (e) {
            // A modem that has given way by itself between two streams refuses what comes next.
            if (!(await this.signals.isTaken())) throw e
            outcome = whyUnrecorded(StopReason.ExtensionPickedUp)
            await line.hangUp()
        } finally {
            // A key pressed during a call meant nothing, one pressed while it is listed means what it says.
            this.parts.keys.forget()
            await this.log(outcome)
        }
    }

    /** Take a slot for the message; without one the machine can only greet. */
    private async makeRoom(): Promise<void> {
        const { storage, settings, line } = this.parts
        this.recording = undefined
        if (settings.isRecording) this.recording = await storage.beginRecording(line.codec)
    }

    /** @returns what became of the call */
    private async turnAway(): Promise<string> {
        const { player, storage, settings } = this.parts
        if (this.caller.greetingName === "") await ds.sleep(BLOCKED_MS)
        else await player.play(storage.greetings.open(), settings.leadInMs, this.signals)
        return OUTCOME_BLOCKED
    }

    /** Switched off, and answered late all the same: the owner may give the code. @returns what became of the call */
    private async admitOwner(): Promise<string> {
        return (await this.admit()) ?? "switched off"
    }

    /** Somebody may give the code, once in a call. @returns what became of the call; undefined: it is like any other */
    private async admit(): Promise<string | undefined> {
        const { signals, parts } = this
        const { codeKey } = signals
        signals.codeKey = 0
        signals.isRecording = false
        signals.wasAdmitted = true
        if (!parts.guard.isOpen()) return undefined
        return await new RemoteAccess(parts).enter(codeKey === 0 ? undefined : codeKey)
    }

    /** @returns what became of the call, in words */
    private async talk(): Promise<string> {
        const { player, settings, storage, screen } = this.parts
        screen.show(Scene.Greeting)
        let greeting = storage.greetings.open()
        const { greetingName } = this.caller
        if (!this.recording && (greetingName === "" || !SAY_ALL.includes(greetingName))) {
            const announcement = new Announcement(this.parts)
            await announcement.begin(NOTHING, greeting, FULL)
            greeting = announcement
        }
        let reason = await player.play(greeting, settings.leadInMs, this.signals)
        // A modem that gives way by itself ends the stream first, and then says why.
        if (reason === StopReason.HungUp && (await this.signals.isTaken()))
            reason = StopReason.ExtensionPickedUp
        if (reason === StopReason.CodeBegun) {
            const outcome = await this.admit()
            if (outcome !== undefined) return outcome
            reason = StopReason.Skipped
        }
        if (reason !== StopReason.Finished && reason !== StopReason.Skipped)
            return whyUnrecorded(reason)
        return await this.takeMessage()
    }

    /** @returns what became of the call */
    private async takeMessage(): Promise<string> {
        const { settings, line } = this.parts
        line.isScreening = settings.isScreening
        while (this.recording) {
            const isKept = await this.record(this.recording)
            if (this.signals.codeKey === 0) return await this.review(this.recording, isKept)
            const outcome = await this.admit()
            if (outcome !== undefined) return outcome
            await this.makeRoom()
        }
        return settings.isRecording ? "no room for a message" : "greeting only"
    }

    /** A caller who has ended the message with a key may look through it. @returns what became of the call */
    private async review(recording: Recording, isKept: boolean): Promise<string> {
        if (!isKept) return this.signals.isMachineCall ? OUTCOME_FAX : "hung up without a message"
        if (!this.isAtKeys || !(await hasVoice(this.parts))) return "message"
        return await new Review(this.parts, this).run(recording)
    }

    /** Beep, record and file. @returns whether there is a message */
    async record(recording: Recording): Promise<boolean> {
        const { line, recorder, settings } = this.parts
        await recording.prepare()
        await line.beep()
        this.parts.screen.show(Scene.Recording)
        this.isAtKeys = false
        this.signals.isRecording = true
        // What is kept after a fault is all that there is.
        let reason = StopReason.LimitReached
        let isKept = true
        try {
            reason = await recorder.record(recording, settings.messageMaxMs, this.signals)
        } finally {
            isKept = await this.file(recording, reason)
        }
        this.isAtKeys = reason === StopReason.CallerDone
        if (recorder.lostBytes !== 0)
            throw new Fault(FaultCode.Full, recorder.lostBytes + " bytes of sound were lost")
        return isKept
    }

    /** Commit what has come in, before anything else is done; also after a fault. @returns false: it is too short */
    private async file(recording: Recording, reason: StopReason): Promise<boolean> {
        const { line, recorder, settings, ring } = this.parts
        const tailBytes = recorder.takeTail(ring)
        let keptBytes = recorder.keptBytes(reason)
        const isShort = keptBytes < settings.messageMinMs * SAMPLES_PER_MS
        const isTone = this.signals.isMachineCall && recorder.receivedBytes < MACHINE_TONE_BYTES
        if (isShort || isTone || reason === StopReason.CodeBegun) {
            await recording.drop()
            return false
        }
        if (settings.isTailKept) keptBytes = recorder.receivedBytes - recorder.lostBytes
        this.seconds = Math.idiv(keptBytes, SAMPLE_RATE_HZ)
        const envelope = {
            number: filedNumber(line.callerId),
            name: this.caller.calledName(),
            at: this.answeredAt,
        }
        await recording.finish(ring, tailBytes, envelope, keptBytes)
        console.log(`message: ${keptBytes} of ${recorder.receivedBytes} bytes, reason ${reason}`)
        return true
    }

    /**
     * Every call leaves its line, in the log and on the card; where it can't, it is counted. Who was spoken with need not be
     * called back for earlier calls either.
     */
    private async log(outcome: string): Promise<void> {
        const { line, storage, lostCalls } = this.parts
        const call = this.ended(outcome)
        const { number, state } = call
        console.log(`call from ${number}: ${outcome}`)
        if (state === ReturnState.Done) await storage.markNumber(number, state)
        if (storage.isReady && (await storage.store.logCall(call))) await lostCalls.clear()
        else await lostCalls.add(call)
        if (this.signals.isFax) await noteFax(this.parts, line.callerId.number)
        this.caller.forgetCaller()
        this.signals.beginCall()
    }

    private ended(outcome: string): LoggedCall {
        const number = filedNumber(this.parts.line.callerId)
        const state = firstState(number, outcome)
        const { answeredAt, seconds } = this
        return { number, name: this.caller.calledName(), at: answeredAt, outcome, seconds, state }
    }
}

function whyUnrecorded(reason: StopReason): string {
    switch (reason) {
        case StopReason.ExtensionPickedUp:
            return OUTCOME_HOUSE
        case StopReason.MachineCalling:
            return OUTCOME_FAX
        default:
            return "hung up during the greeting"
    }
}
