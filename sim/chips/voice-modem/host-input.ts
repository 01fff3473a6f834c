/** The modem's receiving end of the serial line: takes what the host has sent, when it has arrived. */

import { type Scheduler, type Timer } from "../../clock/scheduler.ts"
import { type SerialLine } from "../../wire/serial-direction.ts"
import { HostRate } from "./host-rate.ts"
import { type ModemSettings } from "./modem-settings.ts"

/** Value of &D from which on the host must assert DTR. */
const DTR_IGNORED = 0
const DTR_HANGS_UP = 2

export interface HostInputTarget {
    /** The beat looks at the line; there is no need for a timer. */
    isBeating(): boolean
    /** The modem is switched on and awake. */
    isAwake(): boolean
    /** A byte that can be read; its stop bit ended at `atUs`. */
    byteArrived(byte: number, atUs: number): void
    /** All that had arrived by then has been taken. */
    taken(untilUs: number): void
}

export class HostInput {
    private readonly rate: HostRate
    private isPulling = false
    private timer: Timer | undefined

    constructor(
        private readonly line: SerialLine,
        private readonly scheduler: Scheduler,
        private readonly settings: ModemSettings,
        bauds: readonly number[] | undefined,
        private readonly target: HostInputTarget
    ) {
        this.rate = new HostRate(line, settings, bauds)
        line.syncDce = untilUs => this.pull(untilUs)
        line.toDce.onSend = () => this.expect()
    }

    /** Forget what is on its way, as at power-on. */
    reset(): void {
        this.scheduler.cancel(this.timer)
        this.timer = undefined
        this.line.toDce.clear()
    }

    /** In command state nothing beats: look when all that was sent has arrived. */
    expect(): void {
        if (this.target.isBeating() || this.timer) return
        const arrivalUs = this.line.toDce.lastArrivalUs()
        if (arrivalUs === undefined) return
        this.timer = this.scheduler.at(arrivalUs, () => {
            this.timer = undefined
            this.pull(this.scheduler.nowUs)
            this.expect()
        })
    }

    /** Take what has arrived by `untilUs`. An echo makes the host look at the line, and so at us, again. */
    pull(untilUs: number): void {
        if (this.isPulling) return
        this.isPulling = true
        const { toDce } = this.line
        for (let byte = toDce.take(untilUs); byte !== undefined; byte = toDce.take(untilUs))
            if (this.isListening) this.target.byteArrived(byte, toDce.lastTakenUs)
        this.target.taken(untilUs)
        this.isPulling = false
    }

    /** The host has gone, and &D says that this ends everything. */
    get isHostGone(): boolean {
        return this.settings.get("&D") >= DTR_HANGS_UP && !this.line.isDtrAsserted
    }

    private get isListening(): boolean {
        const needsDtr = this.settings.get("&D") !== DTR_IGNORED
        if (!this.target.isAwake() || (needsDtr && !this.line.isDtrAsserted)) return false
        return this.rate.follows()
    }
}
