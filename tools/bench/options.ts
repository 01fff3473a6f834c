/** What a group of figures is told. */

export interface BenchOptions {
    /** Runs of which the median counts, where the computer's speed is in the figure. */
    readonly runs: number
    /** Says what is being done. */
    readonly progress: (text: string) => void
}
