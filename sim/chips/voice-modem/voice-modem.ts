/**
 * A V.253 voice modem: the DCE on a serial line, the subscriber on a telephone line.
 *
 * Follows ITU-T V.250 and V.253, and the profile's own manual (profiles.ts). What it tells the host it has heard in the
 * sound itself. Left out: data and fax connections, dialling, duplex voice, a local telephone, ADPCM.
 */

import { type AudioClock, BLOCK_SAMPLES } from "../../clock/audio-clock.ts"
import { type Random } from "../../clock/random.ts"
import { type Scheduler, type Timer } from "../../clock/scheduler.ts"
import { type LineHook, type Subscriber, type SubscriberSound } from "../../exchange/subscriber.ts"
import { type RuleBook } from "../../report/rules.ts"
import { type Timeline } from "../../report/timeline.ts"
import { type SerialLine } from "../../wire/serial-direction.ts"
import { CallerIdEar } from "./caller-id-ear.ts"
import { formattedLines, unformattedLine } from "./caller-id.ts"
import { CommandInterpreter } from "./command-interpreter.ts"
import { DtePort } from "./dte-port.ts"
import { HostRate } from "./host-rate.ts"
import { LineEar } from "./line-ear.ts"
import { LATER, ModemCommands, type Outcome, type ResultCode } from "./modem-commands.ts"
import { ModemSettings } from "./modem-settings.ts"
import { isInMask, type ModemProfile } from "./profiles.ts"
import { RingReporter } from "./ring-reporter.ts"
import { type OrderedTone } from "./tone-sender.ts"
import { addTo, type ReceivedVoice, StreamMode, VoiceStreams } from "./voice-streams.ts"

const CHIP = "modem"
const VOICE_CLASS = 8
/** Shorter breaks of the loop are switching noise; those that mean a hang-up are 250 ms and longer. */
const LOOP_BREAK_US = 200_000
/** Bit of -STE: tell of a parallel telephone. */
const EXTENSION_PICKUP = 2
/** Value of &D from which on the host must assert DTR. */
const DTR_IGNORED = 0
const DTR_HANGS_UP = 2
export interface VoiceModemOptions {
    readonly profile: ModemProfile
    /** The modem is the DCE of it. */
    readonly line: SerialLine
    readonly hook: LineHook
    readonly scheduler: Scheduler
    readonly audioClock: AudioClock
    readonly timeline: Timeline
    readonly rules: RuleBook
    /** Its own stream of chance. */
    readonly random: Random
    /** Number of the call that is up, or was last. */
    readonly callNumber: () => number
}

export class VoiceModem implements Subscriber, SubscriberSound {
    readonly toLine = new Float32Array(BLOCK_SAMPLES)
    readonly toSpeaker = new Float32Array(BLOCK_SAMPLES)
    /** Sound at the microphone in the next beat: whoever has some puts it there. */
    readonly fromMicrophone = new Float32Array(BLOCK_SAMPLES)
    /** Called at the end of each voice receive. */
    onReceived: ((voice: ReceivedVoice) => void) | undefined

    private readonly settings: ModemSettings
    private readonly port: DtePort
    private readonly interpreter: CommandInterpreter
    private readonly hostRate: HostRate
    private readonly ear: LineEar
    private readonly callerIdEar: CallerIdEar
    private readonly ring: RingReporter
    private readonly streams: VoiceStreams

    private isPowered = false
    private isLoopClosed = false
    private isPulling = false
    private bootedUs = 0
    private pullTimer: Timer | undefined
    private loopTimer: Timer | undefined
    private carrierTimer: Timer | undefined

    constructor(private readonly options: VoiceModemOptions) {
        const { profile, line, scheduler, timeline } = options
        this.settings = new ModemSettings(profile)
        this.port = new DtePort(line, scheduler, this.settings, timeline)
        this.hostRate = new HostRate(line, this.settings, profile.bauds)
        this.interpreter = this.makeInterpreter()
        this.ear = new LineEar(profile.soundCodes, code => this.tell(code))
        this.callerIdEar = new CallerIdEar(packet => this.tellCaller(packet))
        this.ring = new RingReporter(scheduler, this.settings, {
            rang: () => this.tellRing(),
            cadence: text => this.tellLines([text]),
        })
        this.streams = this.makeStreams()
        line.syncDce = untilUs => this.pull(untilUs)
        line.toDce.onSend = () => this.expectHost()
    }

    /** The line is seized. */
    get isOffHook(): boolean {
        return this.isLoopClosed
    }

    /** Voice transmit or receive is going on. */
    get isStreaming(): boolean {
        return this.streams.mode !== StreamMode.None
    }

    /** All that the profile has charged for commands since the beginning, in µs. */
    get chargedUs(): number {
        return this.interpreter.chargedUs
    }

    /** Power applied, or removed: everything is forgotten, and the line is released. */
    power(on: boolean): void {
        const { scheduler, line, profile } = this.options
        this.reset()
        this.callerIdEar.stop()
        this.ring.reset()
        this.interpreter.reset()
        scheduler.cancel(this.pullTimer)
        this.pullTimer = undefined
        line.toDce.clear()
        line.toDte.clear()
        this.isPowered = on
        this.bootedUs = scheduler.nowUs + profile.bootUs
        this.updateHold()
    }

    // The telephone line.

    ringing(on: boolean): void {
        if (!this.isPowered || this.isLoopClosed) return
        this.callerIdEar.stop()
        this.ring.ringing(on)
        const listensForCaller = this.settings.get("+VCID") > 0 && !this.isStreaming
        if (!on && listensForCaller) this.callerIdEar.start()
        this.updateHold()
    }

    loopCurrent(flowing: boolean): void {
        const { scheduler } = this.options
        scheduler.cancel(this.loopTimer)
        if (flowing || !this.isLoopClosed) return
        this.loopTimer = scheduler.after(LOOP_BREAK_US, () => this.tell("l"))
    }

    extension(offHook: boolean): void {
        if ((this.settings.get("-STE") & EXTENSION_PICKUP) === 0) return
        this.tell(offHook ? "P" : "p")
    }

    beat(fromLine: Float32Array): void {
        this.toLine.fill(0)
        this.toSpeaker.fill(0)
        if (!this.isAwake) return
        this.pull(this.options.scheduler.nowUs)
        this.watchDtr()
        this.streams.watchHost()
        if (this.streams.mode === StreamMode.Receive) this.receive(fromLine)
        if (this.callerIdEar.isListening) this.callerIdEar.process(fromLine)
        if (this.hearsLine) this.ear.listen(fromLine)
        this.streams.play(this.toLine, this.toSpeaker)
        if (this.hasMonitor) addTo(this.toSpeaker, fromLine)
        this.updateHold()
    }

    // What commands do.

    selectLine(label: number): void {
        const didHear = this.hearsLine
        this.settings.label = label
        if (this.settings.selection.primitives.includes("T")) this.seizeLine()
        else this.releaseLine()
        if (this.hearsLine && !didHear) this.useCountry()
        this.updateHold()
    }

    selectClass(fclass: number): void {
        if (fclass !== VOICE_CLASS) this.hangUp()
        this.settings.fclass = fclass
    }

    hangUp(): void {
        this.settings.label = 0
        this.releaseLine()
        this.updateHold()
    }

    seizeLine(): void {
        if (this.isLoopClosed) return
        this.isLoopClosed = true
        this.callerIdEar.stop()
        this.ring.reset()
        this.options.hook.offHook()
        this.updateHold()
    }

    answerVoice(): Outcome {
        this.selectLine(1)
        return { result: "VCON" }
    }

    /** There never is a carrier; register 7 says for how many seconds one is waited for. */
    answerData(): Outcome {
        this.seizeLine()
        const waitUs = this.settings.register(7)! * 1e6
        this.carrierTimer = this.options.scheduler.after(waitUs, () => {
            this.hangUp()
            this.interpreter.finish("NO CARRIER")
        })
        return LATER
    }

    startTransmit(): Outcome {
        return this.held(this.streams.startTransmit())
    }

    startReceive(): Outcome {
        this.ear.startSilence(this.settings.silenceDbm, this.settings.silenceMs)
        return this.held(this.streams.startReceive())
    }

    playTones(tones: readonly OrderedTone[]): Outcome {
        return this.held(this.streams.startTones(tones))
    }

    useCountry(): void {
        this.ear.reset(this.settings.country)
    }

    reset(): void {
        this.streams.stop()
        this.hangUp()
        this.settings.resetAll()
    }

    private held(outcome: Outcome): Outcome {
        this.updateHold()
        return outcome
    }

    private releaseLine(): void {
        const { scheduler, hook } = this.options
        scheduler.cancel(this.loopTimer)
        scheduler.cancel(this.carrierTimer)
        this.carrierTimer = undefined
        if (!this.isLoopClosed) return
        this.isLoopClosed = false
        hook.onHook()
    }

    /** A tone is cut short, an answer given up; a command that has not begun never will. */
    private abortCommand(): ResultCode {
        if (this.carrierTimer) {
            this.hangUp()
            return "NO CARRIER"
        }
        const wasSounding = this.streams.isActive
        this.streams.stop()
        return wasSounding ? "OK" : "ERROR"
    }

    private get isListeningToHost(): boolean {
        const { scheduler, line } = this.options
        if (!this.isPowered || scheduler.nowUs < this.bootedUs) return false
        const needsDtr = this.settings.get("&D") !== DTR_IGNORED
        return (line.isDtrAsserted || !needsDtr) && this.hostRate.follows()
    }

    /** In command state nothing beats: look when all that was sent has arrived. */
    private expectHost(): void {
        if (this.isStreaming || this.pullTimer) return
        const arrivalUs = this.options.line.toDce.lastArrivalUs()
        if (arrivalUs === undefined) return
        this.pullTimer = this.options.scheduler.at(arrivalUs, () => {
            this.pullTimer = undefined
            this.pull(this.options.scheduler.nowUs)
            this.expectHost()
        })
    }

    /** Take what has arrived by `untilUs`. An echo makes the host look at the line, and so at us, again. */
    private pull(untilUs: number): void {
        if (this.isPulling) return
        this.isPulling = true
        const { toDce } = this.options.line
        for (let byte = toDce.take(untilUs); byte !== undefined; byte = toDce.take(untilUs))
            this.accept(byte, toDce.lastTakenUs)
        this.streams.regulate(untilUs)
        this.isPulling = false
    }

    private accept(byte: number, atUs: number): void {
        if (!this.isListeningToHost) return
        if (this.isStreaming) this.streams.accept(byte, atUs)
        else this.interpreter.receive(byte, atUs - this.options.line.toDce.byteTimeUs, atUs)
    }

    private watchDtr(): void {
        const hangsUp = this.settings.get("&D") >= DTR_HANGS_UP
        if (!hangsUp || this.options.line.isDtrAsserted) return
        this.streams.stop()
        this.hangUp()
        this.interpreter.finish("NO CARRIER")
    }

    private get isAwake(): boolean {
        return this.isLoopClosed || this.streams.isActive || this.callerIdEar.isListening
    }

    private updateHold(): void {
        if (this.isAwake) this.options.audioClock.hold(CHIP)
        else this.options.audioClock.release(CHIP)
    }

    /** The ear is on the line, on-hook or off. */
    private get hearsLine(): boolean {
        return (
            this.settings.fclass === VOICE_CLASS && /[Tt]/.test(this.settings.selection.primitives)
        )
    }

    /** The loudspeaker lets the room hear the line. */
    private get hasMonitor(): boolean {
        return this.hearsLine && this.settings.selection.primitives.includes("S")
    }

    private receive(fromLine: Float32Array): void {
        const isLocal = this.settings.selection.primitives.includes("M")
        const source = isLocal ? this.fromMicrophone : fromLine
        this.streams.hear(source)
        this.ear.listenForSilence(source)
    }

    private tellRing(): void {
        if (this.settings.fclass === VOICE_CLASS) this.tell("R")
        else this.port.sendResult("RING")
    }

    private tellCaller(packet: Uint8Array): void {
        const isWhole = this.settings.get("+VCID") === 2
        const lines = isWhole ? [unformattedLine(packet)] : formattedLines(packet)
        if (lines) this.tellLines(lines)
    }

    /** Text would be taken for sound in a voice stream. */
    private tellLines(lines: readonly string[]): void {
        if (!this.isStreaming) this.port.sendLines(lines)
    }

    /** Tell an event to the host, if its state lets it be told. */
    private tell(code: string): void {
        if (this.settings.fclass !== VOICE_CLASS) return
        const { transmitEvents, receiveEvents, idleEvents } = this.settings.selection
        const masks = [idleEvents, transmitEvents, receiveEvents]
        if (!isInMask(masks[this.streams.mode]!, code)) return
        this.note(code)
        if (this.streams.mode === StreamMode.Receive) this.streams.insert(code)
        else this.port.sendCode(code)
    }

    private note(code: string): void {
        const sample = this.streams.receivedSamples
        this.options.timeline.emit("modem", "event", { code, sample })
    }

    private makeInterpreter(): CommandInterpreter {
        const { profile, scheduler, random, timeline, rules } = this.options
        const commands = new ModemCommands(profile, this.settings, this)
        return new CommandInterpreter({
            profile,
            port: this.port,
            scheduler,
            random,
            target: {
                run: command => commands.run(command),
                commandLine: text => timeline.emit("modem", "rx", { text }),
                abort: () => this.abortCommand(),
                broken: rule => rules.violation(CHIP, rule),
            },
        })
    }

    private makeStreams(): VoiceStreams {
        const { rules } = this.options
        const parts = { ...this.options, settings: this.settings }
        return new VoiceStreams(parts, {
            finished: result => {
                this.interpreter.finish(result)
                this.expectHost()
                this.updateHold()
            },
            overrun: () => this.note("o"),
            underrun: () => {
                this.note("u")
                this.port.sendCode("u")
            },
            received: voice => this.onReceived?.(voice),
            broken: rule => rules.violation(CHIP, rule),
        })
    }
}
