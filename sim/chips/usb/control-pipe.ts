import { type DataPacket, type Handshake, type Toggle } from "../../wire/usb-device.ts"

/** Endpoint 0 of a device (USB 2.0, 8.5.3): set-up, data and status stages, and what each request is answered with. */

export interface Request {
    readonly type: number
    readonly code: number
    readonly value: number
    readonly index: number
    readonly length: number
}

export interface ControlFunction {
    /** A request with data to the host, or with none. @returns undefined: refused */
    asked(request: Request, atUs: number): Uint8Array | undefined
    /** A request whose data has come. @returns false: refused */
    told(request: Request, bytes: Uint8Array, atUs: number): boolean
    /** The status stage is over: what was asked for is so from now on. */
    completed(request: Request, atUs: number): void
}

const TO_HOST = 0x80
const EMPTY = new Uint8Array(0)

type Stage = "idle" | "data in" | "data out" | "status in" | "status out" | "refused"

export class ControlPipe {
    private stage: Stage = "idle"
    private request: Request | undefined
    private toHost: Uint8Array = EMPTY
    private sentBytes = 0
    private pieceBytes = 0
    private fromHost: number[] = []
    private toggle: Toggle = 1
    private busyUntilUs = 0

    constructor(
        private readonly packetBytes: number,
        private readonly busyUs: number,
        private readonly target: ControlFunction
    ) {}

    reset(): void {
        this.stage = "idle"
        this.request = undefined
    }

    setup(bytes: Uint8Array, atUs: number): Handshake {
        const view = new DataView(bytes.buffer, bytes.byteOffset)
        const request: Request = {
            type: bytes[0]!,
            code: bytes[1]!,
            value: view.getUint16(2, true),
            index: view.getUint16(4, true),
            length: view.getUint16(6, true),
        }
        this.request = request
        this.toggle = 1
        this.busyUntilUs = atUs + this.busyUs
        this.fromHost = []
        this.sentBytes = this.pieceBytes = 0
        if (request.length > 0 && (request.type & TO_HOST) === 0) this.stage = "data out"
        else this.begin(request, atUs)
        return "ack"
    }

    in(atUs: number): DataPacket | "nak" | "stall" {
        if (this.stage === "refused" || this.stage === "idle") return "stall"
        if (atUs < this.busyUntilUs) return "nak"
        if (this.stage === "status in" || this.stage === "data out") {
            this.stage = "status in"
            this.pieceBytes = 0
            return { toggle: 1, bytes: EMPTY }
        }
        const bytes = this.toHost.subarray(this.sentBytes, this.sentBytes + this.packetBytes)
        this.pieceBytes = bytes.length
        return { toggle: this.toggle, bytes }
    }

    acknowledged(atUs: number): void {
        if (this.stage === "status in") return this.complete(atUs)
        this.sentBytes += this.pieceBytes
        this.toggle = this.toggle === 0 ? 1 : 0
    }

    out({ toggle, bytes }: DataPacket, atUs: number): Handshake {
        if (this.stage === "refused" || this.stage === "idle") return "stall"
        if (atUs < this.busyUntilUs) return "nak"
        if (this.stage !== "data out") {
            this.complete(atUs)
            return "ack"
        }
        if (toggle !== this.toggle) return "ack"
        this.toggle = this.toggle === 0 ? 1 : 0
        this.fromHost.push(...bytes)
        const request = this.request!
        if (this.fromHost.length < request.length) return "ack"
        const isTaken = this.target.told(request, Uint8Array.from(this.fromHost), atUs)
        this.stage = isTaken ? "status in" : "refused"
        return "ack"
    }

    private begin(request: Request, atUs: number): void {
        const answer = this.target.asked(request, atUs)
        this.toHost = answer?.subarray(0, request.length) ?? EMPTY
        if (!answer) this.stage = "refused"
        else this.stage = request.length > 0 ? "data in" : "status in"
    }

    private complete(atUs: number): void {
        const { request } = this
        this.stage = "idle"
        this.request = undefined
        if (request) this.target.completed(request, atUs)
    }
}
