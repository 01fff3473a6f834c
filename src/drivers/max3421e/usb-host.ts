/**
 * MAX3421E as a USB host for one device of full speed: reset, transactions, control transfers.
 *
 * A transaction takes less time than the next SPI transfer needs to begin, so nobody waits for it. It is begun by one burst over
 * R25 … R30, which also takes back what the last one has left.
 */
import * as ds from "@devicescript/core"
import { SpiBus, SpiDevice } from "../../hal/spi"
import { EXAM_TRIES, PortFindings } from "../../hal/uart"
import { Fault, FaultCode } from "../../util/fault"
import { FifoFrames } from "../../util/fifo-frames"
import {
    HCTL_BUSRST,
    HCTL_RCVTOG1,
    HCTL_SAMPLEBUS,
    HCTL_SNDTOG1,
    HIRQ_BUSEVENT,
    HIRQ_CONDET,
    HIRQ_FRAME,
    HIRQ_HXFRDN,
    HIRQ_RCVDAV,
    HRSL_FULL_SPEED,
    HRSL_LINES,
    HRSL_RESULT,
    IOPINS1_VBUS,
    MODE_HOST,
    MODE_HOST_FRAMES,
    PINCTL_FULL_DUPLEX,
    RCVBC_FRAME,
    READ_HCTL,
    READ_HRSL,
    READ_PERADDR,
    READ_RCVFIFO,
    READ_REVISION,
    READ_USBIRQ,
    RESULT_NAK,
    RESULT_SUCCESS,
    REVISION_CLEAN,
    TOKEN_IN,
    TOKEN_IN_STATUS,
    TOKEN_OUT,
    TOKEN_OUT_STATUS,
    TOKEN_SETUP,
    USBCTL_CHIPRES,
    USBIRQ_OSCOK,
    WRITE_HCTL,
    WRITE_HIRQ,
    WRITE_IOPINS1,
    WRITE_MODE,
    WRITE_PERADDR,
    WRITE_PINCTL,
    WRITE_SNDBC,
    WRITE_SNDFIFO,
    WRITE_SUDFIFO,
    WRITE_USBCTL,
} from "./registers"

const TICK_MS = 10
/** A modem shows itself within a second of its power; one that does not in two is not there. */
const CONNECT_TRIES = 20
const CONNECT_POLL_MS = 100
/** USB 2.0, 7.1.7.3: 100 ms, and some. */
const SETTLE_MS = 200
/** A bus reset takes 50 ms; frames must begin within 3 ms of its end. */
const RESET_MS = 30
const RESET_POLL_US = 1000
const RESET_POLLS = 40
const BUSY_LOOKS = 20
const FIFO_BYTES = 64
/** 10 ms each: a device may take its time for a request, USB 2.0, 9.2.6.4. */
const CONTROL_TRIES = 100
/** Errors one after another in a control transfer. */
const ERRORS_MAX = 3
/** From one value that is read back to the next: all bits change, and no two values are the same. */
const EXAM_STEP = 0x55
const CRYSTAL_KHZ = 12000

export class UsbHost {
    /** What the device listens to. */
    address = 0
    /** Greatest packet of endpoint 0. */
    controlBytes = 8
    isOldDie = false
    /** Of the last transfer with an answer: HIRQ, and the register's value. */
    readonly answer = Buffer.alloc(2)
    readonly frames = new FifoFrames(READ_RCVFIFO, WRITE_SNDFIFO, true)
    private register = Buffer.alloc(2)
    /** HIRQ, HIEN, MODE, PERADDR, HCTL, HXFR, of which the first and the third are the same each time. */
    private burst = Buffer.alloc(7)
    private setup = Buffer.alloc(9)

    constructor(
        private spi: SpiDevice,
        private bus: SpiBus
    ) {}

    /** Give the port power, or take it away; the chip may be in any state. Waits: for two transfers. */
    async switchPort(isOn: boolean): Promise<void> {
        // Nothing is read before this is written: until then the chip drives MOSI, too.
        await this.write(WRITE_PINCTL, PINCTL_FULL_DUPLEX)
        await this.write(WRITE_IOPINS1, isOn ? IOPINS1_VBUS : 0)
    }

    /**
     * Reset the chip, find the device and reset it.
     *
     * @throws Fault Absent: no such chip, or nothing plugged in. Waits: 0.4 s; 2.3 s where nothing is plugged in
     */
    async begin(): Promise<void> {
        const revision = await this.restart()
        if (!isRevision(revision)) throw noHost()
        this.isOldDie = revision !== REVISION_CLEAN
        await this.write(WRITE_MODE, MODE_HOST)
        this.burst[0] = WRITE_HIRQ
        this.burst[3] = MODE_HOST_FRAMES
        await this.awaitDevice()
        await ds.sleep(SETTLE_MS)
        await this.resetBus()
    }

    /** Put the chip to the test; `begin` must follow. Waits: 50 ms; 0.2 s where its oscillator does not tell that it runs. */
    async examine(): Promise<PortFindings> {
        const revision = await this.restart()
        // PERADDR is a register of host mode.
        await this.write(WRITE_MODE, MODE_HOST)
        let wrongCount = 0
        for (let i = 1; i <= EXAM_TRIES; i++) {
            const value = (i * EXAM_STEP) & 0x7f
            await this.write(WRITE_PERADDR, value)
            if ((await this.read(READ_PERADDR)) !== value) wrongCount++
        }
        let clockKhz = 0
        for (let i = 0; i < BUSY_LOOKS && clockKhz === 0; i++) {
            const isTold = ((await this.read(READ_USBIRQ)) & USBIRQ_OSCOK) !== 0
            if (isTold && isRevision(revision)) clockKhz = CRYSTAL_KHZ
            else await ds.sleep(TICK_MS)
        }
        const name = "MAX3421E, revision " + (revision >> 4) + "-" + (revision & 15)
        return { name, wrongCount, clockKhz, usualKhz: CRYSTAL_KHZ }
    }

    /** The device is at address 0 afterwards, and has forgotten all. Waits: 70 ms. */
    async resetBus(): Promise<void> {
        this.address = 0
        await this.write(WRITE_HCTL, HCTL_BUSRST)
        await ds.sleep(RESET_MS)
        for (let i = 0; i < RESET_POLLS; i++) {
            if (((await this.read(READ_HCTL)) & HCTL_BUSRST) === 0) break
            await this.bus.pause(RESET_POLL_US)
        }
        await this.write(WRITE_MODE, MODE_HOST_FRAMES)
        await ds.sleep(2 * TICK_MS)
        await this.write(WRITE_HIRQ, HIRQ_CONDET | HIRQ_BUSEVENT | HIRQ_FRAME)
    }

    /**
     * Begin a transaction. A packet that came before is given back; it must have been read.
     *
     * @param token what to do, and the endpoint
     * @param toggles bits of HCTL; 0: as the last transaction has left them
     */
    async launch(token: number, toggles: number): Promise<void> {
        const burst = this.burst
        burst[1] = (token & TOKEN_OUT) === 0 ? HIRQ_HXFRDN | HIRQ_RCVDAV : HIRQ_HXFRDN
        burst[4] = this.address
        burst[5] = toggles
        burst[6] = token
        await this.spi.exchange(burst, undefined)
    }

    /** How the transaction has ended. @throws Fault Absent: the device is gone, or the chip */
    async result(): Promise<number> {
        for (let i = 0; i < BUSY_LOOKS; i++) {
            const result = (await this.read(READ_HRSL)) & HRSL_RESULT
            const status = this.answer[0]
            if ((status & HIRQ_CONDET) !== 0)
                throw new Fault(FaultCode.Absent, "USB device is gone")
            // Zeros are SUCCESS, too, and what comes from a chip that is dead.
            if ((status & HIRQ_HXFRDN) !== 0) return result
        }
        throw noHost()
    }

    /** Begin an IN. @returns whether a packet has come; its length is answer[1]. Waits: for two transfers. */
    async ask(token: number, toggles: number): Promise<boolean> {
        await this.launch(token, toggles)
        await this.spi.exchange(RCVBC_FRAME, this.answer)
        return this.hasPacket()
    }

    /** A packet that showed itself late: HXFRDN may come before RCVDAV. */
    async askAgain(): Promise<boolean> {
        await this.spi.exchange(RCVBC_FRAME, this.answer)
        return this.hasPacket()
    }

    /** A piece of the packet, from byte 1 on; `unread` is what is left of it. Valid until the next call. */
    async take(unread: number): Promise<Buffer> {
        const frame = this.frames.forReading(unread)
        await this.spi.exchange(frame, frame)
        return frame
    }

    /** Fill the send buffer and hand it over. */
    async fill(from: Buffer, atByte: number, lengthBytes: number): Promise<void> {
        let done = 0
        while (done < lengthBytes) {
            const frame = this.frames.forWriting(lengthBytes - done)
            const taken = frame.length - 1
            frame.blitAt(1, from, atByte + done, taken)
            await this.spi.exchange(frame, undefined)
            done += taken
        }
        await this.commit(lengthBytes)
    }

    /** Write a frame as it is. */
    async rewrite(frame: Buffer): Promise<void> {
        await this.spi.exchange(frame, undefined)
    }

    /** SNDBC: the bytes that are in the send buffer are a packet; 0 takes one back that was not acknowledged. */
    async commit(lengthBytes: number): Promise<void> {
        await this.write(WRITE_SNDBC, lengthBytes)
    }

    /** A request without data. @returns whether the device took it */
    async tell(type: number, code: number, value: number, index: number): Promise<boolean> {
        this.fillSetup(type, code, value, index, 0)
        return (await this.stage(TOKEN_SETUP, 0)) && (await this.stage(TOKEN_IN_STATUS, 0))
    }

    /** A request with data for the device, at most a packet. */
    async tellMore(type: number, code: number, index: number, data: Buffer): Promise<boolean> {
        this.fillSetup(type, code, 0, index, data.length)
        if (!(await this.stage(TOKEN_SETUP, 0))) return false
        await this.fill(data, 0, data.length)
        if (await this.stage(TOKEN_OUT, HCTL_SNDTOG1)) return await this.stage(TOKEN_IN_STATUS, 0)
        await this.commit(0)
        return false
    }

    /** GET_DESCRIPTOR, as much of it as `into` holds. @returns how many bytes came */
    async describe(kind: number, into: Buffer): Promise<number> {
        const lengthBytes = into.length
        this.fillSetup(0x80, 6, kind << 8, 0, lengthBytes)
        if (!(await this.stage(TOKEN_SETUP, 0))) return 0
        let done = 0
        let toggles = HCTL_RCVTOG1
        while (done < lengthBytes) {
            if (!(await this.stage(TOKEN_IN, toggles))) return 0
            toggles = 0
            await this.askAgain()
            const count = this.answer[1]
            let unread = count
            while (unread > 0) {
                const piece = await this.take(unread)
                const room = Math.min(piece.length - 1, lengthBytes - done)
                into.blitAt(done, piece, 1, room)
                done += room
                unread -= piece.length - 1
            }
            if (count < this.controlBytes) break
        }
        return (await this.stage(TOKEN_OUT_STATUS, 0)) ? done : 0
    }

    /** The chip as after power-on, in full duplex. @returns its revision */
    private async restart(): Promise<number> {
        await this.write(WRITE_PINCTL, PINCTL_FULL_DUPLEX)
        // Long enough to stop the crystal; whether it tells that it runs again is not to be relied on.
        await this.write(WRITE_USBCTL, USBCTL_CHIPRES)
        await ds.sleep(TICK_MS)
        await this.write(WRITE_USBCTL, 0)
        await this.write(WRITE_PINCTL, PINCTL_FULL_DUPLEX)
        await ds.sleep(TICK_MS)
        return await this.read(READ_REVISION)
    }

    /** @throws Fault Absent: it can't be so long */
    private hasPacket(): boolean {
        const both = HIRQ_HXFRDN | HIRQ_RCVDAV
        if ((this.answer[0] & both) !== both) return false
        if (this.answer[1] > FIFO_BYTES) throw noHost()
        return true
    }

    private async awaitDevice(): Promise<void> {
        for (let i = 0; i < CONNECT_TRIES; i++) {
            await this.write(WRITE_HCTL, HCTL_SAMPLEBUS)
            if (((await this.read(READ_HRSL)) & HRSL_LINES) === HRSL_FULL_SPEED) return
            await ds.sleep(CONNECT_POLL_MS)
        }
        throw new Fault(FaultCode.Absent, "no USB modem")
    }

    /** Try a stage of a control transfer until it is neither NAKed nor garbled. @returns false: refused, or in vain */
    private async stage(token: number, toggles: number): Promise<boolean> {
        let errors = 0
        for (let i = 0; i < CONTROL_TRIES; i++) {
            // Whether it is still in the chip when it was sent in vain, nobody says.
            if (token === TOKEN_SETUP) await this.spi.exchange(this.setup, undefined)
            await this.launch(token, toggles)
            const result = await this.result()
            if (result === RESULT_SUCCESS) return true
            if (result !== RESULT_NAK) errors++
            if (errors >= ERRORS_MAX) return false
            await ds.sleep(TICK_MS)
        }
        return false
    }

    private fillSetup(
        type: number,
        code: number,
        value: number,
        index: number,
        lengthBytes: number
    ): void {
        const setup = this.setup
        setup[0] = WRITE_SUDFIFO
        setup[1] = type
        setup[2] = code
        setup[3] = value
        setup[4] = value >> 8
        setup[5] = index
        setup[7] = lengthBytes
    }

    private async read(command: number): Promise<number> {
        this.register[0] = command
        this.register[1] = 0
        await this.spi.exchange(this.register, this.answer)
        return this.answer[1]
    }

    private async write(command: number, value: number): Promise<void> {
        this.register[0] = command
        this.register[1] = value
        await this.spi.exchange(this.register, undefined)
    }
}

function noHost(): Fault {
    return new Fault(FaultCode.Absent, "USB host does not answer")
}

/** What the silicon says of itself, as far as there is any. */
function isRevision(revision: number): boolean {
    return revision === 0x01 || revision === 0x12 || revision === REVISION_CLEAN
}
