/** What a number of tests came to, and the line that says so. */

export interface Skip {
    name: string
    reason: string
}

export interface Tally {
    passed: number
    failed: number
    skipped: Skip[]
    /** What was printed of files with failed tests: told once more at the end of a long run, whose beginning may be lost. */
    failures?: string[]
}

/** So much of a file's failures is told again. */
const FAILURE_LINES_MAX = 24

export function sum(tallies: Tally[]): Tally {
    return {
        passed: tallies.reduce((total, each) => total + each.passed, 0),
        failed: tallies.reduce((total, each) => total + each.failed, 0),
        skipped: tallies.flatMap(each => each.skipped),
        failures: tallies.flatMap(each => each.failures ?? []),
    }
}

/** What is told again of a file in which tests failed. @param printed what it said of them */
export function failureOf(file: string, printed: string): string {
    const lines = printed.split("\n")
    const rest = lines.length - FAILURE_LINES_MAX
    const end = rest > 0 ? [`    (and ${rest} lines more)`] : []
    return [`${file}:`, ...lines.slice(0, FAILURE_LINES_MAX), ...end].join("\n")
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
