/** What was done with the card in a slot, for statistics and for "nothing is going on". Times are virtual µs. */
export class CardActivity {
    /** By command number. */
    readonly commandCounts = new Uint32Array(64)
    /** By number of the application command. */
    readonly appCommandCounts = new Uint32Array(64)
    sectorsRead = 0
    /** Sectors that the medium holds: busy has ended. */
    sectorsWritten = 0
    /** Times the card went busy to program: single blocks, blocks of a run, ends of runs. */
    programCount = 0
    eraseCount = 0
    /** Last command other than CMD13, or last data block; undefined if there was none. */
    lastCommandUs: number | undefined
    busyUntilUs = 0
}
