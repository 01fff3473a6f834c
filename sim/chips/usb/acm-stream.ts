import { type SerialLine } from "../../wire/serial-direction.ts"
import { type DataPacket, type Handshake, type Toggle } from "../../wire/usb-device.ts"

/**
 * The two bulk pipes and the notifications of a modem (CDC PSTN 1.2, 6.5.4), in front of the modem proper, whose serial
 * line never leaves the case. What USB does to flow control: a modem that is full says NAK, whatever it was told of CTS.
 */

/** Both directions together: measured on a CX93001, 30.4 kB/s. */
const BYTE_US = 1e6 / 30_400
/** Work that may be ahead of the modem's controller. */
const AHEAD_US = 128 * BYTE_US
/** What it takes from the host before the modem has looked at it. */
const OUT_BYTES = 256
const SERIAL_STATE = 0x20
const RING_SIGNAL = 0x08
/** DCD and DSR as the modem drives them: there is no carrier, and the data set is ready. */
const DATA_SET_READY = 0x02

export interface StreamOptions {
    readonly line: SerialLine
    readonly inBytes: number
    readonly sendsEmptyPackets: boolean
    readonly controlInterface: number
}

export class AcmStream {
    private inToggle: Toggle = 0
    private outToggle: Toggle = 0
    private noticeToggle: Toggle = 0
    /** Given to the host, and not acknowledged yet. */
    private offered: Uint8Array | undefined
    private noticed: Uint8Array | undefined
    private owesEmptyPacket = false
    private busyUntilUs = 0
    private wakesUs = 0
    private toldRings = 0

    constructor(private readonly options: StreamOptions) {}

    /** The modem has power from now on, and listens after its boot. */
    powerUp(atUs: number, bootUs: number): void {
        this.wakesUs = atUs + bootUs
        this.toldRings = this.ringCount
        this.unconfigure()
    }

    /** The configuration was set, or lost. The modem behind it goes on. */
    unconfigure(): void {
        this.inToggle = this.outToggle = this.noticeToggle = 0
        this.offered = this.noticed = undefined
        this.owesEmptyPacket = false
    }

    resetToggle(which: "in" | "out" | "notice"): void {
        if (which === "in") this.inToggle = 0
        else if (which === "out") this.outToggle = 0
        else this.noticeToggle = 0
    }

    setLineState(isDtr: boolean, isRts: boolean, atUs: number): void {
        const { line } = this.options
        line.isDtrAsserted = isDtr
        line.toDte.setAllowed(isRts, atUs)
    }

    out({ toggle, bytes }: DataPacket, atUs: number): Handshake {
        const { line } = this.options
        // The host has not heard our ACK: what it sends is known.
        if (toggle !== this.outToggle) return "ack"
        line.syncDce(atUs)
        const isFull = line.toDce.pendingCount + bytes.length > OUT_BYTES
        if (atUs < this.wakesUs || !line.toDce.isAllowed || isFull || this.isBusy(atUs))
            return "nak"
        this.charge(bytes.length, atUs)
        this.outToggle = other(toggle)
        line.toDce.send(bytes, atUs)
        return "ack"
    }

    in(atUs: number): DataPacket | "nak" {
        if (!this.offered) {
            if (this.isBusy(atUs)) return "nak"
            const bytes = this.take(atUs)
            if (bytes.length === 0 && !this.owesEmptyPacket) return "nak"
            this.charge(bytes.length, atUs)
            this.owesEmptyPacket =
                this.options.sendsEmptyPackets && bytes.length === this.options.inBytes
            this.offered = bytes
        }
        return { toggle: this.inToggle, bytes: this.offered }
    }

    inAcknowledged(): void {
        this.offered = undefined
        this.inToggle = other(this.inToggle)
    }

    /** Rings are told when they begin; those that nobody has asked for are one. */
    notice(): DataPacket | "nak" {
        if (!this.noticed) {
            if (this.ringCount === this.toldRings) return "nak"
            this.toldRings = this.ringCount
            const { controlInterface } = this.options
            const bits = RING_SIGNAL | DATA_SET_READY
            this.noticed = Uint8Array.of(
                0xa1,
                SERIAL_STATE,
                0,
                0,
                controlInterface,
                0,
                2,
                0,
                bits,
                0
            )
        }
        return { toggle: this.noticeToggle, bytes: this.noticed }
    }

    noticeAcknowledged(): void {
        this.noticed = undefined
        this.noticeToggle = other(this.noticeToggle)
    }

    private take(atUs: number): Uint8Array {
        const { line, inBytes } = this.options
        line.syncDce(atUs)
        const bytes: number[] = []
        while (bytes.length < inBytes) {
            const byte = line.toDte.take(atUs)
            if (byte === undefined) break
            bytes.push(byte)
        }
        return Uint8Array.from(bytes)
    }

    /** Rings that have begun. */
    private get ringCount(): number {
        const { ringEndCount, isRiAsserted } = this.options.line
        return ringEndCount + (isRiAsserted ? 1 : 0)
    }

    private isBusy(atUs: number): boolean {
        return this.busyUntilUs - atUs > AHEAD_US
    }

    private charge(bytes: number, atUs: number): void {
        this.busyUntilUs = Math.max(this.busyUntilUs, atUs) + bytes * BYTE_US
    }
}

function other(toggle: Toggle): Toggle {
    return toggle === 0 ? 1 : 0
}
