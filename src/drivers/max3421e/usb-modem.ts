/**
 * A modem at a USB port: bytes in and out through its two bulk endpoints. docs/decisions/028.
 *
 * NAK is flow control: a packet that the modem does not take stays in the chip, and goes out before anything else.
 */
import * as ds from "@devicescript/core"
import { SpiBus, SpiDevice } from "../../hal/spi"
import { PortFindings, RECEIVED_AT, Uart } from "../../hal/uart"
import { Fault, FaultCode } from "../../util/fault"
import { enumerate, Pipes } from "./enumeration"
import {
    HCTL_RCVTOG0,
    HCTL_RCVTOG1,
    HCTL_SNDTOG0,
    HCTL_SNDTOG1,
    RESULT_NAK,
    RESULT_STALL,
    RESULT_SUCCESS,
    RESULT_TOGGLE,
    TOKEN_OUT,
} from "./registers"
import { UsbHost } from "./usb-host"

/** 8,000 bytes a second fill a packet in this time: to look earlier is to get a small one for the same price. */
const PACKET_MS = 8
const NOTHING_MS = 10
/** While sound goes out, what comes in is events only. */
const PLAYING_MS = 40
/** A modem that does not take sound is busy with the last packet, or full: then it plays 160 samples meanwhile, and holds more. */
const BUSY_MS = 5
const FULL_MS = 20
/** Errors one after another before everything begins anew. */
const ERRORS_MAX = 4

const ENDPOINT_REQUEST = 0x02
const CLEAR_FEATURE = 1
const IN_ENDPOINT = 0x80
/** SERIAL_STATE: 8 bytes of head, then the states (CDC PSTN 1.2, 6.5.4). */
const NOTICE_BYTES = 10
const NOTICE_HEAD_BYTES = 8
const STATE_RING = 0x08

export class UsbModem implements Uart {
    product = 0
    private host: UsbHost
    private pipes!: Pipes
    /** Of the packet that came last. */
    private unreadBytes = 0
    /** Of the packet that is still to be taken by the modem. */
    private waitingBytes = 0
    private firstByte = 0
    private isInOdd = false
    private isOutOdd = false
    private isNoticeOdd = false
    private isPlaying = false
    private lookAtMs = 0
    /** Before that the packet that waits would be refused again; 0: it was not refused. */
    private pushAtMs = 0
    private errorCount = 0
    /** A ring was told then, and nobody was told that it is over; 0: none. */
    private rangMs = 0

    constructor(spi: SpiDevice, bus: SpiBus) {
        this.host = new UsbHost(spi, bus)
    }

    async initialise(): Promise<void> {
        this.unreadBytes = this.waitingBytes = this.errorCount = this.rangMs = 0
        this.lookAtMs = this.pushAtMs = 0
        this.isInOdd = this.isOutOdd = this.isNoticeOdd = this.isPlaying = false
        await this.host.begin()
        this.pipes = await enumerate(this.host)
        this.product = this.pipes.product
    }

    async examine(): Promise<PortFindings> {
        return await this.host.examine()
    }

    async setRate(baud: number): Promise<void> {}

    async switchPower(isOn: boolean): Promise<boolean> {
        await this.host.switchPort(isOn)
        return true
    }

    hasInput(): boolean {
        return this.unreadBytes > 0 || ds.millis() >= this.lookAtMs
    }

    async read(): Promise<Buffer | undefined> {
        const { host, pipes } = this
        if (this.unreadBytes > 0) return await this.takeFifo()
        const nowMs = ds.millis()
        if (nowMs < this.lookAtMs) return undefined
        if (this.waitingBytes > 0 && nowMs >= this.pushAtMs) await this.push()
        const toggles = this.isInOdd ? HCTL_RCVTOG1 : HCTL_RCVTOG0
        if (!(await host.ask(pipes.bulkIn, toggles)) && !(await this.cameLate())) {
            this.lookAtMs = nowMs + (this.isPlaying ? PLAYING_MS : NOTHING_MS)
            return undefined
        }
        const count = host.answer[1]
        this.isInOdd = !this.isInOdd
        this.errorCount = 0
        this.lookAtMs = count < pipes.inBytes ? nowMs + PACKET_MS : 0
        this.unreadBytes = count
        return count > 0 ? await this.takeFifo() : undefined
    }

    async write(from: Buffer, atByte: number, lengthBytes: number): Promise<number> {
        const { host, pipes } = this
        let done = 0
        this.isPlaying = lengthBytes >= pipes.outBytes
        while (done < lengthBytes) {
            if (this.waitingBytes > 0) {
                if (this.isPlaying && ds.millis() < this.pushAtMs) return done
                if (!(await this.push())) return done
            }
            const count = Math.min(lengthBytes - done, pipes.outBytes)
            await host.fill(from, atByte + done, count)
            this.firstByte = from[atByte + done]
            this.waitingBytes = count
            done += count
            if (!(await this.push())) return done
        }
        return done
    }

    async isRinging(): Promise<boolean> {
        const { host, pipes } = this
        if (pipes.notices === 0 || this.unreadBytes > 0) return false
        if (!(await host.ask(pipes.notices, this.isNoticeOdd ? HCTL_RCVTOG1 : HCTL_RCVTOG0))) {
            await this.cameLate()
            return false
        }
        this.isNoticeOdd = !this.isNoticeOdd
        const count = host.answer[1]
        let isRing = false
        let unread = count
        while (unread > 0) {
            const piece = await host.take(unread)
            const isState = count === NOTICE_BYTES && unread === count - NOTICE_HEAD_BYTES
            if (isState && (piece[RECEIVED_AT] & STATE_RING) !== 0) isRing = true
            unread -= piece.length - RECEIVED_AT
        }
        return isRing
    }

    async hasRung(ringMs: number): Promise<boolean> {
        const nowMs = ds.millis()
        if ((await this.isRinging()) && this.rangMs === 0) this.rangMs = nowMs
        if (this.rangMs === 0 || nowMs - this.rangMs < ringMs) return false
        this.rangMs = 0
        return true
    }

    private async takeFifo(): Promise<Buffer> {
        const piece = await this.host.take(this.unreadBytes)
        this.unreadBytes -= piece.length - RECEIVED_AT
        return piece
    }

    /** No packet has come: was it only late, refused, or did something go wrong? */
    private async cameLate(): Promise<boolean> {
        const result = await this.host.result()
        if (result === RESULT_SUCCESS) return await this.host.askAgain()
        await this.note(result)
        return false
    }

    /** Send what waits, again if it must be. @returns whether the modem has it */
    private async push(): Promise<boolean> {
        const { host, pipes } = this
        await host.launch(TOKEN_OUT | pipes.bulkOut, this.isOutOdd ? HCTL_SNDTOG1 : HCTL_SNDTOG0)
        const result = await host.result()
        if (result === RESULT_SUCCESS) {
            this.waitingBytes = this.errorCount = this.pushAtMs = 0
            this.isOutOdd = !this.isOutOdd
            return true
        }
        if (this.isPlaying) this.pushAtMs = ds.millis() + (this.pushAtMs === 0 ? BUSY_MS : FULL_MS)
        if (host.isOldDie) await this.mendFirstByte()
        await this.note(result)
        return false
    }

    /** Errata 3: take the packet back, and write its first byte again. */
    private async mendFirstByte(): Promise<void> {
        const { host } = this
        const frame = host.frames.forWriting(1)
        frame[RECEIVED_AT] = this.firstByte
        await host.commit(0)
        await host.rewrite(frame)
        await host.commit(this.waitingBytes)
    }

    /** @throws Fault Protocol: errors and nothing else. What was to be done is done again later. */
    private async note(result: number): Promise<void> {
        if (result === RESULT_NAK || result === RESULT_TOGGLE) {
            this.errorCount = 0
            return
        }
        this.errorCount++
        if (this.errorCount > ERRORS_MAX) throw new Fault(FaultCode.Protocol, "USB error " + result)
        if (result === RESULT_STALL) await this.clearHalt()
    }

    /** Both endpoints begin anew. A packet that waits in the chip would go out as part of the request: it is lost. */
    private async clearHalt(): Promise<void> {
        const { host, pipes } = this
        if (this.waitingBytes > 0) await host.commit(0)
        this.waitingBytes = 0
        this.isInOdd = this.isOutOdd = false
        await host.tell(ENDPOINT_REQUEST, CLEAR_FEATURE, 0, pipes.bulkIn | IN_ENDPOINT)
        await host.tell(ENDPOINT_REQUEST, CLEAR_FEATURE, 0, pipes.bulkOut)
    }
}
