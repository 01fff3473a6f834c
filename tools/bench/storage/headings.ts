/** The workloads, each with what stands behind its figures. */

import type { Figure } from "../table.ts"
import { CONFIGURATIONS } from "./libraries.ts"

function heading(title: string, configurations: readonly string[] = []): string {
    const lines = configurations.map(each => `      ${each}`)
    return [` ${title}`, ...lines].join("\n")
}

export const HEADINGS = {
    record: heading("(a) Recording 60 s, durable each second", CONFIGURATIONS.record),
    play: heading("(c) Playing it", CONFIGURATIONS.play),
    list: heading("(d) Knowing the messages", CONFIGURATIONS.list),
    delete: heading("(e) Deleting and changing one", CONFIGURATIONS.delete),
    boot: heading("(f) Boot: mount, room, all states, interrupted call", CONFIGURATIONS.boot),
    heap: heading("Script heap"),
} as const

/** Those of a workload together, in the order of the workloads; those of none first. */
export function inOrder(figures: readonly Figure[]): Figure[] {
    const all = [undefined, ...Object.values(HEADINGS)]
    return all.flatMap(heading => figures.filter(figure => figure.heading === heading))
}
