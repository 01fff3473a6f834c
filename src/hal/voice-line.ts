import { Codec } from "./sound"

/** What happens on the line; nouns of ITU-T V.253. */
export enum LineEventKind {
    /** A ringing burst has ended. */
    Ring = 1,
    Digit,
    /** The far end, or the exchange, opened the loop: the caller has hung up. */
    LoopInterrupted,
    BusyTone,
    DialTone,
    /** No sound since the recording began. */
    Silence,
    /** Sound, and then none for some seconds. */
    Quiet,
    /** Another telephone on the line was picked up. */
    ExtensionPickedUp,
    FaxCalling,
    DataCalling,
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
    name: string
    /** MMDD */
    date: string
    /** HHMM */
    time: string
}

/** Where sound goes to. */
export enum VoiceOutput {
    Line,
    Speaker,
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

    /** Find the modem, set it up, leave it on-hook and listening for rings. Waits: up to some seconds. */
    initialise(): Promise<void>
    /** Take in what the modem has sent: sound goes to the sink, the rest becomes events. Waits: for the bus only. */
    poll(): Promise<void>
    /** The oldest event not yet taken, or undefined. */
    nextEvent(): LineEvent | undefined
    /** Forget events and caller of the call before. */
    forgetCall(): void

    /** Go off-hook. */
    answer(): Promise<void>
    /** Go on-hook and listen for rings again. */
    hangUp(): Promise<void>
    /** Connect the loudspeaker, the line stays on-hook; `hangUp` ends it. */
    openSpeaker(): Promise<void>

    /** Sound the tone after which a caller speaks. Waits: until it has sounded. */
    beep(): Promise<void>

    /** Begin to send sound. */
    startTransmit(): Promise<void>
    /**
     * Hand over sound, as much as there is room for.
     *
     * @returns bytes of sound taken, 0 … lengthBytes
     */
    transmit(from: Buffer, atByte: number, lengthBytes: number): Promise<number>
    /** Let what was handed over sound to its end. Waits: for that. */
    finishTransmit(): Promise<void>
    /** Stop at once; what has not sounded is dropped. */
    cancelTransmit(): Promise<void>

    /** Begin to receive sound into `sink`. */
    startReceive(sink: SoundSink): Promise<void>
    /** End it; what was still on its way has reached the sink when this returns. */
    stopReceive(): Promise<void>
}
