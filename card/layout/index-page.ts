/** A page of index.bin. docs/card-layout.md, "index.bin". */
import { digestOf, hasGoodDigest } from "./digest.ts"
import { UNKNOWN_DATE } from "./fat-time.ts"
import { EXTENTS_MAX, SECTOR_BYTES } from "./slot.ts"

export const SLOTS_PER_PAGE = 832
export const INDEX_PAGES = 10
/** In the place of the slot that was armed last. */
export const NONE_ARMED = 0xffff
export const INDEX_BYTES = INDEX_PAGES * 2 * SECTOR_BYTES

/** Slots that follow each other in number, in clusters, and in the folder. */
export interface Extent {
    readonly firstCluster: number
    /** First cluster of its run in the folder. */
    readonly folderCluster: number
    readonly slotCount: number
}

/** What page 0 says besides the half bytes of its slots. */
export interface IndexFacts {
    readonly lastSerial: number
    /** Of the newest message, to the minute. */
    readonly time: number
    readonly date: number
    readonly readyCount: number
    /** From 0 on; NONE_ARMED: none so far. */
    readonly armedLast: number
    readonly erasedByte: number
    readonly codec: number
    readonly extents: readonly Extent[]
    /** Slots that the owner wants at most, and for how many of those there is room; 0 and 0: not known. */
    readonly limit: number
    readonly target: number
}

export interface IndexPage {
    readonly page: number
    /** First cluster of the file that it is in. */
    readonly ownCluster: number
    readonly sequence: number
    /** undefined on pages but the first */
    readonly facts: IndexFacts | undefined
    /** One for each slot of the page. */
    readonly nibbles: Uint8Array
}

const VERSION = 2
const DIGEST_AT = 8
const OWN_CLUSTER_AT = 20
const FACTS_AT = 24
const EXTENTS_AT = 40
const EXTENT_BYTES = 10
const LIMIT_AT = 92
const NIBBLES_AT = 96

/** What a card with new slots has, all of them free. @param limit slots that the owner wants at most */
export function freshFacts(extents: readonly Extent[], limit: number): IndexFacts {
    const slotCount = extents.reduce((sum, extent) => sum + extent.slotCount, 0)
    return {
        lastSerial: 0,
        time: 0,
        date: UNKNOWN_DATE,
        readyCount: slotCount,
        armedLast: NONE_ARMED,
        erasedByte: 0,
        codec: 7,
        extents,
        limit,
        target: slotCount,
    }
}

export function encodePage({ page, ownCluster, sequence, facts, nibbles }: IndexPage): Buffer {
    const sector = Buffer.alloc(SECTOR_BYTES)
    sector.write("abix", 0, "latin1")
    sector.writeUInt16LE(VERSION, 4)
    sector.writeUInt16LE(page, 6)
    sector.writeUInt32LE(sequence, 16)
    sector.writeUInt32LE(ownCluster, OWN_CLUSTER_AT)
    if (facts) putFacts(sector, facts)
    nibbles.forEach((nibble, i) => {
        sector[NIBBLES_AT + (i >> 1)]! |= nibble << (4 * (i & 1))
    })
    digestOf(sector, DIGEST_AT).copy(sector, DIGEST_AT)
    return sector
}

/** @returns undefined: not that page, or damaged */
export function decodePage(sector: Buffer, page: number): IndexPage | undefined {
    const isOurs =
        sector.toString("latin1", 0, 4) === "abix" &&
        sector.readUInt16LE(4) === VERSION &&
        sector.readUInt16LE(6) === page
    if (!isOurs || !hasGoodDigest(sector, DIGEST_AT)) return undefined
    const nibbles = Uint8Array.from(
        { length: SLOTS_PER_PAGE },
        (_, i) => (sector[NIBBLES_AT + (i >> 1)]! >> (4 * (i & 1))) & 15
    )
    const facts = page === 0 ? readFacts(sector) : undefined
    const ownCluster = sector.readUInt32LE(OWN_CLUSTER_AT)
    return { page, ownCluster, sequence: sector.readUInt32LE(16), facts, nibbles }
}

function putFacts(sector: Buffer, facts: IndexFacts): void {
    sector.writeUInt32LE(facts.lastSerial, FACTS_AT)
    sector.writeUInt16LE(facts.time, 28)
    sector.writeUInt16LE(facts.date, 30)
    sector.writeUInt16LE(facts.readyCount, 32)
    sector.writeUInt16LE(facts.armedLast, 34)
    sector[36] = facts.erasedByte
    sector[37] = facts.codec
    sector.writeUInt16LE(facts.extents.length, 38)
    sector.writeUInt16LE(facts.limit, LIMIT_AT)
    sector.writeUInt16LE(facts.target, LIMIT_AT + 2)
    facts.extents.forEach((extent, i) => {
        const at = EXTENTS_AT + i * EXTENT_BYTES
        sector.writeUInt32LE(extent.firstCluster, at)
        sector.writeUInt32LE(extent.folderCluster, at + 4)
        sector.writeUInt16LE(extent.slotCount, at + 8)
    })
}

function readFacts(sector: Buffer): IndexFacts {
    const extentCount = Math.min(sector.readUInt16LE(38), EXTENTS_MAX)
    return {
        lastSerial: sector.readUInt32LE(FACTS_AT),
        time: sector.readUInt16LE(28),
        date: sector.readUInt16LE(30),
        readyCount: sector.readUInt16LE(32),
        armedLast: sector.readUInt16LE(34),
        erasedByte: sector[36]!,
        codec: sector[37]!,
        limit: sector.readUInt16LE(LIMIT_AT),
        target: sector.readUInt16LE(LIMIT_AT + 2),
        extents: Array.from({ length: extentCount }, (_, i) => {
            const at = EXTENTS_AT + i * EXTENT_BYTES
            return {
                firstCluster: sector.readUInt32LE(at),
                folderCluster: sector.readUInt32LE(at + 4),
                slotCount: sector.readUInt16LE(at + 8),
            }
        }),
    }
}
