/** Power that fails at every sector of a call, in every way a card may take it. */
import { describe, test, expect } from "@devicescript/test"
import { Codec } from "../../../src/hal/sound"
import { MessageStore } from "../../../src/store/message-store"
import { Kind, SlotState, UNHEARD } from "../../../src/store/slot-state"
import { Fault, FaultCode } from "../../../src/util/fault"
import { formatFat16, formatFat32 } from "../support/formatter"
import {
    aCall,
    append,
    countNumbered,
    ENVELOPE,
    leaveNothing,
    leaveNumbered,
    mounted,
    mountUntilCut,
    prepared,
    present,
    rest,
    rested,
    restedCard,
    storeOn,
    untilCut,
} from "../support/messages"
import { Cut, RamDisk } from "../support/ram-disk"
import { folderOf, Home, stateOf, takeLink } from "../support/slots"

const FIRST = 0x31
const SECOND = 0x52
const SECTORS = 7
/** Sectors of a burst of `leaveNumbered`: what a promise is made for once the burst is over. */
const BURST = 3

/** Writes of a call up to its line in calls.csv: 7 of sound, header, folder, line. */
const CALL_WRITES = 10

/** All ways but one: as many as a call has writes, less one, so that every second round has other pairs. */
const WAYS = [
    Cut.Before,
    Cut.TornFirst,
    Cut.TornSecond,
    Cut.Garbage,
    Cut.Ones,
    Cut.Reordered,
    Cut.StreamLost,
    Cut.After,
]

/** Let there be one message, and all be at rest. */
async function use(disk: RamDisk): Promise<RamDisk> {
    await leaveNumbered(await rested(disk), FIRST)
    await rested(disk)
    return disk
}

/** A card that is erased to 0x00. */
async function makeUsed(): Promise<RamDisk> {
    return await use(formatFat32(64))
}

async function makeUsed16(): Promise<RamDisk> {
    const disk = formatFat16(64)
    disk.erasedByte = 0xff
    return await use(disk)
}

async function makeUnerasable(): Promise<RamDisk> {
    const disk = formatFat32(64)
    disk.erasedByte = undefined
    return await use(disk)
}

/** A call, and what comes after it, until the power fails. @returns whether it did */
async function callUntilCut(disk: RamDisk): Promise<boolean> {
    return await untilCut(async () => {
        const store = await mounted(disk)
        await leaveNumbered(store, SECOND)
        await store.logCall(aCall("2125550123", "message"))
        await rest(store)
    })
}

/** How many sectors of the second message must be there, if so many were written: those of the bursts that are over. */
function promised(sectorsWritten: number): number {
    if (sectorsWritten > 2 * BURST) return 2 * BURST
    return sectorsWritten - (sectorsWritten % BURST)
}

/** @param hasFirst whether there was a message on the card before the call */
async function check(
    disk: RamDisk,
    hasFirst: boolean,
    written: number,
    what: string
): Promise<void> {
    const store = await mounted(disk)
    const first = hasFirst ? await countNumbered(store, 0, FIRST) : SECTORS
    const order = hasFirst ? present(await store.messages.nextOfKinds(UNHEARD)).order : 0
    const second = await countNumbered(store, order, SECOND)
    if (first !== SECTORS || second < promised(written) || store.isReadOnly)
        throw new Error(`${what}: ${first} and ${second} sectors`)
    if (store.messages.freeCount + store.messages.messageCount !== 16)
        throw new Error(
            `${what}: ${store.messages.freeCount} free, ${store.messages.messageCount} messages`
        )
    // Every second time: it takes long.
    if (written % 2 === 0) return
    const { unheardCount } = store.messages
    await rest(store)
    if (
        store.messages.unheardCount !== unheardCount ||
        store.messages.freeCount + unheardCount !== 16
    )
        throw new Error(
            `${what}: ${store.messages.unheardCount} messages in idle, not ${unheardCount}`
        )
    await leaveNothing(store)
    if (store.isReadOnly || store.messages.unheardCount !== unheardCount + 1)
        throw new Error(`${what}: no more messages`)
}

/** Cut a call at each of its writes, or the first of them, in ways that take turns. @returns how many there were */
async function cutEverywhere(
    name: string,
    make: () => Promise<RamDisk>,
    cuts: Cut[],
    countMax: number
): Promise<number> {
    for (let n = 0; n < countMax; n++) {
        const cut = cuts[n % cuts.length]
        const disk = await prepared(name, make)
        disk.cutIn = n
        disk.cut = cut
        const isCut = await callUntilCut(disk)
        if (!isCut) return n
        disk.powerOn()
        await check(disk, true, n, `cut ${cut} at write ${n}`)
    }
    return countMax
}

/** Cut calls, and then each recovery at each of its own writes. @returns how many of those there were */
async function cutRecovery(cut: Cut): Promise<number> {
    let count = 0
    // Before the first burst is over there may be nothing to recover.
    for (let n = BURST; n < CALL_WRITES; n += 3) {
        for (let k = 0; k < 20; k++) {
            const disk = await restedCard()
            disk.cutIn = n
            disk.cut = cut
            await callUntilCut(disk)
            disk.powerOn()
            disk.cutIn = k
            disk.cut = cut
            if (!(await mountUntilCut(disk))) break
            disk.powerOn()
            await check(disk, false, n, `cut ${cut} at write ${n}, and ${k} of the recovery`)
            count++
        }
    }
    return count
}

describe("power that fails in a call", () => {
    test("costs no more than the burst under way, FAT32, erased to 0x00", async () => {
        // And what is erased and noted for the next call.
        const count = await cutEverywhere("used", makeUsed, [Cut.Zeros], 100)
        expect(count >= CALL_WRITES + 2).toBe(true)
    })
    test("in whatever way a card may take it", async () => {
        const shifted = WAYS.slice(3)
        shifted.pushRange(WAYS.slice(0, 3))
        for (const cuts of [WAYS, shifted])
            expect(await cutEverywhere("used", makeUsed, cuts, CALL_WRITES)).toBe(CALL_WRITES)
    })
    test("the same on FAT16, erased to 0xff", async () => {
        const cuts = [Cut.Garbage, Cut.Zeros, Cut.TornFirst]
        expect(await cutEverywhere("used 16", makeUsed16, cuts, CALL_WRITES)).toBe(CALL_WRITES)
    })
    test("the same on a card that can't erase", async () => {
        const cuts = [Cut.TornSecond, Cut.StreamLost]
        expect(await cutEverywhere("no erase", makeUnerasable, cuts, 9)).toBe(9)
    })
    test("and again while the message is recovered", async () => {
        for (const cut of [Cut.Garbage, Cut.Zeros]) expect((await cutRecovery(cut)) > 4).toBe(true)
    })
})

describe("Recovery", () => {
    test("what a burst has left whose first sector was lost does not follow a later message", async () => {
        const disk = await restedCard()
        let store = await mounted(disk)
        const lost: any = await store.beginRecording(Codec.MuLaw)
        const sound = Buffer.alloc(1024)
        sound.fillAt(0, 1024, FIRST)
        await disk.write(lost.nextSector + 1, sound, 0, 2)
        store = await rested(disk)
        expect(store.messages.messageCount).toBe(0)
        const cutOff = await store.beginRecording(Codec.MuLaw)
        await append(cutOff, sound, 0, 1)
        const message = present(await (await mounted(disk)).messages.nextOfKinds(UNHEARD))
        expect((await message.open()).lengthBytes).toBe(512)
    })
    test("what lay in the slot before is never taken for a message", async () => {
        const disk = await restedCard()
        disk.isStale = true
        await leaveNumbered(await mounted(disk), FIRST)
        let store = await mounted(disk)
        await store.messages.trash(present(await store.messages.nextOfKinds(UNHEARD)))
        store = await rested(disk)
        expect(store.messages.unheardCount).toBe(0)
        expect((await rested(disk)).messages.messageCount).toBe(0)
    })
    test("finds the messages of two calls that were cut off, one behind the other", async () => {
        const disk = await restedCard()
        const sound = Buffer.alloc(1024)
        sound.fillAt(0, 1024, FIRST)
        let store = await mounted(disk)
        await append(await store.beginRecording(Codec.MuLaw), sound, 0, 2)
        await append(await store.beginRecording(Codec.MuLaw), sound, 0, 1)
        store = await mounted(disk)
        expect(store.messages.unheardCount).toBe(2)
        const first = present(await store.messages.nextOfKinds(UNHEARD))
        expect((await first.open()).lengthBytes).toBe(1024)
        const second = present(await store.messages.nextOfKinds(UNHEARD, first.order))
        expect((await second.open()).lengthBytes).toBe(512)
        expect(store.messages.freeCount).toBe(14)
    })
    test("writes nothing over a file that a PC has put into an armed slot's clusters", async () => {
        const disk = await restedCard()
        const home = new Home(disk, await mounted(disk), 0)
        const start = (await mounted(disk)).volume.sectorOf(home.cluster)
        home.remove()
        // Two files, of one cluster and of two.
        takeLink(disk, home.cluster)
        takeLink(disk, home.cluster + 2)
        const photo = Buffer.alloc(512)
        photo.fillAt(0, 512, 0xd8)
        for (let i = 0; i < 5; i++) disk.poke(start + i, photo)
        const store = await mounted(disk)
        expect(store.messages.messageCount).toBe(0)
        await rest(store)
        for (let i = 0; i < 5; i++) expect(disk.peek(start + i)[9]).toBe(0xd8)
        expect(store.isReadOnly).toBe(false)
        expect(store.messages.freeCount).toBe(15)
        expect(await stateOf(store, 0)).toBe(SlotState.Retired)
    })
    test("the same where the folder's sector is another file's, too", async () => {
        const disk = await restedCard()
        const home = new Home(disk, await mounted(disk), 0)
        const start = (await mounted(disk)).volume.sectorOf(home.cluster)
        home.remove()
        takeLink(disk, home.cluster)
        const photo = Buffer.alloc(512)
        photo.fillAt(0, 512, 0xd8)
        for (let i = 0; i < 5; i++) disk.poke(start + i, photo)
        disk.poke(home.sector, photo)
        await mounted(disk)
        for (let i = 0; i < 5; i++) expect(disk.peek(start + i)[9]).toBe(0xd8)
        expect(disk.peek(home.sector)[9]).toBe(0xd8)
    })
    test("does without an armed slot whose entry is nowhere, and takes no harm from it", async () => {
        const disk = await restedCard()
        let store = await mounted(disk)
        const sound = Buffer.alloc(512)
        sound.fillAt(0, 512, FIRST)
        await append(await store.beginRecording(Codec.MuLaw), sound, 0, 1)
        new Home(disk, store, 0).deleteEntries()
        store = await mounted(disk)
        expect(store.isReadOnly).toBe(false)
        expect(store.messages.messageCount).toBe(0)
        expect(disk.peek(folderOf(store).startSector(0))[0]).toBe(0)
        await leaveNothing(store)
        expect((await mounted(disk)).messages.messageCount).toBe(1)
    })
    test("makes its message in the entry to which a PC has moved an armed slot", async () => {
        const disk = await restedCard()
        let store = await mounted(disk)
        const sound = Buffer.alloc(512)
        sound.fillAt(0, 512, FIRST)
        await append(await store.beginRecording(Codec.MuLaw), sound, 0, 1)
        new Home(disk, store, 0).renameTo(store.volume.sectorOf(folderOf(store).cluster) + 1, 224)
        store = await mounted(disk)
        expect(store.messages.messageCount).toBe(1)
        present(await store.openSound("AFTERBEEP/messages/no-time #000001 unknown.wav"))
    })
    test("keeps what a PC has made of a message whose index was never written", async () => {
        const disk = await restedCard()
        let store = await mounted(disk)
        await leaveNumbered(store, FIRST)
        new Home(disk, store, 0).setAttributes(0x21)
        store = await mounted(disk)
        expect(store.messages.unheardCount).toBe(0)
        expect(await stateOf(store, 0)).toBe(SlotState.Message | Kind.Kept)
    })
    test("searches the folder for a name in long runs, and gives the room for them back", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        await leaveNothing(store)
        const recording = await store.beginRecording(Codec.MuLaw)
        disk.writesLeft = 2
        let code: FaultCode | undefined = undefined
        try {
            await recording.finish(Buffer.alloc(512), 10, ENVELOPE)
        } catch (e: any) {
            code = e.code
        }
        expect(code).toBe(FaultCode.Protocol)
        disk.writesLeft = 1000
        const again = new MessageStore(disk, Buffer.alloc(9216))
        again.setSlotsMax(16)
        disk.readCommands = disk.readCount = 0
        await again.mount()
        expect(again.messages.unheardCount).toBe(2)
        // The folder's first cluster is a PC's: it goes by before the slots' one, twice.
        expect(disk.readCount > 100).toBe(true)
        expect(disk.readCommands < 45).toBe(true)
        expect(again.volume.ahead).toBe(undefined)
        present(
            await again.openSound("AFTERBEEP/messages/2026-11-22 14.05 2125550123 J SMITH (2).wav")
        )
    })
    test("gives that room back where the power fails meanwhile", async () => {
        const disk = await restedCard()
        let store = await mounted(disk)
        const sound = Buffer.alloc(512)
        sound.fillAt(0, 512, FIRST)
        await append(await store.beginRecording(Codec.MuLaw), sound, 0, 1)
        store = storeOn(disk)
        disk.cutIn = 0
        let isCut = false
        try {
            await store.mount()
        } catch (e) {
            isCut = e instanceof Fault
        }
        expect(isCut).toBe(true)
        expect(store.volume.ahead).toBe(undefined)
    })
})
