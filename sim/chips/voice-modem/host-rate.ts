/** The rate of the serial line: fixed by +IPR, or found from what the host sends (ITU-T V.250 clause 6.2.10). */

import { type SerialLine } from "../../wire/serial-direction.ts"
import { type ModemSettings } from "./modem-settings.ts"

/** A UART samples right while the two clocks differ by less than this. */
const CLOCK_TOLERANCE = 0.025
const BITS_PER_BYTE_US = 10e6

export class HostRate {
    private judgedByteUs = 0
    private judgedFixedBaud = 0
    private isReadable = false

    constructor(
        private readonly line: SerialLine,
        private readonly settings: ModemSettings,
        /** Undefined: the line has no rate. */
        private readonly bauds: readonly number[] | undefined
    ) {}

    /** Whether the modem can read what the host sends now; follows the host's rate if it may. */
    follows(): boolean {
        const { bauds } = this
        if (!bauds) return true
        const byteUs = this.line.toDce.byteTimeUs
        const fixedBaud = this.settings.fixedBaud
        if (byteUs !== this.judgedByteUs || fixedBaud !== this.judgedFixedBaud) {
            this.judgedByteUs = byteUs
            this.judgedFixedBaud = fixedBaud
            this.judge(BITS_PER_BYTE_US / byteUs, fixedBaud === 0 ? bauds : [fixedBaud])
        }
        return this.isReadable
    }

    private judge(hostBaud: number, candidates: readonly number[]): void {
        const isNear = (baud: number) => Math.abs(baud / hostBaud - 1) < CLOCK_TOLERANCE
        const baud = candidates.find(isNear)
        this.isReadable = baud !== undefined
        if (baud !== undefined) this.line.toDte.setBaud(baud)
    }
}
