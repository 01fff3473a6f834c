/** What a scenario lets go wrong with the card in the slot. */
import type { Scheduler } from "../../clock/scheduler.ts"

export const CARD_FAULTS = [
    /** A sector written is refused. */
    "card-write-error",
    /** A sector read comes as an error token. */
    "card-read-error",
    /** Busy after a sector, or after a run of them, takes long. */
    "card-stall",
    /** The card is write-protected; CMD9 tells it. */
    "card-locked",
] as const

export type CardFaultKind = (typeof CARD_FAULTS)[number]

export interface CardFaultOptions {
    /** How often it strikes. */
    readonly times: number | "forever"
    /** A stall's length; the others are over after so long. Undefined: 250 ms, and for ever. */
    readonly ms: number | undefined
}

/** What the standard allows a card to be busy (SD Physical Layer Simplified Specification, 4.6.2.2). */
const STALL_MS = 250

interface ActiveFault {
    strikesLeft: number
    readonly untilUs: number
    readonly ms: number
}

export class CardFaults {
    private readonly active = new Map<CardFaultKind, ActiveFault>()

    constructor(private readonly scheduler: Scheduler) {}

    /** From now on; takes the place of the same fault set before. */
    set(kind: CardFaultKind, { times, ms }: CardFaultOptions): void {
        const isTimed = kind !== "card-stall" && ms !== undefined
        this.active.set(kind, {
            strikesLeft: times === "forever" ? Infinity : times,
            untilUs: isTimed ? this.scheduler.nowUs + ms * 1000 : Infinity,
            ms: ms ?? STALL_MS,
        })
    }

    /** This one is over. */
    end(kind: CardFaultKind): void {
        this.active.delete(kind)
    }

    /** No fault any more. */
    clear(): void {
        this.active.clear()
    }

    isActive(kind: CardFaultKind): boolean {
        const fault = this.active.get(kind)
        return fault !== undefined && fault.strikesLeft > 0 && this.scheduler.nowUs < fault.untilUs
    }

    /** Whether what is being done now goes wrong in this way: one of the fault's times is over then. */
    strikes(kind: CardFaultKind): boolean {
        if (!this.isActive(kind)) return false
        this.active.get(kind)!.strikesLeft--
        return true
    }

    /** The length of a busy that is just beginning, where it is a stall. */
    stallUs(): number | undefined {
        const stall = this.active.get("card-stall")
        return stall && this.strikes("card-stall") ? stall.ms * 1000 : undefined
    }
}
