/** Whether what was on the card before is still there, byte for byte. */

import type { ReadonlyOverlay } from "../../../sim/chips/sdcard/overlay-image.ts"
import { CALLS, linesIn } from "./cut-call.ts"
import { clusterLba, type FatLayout, type Sectors } from "./fat-view.ts"
import { Attribute } from "./folder-view.ts"
import { FileSectors } from "./message-file.ts"
import { slotState } from "./slot.ts"
import type { CardFile, VolumeState } from "./volume-check.ts"

const SECTOR_BYTES = 512
const ATTRIBUTES_AT = 11
const CREATED_TENTH_AT = 13
/** Judged by the folder. */
const INDEX = "AFTERBEEP/index.bin"
const SETTINGS = "AFTERBEEP/settings.txt"
/** Short name of its twin, with which it swaps clusters: what is in it is nobody's. */
const TWIN = "SETTINGS.OLD"

const GREETING = "AFTERBEEP/greetings/default.wav"
/** Made of a greeting, and made again where it is not whole: docs/card-layout.md. */
const GREETING_COPY = /^AFTERBEEP\/greetings\/copy-\d\.wav$/
/** Short names of recorded greetings: what is in a hidden one is nobody's. */
const RECORDED = /^AG\d{6}\.WAV$/

/** A card, and what lies on it. */
export interface CardContent {
    readonly sectors: Sectors
    readonly state: VolumeState
}

/** Sectors of a file that was there before. */
interface Piece {
    readonly lba: number
    readonly end: number
    readonly file: CardFile
}

export class EarlierFiles {
    /** By their first sector. */
    private readonly pieces: readonly Piece[]

    /**
     * @param before the card before the operation
     * @param after and after it, uncut
     */
    constructor(
        private readonly before: CardContent,
        private readonly after: CardContent,
        private readonly layout: FatLayout
    ) {
        this.pieces = before.state.files
            .flatMap(file => piecesOf(file, layout))
            .sort((a, b) => a.lba - b.lba)
    }

    /** @returns what has become of files that were there, each in words; [] when nothing did */
    damages({ sectors, state }: CardContent, overlay: ReadonlyOverlay): string[] {
        const now = byPlace(state.files)
        const final = byPlace(this.after.state.files)
        const changed = this.before.state.files.flatMap(file => this.entryDamage(file, now, final))
        const content = { sectors, state }
        return [
            ...changed,
            ...this.contentDamages(sectors, now, overlay),
            ...this.textDamage(content),
            ...this.greetingDamage(content),
        ]
    }

    /** The text of the settings is the one before or the one after, as a whole. */
    private textDamage(now: CardContent): string[] {
        const was = this.settingsOf(this.before)
        if (was === undefined) return []
        const text = this.settingsOf(now)
        if (text === was || text === this.settingsOf(this.after)) return []
        return [`${SETTINGS} ${text === undefined ? "is gone" : `says ${JSON.stringify(text)}`}`]
    }

    /** A recorded greeting is the one before or the one after, as a whole. */
    private greetingDamage(now: CardContent): string[] {
        const was = this.textOf(GREETING, this.before)
        const will = this.textOf(GREETING, this.after)
        if (was === undefined || was === will) return []
        const is = this.textOf(GREETING, now)
        if (is === was || is === will) return []
        return [`${GREETING} ${is === undefined ? "is gone" : "is another one"}`]
    }

    private settingsOf(content: CardContent): string | undefined {
        return this.textOf(SETTINGS, content)
    }

    private textOf(name: string, { sectors, state }: CardContent): string | undefined {
        const file = state.files.find(({ path }) => path === name)
        if (!file) return undefined
        const content = new FileSectors(sectors, this.layout, file)
        const pieces = Array.from(
            { length: Math.ceil(file.sizeBytes / SECTOR_BYTES) },
            (_, index) => content.peek(index)
        )
        return Buffer.concat(pieces).subarray(0, file.sizeBytes).toString("latin1")
    }

    /** Lines of calls.csv that were there before and are no longer, once another call has been added. */
    linesLost({ sectors }: CardContent): string[] {
        const file = this.before.state.files.find(({ path }) => path === CALLS)
        if (!file) return []
        const first = clusterLba(this.layout, file.chain.runs[0]!.cluster)
        const lost: string[] = []
        for (let lba = first; lba < this.lastLba(file); lba++)
            linesIn(this.before.sectors.peek(lba)).forEach((line, index) => {
                const is = linesIn(sectors.peek(lba))[index]
                if (line.trim() !== "" && line !== is) lost.push(`${CALLS}: lost: ${line.trim()}`)
            })
        return lost
    }

    private entryDamage(
        file: CardFile,
        now: ReadonlyMap<string, CardFile>,
        final: ReadonlyMap<string, CardFile>
    ): string[] {
        if (slotState(file) === "free" || isText(file)) return []
        const there = now.get(placeOf(file))
        const wanted = final.get(placeOf(file))
        if (!there) return wanted ? [`${file.path} is gone`] : []
        if (isSame(there, file) || (wanted && isDone(file, there, wanted))) return []
        const isOnItsWay = !wanted || !isSame(wanted, file)
        if (isOnItsWay && slotState(there) === "free") return []
        return [`${file.path} has become ${difference(file, there)}`]
    }

    private contentDamages(
        sectors: Sectors,
        now: ReadonlyMap<string, CardFile>,
        overlay: ReadonlyOverlay
    ): string[] {
        const damaged = new Map<CardFile, number>()
        for (const lba of overlay.keys()) {
            const file = this.fileAt(lba)
            if (!file || this.isAsItMay(file, lba, sectors)) continue
            const there = now.get(placeOf(file))
            // Freed, or taken for another message: whether it may be, its entry says.
            if (there && !isSame(there, file) && slotState(there) === "free") continue
            damaged.set(file, (damaged.get(file) ?? 0) + 1)
        }
        return [...damaged].map(([file, count]) => `${file.path}: ${count} sectors of it changed`)
    }

    private isAsItMay(file: CardFile, lba: number, sectors: Sectors): boolean {
        const bytes = sectors.peek(lba)
        const was = this.before.sectors.peek(lba)
        const will = this.after.sectors.peek(lba)
        if (isEqual(bytes, was) || isEqual(bytes, will)) return true
        if (GREETING_COPY.test(file.path)) return true
        if (file.path !== CALLS) return false
        const copyLba = this.lastLba(file)
        // Nothing depends on the copy but while the sector that it is of is in flight.
        if (lba === copyLba) return true
        return [bytes, sectors.peek(copyLba)].some(each => isMadeOfLines(each, was, will))
    }

    private lastLba({ chain, sizeBytes }: CardFile): number {
        const sectorsLeft = Math.ceil(sizeBytes / SECTOR_BYTES) - 1
        return clusterLba(this.layout, chain.runs[0]!.cluster) + sectorsLeft
    }

    private fileAt(lba: number): CardFile | undefined {
        const { pieces } = this
        let low = 0
        let high = pieces.length
        while (low < high) {
            const middle = (low + high) >> 1
            if (pieces[middle]!.end <= lba) low = middle + 1
            else high = middle
        }
        const piece = pieces[low]
        return piece && lba >= piece.lba ? piece.file : undefined
    }
}

/** Each line of a sector is one that was there, or will be; or stands where a call was to be added, which is judged elsewhere. */
function isMadeOfLines(bytes: Uint8Array, was: Uint8Array, will: Uint8Array): boolean {
    const [lines, before, after] = [bytes, was, will].map(linesIn) as [string[], string[], string[]]
    return lines.every((line, index) => {
        const isAdded = before[index]!.trim() === "" && after[index]!.trim() !== ""
        return line === before[index] || line === after[index] || isAdded
    })
}

/** Nothing of a free slot, of the index, or of a folder: what they must hold is judged elsewhere. */
function piecesOf(file: CardFile, layout: FatLayout): Piece[] {
    const isJudgedElsewhere =
        slotState(file) === "free" ||
        file.path === INDEX ||
        isText(file) ||
        isWaiting(file) ||
        (file.attributes & Attribute.Folder) !== 0
    if (isJudgedElsewhere) return []
    return file.chain.runs.map(({ cluster, count }) => {
        const lba = clusterLba(layout, cluster)
        return { lba, end: lba + count * layout.sectorsPerCluster, file }
    })
}

function isText({ path, shortName }: CardFile): boolean {
    return path === SETTINGS || (path.startsWith("AFTERBEEP/") && shortName === TWIN)
}

/** What waits for the next recorded greeting. */
function isWaiting({ shortName, attributes }: CardFile): boolean {
    return RECORDED.test(shortName) && (attributes & Attribute.Hidden) !== 0
}

/** A file is known by where it begins; its name may change. */
function placeOf(file: CardFile): string {
    return file.firstCluster === 0 ? file.path : String(file.firstCluster)
}

function byPlace(files: readonly CardFile[]): Map<string, CardFile> {
    return new Map(files.map(file => [placeOf(file), file]))
}

function isSame(a: CardFile, b: CardFile): boolean {
    return a.path === b.path && entryOf(a) === entryOf(b)
}

/**
 * What else on the card says, too, so that an entry that was destroyed with its neighbour can be put back: not whether what is
 * in the trash was heard, nor the odd second of a message's start, which its header has in steps of two.
 */
function entryOf(file: CardFile): string {
    const state = slotState(file)
    if (state === undefined) return file.raw
    const bytes = Buffer.from(file.raw, "hex")
    bytes[CREATED_TENTH_AT] = 0
    if (state === "trashed") bytes[ATTRIBUTES_AT]! &= ~Attribute.Archive
    return bytes.toString("hex")
}

/** What was to become of a file has become of it, or as good as that. */
function isDone(was: CardFile, is: CardFile, wanted: CardFile): boolean {
    return isSame(is, wanted) || isHeardAnew(was, is, wanted)
}

/**
 * It was taken back out of the trash, and its entry was destroyed by that: the index may not have seen it go there yet. Then it
 * counts as unheard, and nothing is lost.
 */
function isHeardAnew(was: CardFile, is: CardFile, wanted: CardFile): boolean {
    const isTakenBack = slotState(was) === "trashed" && slotState(wanted) === "heard"
    if (!isTakenBack || slotState(is) !== "unheard") return false
    const raw = Buffer.from(is.raw, "hex")
    raw[ATTRIBUTES_AT]! |= Attribute.Archive
    return isSame({ ...is, raw: raw.toString("hex") }, { ...wanted, attributes: is.attributes })
}

function difference(was: CardFile, is: CardFile): string {
    const state = slotState(is)
    if (was.path !== is.path) return `${is.path} (${state ?? "no slot"})`
    if (slotState(was) !== state) return `${state}, it was ${slotState(was)}`
    return `another entry: ${is.raw}, it was ${was.raw}`
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
    return Buffer.compare(a, b) === 0
}
