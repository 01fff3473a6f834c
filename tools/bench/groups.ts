/** The groups of figures, by name; each plays what it needs and answers its figures. */

import type { BenchOptions } from "./options.ts"
import type { Figure } from "./table.ts"
import { measureBridges } from "./bridges.ts"
import { measureHeap } from "./heap.ts"
import { measureLoad } from "./load.ts"
import { measureReaction } from "./reaction.ts"
import { measureSize } from "./size.ts"
import { measureSpeed } from "./speed.ts"
import { measureStorage } from "./storage.ts"

export interface Group {
    readonly name: string
    readonly title: string
    readonly measure: (options: BenchOptions) => Promise<Figure[]>
}

export const GROUPS: readonly Group[] = [
    {
        name: "reaction",
        title: "Reaction, virtual time (behind each: with what the modem's profile takes for commands)",
        measure: measureReaction,
    },
    {
        name: "storage",
        title: "Storage, on a card that is never busy, by file system and messages on it; behind each: floor, and what FatFs and SdFat (usual, best) need",
        measure: measureStorage,
    },
    { name: "heap", title: "Script heap, of 64 KB", measure: measureHeap },
    {
        name: "load",
        title: "Device load: an estimate for an ESP32 at 160 MHz, from exact counts",
        measure: measureLoad,
    },
    {
        name: "bridges",
        title: "Bridges: what a second of sound takes; behind each: what was expected before there was a driver",
        measure: measureBridges,
    },
    { name: "size", title: "Code, of 64 KB", measure: measureSize },
    { name: "speed", title: "The simulator on this computer, now", measure: measureSpeed },
]
