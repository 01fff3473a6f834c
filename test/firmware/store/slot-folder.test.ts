import { describe, test, expect } from "@devicescript/test"
import { findPath } from "../../../src/fat/directory"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { SlotFolder } from "../../../src/store/slot-folder"
import { SlotState } from "../../../src/store/slot-state"
import { Fault, FaultCode } from "../../../src/util/fault"
import { formatFat16 } from "../support/formatter"
import { ENVELOPE, mounted, present, restedCard } from "../support/messages"
import { folderOf, Home, stateOf } from "../support/slots"

/** A folder of two extents, of which only the index knows. */
async function twoExtents(): Promise<SlotFolder> {
    const volume = new Volume(formatFat16(64))
    await mountVolume(volume)
    const folder = new SlotFolder(volume)
    folder.index.addExtent(1001, 1000, 17)
    folder.index.addExtent(3002, 3000, 20)
    folder.index.growTo(37)
    return folder
}

describe("where a slot is", () => {
    test("is counted from its extent's first", async () => {
        const folder = await twoExtents()
        const { volume } = folder
        expect(folder.clustersPerSlot()).toBe(44)
        expect(folder.locate(0)).toBe(1001)
        expect(folder.sector).toBe(volume.sectorOf(1000))
        expect(folder.shortAt).toBe(224)
        expect(folder.locate(16)).toBe(1001 + 16 * 44)
        expect(folder.sector).toBe(volume.sectorOf(1000) + 8)
        expect(folder.locate(17)).toBe(3002)
        expect(folder.sector).toBe(volume.sectorOf(3000))
        expect(folder.shortAt).toBe(224)
        expect(folder.locate(36)).toBe(3002 + 19 * 44)
        expect(folder.sector).toBe(volume.sectorOf(3000) + 9)
        expect(folder.shortAt).toBe(480)
        expect(folder.startSector(36)).toBe(volume.sectorOf(3002 + 19 * 44))
    })
    test("is found by its first cluster, and by no other", async () => {
        const folder = await twoExtents()
        expect(folder.slotOf(1001)).toBe(0)
        expect(folder.slotOf(1001 + 16 * 44)).toBe(16)
        expect(folder.slotOf(1001 + 17 * 44)).toBe(undefined)
        expect(folder.slotOf(1002)).toBe(undefined)
        expect(folder.slotOf(957)).toBe(undefined)
        expect(folder.slotOf(0)).toBe(undefined)
        expect(folder.slotOf(3002 + 19 * 44)).toBe(36)
        expect(folder.slotOf(3002 + 20 * 44)).toBe(undefined)
    })
    test("is known by the folder's sector", async () => {
        const folder = await twoExtents()
        const { volume } = folder
        const first = volume.sectorOf(1000)
        const second = volume.sectorOf(3000)
        expect(folder.firstSlotIn(first)).toBe(0)
        expect(folder.firstSlotIn(first + 8)).toBe(16)
        expect(folder.firstSlotIn(first + 9)).toBe(undefined)
        expect(folder.firstSlotIn(first - 1)).toBe(undefined)
        expect(folder.firstSlotIn(second)).toBe(17)
        expect(folder.firstSlotIn(second + 9)).toBe(35)
        expect(folder.firstSlotIn(second + 10)).toBe(undefined)
    })
    test("is not that of one that is still to be made", async () => {
        const folder = await twoExtents()
        folder.index.setExtentSlots(1, 30)
        expect(folder.slotOf(3002 + 20 * 44)).toBe(undefined)
    })
})

describe("SlotFolder", () => {
    test("takes a slot that is not armed any more from those that wait", async () => {
        const store = await mounted(await restedCard())
        const folder = folderOf(store)
        expect(folder.armed.length).toBe(4)
        expect(await folder.erasedByte(1)).toBe(0)
        await folder.setState(1, SlotState.Free)
        await folder.setState(5, SlotState.Retired)
        expect(folder.armed.length).toBe(3)
        expect(folder.armed[1]).toBe(2)
        expect(await folder.erasedByte(1)).toBe(undefined)
    })
    test("retires a slot of whose name the PC has left too little", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        const home = new Home(disk, store, 0)
        home.edit().blitAt(home.shortAt - 64, "FOREIGN TXT ", 0, 12)
        await folderOf(store).freeSlot(0)
        expect(await stateOf(store, 0)).toBe(SlotState.Retired)
        expect(disk.written.length).toBe(0)
    })
    test("writes nothing where a slot's entry is gone", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        const folder = folderOf(store)
        const home = new Home(disk, store, 0)
        home.edit().setAt(home.shortAt + 26, "u16", 5)
        let code: FaultCode | undefined = undefined
        try {
            await folder.commit(0, ENVELOPE)
        } catch (e) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Corrupt)
        expect(await stateOf(store, 0)).toBe(SlotState.Retired)
        await folder.freeSlot(6)
        expect(disk.written.length).toBe(1)
        new Home(disk, store, 7).deleteEntries()
        await folder.freeSlot(7)
        expect(await stateOf(store, 7)).toBe(SlotState.Retired)
        expect(disk.written.length).toBe(1)
    })
    test("commits a message where a PC has put its entry", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        const folder = folderOf(store)
        const elsewhere = store.volume.sectorOf(folder.cluster) + 1
        new Home(disk, store, 0).renameTo(elsewhere, 224)
        await folder.commit(0, ENVELOPE)
        expect(disk.written.length).toBe(1)
        expect(disk.written[0]).toBe(elsewhere)
        const path = "AFTERBEEP/messages/2026-11-22 14.05 2125550123 J SMITH.wav"
        const entry = present(await findPath(store.volume, path))
        expect(entry.firstCluster).toBe(folder.locate(0))
        expect(present(await findPath(store.volume, "AFTERBEEP/messages/mom.wav")).sizeBytes).toBe(
            1440768
        )
    })
    test("seals a sound that ends just before a sector in two of them", async () => {
        const disk = await restedCard()
        const folder = folderOf(await mounted(disk))
        await folder.seal(2, 1020, undefined)
        const first = folder.startSector(2) + 1
        const end = disk.peek(first + 1).slice(508, 512)
        expect(end.toString()).toBe("JUNK")
        expect(disk.peek(first + 2).getAt(0, "u32")).toBe(2813 * 512 - 1020 - 8)
    })
    test("gives names that nobody has", async () => {
        const disk = await restedCard()
        const folder = folderOf(await mounted(disk))
        await folder.commit(0, ENVELOPE)
        const title = "2026-11-22 14.05 2125550123 J SMITH"
        expect(await folder.uniqueName(title, 91)).toBe(title + " (2).wav")
        expect(await folder.uniqueName("another", 91)).toBe("another.wav")
    })
})
