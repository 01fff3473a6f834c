import { type Random } from "../../clock/random.ts"
import { type UsbPort } from "../../wire/usb-port.ts"
import { HostEngine } from "./host-engine.ts"
import { Oscillator } from "./oscillator.ts"
import * as reg from "./registers.ts"
import { isHostRegister, needsHostMode, registerName } from "./registers.ts"

/** The registers of the MAX3421E as SPI sees them, with what resets them. */

/** Status byte of peripheral mode at rest: the IN buffers are available. */
const PERIPHERAL_STATUS = 0x19
const VBUS_PIN = 0x01
const READ_ONLY: readonly number[] = [reg.RCVFIFO, reg.RCVBC, reg.REVISION, reg.HRSL]
const WRITE_ONLY: readonly number[] = [reg.SNDFIFO, reg.SUDFIFO, reg.SNDBC]
/** What a chip reset leaves alone, and what can be reached during one. */
const SURVIVORS: readonly number[] = [reg.USBCTL, reg.PINCTL, reg.IOPINS1, reg.IOPINS2]

export interface HostChipOptions {
    readonly port: UsbPort
    readonly random: Random
    /** 0x01, 0x12 or 0x13. */
    readonly revision: number
    /** Some parts lose PINCTL at a chip reset, whatever the data sheet says. */
    readonly losesPinctl: boolean
    /** GPOUT0 switches the power of the port. */
    readonly switchesVbus: boolean
}

export class HostRegisters {
    private readonly engine: HostEngine
    private readonly oscillator: Oscillator
    /** Plain registers: what is written is read. */
    private readonly kept = new Map<number, number>()
    private isOscillatorTold = false

    constructor(
        private readonly options: HostChipOptions,
        private readonly report: (text: string) => void
    ) {
        this.oscillator = new Oscillator(options.random)
        this.engine = new HostEngine({
            ...options,
            isClockRunning: atUs => this.oscillator.isRunning(atUs),
            report,
        })
    }

    power(on: boolean, atUs: number): void {
        this.kept.clear()
        this.isOscillatorTold = false
        this.oscillator.power(on, atUs)
        this.engine.restart(atUs)
        this.drivePort(false, atUs)
    }

    get isFullDuplex(): boolean {
        return (this.value(reg.PINCTL) & reg.FDUPSPI) !== 0
    }

    /** The first byte on MISO of every access in full duplex. */
    status(atUs: number): number {
        if (!this.isHost) return PERIPHERAL_STATUS
        this.engine.update(atUs)
        return this.engine.interrupts()
    }

    read(register: number, atUs: number): number {
        if (!this.isReachable(register)) return 0
        this.engine.update(atUs)
        if (!WRITE_ONLY.includes(register)) return this.look(register, atUs)
        this.report(`${registerName(register)}: read, which is not modelled`)
        return 0
    }

    private look(register: number, atUs: number): number {
        switch (register) {
            case reg.RCVFIFO:
                return this.engine.readReceived()
            case reg.RCVBC:
                return this.engine.receivedCount
            case reg.USBIRQ:
                return this.usbInterrupts(atUs)
            case reg.REVISION:
                return this.options.revision
            case reg.IOPINS1:
            case reg.IOPINS2:
                return 0xf0 | this.value(register)
            case reg.HIRQ:
                return this.engine.interrupts()
            case reg.HCTL:
                return this.engine.wires.isResetting ? reg.BUSRST : 0
            case reg.HRSL:
                return this.engine.status()
            default:
                return this.value(register)
        }
    }

    write(register: number, value: number, atUs: number): void {
        if (!this.isReachable(register)) return
        if (READ_ONLY.includes(register)) return this.report(`${registerName(register)}: written`)
        this.engine.update(atUs)
        switch (register) {
            case reg.SNDFIFO:
                return this.engine.writeSend(value)
            case reg.SUDFIFO:
                return this.engine.writeSetup(value)
            case reg.SNDBC:
                return this.engine.setSendCount(value)
            case reg.USBIRQ:
                if (value & reg.OSCOK) this.isOscillatorTold = false
                return
            case reg.HIRQ:
                return this.engine.clear(value)
            case reg.HCTL:
                return this.engine.control(value, atUs)
            case reg.HXFR:
                return this.engine.launch(value, atUs)
            default:
                return this.keep(register, value, atUs)
        }
    }

    private keep(register: number, value: number, atUs: number): void {
        const before = this.value(register)
        this.kept.set(register, value)
        if (register === reg.USBCTL) this.setUsbControl(before, value, atUs)
        else if (register === reg.MODE) this.setMode(before, value, atUs)
        else if (register === reg.PERADDR) this.engine.address = value & 0x7f
        else if (register === reg.IOPINS1) {
            this.kept.set(register, value & 0x0f)
            this.drivePort((value & VBUS_PIN) !== 0, atUs)
        } else if (register === reg.CPUCTL && value & reg.IE)
            this.report("CPUCTL: IE set, the INT pin is not modelled")
    }

    private drivePort(isOn: boolean, atUs: number): void {
        if (this.options.switchesVbus) this.options.port.setVbus(isOn, atUs)
    }

    private setUsbControl(before: number, value: number, atUs: number): void {
        if (value & reg.PWRDOWN) this.report("USBCTL: PWRDOWN in host mode")
        const isHeld = (value & reg.CHIPRES) !== 0
        if (isHeld === ((before & reg.CHIPRES) !== 0)) return
        if (!isHeld) return this.oscillator.letGo(atUs)
        this.oscillator.hold(atUs)
        for (const register of this.kept.keys())
            if (!SURVIVORS.includes(register)) this.kept.delete(register)
        if (this.options.losesPinctl) this.kept.delete(reg.PINCTL)
        this.isOscillatorTold = false
        this.engine.restart(atUs)
        this.engine.address = 0
    }

    private setMode(before: number, value: number, atUs: number): void {
        const { engine, report } = this
        if (value & (reg.LOWSPEED | reg.HUBPRE | reg.SEPIRQ))
            report("MODE: LOWSPEED, HUBPRE and SEPIRQ are not modelled")
        const isHost = (value & reg.HOST) !== 0
        if (isHost !== ((before & reg.HOST) !== 0)) engine.restart(atUs)
        if (isHost && (value & reg.PULLDOWNS) !== reg.PULLDOWNS)
            report("MODE: HOST without both pull-downs")
        const wantsFrames = (value & reg.SOFKAENAB) !== 0
        const isNew = wantsFrames && (before & reg.SOFKAENAB) === 0
        if (isNew && engine.wires.isResetting) report("MODE: SOFKAENAB set during a bus reset")
        if (isNew && !this.oscillator.isRunning(atUs))
            report("MODE: SOFKAENAB before the oscillator runs")
        engine.wires.setFrames(isHost && wantsFrames, atUs)
    }

    private usbInterrupts(atUs: number): number {
        if (this.oscillator.takeEdge(atUs)) this.isOscillatorTold = true
        return this.isOscillatorTold ? reg.OSCOK : 0
    }

    private isReachable(register: number): boolean {
        const name = registerName(register)
        if (!isHostRegister(register)) this.report(`${name}: not a register of host mode`)
        else if (this.isHeld && !SURVIVORS.includes(register))
            this.report(`${name}: accessed while CHIPRES = 1`)
        else if (!this.isHost && needsHostMode(register))
            this.report(`${name}: accessed while HOST = 0`)
        else return true
        return false
    }

    private get isHost(): boolean {
        return (this.value(reg.MODE) & reg.HOST) !== 0
    }

    private get isHeld(): boolean {
        return (this.value(reg.USBCTL) & reg.CHIPRES) !== 0
    }

    private value(register: number): number {
        return this.kept.get(register) ?? 0
    }
}
