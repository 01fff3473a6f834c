/** Who is to be called back: the calls of calls.csv that wait to be returned. docs/decisions/021. */
import { WallTime } from "../hal/wall-clock"
import { Volume } from "../fat/volume"
import { CallLog } from "./call-log"
import { columnOf, lineAt, LINES_PER_SECTOR, lineText, putLine, timeIn } from "./call-lines"
import { isSameNumber } from "./contacts"
import { countOpen, isOpen, mayWait, ReturnState, stateIn, stateWord } from "./return-state"

/** Sectors that are looked at in one go. */
const SECTORS_AT_ONCE = 4
/** More than a list has. */
const NOT_BEGUN = 128

/** A call that waits. */
export interface OpenCall {
    /** Its place in the list: later calls have higher ones. */
    readonly line: number
    /** As in `Envelope`. */
    readonly number: string
    readonly name: string
    /** Undefined: the clock was not set. */
    readonly at: WallTime | undefined
}

/**
 * Counts, finds and marks calls by what the list says; nothing but the count is kept.
 *
 * After a mount the list is counted in idle, the newest calls first; until that is done the count is too small.
 */
export class ReturnList {
    openCount = 0
    /** Sectors from the first on that are still to be counted. */
    private uncounted = NOT_BEGUN
    /** The call that was added last. */
    private lastLine = 0

    constructor(
        private readonly volume: Volume,
        private readonly log: CallLog
    ) {}

    /** The list may be another one. */
    resetReturns(): void {
        this.openCount = this.lastLine = 0
        this.uncounted = NOT_BEGUN
    }

    /**
     * Count some of the list.
     *
     * @returns whether there is more to count. @throws as the card does. Waits: for four sectors; the first time for some 10 more.
     */
    async countNext(): Promise<boolean> {
        if (this.log.firstSector === undefined) return false
        if (this.uncounted === NOT_BEGUN)
            this.uncounted = ((await this.log.endLine()) + LINES_PER_SECTOR - 1) >> 2
        for (let i = 0; i < SECTORS_AT_ONCE && this.uncounted > 0; i++) {
            const index = this.uncounted - 1
            if (await this.hasOpen(index))
                this.openCount += countOpen(this.volume.sector.toString())
            this.uncounted = index
        }
        return this.uncounted > 0
    }

    /** A call was added. @param line 0: it was not */
    noteAdded(line: number, state: ReturnState): void {
        if (line === 0) return
        // It is a new list.
        if (line < this.lastLine) this.resetReturns()
        this.lastLine = line
        if (isOpen(state) && line >> 2 >= this.uncounted) this.openCount++
    }

    /**
     * The oldest call that waits, after the one in `line`; 0: of all.
     *
     * @returns undefined: there is none. @throws as the card does. Waits: for the list up to it, some 2 ms for 4 calls.
     */
    async nextOpen(line = 0): Promise<OpenCall | undefined> {
        const end = await this.log.endLine()
        for (let index = (line + 1) >> 2; index * LINES_PER_SECTOR < end; index++) {
            if (!(await this.hasOpen(index))) continue
            for (let i = 0; i < LINES_PER_SECTOR; i++) {
                const at = index * LINES_PER_SECTOR + i
                const text = lineText(this.volume.sector, lineAt(i))
                if (at > line && isOpen(stateIn(text))) return openCall(at, text)
            }
        }
        return undefined
    }

    /**
     * Mark all calls from `number` that wait; with ToReturn the last one of all, whatever has become of it.
     *
     * @param number as in `OpenCall`, with or without what is dialled before it
     * @returns how many were changed. @throws as the card does. Waits: for the list, and for three sectors where one is changed.
     */
    async markCalls(number: string, state: ReturnState): Promise<number> {
        const isBack = state === ReturnState.ToReturn
        let count = 0
        for (let index = ((await this.log.endLine()) - 1) >> 2; index >= 0; index--) {
            if (isBack) await this.loadCalls(index)
            else if (!(await this.hasOpen(index))) continue
            const changed = this.markIn(number, state)
            if (changed === 0) continue
            count += changed
            await this.log.storeCalls(index, true)
            if (isBack) break
        }
        return count
    }

    /** In the volume's `sector`, the last line first. @returns how many were changed */
    private markIn(number: string, state: ReturnState): number {
        const { sector } = this.volume
        const isBack = state === ReturnState.ToReturn
        const before = countOpen(sector.toString())
        let count = 0
        for (let i = LINES_PER_SECTOR - 1; i >= 0; i--) {
            const text = lineText(sector, lineAt(i))
            const was = stateIn(text)
            if (was === state || was === ReturnState.Unknown) continue
            if ((!isBack && !isOpen(was)) || !isSameNumber(columnOf(text, 2), number)) continue
            const kept = text.slice(0, text.lastIndexOf(","))
            putLine(sector, lineAt(i), kept, "," + stateWord(state))
            count++
            if (isBack) break
        }
        if (this.volume.loadedSector - this.listSector() >= this.uncounted)
            this.openCount += countOpen(sector.toString()) - before
        return count
    }

    private listSector(): number {
        return this.log.firstSector ?? 0
    }

    private async loadCalls(index: number): Promise<void> {
        await this.volume.loadSector(this.listSector() + index)
    }

    /** Load a sector of the list. @returns whether a call in it may wait */
    private async hasOpen(index: number): Promise<boolean> {
        await this.loadCalls(index)
        return mayWait(this.volume.sector.toString())
    }
}

function openCall(line: number, text: string): OpenCall {
    return {
        line,
        number: columnOf(text, 2),
        name: columnOf(text, 3),
        at: timeIn(columnOf(text, 0), columnOf(text, 1)),
    }
}
