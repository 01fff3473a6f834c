import * as ds from "@devicescript/core"
import { InputPin, OutputPin } from "../../hal/platform"
import { SpiDevice } from "../../hal/spi"
import { EXAM_TRIES, PortFindings, Uart, USUAL_BAUD } from "../../hal/uart"
import { Fault, FaultCode } from "../../util/fault"
import { FifoFrames } from "../../util/fifo-frames"
import {
    DLH,
    DLL,
    EFCR,
    EFR,
    EFR_AUTO_RTS_CTS,
    EFR_ENHANCED,
    FCR,
    FCR_ENABLE,
    FCR_RESET_RX_TX,
    FIFO_BYTES,
    IER,
    IER_RHR,
    IOCONTROL_MODEM_PINS,
    IOCONTROL_RESET,
    IOControl,
    LCR,
    LCR_8N1,
    LCR_DIVISOR_LATCH,
    LCR_ENHANCED,
    MCR,
    MCR_DTR_RTS,
    MCR_LOOPBACK,
    MCR_TCR_TLR_ENABLE,
    MSR,
    MSR_RI,
    MSR_RI_ENDED,
    READ,
    READ_RHR,
    READ_RXLVL,
    READ_TXLVL,
    REGISTER_SHIFT,
    SPR,
    TCR,
    TLR,
    WRITE_THR,
} from "./registers"

/**
 * UART behind an NXP SC16IS740/750/760 on SPI, channel A, 115,200 baud 8N1 with RTS/CTS by the chip itself.
 *
 * The interrupt line only says "look": IIR is not trusted (errata 3 and 4), the levels are read instead.
 */

/** Data sheet 7.1: the divisor is crystal ÷ (16 × baud); the crystal has 14.7456 MHz. */
const CRYSTAL_BY_16 = 921600
/** Auto-RTS: stop the modem at 60 characters, let it go on at 32. It may send one or two more, for which there is room. */
const TCR_RESUME_32_HALT_60 = 0x8f
/** Interrupt at 8 characters; fewer are reported four character times after the last one. */
const TLR_RX_8_TX_32 = 0x28
/** A part of what is to be written is taken only if it is at least so long. */
const BURST_BYTES_MIN = 32
/** Data sheet: a reset pulse of 3 µs is enough; a tick is what we have. */
const RESET_MS = 10
const PRESENCE_A = 0x55
const PRESENCE_B = 0xaa

/** From one value that is read back to the next; none is 0 or 255, which a bus with nobody on it reads. */
const EXAM_STEP = 0xab
/** The clock is measured by the time that so many characters take at a low rate. */
const EXAM_CHARACTERS = 16
const EXAM_BAUD = 1200
/** kHz × ms: 160 bits, each 16 × the divisor of 768 long. */
const EXAM_KHZ_MS = 1966080
const CRYSTAL_KHZ = 14745
/** Nothing is looked at before; then at every turn, and after a while every tick. */
const EXAM_FIRST_MS = 80
const EXAM_CLOSE_MS = 180
const EXAM_MAX_MS = 1200

export class Bridge implements Uart {
    product = 0
    /** Made when the bridge is first used: there may be another in its place. */
    private frames!: FifoFrames
    /** One register, out and back: address and value. */
    private registerTx = Buffer.alloc(2)
    private registerRx = Buffer.alloc(2)
    /** Room in the transmit FIFO that we know of; the chip's may be larger. */
    private roomBytes = 0
    /** A ring has ended, and nobody was told. */
    private isRingOver = false

    constructor(
        private spi: SpiDevice,
        private irq: InputPin,
        private reset: OutputPin,
        /** Active: the modem has no power. Undefined: the board can't switch it. */
        private modemPower?: OutputPin
    ) {}

    async initialise(): Promise<void> {
        await this.restart()
        await this.checkPresence()
        // DTR comes out of a pin only then, and most modems are deaf without it.
        await this.writeRegister(IOControl, IOCONTROL_MODEM_PINS)
        await this.setRate(USUAL_BAUD)
        await this.setFlowControl()
        await this.writeRegister(FCR, FCR_ENABLE | FCR_RESET_RX_TX)
        await ds.sleep(RESET_MS)
        await this.writeRegister(FCR, FCR_ENABLE)
        await this.writeRegister(EFCR, 0)
        await this.writeRegister(IER, IER_RHR)
        this.roomBytes = 0
    }

    async examine(): Promise<PortFindings> {
        await this.restart()
        let wrongCount = 0
        for (let i = 1; i <= EXAM_TRIES; i++) {
            const value = (i * EXAM_STEP) & 0xff
            await this.writeRegister(SPR, value)
            if ((await this.readRegister(SPR)) !== value) wrongCount++
        }
        const clockKhz = wrongCount < EXAM_TRIES ? await this.measureClock() : 0
        return { name: "SC16IS7xx", wrongCount, clockKhz, usualKhz: CRYSTAL_KHZ }
    }

    async switchPower(isOn: boolean): Promise<boolean> {
        const { modemPower } = this
        if (!modemPower) return false
        modemPower.setActive(!isOn)
        return true
    }

    async setRate(baud: number): Promise<void> {
        const divisor = Math.idiv(CRYSTAL_BY_16, baud)
        await this.writeRegister(LCR, LCR_DIVISOR_LATCH)
        await this.writeRegister(DLL, divisor & 0xff)
        await this.writeRegister(DLH, divisor >> 8)
        await this.writeRegister(LCR, LCR_8N1)
    }

    /** The level itself. Its change, MSR[2], is forgotten by the chip when MSR is read: it is kept for `hasRung`. */
    async isRinging(): Promise<boolean> {
        const status = await this.readRegister(MSR)
        if ((status & MSR_RI_ENDED) !== 0) this.isRingOver = true
        return (status & MSR_RI) !== 0
    }

    async hasRung(ringMs: number): Promise<boolean> {
        await this.isRinging()
        const { isRingOver } = this
        this.isRingOver = false
        return isRingOver
    }

    hasInput(): boolean {
        return this.irq.isActive()
    }

    async read(): Promise<Buffer | undefined> {
        // A hundred times a second and more while sound comes in: a call of a function would cost as much as a transfer.
        const { spi, registerRx } = this
        await spi.exchange(READ_RXLVL, registerRx)
        const level = registerRx[1]
        if (level === 0) return undefined
        if (level > FIFO_BYTES) this.refuse(level)
        const frame = this.frames.forReading(level)
        await spi.exchange(frame, frame)
        return frame
    }

    async write(from: Buffer, atByte: number, lengthBytes: number): Promise<number> {
        let room = this.roomBytes
        if (room < lengthBytes && room < FIFO_BYTES) {
            await this.spi.exchange(READ_TXLVL, this.registerRx)
            room = this.registerRx[1]
            if (room > FIFO_BYTES) this.refuse(room)
        }
        this.roomBytes = room
        // What fits in one frame, where not all of it fits.
        const count = room < lengthBytes ? room & ~3 : lengthBytes
        // A stream goes out in large bursts: two transfers for a few characters would eat the bus.
        if (count < lengthBytes && count < BURST_BYTES_MIN) return 0
        this.roomBytes = room - count
        let done = 0
        while (done < count) {
            const frame = this.frames.forWriting(count - done)
            const taken = frame.length - 1
            frame.blitAt(1, from, atByte + done, taken)
            await this.spi.exchange(frame, undefined)
            done += taken
        }
        return count
    }

    /** The chip as after power-on. */
    private async restart(): Promise<void> {
        if (!this.frames) this.frames = new FifoFrames(READ_RHR, WRITE_THR, false)
        this.reset.setActive(true)
        await ds.sleep(RESET_MS)
        this.reset.setActive(false)
        await ds.sleep(RESET_MS)
        await this.writeRegister(IOControl, IOCONTROL_RESET)
        await ds.sleep(RESET_MS)
    }

    /** Characters that go in a circle inside the chip (data sheet 8.5, MCR[4]). @returns kHz; 0: none has come back */
    private async measureClock(): Promise<number> {
        await this.setRate(EXAM_BAUD)
        await this.writeRegister(FCR, FCR_ENABLE | FCR_RESET_RX_TX)
        await ds.sleep(RESET_MS)
        await this.writeRegister(MCR, MCR_LOOPBACK)
        const frame = this.frames.forWriting(EXAM_CHARACTERS)
        const sinceMs = ds.millis()
        await this.spi.exchange(frame, undefined)
        await ds.sleep(EXAM_FIRST_MS)
        let lastedMs = 0
        while (lastedMs < EXAM_MAX_MS) {
            await this.spi.exchange(READ_RXLVL, this.registerRx)
            lastedMs = ds.millis() - sinceMs
            if (this.registerRx[1] === EXAM_CHARACTERS) return Math.idiv(EXAM_KHZ_MS, lastedMs)
            if (lastedMs > EXAM_CLOSE_MS) await ds.sleep(RESET_MS)
        }
        return 0
    }

    /** Data sheet 8.7: the scratch register keeps what is written. */
    private async checkPresence(): Promise<void> {
        await this.writeRegister(SPR, PRESENCE_A)
        const a = await this.readRegister(SPR)
        await this.writeRegister(SPR, PRESENCE_B)
        const b = await this.readRegister(SPR)
        if (a !== PRESENCE_A || b !== PRESENCE_B)
            throw new Fault(FaultCode.Absent, "UART bridge does not answer")
    }

    /** TCR and TLR can be reached only while EFR[4] and MCR[2] are set and LCR is not 0xBF (data sheet 8.11). */
    private async setFlowControl(): Promise<void> {
        await this.writeRegister(LCR, LCR_ENHANCED)
        await this.writeRegister(EFR, EFR_ENHANCED)
        await this.writeRegister(LCR, LCR_8N1)
        await this.writeRegister(MCR, MCR_TCR_TLR_ENABLE)
        await this.writeRegister(TCR, TCR_RESUME_32_HALT_60)
        await this.writeRegister(TLR, TLR_RX_8_TX_32)
        await this.writeRegister(MCR, MCR_DTR_RTS)
        await this.writeRegister(LCR, LCR_ENHANCED)
        await this.writeRegister(EFR, EFR_ENHANCED | EFR_AUTO_RTS_CTS)
        await this.writeRegister(LCR, LCR_8N1)
    }

    /** A level of more than the FIFO's depth means that the transfer failed. */
    private refuse(level: number): never {
        throw new Fault(FaultCode.Protocol, "UART bridge level " + level)
    }

    private async readRegister(register: number): Promise<number> {
        this.registerTx[0] = READ | (register << REGISTER_SHIFT)
        this.registerTx[1] = 0xff
        await this.spi.exchange(this.registerTx, this.registerRx)
        return this.registerRx[1]
    }

    private async writeRegister(register: number, value: number): Promise<void> {
        this.registerTx[0] = register << REGISTER_SHIFT
        this.registerTx[1] = value
        await this.spi.exchange(this.registerTx, undefined)
    }
}
