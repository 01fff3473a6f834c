/** ITU-T V.253 voice modem on a UART: what the rest of the machine knows as its telephone line. */
import * as ds from "@devicescript/core"
import { Codec, SAMPLE_RATE_HZ } from "../../hal/sound"
import { PortFindings, RECEIVED_AT, Uart, UartFinder } from "../../hal/uart"
import {
    LineEvent,
    LineEventKind,
    RoomLink,
    SoundSink,
    Trouble,
    VoiceLine,
} from "../../hal/voice-line"
import { Channel } from "../../util/channel"
import { Fault, FaultCode } from "../../util/fault"
import { AtChat, FinalResult, LINE_CHARS_MAX, THOROUGH_CHARS_MAX } from "./at-chat"
import { addCallerIdLine, unknownCaller } from "./caller-id"
import { CodeReader } from "./code-reader"
import { bestCodec } from "./codecs"
import {
    CALLER_ID_ON,
    CLASS_DATA,
    CLASS_VOICE,
    CODECS_LIST,
    CODEC_SELECT,
    COUNTRY_SELECT,
    DROP_TRANSMIT,
    END_RECEIVE,
    END_RECEIVE_AGAIN,
    END_TRANSMIT,
    END_TRANSMIT_AGAIN,
    FLOW_CONTROL,
    HANG_UP,
    INACTIVITY_OFF,
    LINE_IN_USE,
    PLAY_GAIN,
    RECEIVE,
    RESET,
    ROUTE_LINE,
    ROUTE_NONE,
    ROUTE_SPEAKER,
    SCREEN,
    SILENCE_DETECTION,
    SILENCE_NOMINAL,
    TONES,
    TRANSMIT,
} from "./commands"
import { callerIdForm, countryCode } from "./countries"
import { DleDecoder, ESC, ETX, LOST_DATA, OVERRUN, PACKET_BEGIN, PACKET_END, UNDERRUN } from "./dle"
import { Health } from "./health"
import { Column, GAIN_NOMINAL, playGain } from "./profiles"
import { RingWatch } from "./ring-watch"
import { isHeldLevel } from "./line-level"
import { linkRoom } from "./room-link"
import { identify, wake } from "./setup"
import { SoundSender } from "./sound-sender"
import { TextLines } from "./text-lines"

const RESET_MAX_MS = 1500
/** Until the modem knows what it talks to, it takes its time. */
const ANY_GAP_MS = 102
/** The modem may hold 2 KiB of sound still to be played (a quarter of a second), and then answers. */
const END_MAX_MS = 2500
const EVENTS_MAX = 16
/** The shortest ring is 0.4 s. */
const LOOK_EVERY_MS = 100
/** No line that may come while sound is sent is so long. */
const ECHO_BYTES = 100
/** Caller ID in a packet is some 100 characters. */
const PACKET_BYTES_MAX = 400
/** AT+VSD, units of 0.1 s. */
const SILENCE_UNITS_MAX = 255

/** The tone after which a caller speaks. */
const BEEP_MS = 500
/** A first tone of this many units tells by its length what a unit is: 10 ms, or 100. */
const PROBE_UNITS = 5
const PROBE_LIMIT_MS = 300

enum Stream {
    None,
    /** The modem has ended it by itself. */
    Over,
    Transmit,
    Receive,
}

/**
 * Idle in class 0, so that rings and caller ID come as text; class 8 for as long as a call or a playback takes. What
 * kind of modem it is, it is asked at `initialise`.
 */
export class Modem implements VoiceLine {
    codec = Codec.PcmU8
    callerId = unknownCaller()
    overrunCount = 0
    isScreening = false
    underrunCount = 0

    private chat: AtChat
    private lines = new TextLines()
    private decoder: DleDecoder
    private codes = new CodeReader("")
    private events = new Channel<LineEvent>(EVENTS_MAX)
    private rings = new RingWatch()
    private sender: SoundSender
    /** A row of profiles.ts. */
    private profile: string[] = []
    private sink!: SoundSink
    private stream = Stream.None
    /** What comes is sound. */
    private isReceiving = false
    /** What comes is the text of a complex report, whatever goes on. */
    private isInPacket = false
    private packetBytes = 0
    /** In class 8, with the codec selected. */
    private isPrepared = false
    private isSpeakerOpen = false
    /** Commands that open the loudspeaker, still to be sent; "": none. */
    private opening = ""
    private gain = GAIN_NOMINAL
    /** When the RI pin is looked at next: while some modems play to their loudspeaker, they tell of no ring. */
    private lookAtMs = 0
    /** The part of a command line that selects the codec. */
    private codecSelection = ""
    private toneUnitMs = 0
    private health: Health

    constructor(
        private uart: Uart,
        public silenceMs: number,
        /** Two letters. */
        public country: string,
        /** Undefined: it is always the same. */
        private finder?: UartFinder
    ) {
        const chat = new AtChat(uart, this)
        this.chat = chat
        this.health = new Health(chat, uart, this, this.rings)
        this.decoder = new DleDecoder(this)
        this.sender = new SoundSender(uart)
    }

    async initialise(): Promise<void> {
        const chat = this.chat
        this.forgetCall()
        this.release()
        this.decoder.isEscaped = false
        this.lines.finish()
        chat.gapMs = ANY_GAP_MS
        chat.lineCharsMax = LINE_CHARS_MAX
        this.uart = await this.health.findPort(this.finder)
        await wake(chat, this.uart)
        await chat.attempt(RESET, RESET_MAX_MS)
        // From here on no caller is missed; the rest can wait for a ring.
        const marking = await chat.askFirstOf(CALLER_ID_ON)
        await chat.askFirstOf(FLOW_CONTROL)
        await chat.ask(COUNTRY_SELECT + countryCode(this.country))
        const profile = await identify(chat, this.uart.product)
        this.profile = profile
        console.log("modem: " + profile[Column.Name])
        chat.gapMs = parseInt(profile[Column.CommandGapMs])
        const form = profile[Column.CallerIdForm]
        if (form !== "") await chat.ask(form + callerIdForm(this.country))
        this.toneUnitMs = parseInt(profile[Column.ToneUnitMs])
        await chat.send(CLASS_VOICE)
        await chat.send(CODECS_LIST)
        const best = bestCodec(chat.lines)
        if (!best) throw new Fault(FaultCode.Protocol, "modem has no codec of 8 bits")
        this.codec = best.codec
        // Some want four figures, some refuse more than two.
        const two = CODEC_SELECT + best.id + "," + SAMPLE_RATE_HZ
        this.codecSelection = (await chat.askFirstOf(two + ",0,0|" + two)).slice(2)
        const units = Math.min(Math.idiv(this.silenceMs, 100), SILENCE_UNITS_MAX)
        const silence = units > 0 ? SILENCE_NOMINAL + units : profile[Column.SilenceOff]
        await chat.ask(SILENCE_DETECTION + silence)
        const detection = INACTIVITY_OFF + profile[Column.ExtensionDetection]
        for (const command of detection.split("|")) await chat.ask(command)
        await chat.send(CLASS_DATA)
        chat.isEchoing = false
        await this.health.begin(marking)
    }

    async poll(): Promise<void> {
        if (this.isReceiving || this.uart.hasInput()) await this.takePiece()
        if (!this.isSpeakerOpen || ds.millis() < this.lookAtMs) return
        this.lookAtMs = ds.millis() + LOOK_EVERY_MS
        if (await this.uart.isRinging()) this.post(LineEventKind.Ring, 0)
    }

    nextEvent(): LineEvent | undefined {
        return this.events.poll()
    }

    forgetCall(): void {
        this.events.clear()
        this.rings.ringCount = 0
        this.callerId = unknownCaller()
    }

    async check(): Promise<void> {
        if (this.health.isDoubtful()) await this.initialise()
        else await this.health.check()
    }

    async watchRings(): Promise<void> {
        await this.health.watchRings()
    }

    lookAway(): void {
        this.rings.awayMs = ds.millis()
    }

    async examinePort(): Promise<PortFindings> {
        const uart = this.finder ? await this.finder.find() : this.uart
        return await uart.examine()
    }

    async inquire(question: string): Promise<string[] | undefined> {
        const { chat } = this
        chat.lineCharsMax = THOROUGH_CHARS_MAX
        const isAnswered = await chat.ask(question)
        chat.lineCharsMax = LINE_CHARS_MAX
        return isAnswered ? chat.lines : undefined
    }

    modelName(): string {
        return this.profile[Column.Name]
    }

    async isRinging(): Promise<boolean> {
        return (await this.uart.isRinging()) || (await this.uart.hasRung(0))
    }

    levelQuestion(): string {
        return this.profile[Column.LineLevel]
    }

    takeTrouble(): Trouble | undefined {
        const { trouble } = this.chat
        this.chat.trouble = undefined
        return trouble
    }

    async isHeld(): Promise<boolean> {
        const question = this.levelQuestion()
        if (question === "" || !(await this.chat.ask(question))) return false
        const { lines } = this.chat
        return lines.length > 0 && isHeldLevel(lines[0])
    }

    async prepareAnswer(): Promise<boolean> {
        if (!this.isPrepared && this.rings.isCallerSettled(this.callerId)) {
            await this.enterVoice("")
            this.isPrepared = true
        }
        return this.isPrepared
    }

    async answer(): Promise<void> {
        this.codes = new CodeReader(this.profile[Column.DoubtedAtFirst])
        await this.enterVoice(ROUTE_LINE)
    }

    /** What is to sound first takes the opening along, in one line of commands. A modem that knows no volume has one. */
    async openSpeaker(volume: number): Promise<void> {
        this.opening = this.voiceWith(ROUTE_SPEAKER)
        this.isSpeakerOpen = true
        const gain = playGain(this.profile, volume)
        if (gain !== this.gain) await this.chat.ask(CLASS_VOICE + PLAY_GAIN + gain)
        this.gain = gain
    }

    async linkRoom(link: RoomLink): Promise<boolean> {
        return await linkRoom(this.chat, link)
    }

    async hangUp(): Promise<void> {
        const { chat, gain } = this
        this.release()
        if (chat.isLost) return
        await chat.ask(ROUTE_NONE)
        if (gain !== GAIN_NOMINAL) await chat.ask(CLASS_VOICE + PLAY_GAIN + GAIN_NOMINAL)
        await chat.send(HANG_UP)
        await chat.send(CLASS_DATA)
        if (chat.isEchoing) throw chat.lost("was reset")
        // Those of this call were told.
        await this.health.forgetRings()
    }

    async beep(): Promise<void> {
        if (this.opening !== "") await this.chat.send(this.opening)
        this.opening = ""
        const unitMs = this.toneUnitMs
        const units = unitMs === 0 ? PROBE_UNITS : Math.idiv(BEEP_MS, unitMs)
        const startMs = ds.millis()
        await this.chat.send(TONES + "[" + this.profile[Column.BeepTones] + units + "]")
        if (unitMs > 0) return
        this.toneUnitMs = ds.millis() - startMs < PROBE_LIMIT_MS ? 10 : 100
        if (this.toneUnitMs === 10) await this.beep()
    }

    async startTransmit(): Promise<void> {
        const chat = this.chat
        const opening = this.opening
        this.opening = ""
        if (opening === "" || !(await chat.ask(opening + ";" + TRANSMIT))) {
            if (opening !== "") await chat.send(opening)
            await chat.send("AT" + TRANSMIT)
        }
        this.stream = Stream.Transmit
        this.codes.sinceMs = ds.millis()
        this.sender = new SoundSender(this.uart)
    }

    async transmit(from: Buffer, atByte: number, lengthBytes: number): Promise<number> {
        // A modem that is reset meanwhile takes the sound for commands, and echoes it from the first "AT" on.
        if (this.lines.filledBytes > ECHO_BYTES) throw this.chat.lost("was reset")
        if (this.stream === Stream.Transmit) {
            const taken = await this.sender.send(from, atByte, lengthBytes)
            if (taken > 0) return taken
        }
        if (this.sender.isStuck()) throw this.chat.lost("takes no sound")
        return 0
    }

    aheadBytes(): number {
        return this.sender.leftBytes(ds.millis())
    }

    async finishTransmit(): Promise<void> {
        await this.endStream(END_TRANSMIT, END_TRANSMIT_AGAIN)
    }

    async cancelTransmit(): Promise<void> {
        await this.endStream(DROP_TRANSMIT, END_TRANSMIT_AGAIN)
    }

    async startReceive(sink: SoundSink): Promise<void> {
        this.sink = sink
        this.stream = Stream.Receive
        this.codes.sinceMs = ds.millis()
        if (this.isSpeakerOpen) await this.listenToRoom()
        else if (!this.isScreening || !(await this.chat.ask(SCREEN + RECEIVE)))
            await this.chat.send("AT" + this.profile[Column.RecordRoute] + RECEIVE)
    }

    async stopReceive(): Promise<void> {
        await this.endStream(END_RECEIVE, END_RECEIVE_AGAIN)
    }

    /** The microphone in place of the loudspeaker, which is opened again by what is to sound next. */
    private async listenToRoom(): Promise<void> {
        this.opening = this.voiceWith(ROUTE_SPEAKER)
        await this.chat.send(this.voiceWith(this.profile[Column.MicrophoneRoute] + RECEIVE))
    }

    /** One piece of what the modem has sent; false when there is none. */
    async takePiece(): Promise<boolean> {
        const piece = await this.uart.read()
        if (!piece) return false
        this.decoder.push(piece, RECEIVED_AT, piece.length)
        return true
    }

    onPlain(from: Buffer, atByte: number, lengthBytes: number): void {
        const endByte = atByte + lengthBytes
        let at = atByte
        while (at < endByte) {
            if (this.isReceiving && !this.isInPacket) {
                this.sink.onSound(from, at, endByte - at)
                return
            }
            at = this.lines.take(from, at, endByte)
            this.onLine()
        }
        // Bounded, for a modem out of its mind may begin a packet and never end it.
        this.packetBytes += lengthBytes
        if (this.packetBytes > PACKET_BYTES_MAX) this.isInPacket = false
    }

    onCode(code: number): void {
        if (code === ETX || code === ESC) this.onStreamEnd()
        else if (code === OVERRUN || code === LOST_DATA) this.overrunCount++
        else if (code === UNDERRUN) this.underrunCount++
        else if (code === PACKET_BEGIN || code === PACKET_END) {
            this.lines.finish()
            if (this.isInPacket) this.onLine()
            this.isInPacket = code === PACKET_BEGIN
            this.packetBytes = 0
        } else {
            const kind = this.codes.read(code)
            if (kind !== undefined) this.post(kind, code)
        }
    }

    private onLine(): void {
        const line = this.lines.line
        if (!line) return
        if (line === "RING" || line.startsWith("RING ")) this.post(LineEventKind.Ring, 0)
        else if (addCallerIdLine(line, this.callerId)) this.rings.callerLineMs = ds.millis()
        else {
            if (line === LINE_IN_USE) this.post(LineEventKind.ExtensionPickedUp, 0)
            if (this.stream === Stream.Transmit && line === "OK") this.onStreamEnd()
            this.chat.offer(line)
            if (this.stream === Stream.Receive && this.chat.result === FinalResult.Connect)
                this.isReceiving = true
        }
    }

    private post(kind: LineEventKind, digit: number): void {
        const isRing = kind === LineEventKind.Ring
        if (isRing) this.health.ringTold()
        if (!isRing || this.rings.rang()) this.events.post({ kind, digit })
    }

    /** Asked for; or the modem ends a stream by itself (the line is lost, or so it thinks), and says OK then. */
    private onStreamEnd(): void {
        this.isReceiving = false
        if (this.stream <= Stream.Over || this.chat.isWaiting) return
        this.stream = Stream.Over
        this.chat.expect()
        this.post(LineEventKind.LoopInterrupted, 0)
    }

    /** One line of commands, for each costs the modem's own time before anything is heard. */
    private async enterVoice(route: string): Promise<void> {
        // A modem that was reset meanwhile refuses it, and is told all.
        if (this.isPrepared && (await this.chat.ask("AT" + route))) return
        await this.chat.send(this.voiceWith(route))
    }

    private voiceWith(route: string): string {
        return CLASS_VOICE + ";" + this.codecSelection + ";" + route
    }

    private async endStream(ending: Buffer, again: Buffer): Promise<void> {
        const chat = this.chat
        if (!chat.isLost) {
            if (this.stream !== Stream.Over) {
                chat.expect()
                await chat.writeAll(ending)
            }
            // Wait for OK; where it does not come, say it again in another way.
            if ((await chat.finalResult(END_MAX_MS)) === undefined) {
                this.isReceiving = false
                await chat.writeAll(again)
                if ((await chat.finalResult(END_MAX_MS)) === undefined)
                    throw chat.lost("stream does not end")
            }
        }
        this.stream = Stream.None
    }

    private release(): void {
        this.opening = ""
        this.gain = GAIN_NOMINAL
        this.stream = Stream.None
        this.isReceiving = this.isInPacket = this.isPrepared = this.isSpeakerOpen = false
    }
}
