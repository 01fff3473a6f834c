/**
 * A V.253 voice modem: the DCE on a serial line, the subscriber on a telephone line.
 *
 * Follows ITU-T V.250 and V.253, and the profile's own manual (profiles.ts). What it tells the host it has heard in the
 * sound itself. Left out: data and fax connections, dialling, duplex voice to the host, a local telephone, ADPCM; of a
 * speakerphone, echo and the squelch.
 */

import { BLOCK_SAMPLES } from "../../clock/audio-clock.ts"
import { type Timer } from "../../clock/scheduler.ts"
import { type Subscriber, type SubscriberSound } from "../../exchange/subscriber.ts"
import { CallerIdEar } from "./caller-id-ear.ts"
import { CommandInterpreter } from "./command-interpreter.ts"
import { DtePort } from "./dte-port.ts"
import { EventTeller } from "./event-teller.ts"
import { FalseFriends } from "./false-friends.ts"
import { HostInput } from "./host-input.ts"
import { LineEar } from "./line-ear.ts"
import { LineInterface } from "./line-interface.ts"
import { LoopSense } from "./loop-sense.ts"
import { LATER, ModemCommands, type Outcome, type ResultCode } from "./modem-commands.ts"
import { type ModemFaultKind, type ModemFaultOptions, ModemFaults } from "./modem-faults.ts"
import { ModemSettings, VOICE_CLASS } from "./modem-settings.ts"
import { RingReporter } from "./ring-reporter.ts"
import { type OrderedTone } from "./tone-sender.ts"
import { type VoiceModemOptions } from "./voice-modem-options.ts"
import { addTo, type ReceivedVoice, StreamMode, VoiceStreams } from "./voice-streams.ts"

const CHIP = "modem"
const CR = 0x0d
/** Bit of -STE: tell of a parallel telephone. */
const EXTENSION_PICKUP = 2

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
    private readonly input: HostInput
    private readonly ear: LineEar
    private readonly callerIdEar: CallerIdEar
    private readonly ring: RingReporter
    private readonly streams: VoiceStreams
    private readonly teller: EventTeller
    private readonly pair: LineInterface
    private readonly sense: LoopSense
    private readonly falseFriends: FalseFriends
    private readonly faults: ModemFaults

    /** The machine around it has power. */
    private isSupplied = false
    private isPowered = false
    private bootedUs = 0
    private carrierTimer: Timer | undefined

    constructor(private readonly options: VoiceModemOptions) {
        const { profile, line, hook, scheduler, timeline, random } = options
        const tell = (code: string): void => this.teller.tell(code)
        this.settings = new ModemSettings(profile)
        this.port = new DtePort(line, scheduler, this.settings, timeline)
        this.interpreter = this.makeInterpreter()
        this.ear = new LineEar(profile.reports, tell)
        this.callerIdEar = new CallerIdEar(this.settings, fields => this.teller.caller(fields))
        this.sense = new LoopSense(this.settings.userRegisters, scheduler, () => this.intruded())
        this.pair = new LineInterface(hook, scheduler, () => tell("l"), this.sense)
        this.falseFriends = new FalseFriends(profile.reports, scheduler, random, tell)
        this.streams = this.makeStreams()
        this.teller = new EventTeller({
            ...options,
            settings: this.settings,
            port: this.port,
            streams: this.streams,
        })
        this.ring = new RingReporter(scheduler, this.settings, {
            rang: () => {
                if (!this.faults.isRingless) this.teller.ring()
            },
            cadence: text => this.teller.lines([text]),
            indicator: on => line.indicateRing(on),
        })
        this.faults = this.makeFaults()
        this.input = this.makeInput()
    }

    /** The line is seized. */
    get isOffHook(): boolean {
        return this.pair.isOffHook
    }

    /** Voice transmit or receive is going on. */
    get isStreaming(): boolean {
        return this.streams.mode !== StreamMode.None
    }

    /** Sound comes from it, and has to be taken in time. */
    get isReceiving(): boolean {
        return this.streams.mode === StreamMode.Receive
    }

    /** All that the profile has charged for commands since the beginning, in µs. */
    get chargedUs(): number {
        return this.interpreter.chargedUs
    }

    /** Power applied, or removed: everything is forgotten, and the line is released. Faults stay that this does not cure. */
    power(on: boolean): void {
        this.isSupplied = on
        this.faults.powerSwitched(on)
        this.switchPower(on)
    }

    /** From now on this is wrong with it; see modem-faults.ts. A fault outlasts power cycles. */
    setFault(kind: ModemFaultKind, options: ModemFaultOptions = {}): void {
        this.faults.set(kind, options)
    }

    /** What is wrong with it now. */
    get faultKind(): ModemFaultKind | undefined {
        return this.faults.active
    }

    endFaults(): void {
        this.faults.end()
    }

    // The telephone line.

    ringing(on: boolean): void {
        if (!this.isPowered || this.isOffHook) return
        if (on) this.callerIdEar.ringBegan()
        this.ring.ringing(on)
        if (!on && !this.isStreaming) this.callerIdEar.ringEnded()
        this.updateHold()
    }

    polarity(reversed: boolean): void {
        if (!reversed || !this.isPowered || this.isOffHook || this.isStreaming) return
        this.callerIdEar.lineReversed()
        this.updateHold()
    }

    loopCurrent(flowing: boolean): void {
        this.pair.current(flowing)
    }

    extension(offHook: boolean): void {
        this.sense.share(offHook)
        const isTold = this.settings.has("-STE") && this.settings.get("-STE") & EXTENSION_PICKUP
        if (isTold) this.teller.tell(offHook ? "P" : "p")
    }

    beat(fromLine: Float32Array): void {
        this.toLine.fill(0)
        this.toSpeaker.fill(0)
        if (!this.isAwake) return
        this.input.pull(this.options.scheduler.nowUs)
        this.watchDtr()
        this.streams.watchHost()
        if (this.streams.mode === StreamMode.Receive) this.receive(fromLine)
        if (this.callerIdEar.isListening) this.callerIdEar.process(fromLine)
        if (this.hearsLine) this.ear.listen(fromLine)
        this.streams.play(this.toLine, this.toSpeaker)
        if (this.hasMonitor) addTo(this.toSpeaker, fromLine)
        if (this.isSpeakerphone) addTo(this.toLine, this.fromMicrophone)
        this.updateHold()
    }

    // What commands do.

    selectLine(label: number): void {
        const didHear = this.hearsLine
        this.settings.label = label
        if (this.settings.selection.isOffHook) this.seizeLine()
        else this.releaseLine()
        if (this.hearsLine && !didHear) this.useCountry()
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
        if (this.isOffHook) return
        this.callerIdEar.stop()
        this.ring.reset()
        this.pair.seize()
        this.falseFriends.lineTaken()
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
        return this.streams.startTransmit()
    }

    startReceive(): Outcome {
        this.ear.startSilence(this.settings.silenceDbm, this.settings.silenceMs)
        return this.streams.startReceive()
    }

    playTones(tones: readonly OrderedTone[]): Outcome {
        return this.streams.startTones(tones)
    }

    useCountry(): void {
        this.ear.reset(this.settings.country)
    }

    lineLevel(): number {
        return this.sense.level
    }

    reset(): void {
        this.streams.stop()
        this.hangUp()
        this.settings.resetAll()
        this.ear.tellsKeys = true
    }

    private switchPower(on: boolean): void {
        const { scheduler, line, profile } = this.options
        const wasStreaming = this.isStreaming
        this.reset()
        this.settings.powerUp()
        this.callerIdEar.stop()
        this.ring.reset()
        this.interpreter.reset()
        if (wasStreaming) this.interpreter.strayed()
        this.input.reset()
        line.toDte.clear()
        this.isPowered = on
        this.bootedUs = scheduler.nowUs + profile.bootUs
        this.updateHold()
    }

    private releaseLine(): void {
        this.options.scheduler.cancel(this.carrierTimer)
        this.carrierTimer = undefined
        this.falseFriends.lineLeft()
        this.pair.release()
    }

    /**
     * U77, HOI: the modem hangs up by itself, and says so where %V is on. AN93 does not say what becomes of a voice stream then; here it
     * ends as streams do, before the result code.
     */
    private intruded(): void {
        if (this.isStreaming) this.interpreter.strayed()
        this.streams.breakOff()
        const isTold = this.settings.get("%V") > 0
        if (this.interpreter.isExecuting) this.interpreter.finish(isTold ? "LINE IN USE" : "OK")
        else if (isTold) this.port.sendResult("LINE IN USE")
        this.hangUp()
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

    private byteArrived(byte: number, atUs: number): void {
        if (this.faults.isMute && byte === CR) this.faults.lineLost()
        if (this.port.isMute) return
        if (this.isStreaming) this.streams.accept(byte, atUs)
        else this.interpreter.receive(byte, atUs - this.options.line.toDce.byteTimeUs, atUs)
    }

    private watchDtr(): void {
        if (this.port.isMute || !this.input.isHostGone) return
        this.streams.stop()
        this.hangUp()
        this.interpreter.finish("NO CARRIER")
    }

    private get isAwake(): boolean {
        return this.isOffHook || this.streams.isActive || this.callerIdEar.isListening
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

    /** The far end hears the room: where there is +VSP it is told to (AN93, page 176), elsewhere the row is enough (S000434H, page 49). */
    private get isSpeakerphone(): boolean {
        const { settings } = this
        const hasAll = /M.*S.*T/.test(settings.selection.primitives)
        return hasAll && this.hearsLine && (!settings.has("+VSP") || settings.get("+VSP") === 1)
    }

    private receive(fromLine: Float32Array): void {
        const { primitives } = this.settings.selection
        // With the line in it, too, the host receives what the far end says.
        const isLocal = /[MH]/.test(primitives) && !primitives.includes("T")
        const source = isLocal ? this.fromMicrophone : fromLine
        this.streams.hear(source)
        this.ear.listenForSilence(source)
    }

    /** A hung modem: what it said is gone, and what it played or recorded stops; the line stays as it is. */
    private muted(isMute: boolean): void {
        this.port.isMute = isMute
        if (!isMute) return this.interpreter.strayed()
        this.streams.stop()
        this.interpreter.reset()
        this.options.line.toDte.clear()
        this.updateHold()
    }

    private makeInput(): HostInput {
        const { line, scheduler, profile, isUsb } = this.options
        return new HostInput(line, scheduler, this.settings, isUsb ? undefined : profile.bauds, {
            isBeating: () => this.isStreaming,
            isAwake: () => this.isPowered && scheduler.nowUs >= this.bootedUs,
            byteArrived: (byte, atUs) => this.byteArrived(byte, atUs),
            taken: untilUs => this.streams.regulate(untilUs),
        })
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
                run: command => {
                    const outcome = commands.run(command)
                    this.updateHold()
                    return outcome
                },
                commandLine: text => {
                    timeline.emit("modem", "rx", { text })
                    return !this.faults.spoilsLine(text)
                },
                abort: () => this.abortCommand(),
                broken: rule => rules.violation(CHIP, rule),
            },
        })
    }

    private makeStreams(): VoiceStreams {
        const { rules } = this.options
        const parts = { ...this.options, settings: this.settings, port: this.port }
        return new VoiceStreams(parts, {
            finished: result => {
                this.interpreter.finish(result)
                this.input.expect()
                this.updateHold()
            },
            overrun: () => this.teller.note("o"),
            underrun: () => {
                this.teller.note("u")
                this.port.sendCode("u")
            },
            streaming: isOn => {
                if (isOn) this.falseFriends.streamStarted()
                else this.falseFriends.streamEnded()
            },
            keysWanted: areWanted => {
                this.ear.tellsKeys = areWanted
            },
            received: voice => this.onReceived?.(voice),
            broken: rule => rules.violation(CHIP, rule),
        })
    }

    private makeFaults(): ModemFaults {
        const { scheduler, faultRandom, line } = this.options
        return new ModemFaults(scheduler, faultRandom, {
            muted: isMute => this.muted(isMute),
            dipped: isPowered => {
                if (this.isSupplied) this.switchPower(isPowered)
            },
            forgot: () => {
                const { talk } = this.settings
                if (this.isPowered) this.switchPower(true)
                this.settings.talk = talk
            },
            blurted: bytes => {
                line.syncDte(scheduler.nowUs)
                const isTaken = this.isPowered && line.toDte.pendingCount < bytes.length
                if (isTaken) this.port.send(bytes, scheduler.nowUs)
            },
        })
    }
}
