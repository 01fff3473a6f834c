import { type Random } from "../../clock/random.ts"
import { type Toggle } from "../../wire/usb-device.ts"
import { type UsbPort } from "../../wire/usb-port.ts"
import { ReceiveFifo } from "./receive-fifo.ts"
import * as reg from "./registers.ts"
import { registerName, Result } from "./registers.ts"
import { SendFifo, type SendMistake } from "./send-fifo.ts"
import { durationUs, isToken, tookUs, transact, type Outcome } from "./transaction.ts"
import { UsbWires } from "./usb-wires.ts"

/**
 * The serial interface engine in host mode: FIFOs, toggles, and one transaction at a time.
 *
 * The device is asked when a transaction begins; what came of it shows in the registers when it is over.
 */

/** HXFRDN may be seen this much before RCVDAV. */
const DATA_LAG_US = 2
/** Dies before 0x13 spoil the first byte of a packet that is sent again after a NAK: errata 3. */
const CLEAN_REVISION = 0x13
const SPOILED_PART = 0.25
const SETUP_BYTES = 8

const MISTAKES: Readonly<Record<SendMistake, string>> = {
    full: "written while SNDBAV = 0",
    long: "more than 64 bytes",
    count: "is not the number of bytes written to SNDFIFO",
}

export interface EngineOptions {
    readonly port: UsbPort
    readonly random: Random
    readonly revision: number
    readonly isClockRunning: (atUs: number) => boolean
    readonly report: (text: string) => void
}

interface Running {
    readonly code: number
    readonly outcome: Outcome
    readonly doneUs: number
}

export class HostEngine {
    readonly wires: UsbWires
    address = 0
    private readonly send = new SendFifo()
    private readonly receive = new ReceiveFifo()
    private setupBytes: number[] = []
    private sendToggle: Toggle = 0
    private receiveToggle: Toggle = 0
    private running: Running | undefined
    private arriving: { bytes: Uint8Array; atUs: number } | undefined
    private result = Result.Success
    private lineState = 0
    /** Bits of HIRQ but SNDBAV and RCVDAV, which the FIFOs have. */
    private events = 0

    constructor(private readonly options: EngineOptions) {
        this.wires = new UsbWires(options.port)
    }

    /** Host mode begins, or ends. */
    restart(atUs: number): void {
        this.send.reset()
        this.receive.reset()
        this.setupBytes = []
        this.sendToggle = this.receiveToggle = 0
        this.running = this.arriving = undefined
        this.result = Result.Success
        this.lineState = 0
        this.events = 0
        this.wires.start(atUs)
    }

    /** Bring everything up to this time. */
    update(untilUs: number): void {
        const events = this.wires.takeEvents(untilUs)
        if (events & reg.CONDET) this.lineState = this.wires.lineState(untilUs)
        this.events |= events
        const { running } = this
        if (running && untilUs >= running.doneUs) this.finish(running)
        const { arriving } = this
        if (!arriving || untilUs < arriving.atUs) return
        this.receive.put(arriving.bytes)
        this.arriving = undefined
    }

    interrupts(): number {
        const { events, send, receive } = this
        const available = (send.isAvailable ? reg.SNDBAV : 0) | (receive.hasPacket ? reg.RCVDAV : 0)
        return events | available
    }

    /** Ones that are written clear. */
    clear(bits: number): void {
        this.events &= ~bits
        const { report } = this.options
        if (bits & reg.SNDBAV) report("HIRQ: SNDBAV cleared by hand")
        if ((bits & reg.RCVDAV) === 0) return
        if (this.receive.unreadCount > 0)
            report(`HIRQ: RCVDAV cleared with ${this.receive.unreadCount} bytes not read`)
        this.receive.release()
    }

    status(): number {
        const toggles =
            (this.sendToggle ? reg.SNDTOGRD : 0) | (this.receiveToggle ? reg.RCVTOGRD : 0)
        return this.lineState | toggles | (this.running ? Result.Busy : this.result)
    }

    get receivedCount(): number {
        return this.receive.count
    }

    readReceived(): number {
        const { report } = this.options
        if (!this.receive.hasPacket) {
            report("RCVFIFO: read while RCVDAV = 0")
            return 0
        }
        const byte = this.receive.read()
        if (byte === undefined) report("RCVFIFO: read beyond RCVBC")
        return byte ?? 0
    }

    writeSend(byte: number): void {
        this.complain(reg.SNDFIFO, this.send.write(byte))
    }

    setSendCount(count: number): void {
        if (count > 64) this.options.report("SNDBC: more than 64")
        this.complain(reg.SNDBC, this.send.setCount(count))
    }

    writeSetup(byte: number): void {
        this.setupBytes.push(byte)
        if (this.setupBytes.length > SETUP_BYTES) {
            this.options.report("SUDFIFO: more than 8 bytes")
            this.setupBytes.shift()
        }
    }

    /** HCTL: each bit does something when it is written. */
    control(bits: number, atUs: number): void {
        if (bits & reg.SIGRSM) this.options.report("HCTL: SIGRSM is not modelled")
        this.sendToggle = toggled(this.sendToggle, bits, reg.SNDTOG1, reg.SNDTOG0)
        this.receiveToggle = toggled(this.receiveToggle, bits, reg.RCVTOG1, reg.RCVTOG0)
        if (bits & reg.SAMPLEBUS) this.lineState = this.wires.lineState(atUs)
        if (bits & reg.BUSRST) {
            if (this.running) this.options.report("HCTL: BUSRST during a transaction")
            if (!this.options.isClockRunning(atUs))
                this.options.report("HCTL: BUSRST before the oscillator runs")
            this.wires.beginReset(atUs)
        } else if (this.wires.isResetting) {
            this.wires.endReset(atUs)
            this.events |= reg.BUSEVENT | reg.CONDET
        }
    }

    /** HXFR is written: a transaction begins. */
    launch(code: number, atUs: number): void {
        const { report } = this.options
        if (this.running) return report("HXFR: written while a transaction runs")
        if (!isToken(code)) {
            report(`HXFR: ${hex(code)} is no transaction`)
            this.result = Result.BadRequest
            return
        }
        if (!this.options.isClockRunning(atUs)) return report("HXFR: before the oscillator runs")
        if (!this.wires.hasFrames(atUs)) return report("HXFR: before the first frame has begun")
        if (!this.mayLaunch(code)) return
        this.begin(code, atUs)
    }

    private begin(code: number, atUs: number): void {
        const { port } = this.options
        const bytes = this.bytesFor(code)
        const startUs = this.wires.whenFree(atUs, durationUs(code, bytes))
        const { address, sendToggle, receiveToggle } = this
        const noise = port.takeTrouble(startUs)
        const device = this.wires.device(startUs)
        const toggles = { sendToggle, receiveToggle }
        const outcome = transact({ device, address, code, ...toggles, bytes, noise, atUs: startUs })
        this.events &= ~reg.HXFRDN
        this.running = { code, outcome, doneUs: startUs + tookUs(code, bytes, outcome) }
    }

    private mayLaunch(code: number): boolean {
        const { report } = this.options
        if (code & reg.TOKEN_SETUP) {
            if (this.setupBytes.length === SETUP_BYTES) return true
            report(`HXFR: SETUP with ${this.setupBytes.length} bytes in SUDFIFO`)
            return false
        }
        const isStatus = (code & reg.TOKEN_HS) !== 0
        if (code & reg.TOKEN_OUT) {
            if (isStatus || this.send.hasPacket) return true
            report("HXFR: OUT without SNDBC before it")
            return false
        }
        if (!this.receive.hasPacket && !this.arriving) return true
        report("HXFR: IN while the receive FIFO is not drained")
        return isStatus
    }

    private bytesFor(code: number): Uint8Array {
        if (code & reg.TOKEN_SETUP) return Uint8Array.from(this.setupBytes)
        if (code & reg.TOKEN_HS || !(code & reg.TOKEN_OUT)) return new Uint8Array(0)
        const { revision, random } = this.options
        const bytes = this.send.packet()
        const isOld = revision < CLEAN_REVISION && this.send.isRepeat
        if (isOld && bytes.length > 0 && random.nextUnit() < SPOILED_PART)
            bytes[0] = random.nextInteger(0, 255)
        return bytes
    }

    private finish({ code, outcome, doneUs }: Running): void {
        const isPlain = (code & reg.TOKEN_HS) === 0
        this.running = undefined
        this.result = outcome.result
        this.events |= reg.HXFRDN
        if (code & reg.TOKEN_SETUP) this.setupBytes = []
        else if (isPlain && code & reg.TOKEN_OUT) this.finishOut(outcome.result)
        if (outcome.received) {
            this.receiveToggle = other(this.receiveToggle)
            this.arriving = { bytes: outcome.received, atUs: doneUs + DATA_LAG_US }
        }
    }

    private finishOut(result: Result): void {
        if (result === Result.Nak) this.send.refused()
        if (result !== Result.Success) return
        this.send.acknowledged()
        this.sendToggle = other(this.sendToggle)
    }

    private complain(register: number, mistake: SendMistake | undefined): void {
        if (mistake) this.options.report(`${registerName(register)}: ${MISTAKES[mistake]}`)
    }
}

/** A pair of bits that set a toggle to 1 or 0; neither, or both: it stays. */
function toggled(toggle: Toggle, bits: number, one: number, zero: number): Toggle {
    const wanted = bits & (one | zero)
    if (wanted === one) return 1
    return wanted === zero ? 0 : toggle
}

function other(toggle: Toggle): Toggle {
    return toggle === 0 ? 1 : 0
}

function hex(value: number): string {
    return value.toString(16).padStart(2, "0")
}
