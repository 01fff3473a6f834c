/**
 * calls.csv: every call, also of callers who left no message. docs/card-layout.md.
 *
 * Lines of 128 bytes, blank until they are used, in a file that never grows. When it is full, or a PC has rewritten it, it
 * becomes calls1.csv, calls2.csv … and a new one takes its place, with the calls that wait to be returned. A sector that holds
 * earlier calls is written to the file's last sector first, and taken from there where a cut destroys the other.
 *
 *     date,time,number,name,outcome,seconds,message,return
 *     2026-11-22,14:05:31,2125550123,"J SMITH",message,12,"2026-11-22 14.05 2125550123 J SMITH.wav",to return
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { clockText, dateText, WallTime } from "../hal/wall-clock"
import { ATTRIBUTE_ARCHIVE } from "../fat/layout"
import { fillSectors } from "../fat/allocation"
import { archive } from "../fat/archive"
import { ensureFile } from "../fat/directory"
import { settleFree } from "../fat/fs-info"
import { Volume } from "../fat/volume"
import { allowed } from "../util/file-text"
import {
    columnOf,
    countLines,
    lineAt,
    LINES_PER_SECTOR,
    lineText,
    putBlanks,
    putLine,
} from "./call-lines"
import { carryOpen } from "./carry"
import { ReturnState, stateWord } from "./return-state"

const NAME = "calls.csv"
/** Of those that were renamed, before their number. */
const STEM = "calls"
const FILE_SECTORS = 128
/** The last sector holds no calls, but the copy of the one that is being written. */
const COPY_SECTOR = FILE_SECTORS - 1
const LINES = COPY_SECTOR * LINES_PER_SECTOR

/** A call that is over. */
export interface LoggedCall {
    readonly number: string
    readonly name: string
    /** Undefined: the clock was not set. */
    readonly at: WallTime | undefined
    /** A word: how it ended. */
    outcome: string
    seconds: number
    readonly state: ReturnState
}

export class CallLog {
    /** Undefined: there is no such file. */
    firstSector: number | undefined
    /** The first line that is not used; 0: not looked up. */
    nextLine = 0
    private folder = 0

    constructor(private readonly volume: Volume) {}

    /** Find the file, or make it. @throws as the card does */
    async mountList(folderCluster: number): Promise<void> {
        this.folder = folderCluster
        if (!(await this.findList(""))) await this.renew("was changed on a PC")
    }

    /**
     * Add a call.
     *
     * @param message its file's name; "": there is none
     * @returns its line; 0: there was none for it. @throws as the card does. Waits: for up to four sectors; the first time for
     * some 10; for a new file where this one is full.
     */
    async addCall(call: LoggedCall, message: string): Promise<number> {
        if (this.firstSector === undefined) return 0
        if ((await this.endLine()) >= LINES) await this.renew("is full")
        const line = await this.endLine()
        const file = message === "" ? "" : `"${message}"`
        const { at } = call
        const when = at ? dateText(at) + "," + clockText(at) : ","
        const who = `${allowed(call.number)},"${allowed(call.name)}"`
        const text = `${when},${who},${call.outcome},${call.seconds},${file}`
        const { volume } = this
        await volume.loadSector(this.firstSector + (line >> 2))
        putLine(volume.sector, lineAt(line), text, "," + stateWord(call.state))
        await this.storeCalls(line >> 2, lineAt(line) > 0)
        this.nextLine++
        return line
    }

    /** The first line that is not used. @throws as the card does. Waits: the first time, for some 10 sectors. */
    async endLine(): Promise<number> {
        if (this.nextLine === 0 && this.firstSector !== undefined)
            this.nextLine = await this.findBlank(this.firstSector)
        return this.nextLine
    }

    /** Whether a line is of a call from `number`. @throws as the card does. Waits: for a sector; the first time for some 10 more. */
    async isCallFrom(number: string, line: number): Promise<boolean> {
        if (line >= (await this.endLine())) return false
        const { volume } = this
        await volume.loadSector((this.firstSector ?? 0) + (line >> 2))
        // In line 0 is the title, where that is not known.
        return columnOf(lineText(volume.sector, lineAt(line)), 2) === number
    }

    /** Write the volume's `sector` to one of the file. @param isShared earlier calls stand in it, which a cut must not cost */
    async storeCalls(index: number, isShared: boolean): Promise<void> {
        const { volume } = this
        const first = this.firstSector ?? 0
        const copy = first + COPY_SECTOR
        if (isShared) await volume.storeSector(copy)
        await volume.storeSector(first + index)
        if (isShared) await this.clearCopy(copy)
    }

    /** @param archived the name that an earlier list got just now; "": it is not known. @returns false: there is one that a PC has rewritten */
    private async findList(archived: string): Promise<boolean> {
        const { volume, folder } = this
        this.nextLine = 0
        this.firstSector = undefined
        const fill = async (sector: number) => {
            putBlanks(volume.sector)
            await fillSectors(volume, sector, FILE_SECTORS)
            await carryOpen(volume, folder, archived, sector)
        }
        const sizeBytes = FILE_SECTORS * SECTOR_BYTES
        const file = { sizeBytes, attributes: ATTRIBUTE_ARCHIVE, fill }
        const entry = await ensureFile(volume, folder, NAME, file)
        if (entry === undefined || !entry.isWhole) return false
        this.firstSector = volume.sectorOf(entry.firstCluster)
        return true
    }

    /** Have a new file; the one that is there gets another name. */
    private async renew(why: string): Promise<void> {
        const name = await archive(this.volume, this.folder, NAME, STEM)
        console.log(`${NAME} ${why}: it is ${name} now`)
        await this.findList(name)
        await settleFree(this.volume)
    }

    /** The first line that is blank. Where a cut has destroyed a sector that was being written, it is taken from its copy. */
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
        if (countLines(sector) < 0) await this.restoreCopy(firstSector, used)
        const line = used * LINES_PER_SECTOR + countLines(sector)
        await volume.loadSector(firstSector + COPY_SECTOR)
        const copied = countLines(sector)
        if (copied > 0) await this.mendCalls(firstSector, used)
        // Where all are used, an older version may have put calls there.
        if (copied !== 0 && line < LINES) await this.clearCopy(firstSector + COPY_SECTOR)
        return line
    }

    /** There is a copy: a cut may have destroyed any sector in which the state of a call was being changed. */
    private async mendCalls(firstSector: number, used: number): Promise<void> {
        const { volume } = this
        for (let index = used - 1; index >= 0; index--) {
            await volume.loadSector(firstSector + index)
            if (countLines(volume.sector) < 0) return await this.restoreCopy(firstSector, index)
        }
    }

    /** Take a sector from its copy; where that is none, blank lines. */
    private async restoreCopy(firstSector: number, index: number): Promise<void> {
        const { volume } = this
        const { sector } = volume
        await volume.loadSector(firstSector + COPY_SECTOR)
        if (countLines(sector) < 0) putBlanks(sector)
        await volume.storeSector(firstSector + index)
    }

    private async clearCopy(copy: number): Promise<void> {
        const { volume } = this
        putBlanks(volume.sector)
        await volume.storeSector(copy)
    }
}
