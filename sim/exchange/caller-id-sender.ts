/** Sends the caller ID of one call on the line, 5 ms after 5 ms: reversal, alerting tone, message, as the plan says. */
import { BLOCK_SAMPLES, BLOCK_US } from "../clock/audio-clock.ts"
import { type Timeline } from "../report/timeline.ts"
import { type CallerIdDelivery } from "./caller-id-plan.ts"
import { addSine, samplesOfMs } from "./tones.ts"

const BLOCK_MS = BLOCK_US / 1000
/** Dual tone alerting signal, ETSI EN 300 659-1 and BT SIN 227. */
const ALERT_HZ = [2130, 2750] as const
/** dBm0 of each of the two. */
const ALERT_DBM = -16

/** A message as sound, and when it is to be sent. */
export interface CallerIdSignal {
    readonly delivery: CallerIdDelivery
    readonly message: Float32Array
}

interface Piece {
    readonly kind: "quiet" | "alert" | "message"
    readonly lengthMs: number
    /** undefined: silence. */
    readonly sound: Float32Array | undefined
}

export class CallerIdSender {
    /** From the first beat to the last. */
    readonly lengthMs: number
    private readonly pieces: readonly Piece[]
    private pieceIndex = -1
    private leftMs = 0
    private sentSamples = 0

    constructor(
        private readonly signal: CallerIdSignal,
        private readonly callNumber: number,
        private readonly timeline: Timeline
    ) {
        this.pieces = piecesOf(signal)
        this.lengthMs = this.pieces.reduce((sum, piece) => sum + piece.lengthMs, 0)
    }

    get isBeforeRing(): boolean {
        return this.signal.delivery.kind === "before-ring"
    }

    /** Live the 5 ms that begin now. */
    beat(): void {
        while (this.leftMs <= 0 && this.pieceIndex < this.pieces.length) this.nextPiece()
        this.leftMs -= BLOCK_MS
    }

    /** Add the sound of this beat to what the line carries. */
    addTo(block: Float32Array): void {
        const sound = this.pieces[this.pieceIndex]?.sound
        if (!sound) return
        const sent = this.sentSamples
        for (let i = 0; i < block.length; i++) block[i]! += sound[sent + i] ?? 0
        this.sentSamples = sent + BLOCK_SAMPLES
    }

    stop(): void {
        this.endPiece()
        this.pieceIndex = this.pieces.length
    }

    private nextPiece(): void {
        this.endPiece()
        this.pieceIndex++
        const piece = this.pieces[this.pieceIndex]
        if (!piece) return
        this.leftMs = piece.lengthMs
        this.sentSamples = 0
        if (piece.kind === "alert") this.emit("tone-on", { kind: "alert" })
        if (piece.kind === "message") this.emit("caller-id-start")
    }

    private endPiece(): void {
        const kind = this.pieces[this.pieceIndex]?.kind
        if (kind === "alert") this.emit("tone-off", { kind: "alert" })
        if (kind === "message") this.emit("caller-id-end")
    }

    private emit(event: string, fields: Record<string, string> = {}): void {
        this.timeline.emit("exchange", event, { call: this.callNumber, ...fields })
    }
}

function piecesOf({ delivery, message }: CallerIdSignal): readonly Piece[] {
    const lengthMs = Math.ceil(message.length / BLOCK_SAMPLES) * BLOCK_MS
    const data: Piece = { kind: "message", lengthMs, sound: message }
    if (delivery.kind === "between-rings") return [data]
    const { quietMs, alertMs, gapMs, guardMs } = delivery
    const alert: Piece[] =
        alertMs === 0
            ? []
            : [{ kind: "alert", lengthMs: alertMs, sound: alertSignal(alertMs) }, quiet(gapMs)]
    return [quiet(quietMs), ...alert, data, quiet(guardMs)]
}

function quiet(lengthMs: number): Piece {
    return { kind: "quiet", lengthMs, sound: undefined }
}

function alertSignal(lengthMs: number): Float32Array {
    const sound = new Float32Array(samplesOfMs(lengthMs))
    for (const hz of ALERT_HZ) addSine(sound, 0, sound.length, hz, ALERT_DBM)
    return sound
}
