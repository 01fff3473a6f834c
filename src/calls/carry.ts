/** A list of calls is followed by a new one: what waits to be returned goes on in that. */
import { SECTOR_BYTES } from "../hal/block-device"
import { Chain } from "../fat/chain"
import { Entry, findEntry } from "../fat/directory"
import { Volume } from "../fat/volume"
import { lineAt, putBlanks, putLine, TITLE } from "./call-lines"
import { isOpen, mayWait, stateIn, stateWord } from "./return-state"

/** Of a list that is as we write it the last sector is none of calls. */
const OWN_SECTORS = 127
const OWN_BYTES = 65536
/** The end of a list that a PC has made longer is what counts. */
const SECTORS_MAX = 256
/** So many calls go on, the last ones; the new list has room for as many more. */
const CARRIED_MAX = 251
const NEW_LINE = 0x0a

/** Lines that are put into a new list, from its first sector on. */
class Lines {
    sector = Buffer.alloc(SECTOR_BYTES)
    line = 0

    constructor(
        private readonly volume: Volume,
        private readonly first: number
    ) {
        putBlanks(this.sector)
    }

    async putCarried(text: string, ending: string): Promise<void> {
        putLine(this.sector, lineAt(this.line), text, ending)
        this.line++
        if (lineAt(this.line) === 0) await this.flushCarried()
    }

    /** Write what was put in. */
    async flushCarried(): Promise<void> {
        await this.volume.card.write(this.first + ((this.line - 1) >> 2), this.sector, 0, 1)
        putBlanks(this.sector)
    }
}

/**
 * Write the title of a new list of calls, and the calls that wait to be returned in the one before.
 *
 * @param archived the name of that; "": the last of those that are there
 * @param first sector of the new list, which is blank
 * @throws as the card does. Waits: for all of the list before, twice.
 */
export async function carryOpen(
    volume: Volume,
    folder: number,
    archived: string,
    first: number
): Promise<void> {
    const lines = new Lines(volume, first)
    await lines.putCarried(TITLE, "")
    const before = await findBefore(volume, folder, archived)
    if (before !== undefined) {
        const count = await eachOpen(volume, before, 0, undefined)
        await eachOpen(volume, before, Math.max(0, count - CARRIED_MAX), lines)
    }
    await lines.flushCarried()
}

async function findBefore(
    volume: Volume,
    folder: number,
    archived: string
): Promise<Entry | undefined> {
    if (archived !== "") return await findEntry(volume, folder, archived)
    let before: Entry | undefined = undefined
    for (let number = 1; ; number++) {
        const entry = await findEntry(volume, folder, `calls${number}.csv`)
        if (entry === undefined) return before
        before = entry
    }
}

/** Reads a list line by line, of whatever length they are and wherever its clusters are. */
class ListReader {
    private readonly chain: Chain
    private readonly end: number
    private index: number
    private piece = Buffer.alloc(0)
    private at = 0

    constructor(
        private readonly volume: Volume,
        private readonly list: Entry
    ) {
        this.chain = new Chain(volume, list.firstCluster)
        const sectors = Math.idiv(list.sizeBytes + SECTOR_BYTES - 1, SECTOR_BYTES)
        this.end = list.sizeBytes === OWN_BYTES ? OWN_SECTORS : sectors
        this.index = Math.max(0, this.end - SECTORS_MAX)
    }

    /** @returns undefined: there is no more */
    async nextListLine(): Promise<string | undefined> {
        let end = this.lineEnd()
        while (end < 0 && (await this.readMore())) end = this.lineEnd()
        const { piece, at } = this
        if (end < 0) end = piece.length
        if (at >= end && end === piece.length) return undefined
        this.at = end + 1
        return piece.slice(at, end).toString()
    }

    private lineEnd(): number {
        const { piece, at } = this
        return at < piece.length ? piece.indexOf(NEW_LINE, at, piece.length) : -1
    }

    /** @returns whether there was another sector */
    private async readMore(): Promise<boolean> {
        const { volume, index } = this
        if (index >= this.end) return false
        const from = await this.chain.sectorAt(index)
        if (from === undefined) return false
        await volume.loadSector(from)
        const { sector } = volume
        const kept = this.piece.length - this.at
        // What is longer than that is no line of a list.
        const rest = kept > 0 && kept < SECTOR_BYTES ? kept : 0
        let size = Math.min(SECTOR_BYTES, this.list.sizeBytes - index * SECTOR_BYTES)
        // As most of ours are: whole lines, and nobody waits.
        const isWhole = rest === 0 && sector[SECTOR_BYTES - 1] === NEW_LINE
        if (isWhole && !mayWait(sector.toString())) size = 0
        const piece = Buffer.alloc(rest + size)
        if (rest > 0) piece.blitAt(0, this.piece, this.at, rest)
        piece.blitAt(rest, sector, 0, size)
        this.piece = piece
        this.at = 0
        this.index++
        return true
    }
}

/** Put the calls that wait into `lines`, all but the first ones. @returns how many there are */
async function eachOpen(
    volume: Volume,
    list: Entry,
    skipped: number,
    lines: Lines | undefined
): Promise<number> {
    const reader = new ListReader(volume, list)
    let count = 0
    let line = await reader.nextListLine()
    while (line !== undefined) {
        const text = mayWait(line) ? ownForm(line) : ""
        const state = stateIn(text)
        if (isOpen(state)) {
            if (lines !== undefined && count >= skipped)
                await lines.putCarried(text.slice(0, text.lastIndexOf(",")), "," + stateWord(state))
            count++
        }
        line = await reader.nextListLine()
    }
    return count
}

/** A line as a spreadsheet may have left it: other marks between its columns, and any of them in quotation marks. */
function ownForm(line: string): string {
    let text = line.trim()
    if (!text.includes(",")) text = text.split(";").join(",").split("\t").join(",")
    const last = text.lastIndexOf(",")
    return (
        text.slice(0, last + 1) +
        text
            .slice(last + 1)
            .split('"')
            .join("")
    )
}
