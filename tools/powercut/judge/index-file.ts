/** index.bin against the folder that it is a copy of, by docs/card-layout.md. */

import { view } from "./fat-view.ts"
import { hasDigest, type FileSectors } from "./message-file.ts"
import { SLOT_BYTES, slotState, type SlotState } from "./slot.ts"
import type { CardFile } from "./volume-check.ts"

const PAGES = 10
const PAGE_SLOTS = 832
const DIGEST_AT = 8
const STATES_AT = 96
const OWN_CLUSTER_AT = 20
const READY_AT = 32
const EXTENT_COUNT_AT = 38
const EXTENTS_AT = 40
const EXTENT_BYTES = 10
const EXTENTS_MAX = 5
const FREE = 0
const ARMED = 1
const RETIRED = 2
const PART = 3
const MESSAGE_STATES: readonly SlotState[] = ["unheard", "heard", "kept", "trashed"]

/**
 * Complaints about an index after a boot that has come to rest.
 *
 * @param slots entries of slots, by their first cluster
 */
export function checkIndex(
    index: FileSectors,
    slots: ReadonlyMap<number, CardFile>,
    sectorsPerCluster: number
): string[] {
    const goodPage = (page: number) => latestCopy(index, page)
    const head = goodPage(0)
    if (!head) return ["index.bin: no good copy of page 0"]
    const fields = view(head)
    const readyCount = fields.getUint16(READY_AT, true)
    const clustersPerSlot = Math.ceil(SLOT_BYTES / 512 / sectorsPerCluster)
    const clusters = slotClusters(fields, clustersPerSlot)
    if (!clusters) return [`index.bin: ${fields.getUint16(EXTENT_COUNT_AT, true)} extents`]
    const problems: string[] = []
    if (readyCount > clusters.length)
        problems.push(`index.bin: ${readyCount} slots ready, extents for ${clusters.length}`)
    clusters.slice(0, readyCount).forEach((cluster, slot) => {
        const page = goodPage(Math.floor(slot / PAGE_SLOTS))
        const told = page ? halfByte(page, slot % PAGE_SLOTS) : -1
        const file = slots.get(cluster)
        if (!isTrue(told, file)) {
            const seen = file ? `"${slotState(file)}"` : "no entry"
            problems.push(
                `index.bin: slot ${slot + 1} is said to be ${told}, the folder has ${seen}`
            )
        }
    })
    return problems
}

function latestCopy(index: FileSectors, page: number): Uint8Array | undefined {
    if (page >= PAGES) return undefined
    const copies = [index.peek(page * 2), index.peek(page * 2 + 1)].filter(copy =>
        isGood(copy, page, index.firstCluster)
    )
    return copies.sort((a, b) => sequence(b) - sequence(a))[0]
}

function isGood(sector: Uint8Array, page: number, cluster: number): boolean {
    const fields = view(sector)
    // A copy that a PC has made of the file is none of the machine's.
    if (fields.getUint32(OWN_CLUSTER_AT, true) !== cluster) return false
    const isOurs = Buffer.from(sector.subarray(0, 4)).toString("latin1") === "abix"
    const isItsPlace = fields.getUint16(4, true) === 2 && fields.getUint16(6, true) === page
    return isOurs && isItsPlace && hasDigest(sector, DIGEST_AT)
}

function sequence(sector: Uint8Array): number {
    return view(sector).getUint32(16, true)
}

function slotClusters(fields: DataView, clustersPerSlot: number): number[] | undefined {
    const extents = fields.getUint16(EXTENT_COUNT_AT, true)
    if (extents > EXTENTS_MAX) return undefined
    return Array.from({ length: extents }, (_, i) => EXTENTS_AT + i * EXTENT_BYTES).flatMap(at => {
        const first = fields.getUint32(at, true)
        const count = fields.getUint16(at + 8, true)
        return Array.from({ length: count }, (_, slot) => first + slot * clustersPerSlot)
    })
}

function halfByte(page: Uint8Array, slot: number): number {
    const byte = page[STATES_AT + (slot >> 1)]!
    return slot & 1 ? byte >> 4 : byte & 15
}

function isTrue(told: number, file: CardFile | undefined): boolean {
    if (told === RETIRED) return true
    const state = file && slotState(file)
    if (told === FREE || told === ARMED) return state === "free"
    if (told === PART) return state !== undefined && state !== "free"
    return state === MESSAGE_STATES[told & 3]
}
