/**
 * calls.csv: every call, also of callers who left no message. docs/card-layout.md.
 *
 * Lines of 128 bytes, blank until they are used, in a file that never grows. When it is full, or a PC has rewritten it, it
 * becomes calls1.csv, calls2.csv … and a new one takes its place. A line that shares its sector with earlier calls is written
 * to the file's last sector first, and taken from there where a cut destroys the other.
 *
 *     date,time,number,name,outcome,seconds,message
 *     2026-11-22,14:05:31,2125550123,"J SMITH",message,12,"2026-11-22 14.05 2125550123 J SMITH.wav"
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { clockText, dateText, WallTime } from "../hal/wall-clock"
import { ATTRIBUTE_ARCHIVE } from "../fat/layout"
import { archive } from "../fat/archive"
import { ensureFile } from "../fat/directory"
import { Volume } from "../fat/volume"
import { allowed } from "../util/file-text"

const NAME = "calls.csv"
const LINE_BYTES = 128
const LINES_PER_SECTOR = 4
const FILE_SECTORS = 128
/** The last sector holds no calls, but the copy of the one that is being written. */
const COPY_SECTOR = FILE_SECTORS - 1
const LINES = COPY_SECTOR * LINES_PER_SECTOR
const TITLE = "date,time,number,name,outcome,seconds,message"
const SPACE = 0x20
const NEW_LINE = 0x0a

/** A call that is over. */
export interface LoggedCall {
    readonly number: string
    readonly name: string
    /** Undefined: the clock was not set. */
    readonly at: WallTime | undefined
    /** A word: how it ended. */
    readonly outcome: string
    readonly seconds: number
}

export class CallLog {
    /** Undefined: there is no such file. */
    firstSector: number | undefined
    /** 0: not looked up. */
    private nextLine = 0
    private folder = 0

    constructor(private readonly volume: Volume) {}

    /** Find the file, or make it. @throws as the card does */
    async mount(folderCluster: number): Promise<void> {
        this.folder = folderCluster
        if (!(await this.find())) await this.renew("was changed on a PC")
    }

    /**
     * Add a call.
     *
     * @param message its file's name; "": there is none
     * @returns whether there was a line for it. @throws as the card does. Waits: for up to four sectors; the first time for
     * some 10; for a new file where this one is full.
     */
    async add(call: LoggedCall, message: string): Promise<boolean> {
        const { volume } = this
        if (this.firstSector === undefined) return false
        if (this.nextLine === 0) this.nextLine = await this.findBlank(this.firstSector)
        if (this.nextLine >= LINES) await this.renew("is full")
        const line = this.nextLine
        const file = message === "" ? "" : `"${message}"`
        const { at } = call
        const when = at ? dateText(at) + "," + clockText(at) : ","
        const who = `${allowed(call.number)},"${allowed(call.name)}"`
        const text = `${when},${who},${call.outcome},${call.seconds},${file}`
        const sector = this.firstSector + (line >> 2)
        const copy = this.firstSector + COPY_SECTOR
        const isAlone = lineAt(line) === 0
        await volume.loadSector(sector)
        putLine(volume.sector, lineAt(line), text)
        if (!isAlone) await volume.storeSector(copy)
        await volume.storeSector(sector)
        this.nextLine++
        if (!isAlone) await this.clearCopy(copy)
        return true
    }

    /** @returns false: there is one that a PC has rewritten */
    private async find(): Promise<boolean> {
        const { volume } = this
        this.nextLine = 0
        this.firstSector = undefined
        const fill = async (sector: number) => {
            putBlanks(volume.sector)
            // The card takes one sector as a ring: again and again.
            await volume.card.write(sector, volume.sector, 0, FILE_SECTORS)
            putLine(volume.sector, 0, TITLE)
            await volume.storeSector(sector)
        }
        const sizeBytes = FILE_SECTORS * SECTOR_BYTES
        const file = { sizeBytes, attributes: ATTRIBUTE_ARCHIVE, fill }
        const entry = await ensureFile(volume, this.folder, NAME, file)
        if (entry === undefined || !entry.isWhole) return false
        this.firstSector = volume.sectorOf(entry.firstCluster)
        return true
    }

    /** Have a new file; the one that is there gets another name. */
    private async renew(why: string): Promise<void> {
        const name = await archive(this.volume, this.folder, NAME, "calls")
        console.log(`${NAME} ${why}: it is ${name} now`)
        await this.find()
        await this.volume.settle()
        this.nextLine = 1
    }

    /** The first line that is blank. Where a cut has destroyed the sector written last, it is taken from its copy. */
    private async findBlank(firstSector: number): Promise<number> {
        const { volume } = this
        const { sector } = volume
        let used = 0
        let blank = COPY_SECTOR
        while (used + 1 < blank) {
            const middle = (used + blank) >> 1
            await volume.loadSector(firstSector + middle)
            if (countLines(sector) === 0) blank = middle
            else used = middle
        }
        await volume.loadSector(firstSector + used)
        if (countLines(sector) < 0) {
            await volume.loadSector(firstSector + COPY_SECTOR)
            if (countLines(sector) < 0) putBlanks(sector)
            await volume.storeSector(firstSector + used)
        }
        const line = used * LINES_PER_SECTOR + countLines(sector)
        // Where all are used, an older version may have put calls there.
        if (line < LINES) await this.clearCopy(firstSector + COPY_SECTOR)
        return line
    }

    private async clearCopy(copy: number): Promise<void> {
        const { volume } = this
        await volume.loadSector(copy)
        if (countLines(volume.sector) === 0) return
        putBlanks(volume.sector)
        await volume.storeSector(copy)
    }
}

function lineAt(line: number): number {
    return (line & (LINES_PER_SECTOR - 1)) * LINE_BYTES
}

/** How many lines of a sector are in use; −1: a cut has destroyed it. */
function countLines(sector: Buffer): number {
    let count = 0
    for (let line = 0; line < LINES_PER_SECTOR; line++) {
        const at = lineAt(line)
        if (sector[at + LINE_BYTES - 1] !== NEW_LINE) return -1
        if (sector[at] !== SPACE) count = line + 1
    }
    return count
}

function putBlanks(sector: Buffer): void {
    for (let at = 0; at < SECTOR_BYTES; at += LINE_BYTES) putLine(sector, at, "")
}

/** Put a line; one that is too long ends in a quotation mark before its time, after a whole letter. */
function putLine(sector: Buffer, at: number, text: string): void {
    const lengthMax = LINE_BYTES - 1
    while (text.byteLength > lengthMax) text = text.slice(0, text.length - 2) + '"'
    sector.fillAt(at, lengthMax, SPACE)
    sector[at + lengthMax] = NEW_LINE
    sector.blitAt(at, text, 0, text.byteLength)
}
