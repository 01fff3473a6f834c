/**
 * What a Silicon Laboratories modem measures on the pair, and its off-hook intrusion detection: application note AN93, registers U76,
 * U77 and U79, and "Intrusion/Parallel Phone Detection".
 *
 *     off-hook |IST, 250 ms each| sample |OHSR, 40 ms each| sample | … two in a row lower than ACL by more than DCL: intrusion
 */

import { type Scheduler, type Timer } from "../../clock/scheduler.ts"

export const U76_INTRUSION = 0x76
export const U77_HANG_UP = 0x77
export const U79_LEVEL = 0x79

/** U76: sample rate, ACL stays as it was written, differential and absolute current level. */
const OHSR_AT_BIT = 9
const OHSR_UNIT_US = 40_000
const FACL = 0x100
const DCL_AT_BIT = 5
const DCL_MASK = 7
const ACL_MASK = 0x1f
/** U77: settling time, hang up on intrusion. */
const IST_AT_BIT = 12
const IST_UNIT_US = 250_000
const HOI = 0x800
/** Two samples in a row, and as many before the first comparison where nobody has written ACL. */
const SAMPLES_WANTED = 2

/**
 * U79 on-hook, 2.75 V a step: 48 V of an idle line, some 8 V while a telephone holds it. Off-hook, 3 mA a step: 25 mA alone, which a
 * parallel telephone halves.
 */
const IDLE_LEVEL = 17
const HELD_LEVEL = 3
const ALONE_LEVEL = 8
const SHARED_LEVEL = 4

/** The registers, of 16 bits each. */
export type UserRegisters = Map<number, number>

export class LoopSense {
    private isOffHook = false
    private isShared = false
    private isFlowing = true
    private timer: Timer | undefined
    private samplesLeft = 0
    private lowInRow = 0

    /** @param intruded is called when a parallel telephone took current away, and the modem is to hang up by itself */
    constructor(
        private readonly registers: UserRegisters,
        private readonly scheduler: Scheduler,
        private readonly intruded: () => void
    ) {}

    /** U79 as it is now. */
    get level(): number {
        if (!this.isOffHook) return this.isShared ? HELD_LEVEL : IDLE_LEVEL
        if (!this.isFlowing) return 0
        return this.isShared ? SHARED_LEVEL : ALONE_LEVEL
    }

    /** A parallel telephone was picked up, or put down. */
    share(isShared: boolean): void {
        this.isShared = isShared
    }

    /** The current of the loop was interrupted, or flows again. */
    current(isFlowing: boolean): void {
        this.isFlowing = isFlowing
    }

    seize(): void {
        if (this.isOffHook) return
        this.isOffHook = true
        this.isFlowing = true
        this.lowInRow = 0
        this.samplesLeft = this.read(U76_INTRUSION) & ACL_MASK ? 0 : SAMPLES_WANTED
        this.next((this.read(U77_HANG_UP) >> IST_AT_BIT) * IST_UNIT_US)
    }

    release(): void {
        this.isOffHook = false
        this.scheduler.cancel(this.timer)
    }

    private next(waitUs: number): void {
        this.timer = this.scheduler.after(waitUs, () => this.sample())
    }

    private sample(): void {
        const settings = this.read(U76_INTRUSION)
        const lowest = (settings & ACL_MASK) - ((settings >> DCL_AT_BIT) & DCL_MASK)
        const isLow = this.samplesLeft === 0 && this.level < lowest
        if (this.samplesLeft > 0) this.samplesLeft--
        this.lowInRow = isLow ? this.lowInRow + 1 : 0
        if (!isLow && !(settings & FACL))
            this.registers.set(U76_INTRUSION, (settings & ~ACL_MASK) | this.level)
        if (this.lowInRow >= SAMPLES_WANTED && this.read(U77_HANG_UP) & HOI) this.intruded()
        else this.next(Math.max(1, settings >> OHSR_AT_BIT) * OHSR_UNIT_US)
    }

    private read(register: number): number {
        return this.registers.get(register) ?? 0
    }
}
