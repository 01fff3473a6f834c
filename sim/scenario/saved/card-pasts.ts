/**
 * The cards of a run: the one that it began with, and every other one that was put in its place, each with what it held
 * when it was in the slot for the first time.
 *
 * A card that is put in always lies at one path, so that only the file itself tells which one it is.
 */

import { type SectorImage } from "../../chips/sdcard/card-image.ts"
import { CardPast } from "./card-past.ts"

export class CardPasts {
    private readonly pasts: CardPast[]
    /** The one that was in the slot last. */
    private last = 0

    /** @param path where the card lies that is in the slot, from now on */
    constructor(private readonly path: string) {
        this.pasts = [new CardPast(path)]
    }

    /** In the order in which they were put in. */
    get all(): readonly CardPast[] {
        return [...this.pasts]
    }

    /** For the machine: the image of the card that lies there; what it changes is known then. */
    open(path: string): SectorImage {
        return this.pasts[this.find()]!.open(path)
    }

    /** The card that lies there is about to be put in. @returns its place in `all`; undefined: it was in last, too */
    putIn(): number | undefined {
        const index = this.find()
        const isOther = index !== this.last
        this.last = index
        return isOther ? index : undefined
    }

    /**
     * A PC is about to change a sector of the card that lies there.
     *
     * @returns its place in `all`, or "last" where that was in the slot last; undefined: it never was
     */
    remember(sector: number): number | "last" | undefined {
        const index = this.pasts.findIndex(past => past.isAt(this.path))
        if (index === -1) return undefined
        this.pasts[index]!.remember(sector, 1)
        return index === this.last ? "last" : index
    }

    close(): void {
        for (const past of this.pasts) past.close()
    }

    private find(): number {
        const index = this.pasts.findIndex(past => past.isAt(this.path))
        return index === -1 ? this.pasts.push(new CardPast(this.path)) - 1 : index
    }
}
