import type { Random } from "../../clock/random.ts"

/**
 * How long a card takes: a seeded distribution inside what the SD Physical Layer Simplified Specification allows
 * (clause 4.6.2: reads 100 ms, writes 250 ms) and of the shape seen on real cards.
 */

/** "none": no busy and no access time, for counting commands and bytes. */
export type BusyProfile = "none" | "typical"

const OUTLIER_SHARE = 1 / 300

export class CardTiming {
    constructor(
        private readonly random: Random,
        private readonly profile: BusyProfile
    ) {}

    /** Filler bytes between command and response: N_CR, 1 … 8, mostly few. */
    responseDelayBytes(): number {
        if (this.profile === "none") return 1
        return this.random.nextUnit() < 0.75
            ? this.random.nextInteger(1, 2)
            : this.random.nextInteger(3, 8)
    }

    /** From the first ACMD41 until the card is ready. */
    initialisationUs(): number {
        return this.random.nextInteger(50_000, 300_000)
    }

    /** From command, or end of the block before, to the start token. */
    readAccessUs(): number {
        return this.profile === "none" ? 0 : this.random.nextInteger(100, 1000)
    }

    /** Busy after a block, or after the end of a run of blocks. */
    programUs(): number {
        if (this.profile === "none") return 0
        return this.random.nextUnit() < OUTLIER_SHARE
            ? this.random.nextInteger(100_000, 250_000)
            : this.random.nextInteger(1000, 5000)
    }

    /** Busy after CMD12 has ended a read. */
    stopReadUs(): number {
        return this.profile === "none" ? 0 : this.random.nextInteger(0, 100)
    }

    eraseUs(): number {
        return this.profile === "none" ? 0 : this.random.nextInteger(5000, 60_000)
    }

    /** A byte, or bits of one, that the standard leaves open. */
    undefinedByte(): number {
        return this.random.nextInteger(0, 255)
    }
}
