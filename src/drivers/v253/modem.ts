import { Codec, SAMPLE_RATE_HZ } from "../../hal/sound"
import { RECEIVED_AT, Uart } from "../../hal/uart"
import { CallerId, LineEvent, LineEventKind, SoundSink, VoiceLine } from "../../hal/voice-line"
import { Channel } from "../../util/channel"
import { Fault, FaultCode } from "../../util/fault"
import { AtChat, FinalResult } from "./at-chat"
import { addCallerIdLine, unknownCaller } from "./caller-id"
import { isBetter, parseCodecLine } from "./codecs"
import {
    CALLER_ID_ON,
    CLASS_DATA,
    CLASS_VOICE,
    CODECS_LIST,
    CODEC_SELECT,
    COUNTRY_SELECT,
    DROP_TRANSMIT,
    END_RECEIVE,
    END_TRANSMIT,
    FLOW_CONTROL,
    HANG_UP,
    INACTIVITY_OFF,
    PLAIN_TALK,
    RECEIVE,
    RESET,
    ROUTE_LINE,
    ROUTE_NONE,
    ROUTE_SPEAKER,
    TONES,
    TRANSMIT,
} from "./commands"
import { countryCode } from "./countries"
import { DLE, DleDecoder, ETX } from "./dle"
import { lineEventOf } from "./events"
import { ModemProfile } from "./profiles"
import { TextLines } from "./text-lines"

/** An answer comes within tens of ms; a reset may take longer. */
const ANSWER_MAX_MS = 5000
/** A modem left in a stream by a crash says its last words before it listens. */
const SETTLE_MS = 100
/** Attempts to get a first OK, and how long each waits: a reset takes up to 1.5 s. */
const WAKE_TRIES = 4
const RESET_MAX_MS = 1500
/** The modem may hold 2 KiB of sound still to be played (a quarter of a second), and then answers. */
const PLAY_OUT_MAX_MS = 5000
const EVENTS_MAX = 16

/** The tone after which a caller speaks. Both frequencies equal: 0 for the second is refused by some modems. */
const BEEP_HZ = 933
const BEEP_MS = 500

const DLE_PAIR = hex`10 10`

/**
 * ITU-T V.253 voice modem on a UART.
 *
 * Idle in class 0, so that rings and caller ID come as text; class 8 for as long as a call or a playback takes.
 */
export class Modem implements VoiceLine {
    codec = Codec.PcmU8
    callerId: CallerId = unknownCaller()
    /** Codes that the modem sent because a stream ran dry or over: sound was lost. */
    lostSoundCount = 0

    private chat: AtChat
    private lines = new TextLines()
    private decoder: DleDecoder
    private events = new Channel<LineEvent>(EVENTS_MAX)
    private sink: SoundSink | undefined
    private isReceiving = false
    private codecId = 1
    /** The second half of a doubled DLE still has to be sent. */
    private owesDle = false

    constructor(
        private uart: Uart,
        private profile: ModemProfile,
        /** How long a caller may say nothing before Silence or Quiet is told. */
        private silenceMs: number,
        /** Two letters. */
        private country: string
    ) {
        this.chat = new AtChat(uart, this)
        this.decoder = new DleDecoder(this)
    }

    async initialise(): Promise<void> {
        await this.uart.initialise()
        this.isReceiving = false
        this.owesDle = false
        this.decoder.reset()
        this.lines.clear()
        await this.wake()
        await this.send(PLAIN_TALK)
        // From here on no caller is missed; the rest can wait for a ring.
        await this.send(CALLER_ID_ON)
        await this.ask(FLOW_CONTROL)
        const code = countryCode(this.country)
        if (code !== undefined) await this.ask(COUNTRY_SELECT + code)
        await this.chooseCodec()
    }

    async poll(): Promise<void> {
        if (this.isReceiving || this.uart.hasInput()) await this.take()
    }

    nextEvent(): LineEvent | undefined {
        return this.events.poll()
    }

    forgetCall(): void {
        this.events.clear()
        this.callerId = unknownCaller()
    }

    async answer(): Promise<void> {
        await this.enterVoice(ROUTE_LINE)
    }

    async openSpeaker(): Promise<void> {
        await this.enterVoice(ROUTE_SPEAKER)
    }

    async hangUp(): Promise<void> {
        await this.ask(ROUTE_NONE)
        await this.send(HANG_UP)
        await this.send(CLASS_DATA)
    }

    async beep(): Promise<void> {
        const units = Math.idiv(BEEP_MS, this.profile.toneUnitMs)
        await this.send(TONES + "[" + BEEP_HZ + "," + BEEP_HZ + "," + units + "]")
    }

    async startTransmit(): Promise<void> {
        await this.send(TRANSMIT)
        this.owesDle = false
    }

    async transmit(from: Buffer, atByte: number, lengthBytes: number): Promise<number> {
        if (this.owesDle) {
            if ((await this.uart.write(DLE_PAIR, 0, 1)) === 0) return 0
            this.owesDle = false
        }
        const dle = from.indexOf(DLE, atByte, atByte + lengthBytes)
        if (dle === atByte) {
            const taken = await this.uart.write(DLE_PAIR, 0, 2)
            this.owesDle = taken === 1
            return taken === 0 ? 0 : 1
        }
        const run = dle < 0 ? lengthBytes : dle - atByte
        return await this.uart.write(from, atByte, run)
    }

    async finishTransmit(): Promise<void> {
        await this.endTransmit(END_TRANSMIT)
    }

    async cancelTransmit(): Promise<void> {
        await this.endTransmit(DROP_TRANSMIT)
    }

    async startReceive(sink: SoundSink): Promise<void> {
        this.sink = sink
        await this.send(RECEIVE)
    }

    async stopReceive(): Promise<void> {
        this.chat.expect()
        await this.chat.writeAll(END_RECEIVE)
        await this.chat.finalResult("end of receive", ANSWER_MAX_MS)
        this.isReceiving = false
        this.sink = undefined
    }

    /** One piece of what the modem has sent; false when there is none. */
    async take(): Promise<boolean> {
        const piece = await this.uart.read()
        if (!piece) return false
        this.decoder.push(piece, RECEIVED_AT, piece.length)
        return true
    }

    onPlain(from: Buffer, atByte: number, lengthBytes: number): void {
        const endByte = atByte + lengthBytes
        let at = atByte
        while (at < endByte) {
            if (this.isReceiving) {
                this.sink?.onSound(from, at, endByte - at)
                return
            }
            at = this.lines.take(from, at, endByte)
            const line = this.lines.line
            if (line) this.onLine(line)
        }
    }

    onCode(code: number): void {
        if (code === ETX) {
            this.isReceiving = false
            return
        }
        const kind = lineEventOf(code)
        if (kind !== undefined) this.events.post({ kind, digit: code })
        else this.lostSoundCount++
    }

    private onLine(line: string): void {
        if (line.startsWith("RING")) {
            this.events.post({ kind: LineEventKind.Ring, digit: 0 })
            return
        }
        if (addCallerIdLine(line, this.callerId)) return
        if (this.chat.offer(line) && this.chat.isConnected() && this.sink) this.isReceiving = true
    }

    /** Whatever a crash left running: end it, and get an OK. A modem that has just been powered needs some tries. */
    private async wake(): Promise<void> {
        for (let i = 0; i < WAKE_TRIES; i++) {
            await this.chat.writeAll(END_RECEIVE)
            await this.chat.writeAll(DROP_TRANSMIT)
            if (await this.tryReset()) return
        }
        throw new Fault(FaultCode.Absent, "modem does not answer")
    }

    private async tryReset(): Promise<boolean> {
        try {
            const result = await this.chat.ask(RESET, SETTLE_MS, RESET_MAX_MS)
            return result === FinalResult.Ok
        } catch (e: any) {
            if (e instanceof Fault) return false
            throw e
        }
    }

    private async chooseCodec(): Promise<void> {
        await this.send(CLASS_VOICE)
        await this.send(CODECS_LIST)
        let best: Codec | undefined
        for (const line of this.chat.lines) {
            const found = parseCodecLine(line)
            if (!found || !isBetter(found.codec, best)) continue
            best = found.codec
            this.codecId = found.id
        }
        if (best === undefined) throw new Fault(FaultCode.Protocol, "modem has no codec of 8 bits")
        this.codec = best
        await this.ask(this.profile.silenceDetection + Math.idiv(this.silenceMs, 100))
        await this.ask(INACTIVITY_OFF)
        await this.ask(this.profile.extensionDetection)
        await this.send(CLASS_DATA)
    }

    /** One line of commands, for each costs the modem's own time before the caller is heard. */
    private async enterVoice(route: string): Promise<void> {
        const codec = CODEC_SELECT + this.codecId + "," + SAMPLE_RATE_HZ + this.profile.codecTail
        await this.send(CLASS_VOICE + ";" + codec + ";" + route)
    }

    private async endTransmit(ending: Buffer): Promise<void> {
        if (this.owesDle) await this.chat.writeAll(hex`10`)
        this.owesDle = false
        this.chat.expect()
        await this.chat.writeAll(ending)
        await this.chat.finalResult("end of transmit", PLAY_OUT_MAX_MS)
    }

    private async send(line: string): Promise<void> {
        await this.chat.send(line, this.profile.commandGapMs, ANSWER_MAX_MS)
    }

    private async ask(line: string): Promise<FinalResult> {
        return await this.chat.ask(line, this.profile.commandGapMs, ANSWER_MAX_MS)
    }
}
