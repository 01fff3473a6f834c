/** Turns ringing voltage into what the host is told: RING, or with +VDR=1 the cadence as DRON and DROF (ITU-T V.253); and the RI pin. */

import { type Scheduler } from "../../clock/scheduler.ts"
import { type ModemSettings } from "./modem-settings.ts"

/** Shorter is no ring. */
const BURST_MIN_US = 120_000
/** Two bursts nearer than this are one double ring. */
const RING_APART_US = 1_000_000
const CADENCE_UNIT_US = 100_000

export interface RingListener {
    /** A ring has ended. */
    rang(): void
    /** "DRON=20" */
    cadence(line: string): void
    /** The RI pin: asserted while ringing voltage is on the line (ITU-T V.24, circuit 125). */
    indicator(on: boolean): void
}

export class RingReporter {
    private onSinceUs: number | undefined
    private offSinceUs: number | undefined
    private reportedUs = -Infinity

    constructor(
        private readonly scheduler: Scheduler,
        private readonly settings: ModemSettings,
        private readonly listener: RingListener
    ) {}

    ringing(on: boolean): void {
        this.listener.indicator(on)
        if (on) this.begin()
        else this.end()
    }

    /** The ringing has stopped for good: answered, or power removed. */
    reset(): void {
        this.listener.indicator(false)
        this.onSinceUs = undefined
        this.offSinceUs = undefined
    }

    private begin(): void {
        const nowUs = this.scheduler.nowUs
        if (this.reportsCadence && this.offSinceUs !== undefined)
            this.listener.cadence(`DROF=${units(nowUs - this.offSinceUs)}`)
        this.onSinceUs = nowUs
    }

    private end(): void {
        const nowUs = this.scheduler.nowUs
        const burstUs = nowUs - (this.onSinceUs ?? nowUs)
        this.onSinceUs = undefined
        if (burstUs < BURST_MIN_US) return
        this.offSinceUs = nowUs
        if (this.reportsCadence) this.listener.cadence(`DRON=${units(burstUs)}`)
        if (this.reportsCadence && this.settings.get("+VDR", 1) === 0) return
        if (nowUs - this.reportedUs < RING_APART_US) return
        this.reportedUs = nowUs
        this.listener.rang()
    }

    private get reportsCadence(): boolean {
        return this.settings.get("+VDR", 0) === 1
    }
}

function units(us: number): number {
    return Math.round(us / CADENCE_UNIT_US)
}
