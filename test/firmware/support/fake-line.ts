import * as ds from "@devicescript/core"
import { Codec } from "../../../src/hal/sound"
import {
    CallerId,
    LineEvent,
    LineEventKind,
    RoomLink,
    SoundSink,
    Trouble,
    VoiceLine,
} from "../../../src/hal/voice-line"
import { PortFindings } from "../../../src/hal/uart"
import { Fault, FaultCode } from "../../../src/util/fault"

/** A line that writes down what is asked of it, and delivers what a test put in: sound and events, one each poll. */
export class FakeLine implements VoiceLine {
    codec = Codec.PcmU8
    silenceMs = 7000
    callerId: CallerId = { number: "2125550123", name: "J SMITH", date: "1122", time: "1405" }
    country = "US"
    isScreening = false
    overrunCount = 0
    underrunCount = 0
    /** Calls of prepareAnswer. */
    prepareCount = 0
    /**
     * One letter for each thing done: A answer, H hang up, S speaker, B beep, E port examined, < transmit > ended x cut, ( receive ),
     * room: - not linked, L loudspeaker, M microphone too.
     */
    log = ""
    volume = 0
    hasSpeakerphone = true
    /** Sound transmitted, in hex. */
    transmitted = ""
    /** Bytes taken by one call of transmit. */
    takesBytes = 64
    /** How long such a call takes. */
    transmitMs = 0
    /** What it holds and has not sounded: 64 bytes less at each look. */
    heldBytes = 0
    /** Sound that comes with each poll while receiving; undefined: none. */
    incoming: Buffer | undefined
    /** After this many polls `eventAtPoll` is posted. */
    pollsUntilEvent = -1
    eventAtPoll = LineEventKind.LoopInterrupted
    /** Instead of that, this key of the caller's. */
    digitAtPoll = ""
    /** A key that the caller presses when answered. */
    digitAtAnswer = ""
    isAbsent = false
    /** Another telephone has the line, and this modem can tell. */
    isLineHeld = false
    /** What is told then. */
    absence = FaultCode.Absent
    trouble: Trouble | undefined
    /** After so many polls the modem fails. */
    failsAtPoll = -1
    private events: LineEvent[] = []
    private sink: SoundSink | undefined

    async initialise(): Promise<void> {
        if (this.isAbsent) throw new Fault(this.absence, "no modem")
        this.log += "I"
    }

    post(kind: LineEventKind): void {
        this.events.push({ kind, digit: 0 })
    }

    postDigit(character: string): void {
        this.events.push({ kind: LineEventKind.Digit, digit: character.charCodeAt(0) })
    }

    async poll(): Promise<void> {
        const incoming = this.incoming
        if (this.sink && incoming) this.sink.onSound(incoming, 0, incoming.length)
        if (this.failsAtPoll >= 0 && this.failsAtPoll-- === 0)
            throw new Fault(FaultCode.TimedOut, "no sound")
        if (this.pollsUntilEvent < 0) return
        if (this.pollsUntilEvent === 0 && this.digitAtPoll !== "") this.postDigit(this.digitAtPoll)
        else if (this.pollsUntilEvent === 0) this.post(this.eventAtPoll)
        this.pollsUntilEvent--
    }

    nextEvent(): LineEvent | undefined {
        return this.events.shift()
    }

    forgetCall(): void {
        this.log += "F"
    }

    async check(): Promise<void> {
        this.log += "?"
    }

    async watchRings(): Promise<void> {}

    /** Calls of lookAway. */
    awayCount = 0

    lookAway(): void {
        this.awayCount++
    }

    /** What the port tells of its chip. */
    port: PortFindings = { name: "chip", wrongCount: 0, clockKhz: 12000, usualKhz: 12000 }
    /** Answers to questions, with bars between their lines; a question without one is refused. */
    answers: any = {}
    questions = ""
    model = "conexant"
    level = ""
    isRingShown = false

    async examinePort(): Promise<PortFindings> {
        this.log += "E"
        return this.port
    }

    async inquire(question: string): Promise<string[] | undefined> {
        this.questions += question + " "
        const answer: string | undefined = this.answers[question]
        return answer === undefined ? undefined : answer.split("|")
    }

    modelName(): string {
        return this.model
    }

    levelQuestion(): string {
        return this.level
    }

    async isRinging(): Promise<boolean> {
        return this.isRingShown
    }

    takeTrouble(): Trouble | undefined {
        const { trouble } = this
        this.trouble = undefined
        return trouble
    }

    async isHeld(): Promise<boolean> {
        return this.isLineHeld
    }

    async prepareAnswer(): Promise<boolean> {
        this.prepareCount++
        return true
    }

    async answer(): Promise<void> {
        this.log += "A"
        if (this.digitAtAnswer !== "") this.postDigit(this.digitAtAnswer)
    }

    async hangUp(): Promise<void> {
        this.log += "H"
    }

    async openSpeaker(volume: number): Promise<void> {
        this.volume = volume
        this.log += "S"
    }

    async linkRoom(link: RoomLink): Promise<boolean> {
        if (!this.hasSpeakerphone) return false
        this.log += "-LM"[link]
        return true
    }

    async beep(): Promise<void> {
        this.log += "B"
    }

    async startTransmit(): Promise<void> {
        this.log += "<"
    }

    async transmit(from: Buffer, atByte: number, lengthBytes: number): Promise<number> {
        await ds.sleep(this.transmitMs)
        const taken = lengthBytes < this.takesBytes ? lengthBytes : this.takesBytes
        if (this.transmitted.length < 4000)
            this.transmitted += from.slice(atByte, atByte + taken).toString("hex")
        return taken
    }

    aheadBytes(): number {
        this.heldBytes -= 64
        return this.heldBytes
    }

    async finishTransmit(): Promise<void> {
        this.log += ">"
    }

    async cancelTransmit(): Promise<void> {
        this.log += "x"
    }

    async startReceive(sink: SoundSink): Promise<void> {
        this.log += "("
        this.sink = sink
    }

    async stopReceive(): Promise<void> {
        this.log += ")"
        this.sink = undefined
    }
}
