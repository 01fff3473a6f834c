/** The folders and files of ours, and the slots, on a volume that exists: what is there is left as it is. */
import { CardError } from "../../sim/card/card-error.ts"
import { enterFolder } from "../../sim/card/add-files.ts"
import { type Directory } from "../../sim/card/directory.ts"
import { Attribute } from "../../sim/card/directory-entry.ts"
import { type CardTime } from "../../sim/card/fat-time.ts"
import { emptyCalls } from "../layout/calls-csv.ts"
import {
    CALLS,
    FOLDER,
    GREETINGS,
    INDEX,
    MESSAGES,
    README,
    README_TEXT,
    SETTINGS,
} from "../layout/files.ts"
import {
    encodePage,
    type Extent,
    type IndexFacts,
    freshFacts,
    INDEX_BYTES,
    SLOTS_PER_PAGE,
    decodePage,
} from "../layout/index-page.ts"
import {
    clustersPerSlot,
    ENTRY_BYTES,
    ENTRY_DELETED,
    HALF_BYTES,
    Hidden,
    numberOfShortName,
    SECTOR_BYTES,
    SLOTS_USUAL_MAX,
    System,
} from "../layout/slot.ts"
import { freeHalf } from "../layout/slot-half.ts"
import { type CardImage } from "../volume/card-image.ts"
import { findIndexPlace } from "../volume/index-place.ts"
import { firstRun, takeExtents, usualSlotCount } from "./plan-slots.ts"

export interface Provisioning {
    /** Names of what was made, as the owner sees them. */
    readonly made: readonly string[]
    readonly slotCount: number
    /** Whether they were there before. */
    readonly hadSlots: boolean
}

/**
 * Make what a card lacks to be ready. In the image at its `commit`.
 *
 * @param wantedSlots undefined: as many as the machine would make
 * @throws CardError: no room
 */
export function provision(
    card: CardImage,
    wantedSlots: number | undefined,
    at: CardTime
): Provisioning {
    const made: string[] = []
    const folders = [FOLDER, MESSAGES, GREETINGS].map(path => ensureFolder(card, path, at, made))
    const ours = folders[0]!
    ensureFile(card, ours, README, Buffer.from(README_TEXT), Attribute.Archive, at, made)
    ensureFile(card, ours, CALLS, emptyCalls(), Attribute.Archive, at, made)
    if (wantedSlots !== undefined && !card.find(SETTINGS))
        ensureFile(
            card,
            ours,
            SETTINGS,
            Buffer.from(`slots = ${wantedSlots}\r\n`),
            Attribute.Archive,
            at,
            made
        )
    const place = findIndexPlace(card)
    if (!place)
        throw new CardError(
            `${card.image.path}: ${INDEX} was changed on a PC: delete it, and try again`
        )
    const indexAt = ensureFile(
        card,
        ours,
        place.path,
        Buffer.alloc(INDEX_BYTES),
        Hidden | System,
        at,
        made
    )
    const existing = slotsInIndex(card, indexAt)
    if (existing > 0) return { made, slotCount: existing, hadSlots: true }
    const slotCount = makeSlots(card, folders[1]!, indexAt, wantedSlots)
    return { made, slotCount, hadSlots: false }
}

function ensureFolder(card: CardImage, path: string, at: CardTime, made: string[]): Directory {
    if (!card.find(path)) made.push(`${path}/`)
    return path
        .split("/")
        .reduce((folder, name) => enterFolder(card.volume, folder, name, at), card.root)
}

/** @returns its first sector */
function ensureFile(
    card: CardImage,
    folder: Directory,
    path: string,
    content: Buffer,
    ...[attributes, at, made]: [number, CardTime, string[]]
): number {
    const found = card.find(path)
    if (found) return card.sectorOf(found.item.firstCluster)
    const run = firstRun(card.volume.table, Math.ceil(content.length / card.volume.clusterBytes))
    if (!run) throw new CardError(`${card.image.path}: no room for ${path} in one piece`)
    card.volume.table.takeRun(run)
    const sector = card.sectorOf(run.first)
    card.image.write(sector, content)
    const name = path.slice(path.lastIndexOf("/") + 1)
    folder.add(name, { attributes, firstCluster: run.first, sizeBytes: content.length, at })
    made.push(path)
    return sector
}

function slotsInIndex(card: CardImage, indexAt: number): number {
    const pages = [0, 1].map(copy => decodePage(card.image.read(indexAt + copy, 1), 0))
    const [one, other] = pages
    const newest = one && other ? (one.sequence > other.sequence ? one : other) : (one ?? other)
    return newest?.facts?.extents.reduce((sum, extent) => sum + extent.slotCount, 0) ?? 0
}

function makeSlots(
    card: CardImage,
    messages: Directory,
    indexAt: number,
    wanted: number | undefined
): number {
    requireNames(card, messages)
    const { table, layout } = card.volume
    const folder = table.chain(messages.firstCluster)
    const count = wanted ?? usualSlotCount(layout, table.freeCount)
    const extents = takeExtents(table, layout, folder, count)
    if (extents.length === 0) throw new CardError(`${card.image.path}: no room for a single slot`)
    closeFolder(card, folder)
    let number = 1
    for (const extent of extents) {
        writeExtent(card, extent, number, extent === extents.at(-1))
        number += extent.slotCount
    }
    writeIndex(card, indexAt, freshFacts(extents, wanted ?? SLOTS_USUAL_MAX))
    return number - 1
}

/** Slots have names of their own for ever: a file that has one already must go first. */
function requireNames(card: CardImage, messages: Directory): void {
    const taken = messages
        .list()
        .find(
            item => numberOfShortName(Buffer.from(item.nameBytes).toString("latin1")) !== undefined
        )
    if (!taken) return
    throw new CardError(
        `${card.image.path}: ${MESSAGES}/${taken.name} has a name that a slot needs (${taken.shortName}): if it is yours, rename it on a PC; if it is a slot of a card whose ${INDEX} is lost, put the card into the machine once`
    )
}

/** What the folder holds goes on in deleted entries, up to where the slots begin. */
function closeFolder(card: CardImage, clusters: readonly number[]): void {
    let isBehindEnd = false
    for (const number of clusters.flatMap(cluster => card.volume.clusterSectors(cluster))) {
        const sector = card.image.read(number, 1)
        for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES) {
            isBehindEnd ||= sector[at] === 0
            if (isBehindEnd) sector.fill(ENTRY_DELETED, at, at + ENTRY_BYTES)
        }
        if (isBehindEnd) card.image.write(number, sector)
    }
}

function writeExtent(card: CardImage, extent: Extent, firstNumber: number, isLast: boolean): void {
    const { sectorsPerCluster } = card.volume.layout
    const perSlot = clustersPerSlot(sectorsPerCluster)
    const clusterCount = extent.firstCluster - extent.folderCluster
    const part = Buffer.alloc(
        clusterCount * sectorsPerCluster * SECTOR_BYTES,
        isLast ? 0 : ENTRY_DELETED
    )
    for (let i = 0; i < extent.slotCount; i++)
        freeHalf(firstNumber + i, extent.firstCluster + i * perSlot).copy(part, i * HALF_BYTES)
    card.image.write(card.sectorOf(extent.folderCluster), part)
}

function writeIndex(card: CardImage, indexAt: number, all: IndexFacts): void {
    const { layout } = card.volume
    const ownCluster = 2 + (indexAt - layout.dataStartSector) / layout.sectorsPerCluster
    for (let page = 0; page * SLOTS_PER_PAGE < all.readyCount; page++) {
        const nibbles = new Uint8Array(SLOTS_PER_PAGE)
        const facts = page === 0 ? all : undefined
        const first = encodePage({ page, ownCluster, sequence: 1, facts, nibbles })
        card.image.write(indexAt + 2 * page, Buffer.concat([first, Buffer.alloc(SECTOR_BYTES)]))
    }
}
