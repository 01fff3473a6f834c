/** What a card was told to write, in the order in which it held it: the material that power cuts are made of. */

import type { OverlayWatch } from "../../../sim/chips/sdcard/overlay-image.ts"

/** One sector whose busy has ended. */
export interface LoggedSector {
    readonly lba: number
    readonly bytes: Uint8Array
    /** When its busy ended, µs from power-on. */
    readonly atUs: number
    /** Number of the write command that it belongs to. */
    readonly run: number
}

/** Sectors that were erased. */
export interface LoggedErase {
    readonly lba: number
    readonly count: number
    readonly bytes: Uint8Array
    readonly atUs: number
}

export type LogEntry = LoggedSector | LoggedErase

export function isSector(entry: LogEntry): entry is LoggedSector {
    return !("count" in entry)
}

/** Takes down what an OverlayImage is told. */
export class CardLog implements OverlayWatch {
    readonly entries: LogEntry[] = []
    private runs = 0

    constructor(private readonly nowUs: () => number) {}

    written(lba: number, bytes: Uint8Array): void {
        this.entries.push({ lba, bytes, atUs: this.nowUs(), run: this.runs })
    }

    filled(lba: number, count: number, bytes: Uint8Array): void {
        this.entries.push({ lba, count, bytes, atUs: this.nowUs() })
    }

    /** The last busy of a write command is over (event "card write"): the next sector belongs to another one. */
    runEnded(): void {
        this.runs++
    }
}
