/** What a person calls the cards, in a file beside them: by place, for a card that is put in changes places with another. */

import { readFileSync, writeFileSync } from "node:fs"
import { z } from "zod"
import { CardError } from "../card/card-error.ts"

/** Place of the card in the slot. */
export const SLOT = 0
const LABEL = /^[^\p{C}]{1,40}$/u
const FILE = z.record(z.string(), z.string())

export class CardLabels {
    constructor(private readonly path: string) {}

    /** "": it is called nothing. */
    of(place: number): string {
        return this.read()[place] ?? ""
    }

    /** @throws CardError: it can't be called so */
    set(place: number, label: string): void {
        if (label !== "" && !LABEL.test(label))
            throw new CardError("a card's name has 1 to 40 characters, in one line")
        this.write({ ...this.read(), [place]: label })
    }

    /** Two cards have changed places. */
    swap(a: number, b: number): void {
        const all = this.read()
        this.write({ ...all, [a]: all[b] ?? "", [b]: all[a] ?? "" })
    }

    /** A file that is missing, or that somebody has spoilt, names nothing. */
    private read(): Record<string, string> {
        try {
            return FILE.parse(JSON.parse(readFileSync(this.path, "utf8")))
        } catch {
            return {}
        }
    }

    private write(all: Record<string, string>): void {
        const named = Object.fromEntries(Object.entries(all).filter(([, label]) => label !== ""))
        if (Object.keys(named).length === 0 && Object.keys(this.read()).length === 0) return
        writeFileSync(this.path, JSON.stringify(named, undefined, 4) + "\n")
    }
}
