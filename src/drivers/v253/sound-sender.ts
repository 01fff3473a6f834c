/** The way of sound to the modem. */
import * as ds from "@devicescript/core"
import { Uart } from "../../hal/uart"
import { SAMPLE_RATE_HZ } from "../../hal/sound"
import { DLE } from "./dle"

const DLE_PAIR = hex`10 10`
const BYTES_PER_MS = SAMPLE_RATE_HZ / 1000
/**
 * Sound is handed over no further ahead than this: less than the modem's buffer holds before it stops us (three quarters
 * of 2 KiB), so that the order to stop is never stuck behind that; more than a card makes us wait.
 */
const AHEAD_BYTES_MAX = 1400
const PACKET_BYTES = 64
/** A modem that takes nothing for so long is stuck, or gone. */
const STUCK_MS = 2000

/** One stream of sound to the modem: every DLE doubled, paced by the clock, and by the port where that is slower. */
export class SoundSender {
    private sentBytes = 0
    private sinceMs = ds.millis()
    private takenMs = this.sinceMs

    constructor(private uart: Uart) {}

    /** @returns bytes taken, 0 … lengthBytes: fewer where the port is full, or the clock says that it is too early */
    async send(from: Buffer, atByte: number, lengthBytes: number): Promise<number> {
        const nowMs = ds.millis()
        const aheadBytes = this.leftBytes(nowMs)
        if (aheadBytes > AHEAD_BYTES_MAX) return 0
        if (aheadBytes < 0) {
            // The modem has nothing left to play: it begins anew with what comes now.
            this.sinceMs = nowMs
            this.sentBytes = 0
        }
        // A port that takes a lot at once must not be given all of it; whole packets are cheaper than two halves.
        const roomBytes = ((AHEAD_BYTES_MAX - aheadBytes) & ~(PACKET_BYTES - 1)) + PACKET_BYTES
        const endByte = atByte + Math.min(lengthBytes, roomBytes)
        let at = atByte
        let isFull = false
        while (at < endByte && !isFull) {
            const dle = from.indexOf(DLE, at, endByte)
            if (dle === at) {
                isFull = (await this.uart.write(DLE_PAIR, 0, 2)) === 0
                if (!isFull) at++
            } else {
                const wanted = (dle < 0 ? endByte : dle) - at
                const taken = await this.uart.write(from, at, wanted)
                isFull = taken < wanted
                at += taken
            }
        }
        const taken = at - atByte
        this.sentBytes += taken
        if (taken > 0) this.takenMs = nowMs
        return taken
    }

    /** Taken and not sounded yet, by the clock; below 0: how long nothing has sounded. A modem that began late has more. */
    leftBytes(nowMs: number): number {
        return this.sentBytes - (nowMs - this.sinceMs) * BYTES_PER_MS
    }

    /** Nothing was taken for too long. */
    isStuck(): boolean {
        return ds.millis() - this.takenMs > STUCK_MS
    }
}
