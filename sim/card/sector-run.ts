/** Sectors of a card that follow each other. */
export interface SectorRun {
    readonly first: number
    readonly count: number
}

/** The same sectors, as few runs as they make in this order. */
export function runsOf(sectors: readonly number[]): SectorRun[] {
    const runs: { first: number; count: number }[] = []
    for (const sector of sectors) {
        const last = runs.at(-1)
        if (last && sector === last.first + last.count) last.count++
        else runs.push({ first: sector, count: 1 })
    }
    return runs
}
