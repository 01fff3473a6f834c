/**
 * calls.csv: every call, also of callers who left no message. docs/card-layout.md.
 *
 * Lines of 128 bytes, blank until they are used, in a file that never grows: a call is one sector write.
 *
 *     date,time,number,name,outcome,seconds,message
 *     2026-11-22,14:05:31,2125550123,"J SMITH",message,12,"2026-11-22 14.05 2125550123 J SMITH.wav"
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { clockText, dateText, WallTime } from "../hal/wall-clock"
import { ATTRIBUTE_ARCHIVE } from "../fat/layout"
import { Chain } from "../fat/chain"
import { ensureFile } from "../fat/directory"
import { Volume } from "../fat/volume"
import { allowed } from "../util/file-text"

const NAME = "calls.csv"
const LINE_BYTES = 128
const LINES_PER_SECTOR = 4
const FILE_SECTORS = 128
const LINES = FILE_SECTORS * LINES_PER_SECTOR
const TITLE = "date,time,number,name,outcome,seconds,message"
const SPACE = 0x20
const NEW_LINE = 0x0a
const QUOTE = 0x22

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
    /** Undefined: there is no such file, or a person has changed it. */
    chain: Chain | undefined
    /** 0: not looked up. */
    private nextLine = 0

    constructor(private readonly volume: Volume) {}

    /** Find the file, or make it. @throws as the card does */
    async mount(folderCluster: number): Promise<void> {
        const { volume } = this
        this.nextLine = 0
        const fill = async (sector: number) => {
            for (let at = 0; at < SECTOR_BYTES; at += LINE_BYTES) putLine(volume.sector, at, "")
            // The card takes one sector as a ring: again and again.
            await volume.card.write(sector, volume.sector, 0, FILE_SECTORS)
            putLine(volume.sector, 0, TITLE)
            await volume.store(sector)
        }
        const sizeBytes = FILE_SECTORS * SECTOR_BYTES
        const file = { sizeBytes, attributes: ATTRIBUTE_ARCHIVE, fill }
        const entry = await ensureFile(volume, folderCluster, NAME, file)
        if (entry !== undefined) this.chain = new Chain(volume, entry.firstCluster)
        else console.warn(`${NAME} was changed on a PC, no calls are added`)
    }

    /**
     * Add a call.
     *
     * @param message its file's name; "": there is none
     * @returns whether there was a line for it. @throws as the card does. Waits: for two sectors; the first time for some 10.
     */
    async add(call: LoggedCall, message: string): Promise<boolean> {
        const { chain, volume } = this
        if (chain === undefined) return false
        if (this.nextLine === 0) this.nextLine = await this.findBlank(chain)
        if (this.nextLine >= LINES) {
            console.warn(`${NAME} is full, no calls are added`)
            return false
        }
        const sector = await this.load(chain, this.nextLine)
        const file = message === "" ? "" : `"${message}"`
        const { at } = call
        const when = at ? dateText(at) + "," + clockText(at) : ","
        const who = `${allowed(call.number)},"${allowed(call.name)}"`
        const text = `${when},${who},${call.outcome},${call.seconds},${file}`
        putLine(volume.sector, lineAt(this.nextLine), text)
        await volume.store(sector)
        this.nextLine++
        return true
    }

    /** The first line that is blank; after a line that a cut has spoilt come others. */
    private async findBlank(chain: Chain): Promise<number> {
        let used = 0
        let blank = LINES
        while (used + 1 < blank) {
            const middle = (used + blank) >> 1
            await this.load(chain, middle)
            if (this.volume.sector[lineAt(middle)] === SPACE) blank = middle
            else used = middle
        }
        return blank
    }

    /** Have the sector with a line in `volume.sector`. @returns which it is */
    private async load(chain: Chain, line: number): Promise<number> {
        const sector = (await chain.sectorAt(Math.idiv(line, LINES_PER_SECTOR))) ?? 0
        await this.volume.load(sector)
        return sector
    }
}

function lineAt(line: number): number {
    return (line & (LINES_PER_SECTOR - 1)) * LINE_BYTES
}

/** Put a line; one that is too long ends in a quotation mark before its time. */
function putLine(sector: Buffer, at: number, text: string): void {
    const lengthMax = LINE_BYTES - 1
    sector.fillAt(at, lengthMax, SPACE)
    sector[at + lengthMax] = NEW_LINE
    sector.blitAt(at, text, 0, Math.min(text.byteLength, lengthMax))
    if (text.byteLength > lengthMax) sector[at + lengthMax - 1] = QUOTE
}
