/**
 * Everything outside the scenario: one answering machine, the telephone line it hangs on, the room it stands in.
 *
 *     exchange ── render ──▶ modem ── toSpeaker ──▶ room
 *        ▲                     │
 *        └────── consume ◀── toLine                    once every 5 ms while anybody makes or hears a sound
 */
import { setImmediate as turnOfTheEventLoop } from "node:timers/promises"
import { AudioClock, BLOCK_US } from "./clock/audio-clock.ts"
import { Random } from "./clock/random.ts"
import { Scheduler } from "./clock/scheduler.ts"
import { RoomVoice, type RoomMouth } from "./audio/room-voice.ts"
import { SoundDetector } from "./audio/level-meter.ts"
import { SoundRecorder } from "./audio/sound-recorder.ts"
import type { SectorChange } from "./chips/sdcard/card-image.ts"
import type { CutVariant, PowerCut } from "./chips/sdcard/power-cut.ts"
import type { CallSpec } from "./exchange/call-spec.ts"
import { Exchange } from "./exchange/exchange.ts"
import type { Handset } from "./exchange/handset.ts"
import { noiseBursts } from "./exchange/line-noise.ts"
import { Machine } from "./machine/machine.ts"
import { machineStats } from "./machine/machine-stats.ts"
import { VoiceLog } from "./machine/voice-log.ts"
import type { DisplayPicture } from "./panel/display-watch.ts"
import type { ButtonName } from "./panel/panel.ts"
import { RuleBook } from "./report/rules.ts"
import { Timeline } from "./report/timeline.ts"
import type { VmEffort } from "./vm/device-vm.ts"
import {
    FAULTS,
    isCardFault,
    isModemFault,
    isUsbFault,
    type Fault,
    type FaultKind,
} from "./scenario/faults.ts"
import type {
    RecordedSound,
    SlotCard,
    SoundListener,
    VoiceReceive,
    World,
    WorldOptions,
    WorldStats,
} from "./scenario/world.ts"

/** Longer silence is left out of the room's recording. */
const ROOM_SILENCE_MAX_MS = 2000
/** Who holds the audio clock while something sounds. */
const EAR = "ear"
/** And while somebody speaks in the room. */
const MOUTH = "mouth"

export async function createWorld(options: WorldOptions): Promise<World> {
    return new SimulatedWorld(options)
}

class SimulatedWorld implements World {
    readonly scheduler = new Scheduler()
    readonly timeline = new Timeline(this.scheduler)
    readonly rules = new RuleBook(this.timeline)
    private readonly audioClock = new AudioClock(this.scheduler, () => this.beat())
    private readonly exchange: Exchange
    private readonly machine: Machine
    private readonly voiceLog: VoiceLog
    private readonly roomVoice = new RoomVoice()
    private readonly roomRecorder = new SoundRecorder(ROOM_SILENCE_MAX_MS)
    private readonly lineDetector = new SoundDetector(this.timeline, "line")
    private readonly speakerDetector = new SoundDetector(this.timeline, "speaker")
    /** End of the last beat in which something sounded or a call was up. */
    private lastBusyUs = 0
    private readonly soundListeners: SoundListener[] = []

    constructor(options: WorldOptions) {
        const { scheduler, timeline, rules, audioClock } = this
        this.exchange = new Exchange({
            country: options.country,
            callerId: options.callerId,
            release: options.release,
            scheduler,
            audioClock,
            timeline,
            random: new Random(options.seed, "exchange"),
            wallStart: options.start,
        })
        this.machine = new Machine({
            ...options,
            scheduler,
            audioClock,
            timeline,
            rules,
            hook: this.exchange,
            callNumber: () => this.exchange.currentCall?.number ?? 0,
        })
        this.exchange.connect(this.machine.modem)
        this.voiceLog = new VoiceLog(this.machine.modem, timeline)
    }

    async runUntil(untilUs: number, isReached: () => boolean): Promise<void> {
        const { scheduler, machine } = this
        for (;;) {
            if (machine.needsTurn) {
                machine.turnTaken()
                // Every promise that is ready runs now; it takes no virtual time.
                await turnOfTheEventLoop()
                continue
            }
            const dueUs = scheduler.nextDueUs()
            if (dueUs === undefined || dueUs > untilUs) break
            scheduler.step()
            if (isReached()) return
        }
        scheduler.runUntil(untilUs)
    }

    async powerOn(): Promise<void> {
        await this.machine.powerOn()
    }

    async powerOff(): Promise<void> {
        this.cutPower()
    }

    armPowerCut(cut: PowerCut | undefined, onCut: () => void): void {
        this.machine.slot.armPowerCut(cut, () => {
            this.cutPower()
            onCut()
        })
    }

    armedPowerCut(): CutVariant | undefined {
        return this.machine.slot.armedPowerCut
    }

    removeCard(): void {
        this.machine.removeCard()
    }

    insertCard(card: SlotCard | undefined): void {
        this.machine.insertCard(card)
    }

    changeCard(change: SectorChange, imagePath?: string): void {
        this.machine.changeCard(change, imagePath)
    }

    setFault({ kind, times, ms, db, transactions }: Fault): void {
        if (isCardFault(kind)) this.machine.slot.faults.set(kind, { times, ms })
        else if (isModemFault(kind)) this.machine.modem.setFault(kind, { times, ms })
        else if (isUsbFault(kind)) this.machine.setUsbFault(kind, { times, ms, transactions })
        else if (kind === "line-noise") this.exchange.startLineNoise(noiseBursts(times, ms, db))
        else if (kind === "line-cut") this.exchange.cutLine()
        else throw new Error(`nobody plays the fault ${kind}`)
    }

    endFault(kind: FaultKind): void {
        if (isCardFault(kind)) this.machine.slot.faults.end(kind)
        else if (kind === "line-noise") this.exchange.endLineNoise()
        else if (kind === "line-cut") this.exchange.joinLine()
        else if (isUsbFault(kind)) this.machine.endUsbFaults(kind)
        else if (this.machine.modem.faultKind === kind) this.machine.modem.endFaults()
    }

    endFaults(): void {
        this.machine.slot.faults.clear()
        this.machine.modem.endFaults()
        this.machine.endUsbFaults()
        this.exchange.endLineNoise()
        this.exchange.joinLine()
    }

    activeFaults(): readonly FaultKind[] {
        const { slot, modem } = this.machine
        return FAULTS.filter(kind => {
            if (isCardFault(kind)) return slot.faults.isActive(kind)
            if (isUsbFault(kind)) return this.machine.hasUsbFault(kind)
            if (kind === "line-cut") return this.exchange.isLineCut
            return kind === "line-noise" ? this.exchange.isNoisy : modem.faultKind === kind
        })
    }

    placeCall(spec: CallSpec, handset?: Handset): number {
        return this.exchange.placeCall(spec, handset).number
    }

    listenToSound(listener: SoundListener): void {
        this.soundListeners.push(listener)
    }

    say(samples: Float32Array): void {
        if (samples.length === 0) return
        this.beginToSpeak()
        this.roomVoice.say(samples)
    }

    openMouth(mouth: RoomMouth): void {
        this.beginToSpeak()
        this.roomVoice.listenTo(mouth)
    }

    private beginToSpeak(): void {
        if (!this.roomVoice.isSpeaking) this.timeline.emit("room", "speak-start")
        this.audioClock.hold(MOUTH)
    }

    liftTelephone(isUp: boolean): void {
        if (isUp) this.exchange.pickUpExtension()
        else this.exchange.putDownExtension()
    }

    press(button: string): void {
        this.machine.panel.press(button as ButtonName)
    }

    release(button: string): void {
        this.machine.panel.release(button as ButtonName)
    }

    quietSinceUs(): number | undefined {
        const { activity, isDoomed } = this.machine.slot
        const cardUs = Math.max(activity.lastCommandUs ?? 0, activity.busyUntilUs)
        if (this.isBusy || isDoomed || cardUs >= this.scheduler.nowUs) return undefined
        return Math.max(this.lastBusyUs, cardUs)
    }

    heard(callNumber: number): RecordedSound {
        return this.exchange.calls[callNumber - 1]!.recording
    }

    room(): RecordedSound {
        return this.roomRecorder
    }

    voiceReceives(callNumber: number): readonly VoiceReceive[] {
        return this.voiceLog.ofCall(callNumber)
    }

    displayPicture(): DisplayPicture | undefined {
        return this.machine.displayWatch?.lastPicture
    }

    stats(): WorldStats {
        return machineStats(this.machine)
    }

    heapUsedBytes(): number | undefined {
        return this.machine.vm.heapStats()?.usedBytes
    }

    effort(): VmEffort {
        return this.machine.vm.effort
    }

    async close(): Promise<void> {
        this.machine.close()
    }

    private cutPower(): void {
        this.machine.powerOff()
        this.speakerDetector.stop()
    }

    private beat(): void {
        const { modem } = this.machine
        if (this.roomVoice.isSpeaking) this.speakInRoom()
        else modem.fromMicrophone.fill(0)
        const fromExchange = this.exchange.render()
        modem.beat(fromExchange)
        if (modem.isOffHook) this.lineDetector.beat(fromExchange, modem.toLine)
        else this.lineDetector.stop()
        this.speakerDetector.beat(modem.toSpeaker)
        this.roomRecorder.append(modem.toSpeaker, this.scheduler.nowUs)
        this.exchange.consume(modem.toLine)
        this.tellSound(fromExchange)
        // The end of a sound is heard, too.
        if (this.lineDetector.isOn || this.speakerDetector.isOn) this.audioClock.hold(EAR)
        else this.audioClock.release(EAR)
        if (this.isBusy) this.lastBusyUs = this.scheduler.nowUs + BLOCK_US
    }

    private speakInRoom(): void {
        const { roomVoice, timeline, audioClock } = this
        roomVoice.speak(this.machine.modem.fromMicrophone)
        if (roomVoice.isSpeaking) return
        timeline.emit("room", "speak-end")
        audioClock.release(MOUTH)
    }

    private tellSound(toModem: Float32Array): void {
        if (this.soundListeners.length === 0) return
        const { toLine, toSpeaker } = this.machine.modem
        const atUs = this.scheduler.nowUs
        const beat = { atUs, toModem, fromModem: toLine, speaker: toSpeaker }
        for (const listener of this.soundListeners) listener(beat)
    }

    /** A call or a ring, off-hook, a voice stream, or sound, in the room too. */
    private get isBusy(): boolean {
        const { modem } = this.machine
        return (
            !this.exchange.isIdle ||
            this.roomVoice.isSpeaking ||
            modem.isOffHook ||
            modem.isStreaming ||
            this.lineDetector.isOn ||
            this.speakerDetector.isOn
        )
    }
}
