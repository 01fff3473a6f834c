/** What is counted of a card, from one moment to another. */

import type { Moment, Trial } from "../trial.ts"
import { SECTOR_READ } from "../trial.ts"
import type { Place, Places } from "./places.ts"

export interface Counts {
    readonly commands: number
    readonly written: number
    readonly read: number
    /** CMD24 and CMD25: times the card has to make what it took durable. */
    readonly programs: number
    readonly cardBytes: number
    readonly cardTransfers: number
    readonly frames: number
}

/** What it takes to find out which card it is; those studied count what comes after it. */
const IDENTIFICATION = new Set(
    ["0", "1", "8", "9", "10", "16", "55", "58", "59"].map(number => `CMD${number}`)
)
/** Blocks written well, and blocks to be erased before. */
const COUNTED_APPLICATION = new Set(["ACMD22", "ACMD23"])

export function difference(from: Moment, to: Moment): Counts {
    const a = countsAt(from)
    const b = countsAt(to)
    const keys = Object.keys(a) as (keyof Counts)[]
    return Object.fromEntries(keys.map(key => [key, b[key] - a[key]])) as unknown as Counts
}

/** The same up to the moment before a sector is read: a card fetches it when the command for it has come. */
export function differenceBefore(from: Moment, read: Moment): Counts {
    const counts = difference(from, read)
    return { ...counts, commands: counts.commands - 1 }
}

export function countsAt({ stats }: Pick<Moment, "stats">): Counts {
    const { bus, card } = stats
    const isCounted = (name: string) => !name.startsWith("A") && !IDENTIFICATION.has(name)
    return {
        // An application command is two: CMD55 goes before it.
        commands:
            sum(card.commands, isCounted) +
            2 * sum(card.commands, name => COUNTED_APPLICATION.has(name)),
        written: card.sectors["written"]!,
        read: card.sectors["read"]!,
        programs: (card.commands["CMD24"] ?? 0) + (card.commands["CMD25"] ?? 0),
        cardBytes: bus["cardBytes"]!,
        cardTransfers: bus["cardTransfers"]!,
        frames: bus["framesToFirmware"]!,
    }
}

/** Sectors written, in their order. */
export function sectorsWritten(trial: Trial, from: Moment, to: Moment): number[] {
    return trial
        .between(from, to)
        .filter(({ event }) => event.source === "card" && event.event === "write")
        .flatMap(({ event }) => {
            const { lba, count } = event.fields as { lba: number; count: number }
            return Array.from({ length: count }, (_, i) => lba + i)
        })
}

/** Sectors read, in their order. */
export function sectorsRead(trial: Trial, from: Moment, to: Moment): number[] {
    return trial
        .between(from, to)
        .filter(({ event }) => event.event === SECTOR_READ)
        .map(({ event }) => event.fields["lba"] as number)
}

/** How many sectors of each place, in words: "27 messages, 2 index". */
export function byPlace(sectors: readonly number[], places: Places): string {
    const counts = new Map<Place, number>()
    for (const sector of sectors) {
        const place = places.of(sector)
        counts.set(place, (counts.get(place) ?? 0) + 1)
    }
    return [...counts].map(([place, count]) => `${count} ${place}`).join(", ")
}

function sum(counts: Readonly<Record<string, number>>, isMeant: (name: string) => boolean): number {
    const meant = Object.entries(counts).filter(([name]) => isMeant(name))
    return meant.reduce((total, [, count]) => total + count, 0)
}
