/** index.bin: its pages, and where they say that the slots are. docs/card-layout.md, "index.bin". */
import {
    type Extent,
    INDEX_BYTES,
    INDEX_PAGES,
    decodePage,
    type IndexPage,
    SLOTS_PER_PAGE,
} from "../layout/index-page.ts"
import { INDEX, INDEX_2 } from "../layout/files.ts"
import { clustersPerSlot, Hidden, SECTOR_BYTES, System } from "../layout/slot.ts"
import { type Findings } from "./finding.ts"
import { type Tree, type TreeItem } from "./tree.ts"
import { type CheckedVolume } from "./volume.ts"

const SEARCH = { machine: "searches the folder for the slots, and writes the index anew" }
const LEFT_ALONE = { owner: "delete the file: the machine makes it anew" }

/** The index as far as it is good. */
export interface CheckedIndex {
    readonly first: IndexPage
    /** Of page p, undefined: both copies are bad. */
    readonly pages: readonly (IndexPage | undefined)[]
    readonly slotCount: number
    /** The last sector, which holds a copy of another one; undefined: a page. */
    readonly spare: Buffer | undefined
}

/** @returns undefined: there is none that can be used, which is in `findings` */
export function checkIndex(tree: Tree, findings: Findings): CheckedIndex | undefined {
    const item = findIndex(tree, findings)
    if (!item) return lose(findings, "index-missing", "there is none")
    if (item.sizeBytes !== INDEX_BYTES || !item.isWhole)
        return lose(findings, "index-size", `has ${item.sizeBytes} bytes, ${INDEX_BYTES} are right`)
    checkPlace(item, findings)
    const file = tree.read(item.clusters)
    const first = newestCopy(item, file, 0, findings)
    if (!first) return undefined
    const slotCount = first.facts!.extents.reduce((sum, extent) => sum + extent.slotCount, 0)
    const pages = Array.from({ length: INDEX_PAGES }, (_, page) => {
        if (page * SLOTS_PER_PAGE < slotCount)
            return page === 0 ? first : newestCopy(item, file, page, findings)
        // The last sector is for the copy of another one.
        const end = Math.min((page + 1) * 2, 2 * INDEX_PAGES - 1) * SECTOR_BYTES
        const isBlank = file.subarray(page * 2 * SECTOR_BYTES, end).every(b => b === 0)
        if (!isBlank)
            findings.note(
                "index-unused",
                INDEX,
                `page ${page} is not zeros, although no slot is in it`
            )
        return undefined
    })
    const isSpareUsed = (INDEX_PAGES - 1) * SLOTS_PER_PAGE < slotCount
    const spare = isSpareUsed ? undefined : file.subarray(INDEX_BYTES - SECTOR_BYTES, INDEX_BYTES)
    return { first, pages, slotCount, spare }
}

/** index.bin; index-2.bin where a PC has made something else of that. */
function findIndex(tree: Tree, findings: Findings): TreeItem | undefined {
    const item = tree.find(INDEX)
    const second = tree.find(INDEX_2)
    if (!item || !second || canBeIndex(item) || !canBeIndex(second)) return item
    findings.note("index-second", INDEX, "a PC has made another file of it", {
        machine: `has its index in ${INDEX_2}`,
    })
    return second
}

function canBeIndex(item: TreeItem): boolean {
    return item.sizeBytes === INDEX_BYTES && item.isWhole && isRun(item)
}

function isRun({ clusters, firstCluster }: TreeItem): boolean {
    return clusters.every((cluster, i) => cluster === firstCluster + i)
}

/** What the index says of a slot, counted from 0. */
export function nibbleIn(index: CheckedIndex, slot: number): number | undefined {
    return index.pages[Math.floor(slot / SLOTS_PER_PAGE)]?.nibbles[slot % SLOTS_PER_PAGE]
}

/**
 * Whether an extent can be where the index says.
 *
 * @param folder the clusters of the folder of messages
 */
export function checkExtent(
    extent: Extent,
    volume: CheckedVolume,
    folder: readonly number[],
    findings: Findings
): boolean {
    const where = `${INDEX}, extent at cluster ${extent.firstCluster}`
    const end = extent.firstCluster + extent.slotCount * clustersPerSlot(volume.sectorsPerCluster)
    const complain = (what: string) => {
        findings.fault("extent", where, what, SEARCH)
        return false
    }
    if (extent.firstCluster < 2 || end > volume.clusterCount + 2)
        return complain("it leaves the volume")
    const runClusters = extent.firstCluster - extent.folderCluster
    if (runClusters < Math.ceil(extent.slotCount / 2 / volume.sectorsPerCluster))
        return complain("its part of the folder does not stand directly before its slots")
    const at = folder.indexOf(extent.folderCluster)
    if (at < 0) return complain("its part of the folder is not in the folder")
    for (let i = 0; i < runClusters; i++)
        if (folder[at + i] !== extent.folderCluster + i)
            return complain("its part of the folder is not one run of clusters")
    return true
}

function checkPlace(item: TreeItem, findings: Findings): void {
    if (!isRun(item))
        findings.fault("index-run", INDEX, "its clusters are not next to each other", LEFT_ALONE)
    if ((item.attributes & (Hidden | System)) !== (Hidden | System))
        findings.note("index-shown", INDEX, "it is not hidden: do not change it")
}

/** The copy that counts: good, and of higher sequence. */
function newestCopy(
    { firstCluster }: TreeItem,
    file: Buffer,
    page: number,
    findings: Findings
): IndexPage | undefined {
    const copies = [0, 1].map(copy => {
        const at = (2 * page + copy) * SECTOR_BYTES
        return file.subarray(at, at + SECTOR_BYTES)
    })
    const where = `${INDEX}, page ${page}`
    const [one, other] = copies.map(sector => {
        const found = decodePage(sector, page)
        if (!found || found.ownCluster === firstCluster) return found
        findings.note("index-elsewhere", where, "it is a copy that a PC has made", SEARCH)
        return undefined
    })
    copies.forEach((sector, i) => {
        if ((i === 0 ? one : other) || sector.every(byte => byte === 0)) return
        findings.note("index-copy", where, `copy ${i + 1} is damaged`, {
            machine: "takes the other one",
        })
    })
    if (one && other) return one.sequence > other.sequence ? one : other
    const good = one ?? other
    if (!good) findings.note("index-page", where, wordsOf(page, copies), SEARCH)
    return good
}

/** Pages behind the first are written once the machine has made slots for them. */
function wordsOf(page: number, copies: readonly Uint8Array[]): string {
    const isBlank = copies.every(sector => sector.every(byte => byte === 0))
    return page > 0 && isBlank ? "nothing is in it yet" : "neither copy is good"
}

function lose(findings: Findings, code: string, what: string): undefined {
    const owner = code === "index-size" ? LEFT_ALONE.owner : "nothing"
    findings.note(code, INDEX, what, { ...SEARCH, owner })
}
