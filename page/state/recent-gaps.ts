/** Gaps of the sound, counted by each end: how many of them are new, and how many there were since the page began. */

/** What is so long ago is no longer new, ms. */
const RECENT_MS = 10_000
export const RECENT_SECONDS = RECENT_MS / 1000

export class RecentGaps {
    total = 0
    private readonly counts = new Map<string, number>()
    private news: { readonly atMs: number; readonly gaps: number }[] = []

    /** @param count as the end has it; a smaller one than before: it has begun to count anew */
    note(end: string, count: number, nowMs: number): void {
        const before = this.counts.get(end) ?? 0
        const gaps = count < before ? count : count - before
        this.counts.set(end, count)
        this.total += gaps
        if (gaps > 0) this.news.push({ atMs: nowMs, gaps })
    }

    recent(nowMs: number): number {
        this.news = this.news.filter(({ atMs }) => nowMs - atMs < RECENT_MS)
        return this.news.reduce((sum, { gaps }) => sum + gaps, 0)
    }
}
