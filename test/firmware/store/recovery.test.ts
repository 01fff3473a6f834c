/** Power that fails at every sector of a call, in every way a card may take it. */
import { describe, test, expect } from "@devicescript/test"
import { Codec } from "../../../src/hal/sound"
import { MessageStore } from "../../../src/store/message-store"
import { Fault } from "../../../src/util/fault"
import { formatFat16, formatFat32 } from "../support/formatter"
import {
    append,
    countNumbered,
    leaveNumbered,
    mounted,
    present,
    rest,
    rested,
} from "../support/messages"
import { Cut, RamDisk } from "../support/ram-disk"

const FIRST = 0x31
const SECOND = 0x52
const SECTORS = 7
/** Sectors of a burst of `leaveNumbered`: what a promise is made for once the burst is over. */
const BURST = 3

const SOME = [Cut.TornFirst, Cut.Zeros, Cut.Garbage, Cut.StreamLost]
const ALL = [...SOME, Cut.Before, Cut.TornSecond, Cut.Ones, Cut.Reordered, Cut.After]

/** A card with one message, at rest. */
async function usedCard(disk: RamDisk): Promise<RamDisk> {
    await leaveNumbered(await rested(disk), FIRST)
    await rested(disk)
    return disk
}

/** A call, and what comes after it, until the power fails. @returns whether it did */
async function callUntilCut(disk: RamDisk): Promise<boolean> {
    try {
        const store = new MessageStore(disk)
        await store.mount()
        await leaveNumbered(store, SECOND)
        await store.logCall("2125550123", "J SMITH", undefined, "message", 4)
        await rest(store)
        return false
    } catch (e) {
        if (!(e instanceof Fault)) throw e
        return true
    }
}

/** How many sectors of the second message must be there, if so many were written: those of the bursts that are over. */
function promised(sectorsWritten: number): number {
    if (sectorsWritten > 2 * BURST) return 2 * BURST
    return sectorsWritten - (sectorsWritten % BURST)
}

/** @param before messages that were on the card before the call: 1 or 0 */
async function check(disk: RamDisk, before: number, written: number, what: string): Promise<void> {
    const store = await mounted(disk)
    const first = before === 0 ? 0 : await countNumbered(store, 0, FIRST)
    const second = await countNumbered(store, before, SECOND)
    if (first !== before * SECTORS || second < promised(written) || store.isReadOnly)
        throw new Error(`${what}: ${first} and ${second} sectors`)
    if (store.freeCount + store.messageCount !== 16)
        throw new Error(`${what}: ${store.freeCount} free, ${store.messageCount} messages`)
    await rest(store)
    await leaveNumbered(store, SECOND)
    if (store.isReadOnly) throw new Error(`${what}: no more messages`)
}

/** Cut a call at each of its writes, or the first of them. @returns how many there were */
async function cutEverywhere(base: RamDisk, cut: Cut, countMax: number): Promise<number> {
    for (let n = 0; n < countMax; n++) {
        const disk = base.copy()
        disk.cutIn = n
        disk.cut = cut
        const isCut = await callUntilCut(disk)
        if (!isCut) return n
        disk.powerOn()
        await check(disk, 1, n, `cut ${cut} at write ${n}`)
    }
    return countMax
}

/** The same, and each recovery is cut at each of its own writes. @returns how many of those there were */
async function cutRecovery(base: RamDisk, cut: Cut): Promise<number> {
    let count = 0
    // Before the first burst is over there may be nothing to recover.
    for (let n = BURST; n < 12; n++) {
        const cutCard = base.copy()
        cutCard.cutIn = n
        cutCard.cut = cut
        await callUntilCut(cutCard)
        cutCard.powerOn()
        for (let k = 0; k < 20; k++) {
            const disk = cutCard.copy()
            disk.cutIn = k
            disk.cut = cut
            if (!(await mountUntilCut(disk))) break
            disk.powerOn()
            await check(disk, 0, n, `cut ${cut} at write ${n}, and ${k} of the recovery`)
            count++
        }
    }
    return count
}

async function mountUntilCut(disk: RamDisk): Promise<boolean> {
    try {
        await new MessageStore(disk).mount()
        return false
    } catch (e) {
        if (!(e instanceof Fault)) throw e
        return true
    }
}

async function everyCut(base: RamDisk, cuts: Cut[]): Promise<void> {
    for (const cut of cuts) {
        // 7 of sound, header, folder, log, and what is erased and noted for the next call.
        expect((await cutEverywhere(base, cut, 100)) >= 12).toBe(true)
    }
}

describe("power that fails in a call", () => {
    test("costs no more than the burst under way, FAT32, erased to 0x00", async () => {
        await everyCut(await usedCard(formatFat32(64)), ALL)
    })
    test("the same on FAT16, erased to 0xff", async () => {
        const disk = formatFat16(64)
        disk.erasedByte = 0xff
        await everyCut(await usedCard(disk), SOME)
    })
    test("and again while the message is recovered", async () => {
        const base = formatFat32(64)
        await rested(base)
        for (const cut of SOME) expect((await cutRecovery(base, cut)) > 10).toBe(true)
    })
})

describe("Recovery", () => {
    test("a card that cannot erase is recovered alike", async () => {
        const disk = formatFat32(64)
        disk.erasedByte = undefined
        const base = await usedCard(disk)
        expect(await cutEverywhere(base, Cut.TornSecond, 10)).toBe(10)
    })
    test("what a burst has left whose first sector was lost does not follow a later message", async () => {
        const disk = formatFat32(64)
        let store = await rested(disk)
        const lost: any = await store.beginRecording(Codec.MuLaw)
        const sound = Buffer.alloc(1024)
        sound.fillAt(0, 1024, FIRST)
        await disk.write(lost.nextSector + 1, sound, 0, 2)
        store = await rested(disk)
        expect(store.messageCount).toBe(0)
        const cutOff = await store.beginRecording(Codec.MuLaw)
        await append(cutOff, sound, 0, 1)
        const message = present(await (await mounted(disk)).nextUnheard())
        expect((await message.open()).lengthBytes).toBe(512)
    })
    test("what lay in the slot before is never taken for a message", async () => {
        const disk = formatFat32(64)
        disk.isStale = true
        await leaveNumbered(await mounted(disk), FIRST)
        let store = await mounted(disk)
        await store.trash(present(await store.nextUnheard()))
        store = await rested(disk)
        expect(store.unheardCount).toBe(0)
        expect((await rested(disk)).messageCount).toBe(0)
    })
})
