/**
 * Voice receive (ITU-T V.253, +VRX): sound becomes the stream to the host, with events inserted where they happened.
 *
 *     line or microphone → codec → shielding → buffer (the queue of the serial line) → host
 */

import { type SerialLine } from "../../wire/serial-direction.ts"
import { type DtePort } from "./dte-port.ts"
import { DLE, SUB } from "./shielded-codes.ts"
import { type VoiceCodec } from "./voice-codec.ts"

/** Looking at how much the host has taken costs a call into its chip; only needed when much may be left. */
const LOOK_AGAIN_PART = 0.5
/** After an overrun sound is taken again when this part of the buffer is free: one long gap, not many short ones. */
const RESUME_ROOM_PART = 0.5
/** Events find room even when there is none for sound. */
const EVENT_BYTES = 2
const OVERRUN = "o".charCodeAt(0)

export class VoiceReceiver {
    private log = new Uint8Array(1 << 16)
    private logged = 0
    private out = new Uint8Array(256)
    private outCount = 0
    private isOverrun = false
    private isShielded = false
    /** The last two bytes put are one shielded data byte 0x10, which a second one may join. */
    private isWholePair = false

    /** @param overran is called where samples are lost, once each time, before the code is inserted */
    constructor(
        private codec: VoiceCodec,
        private readonly line: SerialLine,
        private readonly port: DtePort,
        private readonly bufferBytes: number,
        private readonly overran: () => void
    ) {}

    start(codec: VoiceCodec): void {
        this.codec = codec
        this.logged = 0
        this.isOverrun = false
        this.isShielded = false
    }

    /** Samples handed over so far. */
    get sampleCount(): number {
        return this.logged
    }

    /** What was handed over so far, shielding removed; a copy. */
    handedOver(): Uint8Array {
        return this.log.slice(0, this.logged)
    }

    /** Hand over the sound of a block, complete at `readyUs`. What finds no room is lost. */
    hear(block: Float32Array, nowUs: number, readyUs: number): void {
        let room = this.room(nowUs)
        if (this.isOverrun && room < this.bufferBytes * RESUME_ROOM_PART) return
        this.isOverrun = false
        this.outCount = 0
        for (let i = 0; i < block.length; i++) {
            if (room < EVENT_BYTES) {
                this.overrun()
                break
            }
            const byte = this.codec.encode(block[i]!)
            room -= this.shield(byte)
            this.remember(byte)
        }
        if (this.outCount > 0) this.port.send(this.out.subarray(0, this.outCount), readyUs)
    }

    /** Insert an event behind the sound handed over last. */
    insert(code: number, readyUs: number): void {
        this.port.send([DLE, code], readyUs)
    }

    /** @param code ETX, or what the host has ended the receive with where the modem says that back */
    end(code: number, readyUs: number): void {
        this.insert(code, readyUs)
    }

    /**
     * A byte from the host.
     *
     * @returns the code behind a DLE, undefined for everything else
     */
    accept(byte: number): number | undefined {
        const isCode = this.isShielded
        this.isShielded = !isCode && byte === DLE
        return isCode ? byte : undefined
    }

    private room(nowUs: number): number {
        const toDte = this.line.toDte
        if (toDte.pendingCount > this.bufferBytes * LOOK_AGAIN_PART) this.line.syncDte(nowUs)
        return this.bufferBytes - toDte.pendingCount
    }

    private overrun(): void {
        this.isOverrun = true
        this.overran()
        this.put(DLE)
        this.put(OVERRUN)
    }

    /** @returns how many bytes more are on their way than before */
    private shield(byte: number): number {
        if (byte !== DLE) return this.put(byte)
        const out = this.out
        const end = this.outCount
        if (end >= 2 && this.isWholePair && out[end - 1] === DLE && out[end - 2] === DLE) {
            out[end - 1] = SUB
            this.isWholePair = false
            return 0
        }
        this.put(DLE)
        this.put(DLE)
        this.isWholePair = true
        return 2
    }

    private put(byte: number): number {
        this.out[this.outCount++] = byte
        return 1
    }

    private remember(byte: number): void {
        if (this.logged === this.log.length) {
            const longer = new Uint8Array(2 * this.log.length)
            longer.set(this.log)
            this.log = longer
        }
        this.log[this.logged++] = byte
    }
}
