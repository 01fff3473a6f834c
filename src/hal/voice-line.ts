import { Codec } from "./sound"
import { PortFindings } from "./uart"

/** What happens on the line; nouns of ITU-T V.253. */
export enum LineEventKind {
    /** A ringing burst has ended; while the loudspeaker is open: has begun. */
    Ring = 1,
    Digit,
    /** The far end, or the exchange, opened the loop: the caller has hung up. Or the modem ended a stream by itself. */
    LoopInterrupted,
    /** Heard twice: one report may be a voice. */
    BusyTone,
    DialTone,
    /** No sound since the recording began; some modems say it for Quiet, too. */
    Silence,
    /** Sound, and then none for some seconds. */
    Quiet,
    /** Another telephone on the line was picked up. */
    ExtensionPickedUp,
    FaxCalling,
    DataCalling,
    /** Also: reorder, fast busy. Heard twice. Not all modems know it. */
    CongestionTone,
}

export interface LineEvent {
    kind: LineEventKind
    /** The DTMF digit as a character code, for Digit only. */
    digit: number
}

/** What the network said about the caller; "" is what it did not say. */
export interface CallerId {
    /** Digits as received, "P" withheld, "O" out of area. */
    number: string
    /** "P" and "O" as with the number. */
    name: string
    /** MMDD, not checked */
    date: string
    /** HHMM, not checked */
    time: string
}

/** What was wrong with the modem. */
export interface Trouble {
    /** As words behind "modem". */
    readonly how: string
    /** When it was noticed, by ds.millis(). */
    readonly sinceMs: number
}

/** Where sound goes to. */
export enum VoiceOutput {
    Line,
    Speaker,
}

/** How the room takes part in a call. */
export enum RoomLink {
    None,
    /** It hears what is said, by both sides. */
    Loudspeaker,
    /** The caller hears it, too. */
    Speakerphone,
}

/** Receives the sound of a recording. */
export interface SoundSink {
    /** `from[atByte … atByte + lengthBytes)` is sound; copy it before returning. Never waits. */
    onSound(from: Buffer, atByte: number, lengthBytes: number): void
}

/**
 * One telephone line with a voice modem on it.
 *
 * Methods that wait throw Fault TimedOut (no answer from the modem) or Protocol (it refused).
 * Whoever waits for a line event calls `poll` again and again: nothing arrives by itself.
 */
export interface VoiceLine {
    /** Codec of the sound in both directions; known after `initialise`. */
    readonly codec: Codec
    readonly callerId: CallerId
    /** How long a caller may say nothing before Silence or Quiet is told; 0: never. Used by `initialise`. */
    silenceMs: number
    /** Whose tones and caller ID are expected: two letters. Used by `initialise`. */
    country: string
    /** The loudspeaker lets the room hear what is received from the line, where the modem can. */
    isScreening: boolean
    /** Times at which the modem lost sound because nobody took it. */
    readonly overrunCount: number
    /** Times at which it had nothing left to play. */
    readonly underrunCount: number

    /**
     * Find the modem, set it up, leave it on-hook and listening for rings. May be called at any time: ends whatever goes
     * on, and is the way back after a Fault. Where it has failed again and again, the modem is switched off and on first.
     *
     * @throws Fault Absent: nobody answers; Protocol: what answers is of no use
     * Waits: up to some seconds; 8 s more where the modem is switched off and on.
     */
    initialise(): Promise<void>
    /** Take in what the modem has sent: sound goes to the sink, the rest becomes events. Waits: for the bus only. */
    poll(): Promise<void>
    /** The oldest event not yet taken, or undefined. */
    nextEvent(): LineEvent | undefined
    /** Forget events and caller of the call before. */
    forgetCall(): void

    /**
     * See if the modem is still there and as `initialise` left it: now and then while nothing rings.
     *
     * @throws Fault TimedOut: it is not, and has to be initialised anew. Waits: some 50 ms.
     */
    check(): Promise<void>
    /**
     * See if the modem tells of the rings that its ring indicator shows: about once a second while nothing rings.
     *
     * @throws Fault TimedOut: it does not, and has to be initialised anew. Waits: for one transfer; after a ring until it is told, a second at most.
     */
    watchRings(): Promise<void>
    /** Nobody will `poll` for up to a second: a ring that is told then has come meanwhile, and the next one is sooner after it. */
    lookAway(): void
    /**
     * Put the chip between the machine and its modem to the test; `initialise` must follow.
     *
     * Waits: 0.2 s, up to 1.3 s where something is wrong.
     */
    examinePort(): Promise<PortFindings>
    /**
     * While nothing goes on: ask the modem something that changes nothing.
     *
     * @param question a command line
     * @returns what it says, line by line; undefined: it refuses
     */
    inquire(question: string): Promise<string[] | undefined>
    /** What kind of modem it was taken for by `initialise`. */
    modelName(): string
    /** What `inquire` may ask besides, which only such a modem knows: its measure of the line; "" where it has none. */
    levelQuestion(): string
    /** Whether it rings at this moment, or has since this was asked last, as far as the ring indicator is wired. Waits: for two transfers. */
    isRinging(): Promise<boolean>
    /** What was wrong since this was asked last, the first thing; undefined: nothing. */
    takeTrouble(): Trouble | undefined

    /**
     * Do what can be done while it rings, so that `answer` is quick. Call it at every turn: it waits by itself until no
     * caller ID can be lost, and does it once. `hangUp` undoes it.
     *
     * @returns whether it is done: then the network has said of the caller what it says
     */
    prepareAnswer(): Promise<boolean>
    /**
     * On-hook: another telephone in the house has the line, as far as the modem can measure it. Not while ringing voltage is on the line.
     * Waits: some 30 ms where it can, not at all where it can't.
     */
    isHeld(): Promise<boolean>
    /** Go off-hook. */
    answer(): Promise<void>
    /** Go on-hook and listen for rings again. After a Fault it returns at once: `initialise` does it. */
    hangUp(): Promise<void>
    /**
     * Connect the loudspeaker, the line stays on-hook; `hangUp` ends it. Again, it changes the volume.
     *
     * @param volume 1 … 8; 5: as the modem is from the factory
     */
    openSpeaker(volume: number): Promise<void>
    /**
     * While the line is up and no sound is sent or received: let the room take part in the call.
     *
     * @returns false: this modem has no speakerphone; nothing has changed
     */
    linkRoom(link: RoomLink): Promise<boolean>

    /** Sound the tone after which a caller speaks. Waits: until it has sounded. */
    beep(): Promise<void>

    /** Begin to send sound. */
    startTransmit(): Promise<void>
    /**
     * Hand over sound, as much as there is room for.
     *
     * @returns bytes of sound taken, 0 … lengthBytes
     * @throws Fault TimedOut: none for seconds
     */
    transmit(from: Buffer, atByte: number, lengthBytes: number): Promise<number>
    /** Bytes handed over that have not sounded, by the clock: `cancelTransmit` would drop them. 0 or less: none. */
    aheadBytes(): number
    /** Let what was handed over sound to its end; it can't be cancelled then. Waits: for that. */
    finishTransmit(): Promise<void>
    /** Stop at once; what has not sounded is dropped. */
    cancelTransmit(): Promise<void>

    /** Begin to receive sound into `sink`: from the line, or from the microphone while the loudspeaker is open. */
    startReceive(sink: SoundSink): Promise<void>
    /** End it; what was still on its way has reached the sink when this returns. */
    stopReceive(): Promise<void>
}
