/**
 * Voice transmit (ITU-T V.253, +VTX): the host's stream becomes sound, through a buffer that CTS keeps from running over.
 *
 *     host → shielding removed → buffer → codec → line or loudspeaker
 */

import { SAMPLE_RATE_HZ } from "../../clock/audio-clock.ts"
import { type SerialDirection } from "../../wire/serial-direction.ts"
import { CAN, DLE, ETX } from "./shielded-codes.ts"
import { type VoiceCodec } from "./voice-codec.ts"

/** CTS goes off when the buffer is this full, and on again when it has emptied to the other. */
const CTS_OFF_PART = 0.75
const CTS_ON_PART = 0.25
/** A host that has just seen CONNECT may take this long before its first byte. */
const START_GRACE_SAMPLES = SAMPLE_RATE_HZ / 10

/** The sound begins, and begins again after a gap, when this much is there or the host is done. */
const PREFILL_BYTES = 128

export interface TransmitListener {
    /** The first sample sounds now. */
    playStarted(): void
    /** The buffer ran empty before the host said that it is done; once each time. */
    underrun(): void
    /** More came than the buffer holds: bytes are lost. Once each time. */
    overflowed(): void
    /** Another code than those of the shielding itself. */
    codeReceived(code: number): void
    /** The host sent something behind its end of data, before the result code. */
    spokenAfterEnd(): void
}

export class VoiceTransmitter {
    private readonly buffer: Uint8Array
    private head = 0
    private count = 0
    private isShielded = false
    private isEnding = false
    private hasPlayed = false
    private isFlowing = false
    private isStarved = false
    private isOverflowing = false
    private isSpeakingAfterEnd = false
    private graceSamples = 0
    private gain = 1
    /** Nothing sounds, and nothing is lost. */
    isPaused = false

    constructor(
        private codec: VoiceCodec,
        private readonly fromHost: SerialDirection,
        bufferBytes: number,
        /** `<DLE><CAN>` ends the transmit, too. */
        private readonly isEndedByCancel: boolean,
        private readonly listener: TransmitListener
    ) {
        this.buffer = new Uint8Array(bufferBytes)
    }

    start(codec: VoiceCodec, gainDb: number): void {
        this.codec = codec
        this.gain = 1
        this.amplify(gainDb)
        this.isPaused = false
        this.head = 0
        this.count = 0
        this.isShielded = false
        this.isEnding = false
        this.hasPlayed = false
        this.isFlowing = false
        this.isStarved = false
        this.isOverflowing = false
        this.isSpeakingAfterEnd = false
        this.graceSamples = START_GRACE_SAMPLES
    }

    /** End of data was seen, and everything before it has been played. */
    get isDone(): boolean {
        return this.isEnding && this.count === 0 && !this.isPaused
    }

    get hasPlayedSound(): boolean {
        return this.hasPlayed
    }

    /** Louder from now on, or softer. */
    amplify(byDb: number): void {
        this.gain *= 10 ** (byDb / 20)
    }

    /** The host's end of data, made by the modem itself. */
    end(): void {
        this.isEnding = true
    }

    /** The next byte from the host. */
    accept(byte: number): void {
        if (this.isEnding) this.noteSpeechAfterEnd(byte)
        else if (this.isShielded) this.acceptCode(byte)
        else if (byte === DLE) this.isShielded = true
        else this.store(byte)
    }

    /** Set CTS as the buffer demands; `usesCts` false: the host has switched it off. */
    regulate(nowUs: number, usesCts: boolean): void {
        const part = this.count / this.buffer.length
        if (usesCts && part >= CTS_OFF_PART) this.fromHost.setAllowed(false, nowUs)
        else if (part <= CTS_ON_PART || !usesCts) this.fromHost.setAllowed(true, nowUs)
    }

    /**
     * Play into `block`, which is silent.
     *
     * @returns samples played; the rest of the block stays silent
     */
    play(block: Float32Array): number {
        if (this.isPaused) return 0
        if (this.count >= PREFILL_BYTES || this.isEnding) this.isFlowing = true
        const playable = this.isFlowing ? Math.min(block.length, this.count) : 0
        if (playable > 0 && !this.hasPlayed) this.begin()
        for (let i = 0; i < playable; i++) {
            block[i] = this.gain * this.codec.decoded[this.buffer[this.head]!]!
            this.head = this.head + 1 === this.buffer.length ? 0 : this.head + 1
        }
        this.count -= playable
        if (playable < block.length && !this.isEnding) this.starve(block.length - playable)
        else this.isStarved = false
        return playable
    }

    private begin(): void {
        this.hasPlayed = true
        this.graceSamples = 0
        this.listener.playStarted()
    }

    private starve(samples: number): void {
        this.isFlowing = false
        this.graceSamples -= samples
        if (this.graceSamples >= 0 || this.isStarved) return
        this.isStarved = true
        this.listener.underrun()
    }

    /** Codes that are not known are ignored. */
    private acceptCode(code: number): void {
        this.isShielded = false
        if (code === DLE) this.store(DLE)
        else if (code === ETX) this.isEnding = true
        else if (code === CAN) this.cancel()
        else this.listener.codeReceived(code)
    }

    private cancel(): void {
        this.count = 0
        this.isEnding = this.isEndedByCancel
    }

    private store(byte: number): void {
        if (this.count === this.buffer.length) {
            if (!this.isOverflowing) this.listener.overflowed()
            this.isOverflowing = true
            return
        }
        this.isOverflowing = false
        this.buffer[(this.head + this.count) % this.buffer.length] = byte
        this.count++
    }

    /** A host that does not know whether CAN ends the transmit sends ETX behind it. */
    private noteSpeechAfterEnd(byte: number): void {
        if (this.isEndedByCancel && (byte === DLE || byte === ETX)) return
        if (!this.isSpeakingAfterEnd) this.listener.spokenAfterEnd()
        this.isSpeakingAfterEnd = true
    }
}
