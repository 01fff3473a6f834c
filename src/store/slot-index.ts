/**
 * index.bin: what the folder says of all slots, in a sector for each 832 of them. docs/card-layout.md, docs/decisions/011.
 *
 * One page is in memory, whatever the number of slots. What is changed is written by `flush`, to the older of the page's
 * two copies.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { Volume } from "../fat/volume"
import { hasGoodDigest, putDigest } from "./digest"
import { OLD, SlotState } from "./slot-state"

export const PAGES = 10
export const INDEX_BYTES = PAGES * 2 * SECTOR_BYTES
export const PAGE_SLOTS = 832
export const EXTENTS_MAX = 5
const EXTENT_BYTES = 10
const MAGIC = 0x78696261
const VERSION = 2
const PAGE_AT = 6
const DIGEST_AT = 8
const SEQUENCE_AT = 16
/** First cluster of the file: a copy that a PC has made elsewhere is none of ours. */
const OWN_CLUSTER_AT = 20
/** From here to the states: of all slots, in page 0 only. */
const HEAD_AT = 24
const STATES_AT = 96
const HEAD_BYTES = STATES_AT - HEAD_AT
const NO_PAGE = -1
/** Of a page that was not read since the mount; its first copy is read first. */
const UNKNOWN_COPY = 2
/** Places in the head. */
const SERIAL = 0
const LATEST = 4
const SLOT_COUNT = 8
const LAST_ARMED = 10
const ERASED = 12
const CODEC = 13
const EXTENT_COUNT = 14
const LIMIT = 68
const TARGET = 70
const EXTENTS = 16
/** Messages that `pass` may make old. */
const NEW_MESSAGES = 0x0f00

export class SlotIndex {
    /** How many slots are in each state. */
    readonly counts: number[] = []
    /** First cluster of the file; 0: there is none. */
    cluster = 0
    /** All that is not of one slot, as it stands in page 0. */
    private readonly head = Buffer.alloc(HEAD_BYTES)
    private readonly page = Buffer.alloc(SECTOR_BYTES)
    private pageNumber = NO_PAGE
    /** Which copy of each page is the good one. */
    private readonly copies = Buffer.alloc(PAGES)
    /** It was lost, and the messages are still to be found. */
    isRebuilt = false
    private isPageChanged = false
    private isHeadChanged = false

    constructor(private readonly volume: Volume) {
        this.forgetAll()
    }

    /** Nothing is known: no slots. */
    forgetAll(): void {
        this.cluster = 0
        this.pageNumber = NO_PAGE
        this.isRebuilt = false
        this.isPageChanged = this.isHeadChanged = false
        this.copies.fillAt(0, PAGES, UNKNOWN_COPY)
        this.head.fillAt(0, HEAD_BYTES, 0)
        this.head.setAt(LAST_ARMED, "u16", 0xffff)
        for (let state = 0; state < 16; state++) this.counts[state] = 0
    }

    /**
     * Read it and count the states.
     *
     * @param onArmed is told of each armed slot, in their numbers' order
     * @returns false: no good copy of the first page. @throws as the card does. Waits: for two sectors for each 832 slots.
     */
    async readPages(cluster: number, onArmed: (slot: number) => void): Promise<boolean> {
        this.forgetAll()
        this.cluster = cluster
        if (!(await this.turnTo(0))) return false
        this.head.blitAt(0, this.page, HEAD_AT, HEAD_BYTES)
        const slotCount = this.slotCount()
        for (let first = 0; first < slotCount; first += PAGE_SLOTS) {
            await this.turnToSlot(first)
            const count = Math.min(PAGE_SLOTS, slotCount - first)
            for (let i = 0; i < count; i++) {
                const state = this.stateInPage(i)
                this.counts[state]++
                if (state === SlotState.Armed) onArmed(first + i)
            }
        }
        // The last page's second sector, where no slot is in that page.
        if (slotCount <= (PAGES - 1) * PAGE_SLOTS)
            this.volume.spareSector = this.pageSector(PAGES - 1) + 1
        return true
    }

    /** Forget all slots, on the card too: what it says is of another folder. */
    async wipe(): Promise<void> {
        const { volume } = this
        volume.sector.fillAt(0, SECTOR_BYTES, 0)
        // The card takes one sector as a ring: again and again.
        await volume.card.write(this.pageSector(0), volume.sector, 0, PAGES * 2)
        await this.readPages(this.cluster, () => {})
    }

    /** Write what was changed. Waits: for a sector, or two where there are more pages than one. */
    async writeBack(): Promise<void> {
        if (this.cluster === 0) return
        if (this.isPageChanged) await this.storePage()
        if (!this.isHeadChanged) return
        await this.turnTo(0)
        await this.storePage()
    }

    /** @returns SlotState, with OLD and kind. Waits: for two sectors where another page is needed. */
    async stateOf(slot: number): Promise<number> {
        await this.turnToSlot(slot)
        return this.stateInPage(slot % PAGE_SLOTS)
    }

    async putState(slot: number, state: number): Promise<void> {
        const before = await this.stateOf(slot)
        if (before !== state) this.putInPage(slot % PAGE_SLOTS, before, state)
    }

    /** More slots, free ones. */
    growTo(slotCount: number): void {
        this.counts[SlotState.Free] += slotCount - this.slotCount()
        this.putHead(SLOT_COUNT, slotCount)
    }

    /**
     * Look for a slot in one of some states.
     *
     * @param mask of states
     * @param from where to begin; `count` slots are looked at, after the last comes the first
     * @returns undefined: there is none
     */
    async seek(mask: number, from: number, count: number): Promise<number | undefined> {
        const slotCount = this.slotCount()
        const possible = this.countIn(mask)
        while (possible !== 0 && count > 0) {
            if (from >= slotCount) from -= slotCount
            await this.turnToSlot(from)
            const inPage = from % PAGE_SLOTS
            const here = Math.min(count, Math.min(PAGE_SLOTS - inPage, slotCount - from))
            const found = this.seekInPage(mask, inPage, inPage + here)
            if (found < inPage + here) return from - inPage + found
            from += here
            count -= here
        }
        return undefined
    }

    /**
     * The order of messages: those of earlier rounds, then the others, from the slot after the one armed last on.
     *
     * @param kinds 1 << Kind, as bits
     * @param afterOrder 0: from the oldest on
     * @returns the order of the next one of these kinds, for `slotAt`; 0: there is none
     */
    async nextOrder(kinds: number, afterOrder: number): Promise<number> {
        const slotCount = this.slotCount()
        const first = this.firstSlot()
        let order = afterOrder
        if (afterOrder > 0 && (await this.isOnly(kinds, afterOrder))) return 0
        while (order < 2 * slotCount) {
            const isNew = order >= slotCount
            const done = isNew ? order - slotCount : order
            const mask = isNew ? kinds * 0x110 : kinds << (SlotState.Message + OLD)
            const slot = await this.seek(mask, first + done, slotCount - done)
            if (slot !== undefined)
                return order - done + ((slot - first + slotCount) % slotCount) + 1
            order += slotCount - done
        }
        return 0
    }

    /** Whether no other message is of these kinds: then there is no page to be searched for one. */
    private async isOnly(kinds: number, order: number): Promise<boolean> {
        const mask = (kinds * 0x110) | (kinds << (SlotState.Message + OLD))
        return (
            this.countIn(mask) === 1 &&
            ((mask >> (await this.stateOf(this.slotAt(order)))) & 1) === 1
        )
    }

    slotAt(order: number): number {
        return (this.firstSlot() + order - 1) % this.slotCount()
    }

    /** Slots from this one on are used next: the messages up to it are of an earlier round from now on. */
    async passTo(slot: number): Promise<void> {
        const slotCount = this.slotCount()
        let from = this.firstSlot()
        let left = (slot - from + slotCount) % slotCount
        // Where the index was lost they are thousands, and the VM ends what runs for too long: no search for each.
        while (left > 0) {
            if (from >= slotCount) from = 0
            await this.turnToSlot(from)
            const inPage = from % PAGE_SLOTS
            const here = Math.min(left, Math.min(PAGE_SLOTS - inPage, slotCount - from))
            for (let i = inPage; i < inPage + here; i++) {
                const state = this.stateInPage(i)
                if (((NEW_MESSAGES >> state) & 1) !== 0) this.putInPage(i, state, state | OLD)
            }
            from += here
            left -= here
        }
        this.putHead(LAST_ARMED, slot)
    }

    /** The round ends with this slot, whose message is the newest. */
    endRoundAt(slot: number): void {
        this.putHead(LAST_ARMED, slot)
    }

    /** Where the round begins: the slot after the one that was armed last. */
    firstSlot(): number {
        const first = (this.head.getAt(LAST_ARMED, "u16") + 1) & 0xffff
        return first < this.slotCount() ? first : 0
    }

    slotCount(): number {
        return this.head.getAt(SLOT_COUNT, "u16")
    }

    /** Slots that are ready, and those that are being made. */
    plannedCount(): number {
        let planned = 0
        for (let i = this.extentCount() - 1; i >= 0; i--) planned += this.extentSlots(i)
        return planned
    }

    /** Slots for whom the owner's limit and the room on the card were: undefined for another limit. */
    targetFor(limit: number): number | undefined {
        return this.head.getAt(LIMIT, "u16") === limit ? this.head.getAt(TARGET, "u16") : undefined
    }

    setTarget(limit: number, target: number): void {
        this.putHead(LIMIT, limit)
        this.putHead(TARGET, target)
    }

    /** The highest serial of all messages. */
    lastSerial(): number {
        return this.head.getAt(SERIAL, "u32")
    }

    /** When the newest came, to the minute: FAT time, and FAT date in the upper half. */
    latest(): number {
        return this.head.getAt(LATEST, "u32")
    }

    /** A message has this serial. @returns whether it is the newest */
    noteSerial(serial: number): boolean {
        if (serial <= this.lastSerial()) return false
        this.head.setAt(SERIAL, "u32", serial)
        this.isHeadChanged = true
        return true
    }

    /** A message came then. */
    noteWhen(when: number): void {
        if (when <= this.latest()) return
        this.head.setAt(LATEST, "u32", when)
        this.isHeadChanged = true
    }

    /** What armed slots are full of. */
    erasedByte(): number {
        return this.head[ERASED]
    }

    /** What the message that comes in an armed slot is in. */
    codec(): number {
        return this.head[CODEC]
    }

    setArmedFor(erasedByte: number, codec: number): void {
        this.putHead(ERASED, erasedByte | (codec << 8))
    }

    extentCount(): number {
        return this.head.getAt(EXTENT_COUNT, "u16")
    }

    /** First cluster of an extent. */
    extentCluster(extent: number): number {
        return this.head.getAt(EXTENTS + extent * EXTENT_BYTES, "u32")
    }

    /** First cluster of an extent's run in the folder. */
    folderCluster(extent: number): number {
        return this.head.getAt(EXTENTS + extent * EXTENT_BYTES + 4, "u32")
    }

    extentSlots(extent: number): number {
        return this.head.getAt(EXTENTS + extent * EXTENT_BYTES + 8, "u16")
    }

    /** Change an extent's slots; 0 for the last one: there is no such extent any more. */
    setExtentSlots(extent: number, slots: number): void {
        this.putHead(EXTENTS + extent * EXTENT_BYTES + 8, slots)
        if (slots === 0) this.putHead(EXTENT_COUNT, extent)
    }

    addExtent(firstCluster: number, folderCluster: number, slots: number): void {
        const extent = this.extentCount()
        this.head.setAt(EXTENTS + extent * EXTENT_BYTES, "u32", firstCluster)
        this.head.setAt(EXTENTS + extent * EXTENT_BYTES + 4, "u32", folderCluster)
        this.putHead(EXTENT_COUNT, extent + 1)
        this.setExtentSlots(extent, slots)
    }

    private countIn(mask: number): number {
        let count = 0
        for (let state = 0; state < 16; state++)
            if (((mask >> state) & 1) !== 0) count += this.counts[state]
        return count
    }

    private putHead(at: number, value: number): void {
        if (this.head.getAt(at, "u16") === value) return
        this.head.setAt(at, "u16", value)
        this.isHeadChanged = true
    }

    private putInPage(inPage: number, before: number, state: number): void {
        this.counts[before]--
        this.counts[state]++
        const at = STATES_AT + (inPage >> 1)
        this.page[at] = this.page[at] ^ ((before ^ state) << ((inPage & 1) << 2))
        this.isPageChanged = true
    }

    private stateInPage(inPage: number): number {
        return (this.page[STATES_AT + (inPage >> 1)] >> ((inPage & 1) << 2)) & 15
    }

    /** @returns the first place from `at` up to `end`, or after it */
    private seekInPage(mask: number, at: number, end: number): number {
        const { page } = this
        /** Eight slots none of which is in the mask. */
        let dull = -1
        while (at < end) {
            if ((at & 7) === 0) {
                const word = page.getAt(STATES_AT + (at >> 1), "u32")
                if (word === dull) {
                    at += 8
                    continue
                }
                dull = word
            }
            if (((mask >> this.stateInPage(at)) & 1) !== 0) return at
            at++
        }
        return end
    }

    private async turnToSlot(slot: number): Promise<void> {
        await this.turnTo(Math.idiv(slot, PAGE_SLOTS))
    }

    /** Have a page in memory. @returns false: there is no good copy, and it is empty */
    private async turnTo(number: number): Promise<boolean> {
        if (number === this.pageNumber) return true
        if (this.isPageChanged) await this.storePage()
        const { page, volume } = this
        this.pageNumber = NO_PAGE
        const from = this.pageSector(number)
        const known = this.copies[number]
        await volume.card.read(from + (known & 1), page, 0, 1)
        const first = this.sequenceOf(page, number)
        let second = 0
        const other = volume.borrowTable()
        if (known === UNKNOWN_COPY || first === 0) {
            this.copies[number] = known & 1
            await volume.card.read(from + ((known & 1) ^ 1), other, 0, 1)
            second = this.sequenceOf(other, number)
            if (second > first) this.copies[number] ^= 1
        }
        if (second > first) page.blitAt(0, other, 0, SECTOR_BYTES)
        this.pageNumber = number
        if (first > 0 || second > 0) return true
        page.fillAt(0, SECTOR_BYTES, 0)
        page.setAt(0, "u32", MAGIC)
        page.setAt(4, "u16", VERSION)
        page.setAt(PAGE_AT, "u16", number)
        page.setAt(OWN_CLUSTER_AT, "u32", this.cluster)
        return false
    }

    /** The first of a page's two sectors. */
    private pageSector(number: number): number {
        return this.volume.sectorOf(this.cluster) + 2 * number
    }

    /** Write the page that is in memory to its older copy. */
    private async storePage(): Promise<void> {
        const { page, pageNumber } = this
        if (pageNumber === 0) page.blitAt(HEAD_AT, this.head, 0, HEAD_BYTES)
        const copy = this.copies[pageNumber] ^ 1
        page.setAt(SEQUENCE_AT, "u32", page.getAt(SEQUENCE_AT, "u32") + 1)
        putDigest(page, DIGEST_AT)
        await this.volume.card.write(this.pageSector(pageNumber) + copy, page, 0, 1)
        this.copies[pageNumber] = copy
        this.isPageChanged = false
        if (pageNumber === 0) this.isHeadChanged = false
    }

    /** @returns the sequence of a good copy; 0: it is none */
    private sequenceOf(sector: Buffer, number: number): number {
        const isOurs = sector.getAt(0, "u32") === MAGIC && sector.getAt(4, "u16") === VERSION
        const isHere = sector.getAt(OWN_CLUSTER_AT, "u32") === this.cluster
        if (!isOurs || !isHere || sector.getAt(PAGE_AT, "u16") !== number) return 0
        return hasGoodDigest(sector, DIGEST_AT) ? sector.getAt(SEQUENCE_AT, "u32") : 0
    }
}
