import type { Random } from "../../clock/random.ts"
import { SerialDirection, type SerialLine } from "../../wire/serial-direction.ts"
import { bitTimeUs } from "./character.ts"
import { Interrupts } from "./interrupts.ts"
import { FIFO_DEPTH, Receiver } from "./receiver.ts"
import * as reg from "./registers.ts"
import { InterruptCode, isBehindBank, type RegisterName } from "./registers.ts"
import { UartPins } from "./uart-pins.ts"
import { rtsLevels, rxTrigger, txTrigger } from "./trigger-levels.ts"
import { Transmitter } from "./transmitter.ts"

/**
 * Registers of the SC16IS750 and what they do (data sheet Rev 9, section "Register descriptions").
 *
 * Call `update` first, with the time of the access; nothing here looks at the clock by itself.
 */

interface RegisterPort {
    readonly read?: (atUs: number) => number
    readonly write?: (value: number, atUs: number) => void
}

/** What the registers need to know of the chip they are in. */
export interface UartWiring {
    readonly crystalHz: number
    readonly line: SerialLine
}

const UNDEFINED_VALUE = 0x00
const TX_LEVEL_CORRUPTION = 0x80

export class UartRegisters {
    private readonly line: SerialLine
    private readonly receiver: Receiver
    private readonly transmitter: Transmitter
    private readonly pins: UartPins
    private readonly interrupts: Interrupts
    private readonly ports: Record<RegisterName, RegisterPort>
    /** DLL, DLH, SPR, XON1 …: no reset touches them. */
    private readonly kept = new Map<RegisterName, number>()
    private updatedUs = 0
    private ier = 0
    private fcr = 0
    private lcr = reg.LCR_RESET
    private mcr = 0
    private efr = 0
    private tcr = 0
    private tlr = 0
    private isTxLevelCorrupt = false

    constructor(
        private readonly wiring: UartWiring,
        private readonly random: Random,
        private readonly report: (text: string) => void
    ) {
        this.line = wiring.line
        this.receiver = new Receiver(wiring.line.toDte)
        this.transmitter = new Transmitter(wiring.line.toDce, wiring.line.toDte)
        this.pins = new UartPins(wiring.line)
        const triggers = () => ({
            rx: rxTrigger(this.fcr, this.tlr),
            tx: txTrigger(this.fcr, this.tlr),
        })
        this.interrupts = new Interrupts(wiring.line, this.receiver, this.transmitter, triggers)
        this.ports = this.buildPorts()
        wiring.line.syncDte = untilUs => this.receiver.pull(untilUs)
        this.powerUp(0)
    }

    get bank(): reg.Bank {
        return { lcr: this.lcr, isTriggerGateOpen: this.isTriggerGateOpen }
    }

    get settledUs(): number {
        return this.updatedUs
    }

    /** Brings both directions up to `atUs`. An earlier time than the last is taken as the last. */
    update(atUs: number): void {
        this.updatedUs = Math.max(this.updatedUs, atUs)
        this.line.syncDce(this.updatedUs)
        this.receiver.pull(this.updatedUs)
        this.interrupts.update()
    }

    read(register: RegisterName, atUs: number): number {
        const port = this.check(register)
        if (port.read) return port.read(atUs)
        this.report(`register ${register}: read, it can only be written`)
        return UNDEFINED_VALUE
    }

    write(register: RegisterName, value: number, atUs: number): void {
        const port = this.check(register)
        if (port.write) port.write(value, atUs)
        else if (register === "MSR")
            this.report(
                "register TCR: written while EFR[4] and MCR[2] are not both set, the write is lost"
            )
        else this.report(`register ${register}: written, it can only be read`)
    }

    /** Fills `into` from the RHR. @returns how many bytes there was no character for */
    readFifo(into: Uint8Array, startUs: number, byteUs: number): number {
        this.checkFormat()
        let missing = 0
        for (let i = 0; i < into.length; i++) {
            const atUs = startUs + i * byteUs
            if (this.receiver.level === 0) this.update(atUs)
            if (this.receiver.level > 0) into[i] = this.receiver.read(atUs)
            else {
                into[i] = UNDEFINED_VALUE
                missing++
            }
        }
        this.updatedUs = Math.max(this.updatedUs, startUs + into.length * byteUs)
        return missing
    }

    /** Writes to the THR; what has no room is lost. @returns how many bytes that were */
    writeFifo(characters: Uint8Array, atUs: number): number {
        this.checkFormat()
        const fitting = characters.subarray(0, this.transmitter.room)
        if (fitting.length > 0) this.transmitter.write(fitting, atUs)
        this.interrupts.onThrWritten()
        this.updatedUs = Math.max(this.updatedUs, atUs)
        return characters.length - fitting.length
    }

    /** Linux driver sc16is7xx.c: a frame without data spoils the next TXLVL. */
    corruptNextTxLevel(): void {
        this.isTxLevelCorrupt = true
    }

    /** The interrupt that IIR shows: the one of highest priority. */
    interrupt(): InterruptCode {
        return this.interrupts.pending(this.ier, () => this.isCtsAutomatic, this.updatedUs)
    }

    nextInterruptUs(): number | undefined {
        if (this.interrupt() !== InterruptCode.None) return undefined
        return this.interrupts.nextUs(this.ier)
    }

    powerUp(atUs: number): void {
        for (const register of ["DLL", "DLH", "SPR", "XON1", "XON2", "XOFF1", "XOFF2"] as const)
            this.kept.set(register, this.random.nextInteger(0, 255))
        this.updatedUs = atUs
        this.reset(atUs)
    }

    /** Power-on, pin and soft reset set the same (section "Hardware reset, Power-on reset and software reset"). */
    reset(atUs: number): void {
        this.ier = 0
        this.fcr = 0
        this.lcr = reg.LCR_RESET
        this.mcr = 0
        this.efr = 0
        this.tcr = 0
        this.tlr = 0
        this.isTxLevelCorrupt = false
        this.receiver.reset(atUs)
        this.transmitter.reset()
        this.interrupts.reset()
        this.pins.reset()
        this.applyRate()
    }

    private buildPorts(): Record<RegisterName, RegisterPort> {
        return {
            FIFO: {},
            ...this.buildControlPorts(),
            LSR: { read: () => this.readLsr() },
            MSR: { read: () => this.readMsr() },
            TXLVL: { read: () => this.readTxLevel() },
            RXLVL: { read: () => this.receiver.level },
            ...this.buildPinPorts(),
            DLL: this.buildDivisorPort("DLL"),
            DLH: this.buildDivisorPort("DLH"),
            SPR: this.buildKeptPort("SPR"),
            XON1: this.buildKeptPort("XON1"),
            XON2: this.buildKeptPort("XON2"),
            XOFF1: this.buildKeptPort("XOFF1"),
            XOFF2: this.buildKeptPort("XOFF2"),
        }
    }

    private buildControlPorts() {
        return {
            IER: { read: () => this.ier, write: (value: number) => this.writeIer(value) },
            "IIR/FCR": {
                read: () => this.readIir(),
                write: (value: number, atUs: number) => this.writeFcr(value, atUs),
            },
            LCR: { read: () => this.lcr, write: (value: number) => this.writeLcr(value) },
            MCR: {
                read: () => this.mcr,
                write: (value: number, atUs: number) => this.writeMcr(value, atUs),
            },
            EFR: {
                read: () => this.efr,
                write: (value: number, atUs: number) => this.writeEfr(value, atUs),
            },
            TCR: {
                read: () => this.tcr,
                write: (value: number, atUs: number) => this.writeTcr(value, atUs),
            },
            TLR: { read: () => this.tlr, write: (value: number) => void (this.tlr = value) },
            EFCR: {
                read: () => (this.receiver.isEnabled ? 0 : reg.EFCR_RX_DISABLE),
                write: (value: number) => this.writeEfcr(value),
            },
        }
    }

    private buildPinPorts() {
        const { pins } = this
        return {
            IODir: {
                read: () => pins.direction,
                write: (value: number) => pins.setDirection(value),
            },
            IOState: { read: () => pins.state, write: (value: number) => pins.setState(value) },
            IOIntEna: {
                read: () => 0,
                write: (value: number) => this.refuse("IOIntEna", value, 0xff),
            },
            IOControl: {
                read: () => pins.control,
                write: (value: number, atUs: number) => this.writeIoControl(value, atUs),
            },
            reserved: { read: () => UNDEFINED_VALUE, write: () => {} },
        }
    }

    private buildKeptPort(register: RegisterName): RegisterPort {
        return {
            read: () => this.kept.get(register)!,
            write: value => void this.kept.set(register, value),
        }
    }

    private buildDivisorPort(register: "DLL" | "DLH"): RegisterPort {
        const checkSleep = () => {
            if (this.ier & reg.IER_SLEEP)
                this.report(`register ${register}: accessed while IER[4] (sleep) is set`)
        }
        return {
            read: () => {
                checkSleep()
                return this.kept.get(register)!
            },
            write: value => {
                checkSleep()
                this.kept.set(register, value)
                this.applyRate()
            },
        }
    }

    private check(register: RegisterName): RegisterPort {
        if (register === "reserved") this.report("register 0x0D: reserved")
        if (isBehindBank(register, this.bank))
            this.report(`register ${register}: accessed while LCR[7] is set (table 10, note 1)`)
        return this.ports[register]
    }

    private checkFormat(): void {
        const format = this.lcr & 0x3f
        if (format !== reg.LCR_8N1)
            this.report(`register LCR: word format ${format} is not 8N1, not covered here`)
    }

    /** The model does not do what these bits ask for: better said than ignored. */
    private refuse(register: RegisterName, value: number, bits: number): void {
        const refused = (value & bits).toString(16)
        if (value & bits) this.report(`register ${register}: bits ${refused} are not covered here`)
    }

    private get isEnhanced(): boolean {
        return (this.efr & reg.EFR_ENHANCED) !== 0
    }

    private get isTriggerGateOpen(): boolean {
        return this.isEnhanced && (this.mcr & reg.MCR_TRIGGER_GATE) !== 0
    }

    private get isCtsAutomatic(): boolean {
        return (this.efr & reg.EFR_AUTO_CTS) !== 0
    }

    private writeIer(value: number): void {
        const writable = this.isEnhanced ? 0xff : 0xff & ~reg.IER_ENHANCED_BITS
        const next = (this.ier & ~writable) | (value & writable)
        this.refuse("IER", next, 0xe0)
        const enablesThr = next & ~this.ier & reg.IER_THR
        this.ier = next
        if (enablesThr) this.interrupts.onThrEnabled()
    }

    private readIir(): number {
        const code = this.interrupt()
        if (code === InterruptCode.Thr) this.interrupts.onThrShown()
        return (this.fcr & reg.FCR_ENABLE ? 0xc0 : 0) | code
    }

    private writeFcr(value: number, atUs: number): void {
        const locked = this.isEnhanced ? 0 : reg.FCR_TX_TRIGGER_BITS
        this.fcr = (value & ~locked & 0xf9) | (this.fcr & locked)
        if (value & reg.FCR_ENABLE) {
            this.receiver.enableFifo()
            this.transmitter.enableFifo()
        } else {
            this.receiver.disableFifo()
            this.transmitter.disableFifo()
        }
        if (value & reg.FCR_CLEAR_RX) this.receiver.clearFifo(atUs)
        if (value & reg.FCR_CLEAR_TX) this.transmitter.clearFifo()
        this.applyRts(atUs)
    }

    private writeLcr(value: number): void {
        if (value !== reg.LCR_ENHANCED_BANK) this.refuse("LCR", value, 0x40)
        this.lcr = value
    }

    private writeMcr(value: number, atUs: number): void {
        const writable = this.isEnhanced ? 0xff : 0xff & ~reg.MCR_ENHANCED_BITS
        const next = (this.mcr & ~writable) | (value & writable)
        this.refuse("MCR", next, reg.MCR_INFRARED | 0x20)
        if ((next ^ this.mcr) & reg.MCR_LOOPBACK) this.loop((next & reg.MCR_LOOPBACK) !== 0)
        this.mcr = next
        this.applyRate()
        this.applyRts(atUs)
        // In loopback the pins are at rest.
        this.pins.setModemControl(next & reg.MCR_LOOPBACK ? 0 : next)
    }

    /** What is sent comes back inside the chip, at its own rate. */
    private loop(isOn: boolean): void {
        const wire = isOn ? new SerialDirection() : undefined
        this.transmitter.loopInto(wire)
        this.receiver.loopFrom(wire)
    }

    private writeEfr(value: number, atUs: number): void {
        this.refuse("EFR", value, reg.EFR_SPECIAL_CHARACTER | reg.EFR_SOFTWARE_FLOW_BITS)
        this.efr = value
        if (value & reg.EFR_AUTO_RTS) this.checkRtsLevels()
        this.applyRts(atUs)
        if (this.isCtsAutomatic) this.transmitter.obeyCts()
        else this.transmitter.ignoreCts()
    }

    private writeTcr(value: number, atUs: number): void {
        this.tcr = value
        if (this.efr & reg.EFR_AUTO_RTS) this.checkRtsLevels()
        this.applyRts(atUs)
    }

    private writeEfcr(value: number): void {
        this.refuse("EFCR", value, 0xff & ~reg.EFCR_RX_DISABLE)
        this.receiver.isEnabled = (value & reg.EFCR_RX_DISABLE) === 0
    }

    private writeIoControl(value: number, atUs: number): void {
        if (value & reg.IOCONTROL_RESET) this.reset(atUs)
        else this.pins.setControl(value)
    }

    private readLsr(): number {
        const value = this.receiver.lineStatus | this.transmitter.lineStatus
        this.receiver.hasOverrun = false
        return value
    }

    private readMsr(): number {
        const cts = (this.line.toDce.isAllowed ? reg.MSR_CTS : 0) | this.interrupts.takeCtsChange()
        return cts | this.pins.takeRingStatus()
    }

    private readTxLevel(): number {
        const level = FIFO_DEPTH - this.transmitter.level
        if (!this.isTxLevelCorrupt) return level
        this.isTxLevelCorrupt = false
        return level | TX_LEVEL_CORRUPTION
    }

    private checkRtsLevels(): void {
        const { halt, resume } = rtsLevels(this.fcr, this.tcr)
        if (halt <= resume)
            this.report(
                `register TCR: auto-RTS with halt at ${halt}, not above resume at ${resume}`
            )
    }

    private applyRate(): void {
        const divisor = (this.kept.get("DLH")! << 8) | this.kept.get("DLL")!
        const prescaler = this.mcr & reg.MCR_PRESCALER_4 ? 4 : 1
        const bitUs = bitTimeUs(this.wiring.crystalHz / prescaler, divisor)
        this.receiver.bitUs = bitUs
        this.transmitter.setBitTime(bitUs)
    }

    private applyRts(atUs: number): void {
        if (this.mcr & reg.MCR_LOOPBACK) this.receiver.setManualRts(false, atUs)
        else if (this.efr & reg.EFR_AUTO_RTS)
            this.receiver.setAutoRts(rtsLevels(this.fcr, this.tcr), atUs)
        else this.receiver.setManualRts((this.mcr & reg.MCR_RTS) !== 0, atUs)
    }
}
