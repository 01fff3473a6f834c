/** One call that was answered: what the caller hears, and what is kept of it. */
import { DEFAULT_LEAD_IN_MS, DEFAULT_MESSAGE_MAX_MS } from "../config.gen"
import { FlashGreeting } from "../audio/flash-sound"
import { Interrupter, StopReason } from "../audio/stop-reason"
import { SoundSource } from "../hal/sound"
import { LineEventKind } from "../hal/voice-line"
import { WallTime } from "../hal/wall-clock"
import { Recording } from "../store/recording"
import { Fault, FaultCode } from "../util/fault"
import { filedName, filedNumber } from "./caller"
import { MachineParts } from "./machine-parts"

const GREETING = "AFTERBEEP/greetings/default.wav"
/** Busy tone is believed when it is reported again; one report may be a voice. */
const BUSY_REPORTS = 2

/** One call from off-hook to on-hook: greeting, beep, message. */
export class IncomingCall implements Interrupter {
    private busyReports = 0
    private lastSector = Buffer.alloc(512)
    private greeting = new FlashGreeting()

    constructor(private parts: MachineParts) {}

    /**
     * Answer, greet, record, hang up.
     *
     * @throws Fault as modem and card do; the line may then still be off-hook
     */
    async take(): Promise<void> {
        const { line, clock } = this.parts
        this.busyReports = 0
        const recording = await this.makeRoom()
        await line.answer()
        const answeredAt = clock.now()
        const reason = await this.greet()
        if (reason === StopReason.Finished && recording) await this.record(recording, answeredAt)
        await line.hangUp()
    }

    /** What ends a greeting or a recording; a digit does not. */
    check(): StopReason | undefined {
        const event = this.parts.line.nextEvent()
        if (!event) return undefined
        switch (event.kind) {
            case LineEventKind.LoopInterrupted:
            case LineEventKind.DialTone:
                return StopReason.HungUp
            case LineEventKind.BusyTone:
                this.busyReports++
                return this.busyReports < BUSY_REPORTS ? undefined : StopReason.HungUp
            case LineEventKind.Silence:
            case LineEventKind.Quiet:
                return StopReason.Silent
            case LineEventKind.ExtensionPickedUp:
                return StopReason.ExtensionPickedUp
            default:
                return undefined
        }
    }

    /** A slot for the message, taken before the call is answered; undefined: the machine can only greet. */
    private async makeRoom(): Promise<Recording | undefined> {
        const { storage } = this.parts
        if (!storage.isReady) return undefined
        try {
            return await storage.store.beginRecording(this.parts.line.codec)
        } catch (e: any) {
            if (!(e instanceof Fault)) throw e
            console.warn("no room for a message: " + e.message)
            return undefined
        }
    }

    private async greet(): Promise<StopReason> {
        const sound = await this.greetingSound()
        return await this.parts.player.play(sound, DEFAULT_LEAD_IN_MS, this)
    }

    /** The owner's greeting if the card has one that can be played, else the one in the firmware. */
    private async greetingSound(): Promise<SoundSource> {
        const { storage } = this.parts
        if (!storage.isReady) return this.greeting
        try {
            const sound = await storage.store.openSound(GREETING)
            return sound ? sound : this.greeting
        } catch (e: any) {
            if (!(e instanceof Fault)) throw e
            console.warn(GREETING + ": " + e.message)
            return this.greeting
        }
    }

    private async record(recording: Recording, answeredAt: WallTime | undefined): Promise<void> {
        const { line, recorder } = this.parts
        await line.beep()
        const reason = await recorder.record(recording, DEFAULT_MESSAGE_MAX_MS, this)
        const tailBytes = recorder.takeTail(this.lastSector)
        await recording.finish(this.lastSector, tailBytes, {
            number: filedNumber(line.callerId),
            name: filedName(line.callerId),
            at: answeredAt,
        })
        console.log(`message: ${recorder.receivedBytes} bytes, ended by ${reason}`)
        if (recorder.lostBytes !== 0)
            throw new Fault(FaultCode.Full, recorder.lostBytes + " bytes of sound were lost")
    }
}
