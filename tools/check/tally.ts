/** What a number of tests came to, and the line that says so. */

export interface Skip {
    name: string
    reason: string
}

export interface Tally {
    passed: number
    failed: number
    skipped: Skip[]
}

export function sum(tallies: Tally[]): Tally {
    return {
        passed: tallies.reduce((total, each) => total + each.passed, 0),
        failed: tallies.reduce((total, each) => total + each.failed, 0),
        skipped: tallies.flatMap(each => each.skipped),
    }
}

/** The closing line of a run; continuous integration reads it. */
export function closingLine({ passed, failed, skipped }: Tally): string {
    return `${passed} passed, ${failed} failed, ${skipped.length} skipped`
}

/** Each reason once, with how many tests it kept from running, and the name of one of them. */
export function skipLines(skipped: Skip[]): string[] {
    const byReason = new Map<string, Skip[]>()
    for (const skip of skipped)
        byReason.set(skip.reason, [...(byReason.get(skip.reason) ?? []), skip])
    return [...byReason].map(([reason, skips]) => {
        const others = skips.length > 1 ? ` and ${skips.length - 1} more` : ""
        return `skipped: ${skips[0]!.name}${others}: ${reason}`
    })
}
