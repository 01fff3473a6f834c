/**
 * What can be wrong with a modem, one fault at a time.
 *
 *     mute     the serial line is dead both ways, streams stop; the line keeps its state       until told otherwise
 *     error    every command line is answered ERROR, and does nothing                          until told otherwise
 *     reset    power fails for `ms` (100); `times` (1) such dips, one second from one to the next
 *     garbage  random bytes to the host for `ms` (200); `times` (1) such bursts, one second apart
 *
 * Mute and error end after `ms`, or after `times` command lines that met them, whichever comes first.
 */

import { type Random } from "../../clock/random.ts"
import { type Scheduler, type Timer } from "../../clock/scheduler.ts"

export const MODEM_FAULTS = ["modem-mute", "modem-error", "modem-reset", "modem-garbage"] as const
export type ModemFaultKind = (typeof MODEM_FAULTS)[number]

export interface ModemFaultOptions {
    readonly times?: number | "forever" | undefined
    readonly ms?: number | undefined
}

const DIP_US = 100_000
const BURST_US = 200_000
const REPEAT_US = 1_000_000
/** Garbage comes in portions, and only while the host takes it. */
const PORTION_US = 5000
const PORTION_BYTES = 24

export interface FaultyModem {
    /** The serial line has just gone dead, or has come to life. */
    muted(isMute: boolean): void
    /** Power fails, or is back, inside the modem only. */
    dipped(isPowered: boolean): void
    /** Bytes that mean nothing, on the serial line to the host. */
    blurted(bytes: Uint8Array): void
}

export class ModemFaults {
    private kind: ModemFaultKind | undefined
    private linesLeft = Infinity
    private readonly timers = new Set<Timer>()
    private isDipped = false

    /** @param random its own stream of chance */
    constructor(
        private readonly scheduler: Scheduler,
        private readonly random: Random,
        private readonly modem: FaultyModem
    ) {}

    /** From now on this is wrong, and nothing else. */
    set(kind: ModemFaultKind, options: ModemFaultOptions = {}): void {
        this.end()
        this.kind = kind
        const times = options.times === "forever" ? Infinity : options.times
        if (kind === "modem-reset") this.dip(times ?? 1, usOf(options.ms) ?? DIP_US)
        else if (kind === "modem-garbage") this.burst(times ?? 1, usOf(options.ms) ?? BURST_US)
        else this.last(times ?? Infinity, usOf(options.ms))
        if (kind === "modem-mute") this.modem.muted(true)
    }

    /** All is well again. */
    end(): void {
        const { kind } = this
        this.kind = undefined
        for (const timer of this.timers) this.scheduler.cancel(timer)
        this.timers.clear()
        if (kind === "modem-mute") this.modem.muted(false)
        if (this.isDipped) this.endDip()
    }

    get isMute(): boolean {
        return this.kind === "modem-mute"
    }

    /** A command line has come. True: it is answered ERROR. */
    spoilsLine(): boolean {
        const spoils = this.kind === "modem-error"
        if (spoils) this.countLine()
        return spoils
    }

    /** A command line came while the modem was mute, and nobody heard it. */
    lineLost(): void {
        this.countLine()
    }

    /** The supply of the whole machine was switched, which a dip does not outlast. */
    powerSwitched(): void {
        this.isDipped = false
    }

    private countLine(): void {
        this.linesLeft--
        if (this.linesLeft <= 0) this.end()
    }

    private last(times: number, lengthUs: number | undefined): void {
        this.linesLeft = times
        if (lengthUs !== undefined) this.after(lengthUs, () => this.end())
    }

    private dip(times: number, lengthUs: number): void {
        this.isDipped = true
        this.modem.dipped(false)
        this.after(lengthUs, () => this.endDip())
        if (times > 1) this.after(lengthUs + REPEAT_US, () => this.dip(times - 1, lengthUs))
    }

    private endDip(): void {
        if (!this.isDipped) return
        this.isDipped = false
        this.modem.dipped(true)
    }

    private burst(times: number, lengthUs: number): void {
        const endUs = this.scheduler.nowUs + lengthUs
        this.blurtUntil(endUs)
        if (times > 1) this.after(lengthUs + REPEAT_US, () => this.burst(times - 1, lengthUs))
    }

    private blurtUntil(endUs: number): void {
        const bytes = Uint8Array.from({ length: PORTION_BYTES }, () =>
            this.random.nextInteger(0, 255)
        )
        this.modem.blurted(bytes)
        if (this.scheduler.nowUs + PORTION_US < endUs)
            this.after(PORTION_US, () => this.blurtUntil(endUs))
    }

    private after(delayUs: number, then: () => void): void {
        const timer = this.scheduler.after(delayUs, () => {
            this.timers.delete(timer)
            then()
        })
        this.timers.add(timer)
    }
}

function usOf(ms: number | undefined): number | undefined {
    return ms === undefined ? undefined : ms * 1000
}
