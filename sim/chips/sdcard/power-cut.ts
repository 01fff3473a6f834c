/** Power that fails at a certain sector written: what the medium holds of it afterwards. */

export const CUT_VARIANTS = [
    /** The sector is as it was. */
    "before",
    /** Its first half is new. */
    "torn-first",
    /** Its second half is new. */
    "torn-second",
    "zeros",
    "ones",
    /** Bytes by chance. */
    "garbage",
    /** It is lost although its busy had ended, and the next one written is there: power fails at that one. */
    "reordered",
    /** It and all that the same CMD25 wrote is as it was. */
    "stream-lost",
    /** It is there. */
    "after",
] as const

export type CutVariant = (typeof CUT_VARIANTS)[number]

export interface PowerCut {
    /** The sector at whose end of busy power fails, counted from 1 from the moment the cut is armed. */
    readonly cardWrite: number
    readonly variant: CutVariant
}

/** Counts the sectors written to whatever card is in the slot, and takes power away at the armed one. */
export class PowerCutter {
    private cut: PowerCut | undefined
    private sectorsLeft = 0
    private onCut: () => void = () => {}

    /**
     * A cut that was armed before is forgotten.
     *
     * @param cut undefined: none is armed any more
     * @param onCut takes power away, in the same instant
     */
    arm(cut: PowerCut | undefined, onCut: () => void): void {
        this.cut = cut
        this.sectorsLeft = cut?.cardWrite ?? 0
        this.onCut = onCut
    }

    /** What it will leave of its sector; undefined: none is armed. */
    get armed(): CutVariant | undefined {
        return this.cut?.variant
    }

    /** A sector's busy ends. @returns the variant, where it is the armed one: then `fire` must follow, now or later */
    count(): CutVariant | undefined {
        if (!this.cut || --this.sectorsLeft > 0) return undefined
        const { variant } = this.cut
        this.cut = undefined
        return variant
    }

    fire(): void {
        this.onCut()
    }
}
