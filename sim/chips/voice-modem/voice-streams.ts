/**
 * The voice states of the modem (ITU-T V.253): transmit, receive, and the tones of +VTS, between the host's bytes and
 * the voice end that +VLS has selected.
 */

import { BLOCK_SAMPLES, BLOCK_US, SAMPLE_RATE_HZ } from "../../clock/audio-clock.ts"
import { type Scheduler, type Timer } from "../../clock/scheduler.ts"
import { type Timeline } from "../../report/timeline.ts"
import { type SerialLine } from "../../wire/serial-direction.ts"
import { type DtePort } from "./dte-port.ts"
import { ERROR, LATER, type Outcome, type ResultCode } from "./modem-commands.ts"
import { type ModemSettings } from "./modem-settings.ts"
import { type ModemProfile } from "./profiles/modem-profile.ts"
import {
    ABORT_RECEIVE,
    ESC,
    ETX,
    KEYS_OFF,
    KEYS_ON,
    LOUDER,
    PAUSE,
    RESUME,
    SOFTER,
} from "./shielded-codes.ts"
import { type OrderedTone, ToneSender } from "./tone-sender.ts"
import { type CodecName, PCM_U8, type VoiceCodec } from "./voice-codec.ts"
import { VoiceReceiver } from "./voice-receiver.ts"
import { VoiceTransmitter } from "./voice-transmitter.ts"

const SAMPLE_US = 1e6 / SAMPLE_RATE_HZ
/** +VGT: nominal, and dB a step (the manuals state none); 0 leaves it to the modem. */
const GAIN_NOMINAL = 128
const GAIN_STEP_DB = 0.25

/** What one voice receive handed over to the host, shielding removed. */
export interface ReceivedVoice {
    readonly call: number
    readonly codec: CodecName
    readonly bytes: Uint8Array
}

export interface StreamParts {
    readonly profile: ModemProfile
    readonly settings: ModemSettings
    readonly line: SerialLine
    readonly isUsb?: boolean
    readonly port: DtePort
    readonly scheduler: Scheduler
    readonly timeline: Timeline
    readonly callNumber: () => number
}

export interface StreamListener {
    /** The command that began it has ended. */
    finished(result: ResultCode): void
    /** Samples are lost; the code is in the stream already. */
    overrun(): void
    /** Nothing is left to play; the host is to be told. */
    underrun(): void
    received(voice: ReceivedVoice): void
    /** A stream has begun, or is over. */
    streaming(isOn: boolean): void
    /** The host wants keys to be reported, or not. */
    keysWanted(areWanted: boolean): void
    broken(rule: string): void
}

export enum StreamMode {
    /** Command state; tones may sound. */
    None,
    Transmit,
    Receive,
}

export class VoiceStreams {
    private streamMode = StreamMode.None
    private readonly transmitter: VoiceTransmitter
    private readonly receiver: VoiceReceiver
    private readonly tones = new ToneSender()
    private readonly played = new Float32Array(BLOCK_SAMPLES)
    private codec: VoiceCodec = PCM_U8
    private call = 0
    private lastHostByteUs = 0
    private endTimer: Timer | undefined

    constructor(
        private readonly parts: StreamParts,
        private readonly listener: StreamListener
    ) {
        this.transmitter = this.makeTransmitter()
        const { line, port, profile } = parts
        this.receiver = new VoiceReceiver(this.codec, line, port, profile.bufferBytes, () =>
            listener.overrun()
        )
    }

    get mode(): StreamMode {
        return this.streamMode
    }

    /** Whether sound has to be moved. */
    get isActive(): boolean {
        return this.streamMode !== StreamMode.None || this.tones.isPlaying
    }

    /** Samples handed over in this voice receive; 0 outside one. */
    get receivedSamples(): number {
        return this.streamMode === StreamMode.Receive ? this.receiver.sampleCount : 0
    }

    startTransmit(): Outcome {
        if (!this.hasPlaybackEnd || !this.parts.settings.codec) return ERROR
        const gain = this.parts.settings.get("+VGT")
        const gainDb = gain === 0 ? 0 : (gain - GAIN_NOMINAL) * GAIN_STEP_DB
        this.enter(StreamMode.Transmit)
        this.transmitter.start(this.codec, gainDb)
        return { result: "CONNECT" }
    }

    startReceive(): Outcome {
        const { selection, codec } = this.parts.settings
        if (!/[TtMH]/.test(selection.primitives) || !codec) return ERROR
        this.enter(StreamMode.Receive)
        this.receiver.start(this.codec)
        this.emit("record-start")
        return { result: "CONNECT" }
    }

    startTones(tones: readonly OrderedTone[]): Outcome {
        if (!this.hasPlaybackEnd) return ERROR
        this.tones.start(tones)
        return LATER
    }

    /** A byte of the host's stream. */
    accept(byte: number, atUs: number): void {
        this.lastHostByteUs = atUs
        if (this.streamMode === StreamMode.Transmit) this.transmitter.accept(byte)
        else this.acceptInReceive(byte)
    }

    /** Set CTS as the buffer demands. */
    regulate(nowUs: number): void {
        if (this.streamMode !== StreamMode.Transmit) return
        const { isUsb, settings } = this.parts
        this.transmitter.regulate(nowUs, isUsb === true || settings.get("+IFC", 1) === 2)
    }

    /** Insert an event at this point of the voice receive. */
    insert(code: string): void {
        this.receiver.insert(code.charCodeAt(0), this.parts.scheduler.nowUs + BLOCK_US)
    }

    /** Voice receive: the sound of this beat. */
    hear(block: Float32Array): void {
        const nowUs = this.parts.scheduler.nowUs
        this.receiver.hear(block, nowUs, nowUs + BLOCK_US)
    }

    /** Voice transmit or tones: add the sound of this beat to where +VLS sends it. */
    play(toLine: Float32Array, toSpeaker: Float32Array): void {
        this.played.fill(0)
        if (this.streamMode === StreamMode.Transmit) this.playStream()
        else if (this.tones.isPlaying) this.playTones()
        else return
        const { primitives } = this.parts.settings.selection
        if (primitives.includes("T")) addTo(toLine, this.played)
        if (primitives.includes("S")) addTo(toSpeaker, this.played)
    }

    /** +VIT: the stream ends by itself when the host has been silent for too long. */
    watchHost(): void {
        const limitUs = this.parts.settings.get("+VIT") * 1e6
        const isLate = this.parts.scheduler.nowUs - this.lastHostByteUs > limitUs
        if (limitUs === 0 || !isLate) return
        if (this.streamMode === StreamMode.Receive) this.endReceive(ETX)
        else if (this.streamMode === StreamMode.Transmit) this.transmitter.end()
    }

    /** Whatever goes on is over, without a word to the host: power off, reset, abort. */
    stop(): void {
        this.parts.scheduler.cancel(this.endTimer)
        this.endTimer = undefined
        this.tones.stop()
        if (this.streamMode === StreamMode.Receive) this.closeReceive()
        else if (this.streamMode === StreamMode.Transmit) this.closeTransmit()
    }

    /** The modem ends whatever goes on by itself: the host is told that a stream is over. */
    breakOff(): void {
        const { mode } = this
        this.stop()
        if (mode === StreamMode.Receive) this.receiver.end(ETX, this.parts.scheduler.nowUs)
        else if (mode === StreamMode.Transmit) this.parts.port.sendCode(String.fromCharCode(ETX))
    }

    private get hasPlaybackEnd(): boolean {
        return /[TS]/.test(this.parts.settings.selection.primitives)
    }

    private enter(mode: StreamMode): void {
        this.streamMode = mode
        this.codec = this.parts.settings.codec ?? this.codec
        this.listener.streaming(true)
        this.call = this.parts.callNumber()
        this.lastHostByteUs = this.parts.scheduler.nowUs
    }

    private playStream(): void {
        const samples = this.transmitter.play(this.played)
        if (this.transmitter.isDone) this.finishAfter(samples, () => this.endTransmit())
    }

    private endTransmit(): void {
        this.closeTransmit()
        const { profile, port } = this.parts
        if (profile.streams.echoesTransmitEnd) port.sendCode(String.fromCharCode(ETX))
    }

    private playTones(): void {
        const samples = this.tones.play(this.played)
        if (!this.tones.isPlaying) this.finishAfter(samples, () => {})
    }

    private finishAfter(samples: number, close: () => void): void {
        if (this.endTimer) return
        this.endTimer = this.parts.scheduler.after(samples * SAMPLE_US, () => {
            this.endTimer = undefined
            close()
            this.listener.finished("OK")
        })
    }

    private closeTransmit(): void {
        const { scheduler, line } = this.parts
        if (this.transmitter.hasPlayedSound) this.emit("play-end")
        this.streamMode = StreamMode.None
        this.listener.streaming(false)
        line.toDce.setAllowed(true, scheduler.nowUs)
    }

    private acceptInReceive(byte: number): void {
        const code = this.receiver.accept(byte)
        const { escapeEndsReceive } = this.parts.profile.streams
        if (code === ABORT_RECEIVE) this.endReceive(ETX)
        else if (code === ESC && escapeEndsReceive) this.endReceive(ESC)
        else if (code !== undefined) this.codeReceived(code)
    }

    private codeReceived(code: number): void {
        if (!this.parts.profile.streams.switchesKeys) return
        if (code === KEYS_OFF) this.listener.keysWanted(false)
        else if (code === KEYS_ON) this.listener.keysWanted(true)
    }

    private codeInTransmit(code: number): void {
        const { pauses, volumeStepDb } = this.parts.profile.streams
        if (pauses && code === PAUSE) this.transmitter.isPaused = true
        else if (pauses && code === RESUME) this.transmitter.isPaused = false
        else if (code === LOUDER) this.transmitter.amplify(volumeStepDb)
        else if (code === SOFTER) this.transmitter.amplify(-volumeStepDb)
        else this.codeReceived(code)
    }

    /** @param code what stands behind the last sound */
    private endReceive(code: number): void {
        this.closeReceive()
        this.receiver.end(code, this.parts.scheduler.nowUs)
        this.listener.finished("OK")
    }

    private closeReceive(): void {
        this.emit("record-end")
        this.streamMode = StreamMode.None
        this.listener.streaming(false)
        const bytes = this.receiver.handedOver()
        this.listener.received({ call: this.call, codec: this.codec.name, bytes })
    }

    private makeTransmitter(): VoiceTransmitter {
        const { line, profile } = this.parts
        const { bufferBytes, streams } = profile
        const listener = this.listener
        return new VoiceTransmitter(
            this.codec,
            line.toDce,
            bufferBytes,
            streams.cancelEndsTransmit,
            {
                playStarted: () => this.emit("play-start"),
                underrun: () => listener.underrun(),
                overflowed: () =>
                    listener.broken(`+VTX: more than ${bufferBytes} bytes ahead, bytes lost`),
                codeReceived: code => this.codeInTransmit(code),
                spokenAfterEnd: () =>
                    listener.broken("+VTX: characters sent between <DLE><ETX> and OK, and lost"),
            }
        )
    }

    private emit(event: string): void {
        this.parts.timeline.emit("modem", event, { call: this.call, codec: this.codec.name })
    }
}

/** Add `sound` to what `block` holds. */
export function addTo(block: Float32Array, sound: Float32Array): void {
    for (let i = 0; i < block.length; i++) block[i]! += sound[i]!
}
