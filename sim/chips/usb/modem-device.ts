import { type RuleBook } from "../../report/rules.ts"
import { type SerialLine } from "../../wire/serial-direction.ts"
import { AcmStream } from "./acm-stream.ts"
import { type ControlFunction, ControlPipe, type Request } from "./control-pipe.ts"
import {
    configurationDescriptor,
    controlInterface,
    deviceDescriptor,
    type UsbProfile,
} from "./descriptors.ts"
import { type DataPacket, type Handshake, type UsbDevice } from "../../wire/usb-device.ts"

/**
 * A voice modem at a USB port: states and standard requests of USB 2.0, chapter 9, those of the communications device class for
 * a modem that takes AT commands (CDC PSTN 1.2, 6.3), and the modem itself on the serial line behind them.
 */

/** USB 2.0, 7.1.7.5 and 9.2.6.3. */
const RESET_MIN_US = 10_000
const ADDRESS_RECOVERY_US = 2000
const DESCRIPTOR_DEVICE = 1
const DESCRIPTOR_CONFIGURATION = 2

enum Code {
    ClearEndpointFeature = 0x0201,
    SetAddress = 0x0005,
    GetDescriptor = 0x8006,
    GetConfiguration = 0x8008,
    SetConfiguration = 0x0009,
    GetStatus = 0x8000,
    SetLineCoding = 0x2120,
    GetLineCoding = 0xa121,
    SetControlLineState = 0x2122,
}
const LINE_CODING_BYTES = 7
const EMPTY = new Uint8Array(0)

export interface ModemDeviceOptions {
    readonly name: string
    readonly profile: UsbProfile
    readonly line: SerialLine
    /** From power until the modem listens. */
    readonly bootUs: number
    readonly rules: RuleBook
}

export class ModemDevice implements UsbDevice, ControlFunction {
    readonly attachUs: number
    private readonly control: ControlPipe
    private readonly stream: AcmStream
    private isPowered = false
    private isSuspended = false
    /** Undefined until the first bus reset. */
    private address: number | undefined
    private addressFromUs = 0
    private configuration = 0
    private lineCoding: Uint8Array = new Uint8Array(LINE_CODING_BYTES)
    /** When the host has asked for the packet that it acknowledges now. */
    private askedUs = 0
    private readonly halted = new Set<number>()
    private haltsLeft = 0

    constructor(private readonly options: ModemDeviceOptions) {
        const { profile, line } = options
        this.attachUs = profile.attachUs
        this.control = new ControlPipe(profile.controlPacketBytes, profile.controlBusyUs, this)
        this.stream = new AcmStream({
            line,
            inBytes: profile.bulkIn.packetBytes,
            sendsEmptyPackets: profile.sendsEmptyPackets,
            controlInterface: controlInterface(profile),
        })
    }

    get isConfigured(): boolean {
        return this.configuration > 0
    }

    /** Both bulk endpoints refuse everything until the host clears that, and then again, so many times in all. */
    halt(times: number): void {
        const { bulkIn, bulkOut } = this.options.profile
        this.haltsLeft = times - 1
        this.halted.add(bulkIn.address).add(bulkOut.address)
    }

    /** They take everything again, without the host's doing. */
    goOn(): void {
        this.haltsLeft = 0
        this.halted.clear()
    }

    get isHalted(): boolean {
        return this.halted.size > 0
    }

    supply(isOn: boolean, atUs: number): void {
        this.isPowered = isOn
        this.address = undefined
        this.unconfigure()
        this.stream.setLineState(false, true, atUs)
        this.stream.powerUp(atUs, this.options.bootUs)
    }

    busReset(fromUs: number, untilUs: number): void {
        if (untilUs - fromUs < RESET_MIN_US)
            return this.report(`bus reset of ${Math.round(untilUs - fromUs)} µs, less than 10 ms`)
        this.address = 0
        this.addressFromUs = untilUs
        this.isSuspended = false
        this.unconfigure()
        this.stream.setLineState(false, true, untilUs)
    }

    suspend(): void {
        this.isSuspended = true
    }

    setup(address: number, endpoint: number, bytes: Uint8Array, atUs: number): Handshake {
        if (!this.hears(address, atUs) || endpoint !== 0) return "silent"
        return this.control.setup(bytes, atUs)
    }

    out(address: number, endpoint: number, packet: DataPacket, atUs: number): Handshake {
        if (!this.hears(address, atUs)) return "silent"
        if (endpoint === 0) return this.control.out(packet, atUs)
        const { bulkOut } = this.options.profile
        if (endpoint !== bulkOut.address || !this.isConfigured) return "silent"
        if (this.halted.has(bulkOut.address)) return "stall"
        if (packet.bytes.length > bulkOut.packetBytes) {
            this.report(`${packet.bytes.length} bytes to an endpoint of ${bulkOut.packetBytes}`)
            return "silent"
        }
        return this.stream.out(packet, atUs)
    }

    in(address: number, endpoint: number, atUs: number): DataPacket | Exclude<Handshake, "ack"> {
        if (!this.hears(address, atUs)) return "silent"
        this.askedUs = atUs
        if (endpoint === 0) return this.control.in(atUs)
        const { bulkIn, interrupt } = this.options.profile
        if (!this.isConfigured) return "silent"
        if (endpoint === numberOf(interrupt.address)) return this.stream.notice()
        if (endpoint !== numberOf(bulkIn.address)) return "silent"
        return this.halted.has(bulkIn.address) ? "stall" : this.stream.in(atUs)
    }

    acknowledged(endpoint: number): void {
        const { bulkIn } = this.options.profile
        if (endpoint === 0) this.control.acknowledged(this.askedUs)
        else if (endpoint === numberOf(bulkIn.address)) this.stream.inAcknowledged()
        else this.stream.noticeAcknowledged()
    }

    asked(request: Request): Uint8Array | undefined {
        switch (codeOf(request)) {
            case Code.GetDescriptor:
                return this.descriptor(request.value >> 8, request.value & 0xff)
            case Code.GetConfiguration:
                return Uint8Array.of(this.configuration)
            case Code.GetStatus:
                return Uint8Array.of(0, 0)
            case Code.SetAddress:
                return EMPTY
            case Code.SetConfiguration:
                return this.isConfiguration(request.value) ? EMPTY : undefined
            case Code.ClearEndpointFeature:
                return this.isConfigured ? EMPTY : undefined
            default:
                return this.askedOfModem(request)
        }
    }

    told(request: Request, bytes: Uint8Array): boolean {
        if (codeOf(request) !== Code.SetLineCoding || !this.isForModem(request)) return false
        if (bytes.length !== LINE_CODING_BYTES) return false
        this.lineCoding = bytes
        return true
    }

    completed(request: Request, atUs: number): void {
        const { value, index } = request
        switch (codeOf(request)) {
            case Code.SetAddress:
                this.address = value
                this.addressFromUs = atUs + ADDRESS_RECOVERY_US
                break
            case Code.SetConfiguration:
                this.unconfigure()
                this.configuration = value
                break
            case Code.ClearEndpointFeature:
                this.release(index)
                break
            case Code.SetControlLineState:
                this.stream.setLineState((value & 1) !== 0, (value & 2) !== 0, atUs)
        }
    }

    private askedOfModem(request: Request): Uint8Array | undefined {
        if (!this.isForModem(request)) return undefined
        const code = codeOf(request)
        if (code === Code.GetLineCoding) return this.lineCoding
        return code === Code.SetControlLineState ? EMPTY : undefined
    }

    private descriptor(kind: number, index: number): Uint8Array | undefined {
        const { profile } = this.options
        if (profile.stallsUnaddressed && this.address === 0) return undefined
        if (kind === DESCRIPTOR_DEVICE) return deviceDescriptor(profile)
        if (kind === DESCRIPTOR_CONFIGURATION) return configurationDescriptor(profile, index)
        return undefined
    }

    private isConfiguration(value: number): boolean {
        const { configurationValue, extraInterface } = this.options.profile
        const last = configurationValue + (extraInterface === "second configuration" ? 1 : 0)
        return value === 0 || (value >= configurationValue && value <= last)
    }

    private isForModem(request: Request): boolean {
        return this.isConfigured && request.index === controlInterface(this.options.profile)
    }

    private release(address: number): void {
        const { bulkIn, bulkOut } = this.options.profile
        const wasHalted = this.halted.delete(address)
        if (wasHalted && !this.isHalted && this.haltsLeft > 0) this.halt(this.haltsLeft)
        if (address === bulkIn.address) this.stream.resetToggle("in")
        else if (address === bulkOut.address) this.stream.resetToggle("out")
        else this.stream.resetToggle("notice")
    }

    private unconfigure(): void {
        this.configuration = 0
        this.halted.clear()
        this.control.reset()
        this.stream.unconfigure()
    }

    private hears(address: number, atUs: number): boolean {
        if (!this.isPowered || this.isSuspended || address !== this.address) return false
        return atUs >= this.addressFromUs
    }

    private report(text: string): void {
        this.options.rules.violation(this.options.name, `${text} (USB 2.0)`)
    }
}

function codeOf({ type, code }: Request): number {
    return (type << 8) | code
}

function numberOf(endpointAddress: number): number {
    return endpointAddress & 0x0f
}
