import { SpiDevice } from "../../../src/hal/spi"

/**
 * A UART bridge as its SPI frames show it: remembers single writes, answers single reads from `levels`, and takes and
 * gives FIFO bursts. Fails on a frame that is neither.
 */
export class RegisterChip implements SpiDevice {
    /** Register writes in order, as address and value in hex, separated by blanks. */
    writes = ""
    /** What register reads answer, by register. */
    answers: Buffer = Buffer.alloc(16)
    /** Bytes still to be received, taken from the front. */
    received = ""
    /** Bytes sent, as text. */
    sent = ""

    async transfer(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        throw new Error("the bridge wants whole frames")
    }

    deselect(): void {}

    async exchange(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        const register = (tx[0] >> 3) & 0x0f
        const isRead = (tx[0] & 0x80) !== 0
        if (isRead && register === 0 && rx) this.give(rx)
        else if (isRead && tx.length === 2 && rx) rx[1] = this.answers[register]
        else if (!isRead && register === 0 && this.isFifoOpen(tx.length > 2))
            this.sent += tx.slice(1).toString()
        else if (!isRead && tx.length === 2) this.remember(register, tx)
        else throw new Error("frame " + tx.toString("hex"))
    }

    private give(rx: Buffer): void {
        const count = rx.length - 1
        if (count > this.received.length) throw new Error("more read than there is")
        for (let i = 0; i < count; i++) rx[i + 1] = this.received.charCodeAt(i)
        this.received = this.received.slice(count)
        this.answers[9] = this.received.length
    }

    private remember(register: number, tx: Buffer): void {
        this.writes += tx.toString("hex") + " "
        // The scratch register shows that somebody is there.
        if (register === 7) this.answers[7] = tx[1]
    }

    /** Address 0 is the divisor while LCR[7] is set, and the FIFO once IER was written (the driver's last step); a burst
     * is for the FIFO in any case. */
    private isFifoOpen(isBurst: boolean): boolean {
        return isBurst || this.writes.includes("0801 ")
    }
}
