/**
 * What can be wrong with a modem, one fault at a time.
 *
 *     mute     the serial line is dead both ways, streams stop; the line keeps its state       until told otherwise
 *     wedged   the same, until the modem was without power `times` (1) times                   nothing else helps
 *     ringless rings are not told, the RI pin still shows them; until `times` (1) resets by command or power failures
 *     forgets  it begins anew by itself, `times` (1) times, one second apart: all is as at power-on, but that a stored profile
 *              has it talk as it did (echo, form of results)
 *     error    every command line is answered ERROR, and does nothing                          until told otherwise
 *     reset    power fails for `ms` (100); `times` (1) such dips, one second from one to the next
 *     garbage  random bytes to the host for `ms` (200); `times` (1) such bursts, one second apart
 *
 * Mute and error end after `ms`, or after `times` command lines that met them, whichever comes first.
 */

import { type Random } from "../../clock/random.ts"
import { type Scheduler, type Timer } from "../../clock/scheduler.ts"

export const MODEM_FAULTS = [
    "modem-mute",
    "modem-wedged",
    "modem-ringless",
    "modem-forgets",
    "modem-error",
    "modem-reset",
    "modem-garbage",
] as const
export type ModemFaultKind = (typeof MODEM_FAULTS)[number]

export interface ModemFaultOptions {
    readonly times?: number | "forever" | undefined
    readonly ms?: number | undefined
}

/** These are over when the modem has lost its power. */
const CURABLE: readonly ModemFaultKind[] = ["modem-wedged", "modem-ringless"]

/** These are over when the last of them was. */
const PASSING: readonly ModemFaultKind[] = ["modem-reset", "modem-garbage", "modem-forgets"]

/** ATZ, AT&F, alone or among others. */
const RESET = /Z|&F/

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
    /** It has begun anew by itself. */
    forgot(): void
    /** Bytes that mean nothing, on the serial line to the host. */
    blurted(bytes: Uint8Array): void
}

export class ModemFaults {
    private kind: ModemFaultKind | undefined
    /** What the fault meets, until it is over: command lines, or what helps against it. */
    private left = Infinity
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
        const strikes = times ?? 1
        if (kind === "modem-reset") this.dip(strikes, usOf(options.ms) ?? DIP_US)
        else if (kind === "modem-garbage") this.burst(strikes, usOf(options.ms) ?? BURST_US)
        else if (kind === "modem-forgets") this.forget(strikes)
        else this.last(times ?? defaultTimes(kind), usOf(options.ms))
        if (this.isSilent) this.modem.muted(true)
    }

    /** All is well again. */
    end(): void {
        const wasSilent = this.isSilent
        this.kind = undefined
        for (const timer of this.timers) this.scheduler.cancel(timer)
        this.timers.clear()
        if (wasSilent) this.modem.muted(false)
        if (this.isDipped) this.endDip()
    }

    /** What is wrong now; of faults that come in dips and bursts, as long as one goes on or is to come. */
    get active(): ModemFaultKind | undefined {
        const isPassing = this.kind !== undefined && PASSING.includes(this.kind)
        return isPassing && this.timers.size === 0 ? undefined : this.kind
    }

    get isMute(): boolean {
        return this.kind === "modem-mute"
    }

    /** A command line has come. True: it is answered ERROR. */
    spoilsLine(text: string): boolean {
        if (this.isRingless && RESET.test(text)) this.count()
        const spoils = this.kind === "modem-error"
        if (spoils) this.count()
        return spoils
    }

    /** It does not tell of rings. */
    get isRingless(): boolean {
        return this.kind === "modem-ringless"
    }

    /** A command line came while the modem was mute, and nobody heard it. */
    lineLost(): void {
        this.count()
    }

    /** Its supply was switched, which a dip does not outlast. */
    powerSwitched(on: boolean): void {
        this.isDipped = false
        if (!on && this.kind && CURABLE.includes(this.kind)) this.count()
    }

    /** The serial line is dead. */
    private get isSilent(): boolean {
        return this.kind === "modem-mute" || this.kind === "modem-wedged"
    }

    private count(): void {
        this.left--
        if (this.left <= 0) this.end()
    }

    private forget(times: number): void {
        this.modem.forgot()
        if (times > 1) this.after(REPEAT_US, () => this.forget(times - 1))
    }

    private last(times: number, lengthUs: number | undefined): void {
        this.left = times
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

function defaultTimes(kind: ModemFaultKind): number {
    return CURABLE.includes(kind) ? 1 : Infinity
}

function usOf(ms: number | undefined): number | undefined {
    return ms === undefined ? undefined : ms * 1000
}
