/** Each slot as the folder has it: where its entry is, and what it says. docs/card-layout.md, "Slots". */
import { type Extent } from "../layout/index-page.ts"
import { isFree, type MessageState, stateOf } from "../layout/state.ts"
import {
    clustersPerSlot,
    ENTRY_DELETED,
    FREE_NAME_BEGINNING,
    HALF_BYTES,
    numberOfShortName,
    SHORT_AT,
    shortNameOf,
    SLOT_BYTES,
} from "../layout/slot.ts"
import { type Tree, type TreeItem } from "./tree.ts"
import { type CheckedVolume } from "./volume.ts"

export type SlotPlace = "own" | "moved" | "deleted" | "damaged"

export interface SlotView {
    /** From 1 on. */
    readonly number: number
    readonly firstCluster: number
    readonly place: SlotPlace
    /** The entry with its clusters; undefined: it has none that could be found. */
    readonly item: TreeItem | undefined
    readonly state: MessageState | "free" | undefined
    /** What the index says; undefined: nothing that can be read. */
    readonly nibble: number | undefined
}

/** What is in the folder of messages, and where. */
export interface MessagesFolder {
    readonly clusters: readonly number[]
    readonly bytes: Buffer
    readonly byCluster: ReadonlyMap<number, TreeItem>
}

export function readMessagesFolder(tree: Tree, item: TreeItem): MessagesFolder {
    const files = tree.inFolder(item.path).filter(each => !each.isFolder)
    return {
        clusters: item.clusters,
        bytes: tree.read(item.clusters),
        byCluster: new Map(files.map(each => [each.firstCluster, each])),
    }
}

/** The slots of an extent that are ready. @param firstNumber of its first slot */
export function slotsOfExtent(
    extent: Extent,
    firstNumber: number,
    readyCount: number,
    volume: CheckedVolume,
    folder: MessagesFolder
): Omit<SlotView, "nibble">[] {
    const perCluster = volume.sectorsPerCluster
    const runAt = folder.clusters.indexOf(extent.folderCluster) * perCluster * 512
    const count = Math.max(0, Math.min(extent.slotCount, readyCount - firstNumber + 1))
    return Array.from({ length: count }, (_, i) => {
        const halfAt = runAt + i * HALF_BYTES
        const firstCluster = extent.firstCluster + i * clustersPerSlot(perCluster)
        return viewSlot(folder, halfAt, firstNumber + i, firstCluster)
    })
}

/** Without an index: what looks like a slot in the folder. */
export function slotsByName(folder: MessagesFolder): Omit<SlotView, "nibble">[] {
    return [...folder.byCluster.values()].flatMap(item => {
        const number = numberOfShortName(item.shortName)
        if (number === undefined || item.sizeBytes !== SLOT_BYTES) return []
        return [
            {
                number,
                firstCluster: item.firstCluster,
                place: "own",
                item,
                state: stateOfItem(item),
            },
        ]
    })
}

function viewSlot(
    folder: MessagesFolder,
    halfAt: number,
    number: number,
    firstCluster: number
): Omit<SlotView, "nibble"> {
    const item = folder.byCluster.get(firstCluster)
    const half = folder.bytes.subarray(halfAt, halfAt + HALF_BYTES)
    const isOwn = item?.at === halfAt + SHORT_AT && item.shortName === shortNameOf(number)
    const isGood =
        item !== undefined && item.sizeBytes === SLOT_BYTES && (item.attributes & 0xd8) === 0
    const common = { number, firstCluster, item: isGood ? item : undefined }
    if (isGood) return { ...common, place: isOwn ? "own" : "moved", state: stateOfItem(item) }
    const isDeleted = half[SHORT_AT] === ENTRY_DELETED
    return { ...common, place: isDeleted && !item ? "deleted" : "damaged", state: undefined }
}

/** A free slot that somebody has unhidden is still known by its name. */
function stateOfItem(item: TreeItem): MessageState | "free" {
    return isFree(item.attributes) || item.name.startsWith(FREE_NAME_BEGINNING)
        ? "free"
        : stateOf(item.attributes)
}
