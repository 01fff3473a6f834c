import { describe, test, expect } from "@devicescript/test"
import { Codec } from "../../../src/hal/sound"
import { SlotFolder } from "../../../src/store/slot-folder"
import { SlotState } from "../../../src/store/slot-map"
import { Fault, FaultCode } from "../../../src/util/fault"
import { formatFat32 } from "../support/formatter"
import { ENVELOPE, mounted } from "../support/messages"
import { RamDisk } from "../support/ram-disk"

async function folderOf(disk: RamDisk): Promise<SlotFolder> {
    const store: any = await mounted(disk)
    return store.folder
}

describe("SlotFolder", () => {
    test("arms a slot for a codec, and knows what it was erased to", async () => {
        const folder = await folderOf(formatFat32(64))
        expect(folder.erasedByte(3)).toBe(undefined)
        folder.codec = Codec.ALaw
        await folder.free(3, folder.armNoteFor(0xff))
        expect(folder.map.states[3]).toBe(SlotState.Armed)
        expect(folder.erasedByte(3)).toBe(0xff)
        expect(folder.map.armNotes[3] >> 1).toBe(Codec.ALaw)
        await folder.free(3, folder.armNoteFor(0))
        expect(folder.erasedByte(3)).toBe(0)
    })
    test("retires a slot of whose name the PC has left too little", async () => {
        const disk = formatFat32(64)
        const folder = await folderOf(disk)
        const sector = disk.peek(folder.map.directorySectors[0])
        sector.blitAt(folder.map.shortAts[0] - 64, "FOREIGN TXT ", 0, 12)
        await folder.free(0, 0)
        expect(folder.map.states[0]).toBe(SlotState.Retired)
        expect(disk.written.length).toBe(0)
    })
    test("writes nothing where a slot's entry is gone", async () => {
        const disk = formatFat32(64)
        const folder = await folderOf(disk)
        disk.peek(folder.map.directorySectors[0]).setAt(folder.map.shortAts[0] + 26, "u16", 5)
        let code: FaultCode | undefined = undefined
        try {
            await folder.commit(0, ENVELOPE)
        } catch (e) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Corrupt)
        expect(folder.map.states[0]).toBe(SlotState.Retired)
        expect(disk.written.length).toBe(0)
    })
    test("seals a sound that ends just before a sector in two of them", async () => {
        const disk = formatFat32(64)
        const folder = await folderOf(disk)
        await folder.seal(2, 1020, undefined)
        const first = folder.startSector(2) + 1
        expect(
            disk
                .peek(first + 1)
                .slice(508, 512)
                .toString()
        ).toBe("JUNK")
        expect(disk.peek(first + 2).getAt(0, "u32")).toBe(2813 * 512 - 1020 - 8)
    })
})
