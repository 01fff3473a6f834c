import { SpiBus, SpiDevice } from "../../../src/hal/spi"

/** HRSL of a transaction that came to nothing. */
export const NAK = 4
export const STALL = 5
export const TIMEOUT = 14
/** SNDBAV, HXFRDN; and RCVDAV where a packet has come. */
const DONE = 0x88
const RCVDAV = 0x04
const CONDET = 0x20

/**
 * A MAX3421E with a device, as far as its driver can tell: registers that keep what is written, and transactions whose outcome
 * the test says. Fails on a read before full duplex, an IN over a packet that was not read, and a FIFO that is over- or underrun.
 */
export class FakeUsbHost implements SpiDevice, SpiBus {
    revision = 0x13
    isPlugged = true
    /** USBIRQ says that the oscillator runs. */
    isOscillatorTold = false
    /** Shown in HIRQ from now on. */
    isGone = false
    /** What every answer is full of, from now on; below 0: what is right. */
    stuckAt = -1
    /** What GET_DESCRIPTOR is answered with. */
    device: Buffer = hex`12 01 10 01 02 00 00 40 72 05 49 13 00 01 00 00 00 02`
    configuration: Buffer = Buffer.alloc(0)
    /** Requests that the device has taken: 8 bytes in hex, and the data of those that have any. */
    requests = ""
    /** Requests, type and code in hex, that it refuses. */
    refused = ""
    /** Packets at the bulk IN endpoint; where there is none, a NAK. */
    incoming: Buffer[] = []
    notices: Buffer[] = []
    /** Outcomes of transactions to come, by their HRSL; 0 goes as it would. */
    outcomes: number[] = []
    /** What has arrived at the bulk OUT endpoint, in hex, a blank behind each packet. */
    sent = ""
    /** HCTL of each bulk transaction, in hex. */
    toggles = ""
    writes = ""
    transferCount = 0
    private kept = Buffer.alloc(32)
    private packet = Buffer.alloc(0)
    private packetAt = 0
    private hasPacket = false
    private isFullDuplex = false
    private result = 0
    private sudfifo = Buffer.alloc(8)
    private reply = Buffer.alloc(0)
    private replyAt = 0
    private sndfifo = Buffer.alloc(64)
    private filledBytes = 0
    private committedBytes = -1

    async transfer(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        throw new Error("the USB host wants whole frames")
    }

    deselect(): void {}

    async pause(us: number): Promise<void> {}

    setClock(hz: number): void {}

    async exchange(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        this.transferCount++
        const register = tx[0] >> 3
        if ((tx[0] & 2) !== 0) {
            this.write(register, tx)
            if (rx) rx.fillAt(0, rx.length, 0)
        } else if (rx) this.read(register, rx)
        else throw new Error("read without an answer")
    }

    private read(register: number, rx: Buffer): void {
        if (this.stuckAt >= 0) {
            rx.fillAt(0, rx.length, this.stuckAt)
            return
        }
        if (!this.isFullDuplex) throw new Error("read in half duplex")
        rx[0] = DONE | (this.hasPacket ? RCVDAV : 0) | (this.isGone ? CONDET : 0)
        const lengthBytes = rx.length
        for (let i = 1; i < lengthBytes; i++) rx[i] = this.valueOf(register)
    }

    private valueOf(register: number): number {
        if (register === 1) {
            if (this.packetAt >= this.packet.length) throw new Error("read beyond RCVBC")
            return this.packet[this.packetAt++]
        }
        if (register === 6) return this.packet.length
        if (register === 13) return this.isOscillatorTold ? 1 : 0
        if (register === 18) return this.revision
        if (register === 29) return 0
        if (register === 31) return this.result | (this.isPlugged ? 0x80 : 0)
        return this.kept[register]
    }

    private write(register: number, tx: Buffer): void {
        if (register === 4) this.sudfifo.blitAt(0, tx, 1, 8)
        else if (register === 2) {
            if (this.filledBytes + tx.length - 1 > 64) throw new Error("SNDFIFO overrun")
            this.sndfifo.blitAt(this.filledBytes, tx, 1, tx.length - 1)
            this.filledBytes += tx.length - 1
        } else if (register === 7) this.commit(tx[1])
        else if (register === 25 && tx.length === 7) this.launch(tx)
        else {
            this.writes += tx.toString("hex") + " "
            this.kept[register] = tx[1]
            if (register === 17) this.isFullDuplex = tx[1] === 0x10
        }
    }

    private commit(count: number): void {
        if (count === 0) this.committedBytes = -1
        else this.committedBytes = count
        this.filledBytes = 0
    }

    private launch(tx: Buffer): void {
        const token = tx[6]
        const endpoint = token & 0x0f
        if ((tx[1] & RCVDAV) !== 0) this.hasPacket = false
        if (endpoint > 0) this.toggles += Buffer.from([tx[5]]).toString("hex") + " "
        const outcome = this.outcomes.shift() || 0
        this.result = outcome
        if (outcome !== 0) return
        if (token === 0x10) this.setUp()
        else if (token === 0x80) this.finishRequest()
        else if (token === 0x00) this.give(this.nextOfReply())
        else if ((token & 0xf0) === 0x20) this.takeOut(endpoint)
        else if (token < 0x10) this.askPipe(endpoint)
    }

    private askPipe(endpoint: number): void {
        if (this.packetAt < this.packet.length) throw new Error("IN over a packet")
        const queue = endpoint === 1 ? this.notices : this.incoming
        const packet = queue.shift()
        if (packet === undefined) this.result = NAK
        else this.give(packet)
    }

    private setUp(): void {
        const type = this.sudfifo[0]
        const code = this.sudfifo[1]
        const kind = this.sudfifo[3]
        if (type !== 0x80 || code !== 6) return
        this.reply = kind === 1 ? this.device : this.configuration
        this.reply = this.reply.slice(0, Math.min(this.reply.length, this.sudfifo[6]))
        this.replyAt = 0
        this.requests += `get${kind}:${this.sudfifo[6]} `
    }

    private finishRequest(): void {
        const request = this.sudfifo.toString("hex")
        if (this.refused !== "" && request.startsWith(this.refused)) this.result = STALL
        else this.requests += request + " "
    }

    private nextOfReply(): Buffer {
        const count = Math.min(this.device[7], this.reply.length - this.replyAt)
        const piece = this.reply.slice(this.replyAt, this.replyAt + count)
        this.replyAt += count
        return piece
    }

    private give(packet: Buffer): void {
        this.packet = packet
        this.packetAt = 0
        this.hasPacket = true
    }

    private takeOut(endpoint: number): void {
        if (this.committedBytes < 0) throw new Error("OUT without a packet")
        const bytes = this.sndfifo.slice(0, this.committedBytes).toString("hex")
        if (endpoint > 0) this.sent += bytes + " "
        else this.requests += "data:" + bytes + " "
        this.committedBytes = -1
    }
}

/** Interface of AT commands at 1 with an interrupt endpoint 0x81, data at 2 with 0x82 and 0x02, the class's parts behind. */
export const CONEXANT_LIKE = hex`
    09 02 40 00 02 01 00 80 32
    09 04 00 00 01 02 02 01 00
    07 05 81 03 40 00 80
    09 04 01 00 02 0a 00 00 00
    07 05 82 02 40 00 00
    07 05 02 02 40 00 00
    05 24 00 10 01
    04 24 02 07
    05 24 06 00 01`
