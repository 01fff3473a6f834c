import { describe, test, expect } from "@devicescript/test"
import { Volume } from "../../../src/fat/volume"
import { Fault, FaultCode } from "../../../src/util/fault"
import {
    FAT16_RESERVED,
    FAT32_RESERVED,
    formatFat16,
    formatFat32,
    PARTITION_START,
} from "../support/formatter"
import { RamDisk } from "../support/ram-disk"

async function mounted(disk: RamDisk): Promise<Volume> {
    const volume = new Volume(disk)
    await volume.mount()
    return volume
}

describe("Volume.mount", () => {
    test("finds FAT32 in a partition", async () => {
        const volume = await mounted(formatFat32(16))
        expect(volume.clusterCount).toBe(70000)
        expect(volume.rootCluster).toBe(2)
        expect(volume.sectorOf(3)).toBe(PARTITION_START + FAT32_RESERVED + 2 * 547 + 16)
    })
    test("finds FAT16 from the first sector on", async () => {
        const volume = await mounted(formatFat16(4))
        expect(volume.clusterCount).toBe(8000)
        expect(volume.rootCluster).toBe(0)
        expect(volume.rootSector).toBe(FAT16_RESERVED + 64)
        expect(volume.rootSectorCount).toBe(32)
    })
    test("a blank card is a Corrupt fault", async () => {
        let code: FaultCode | undefined = undefined
        try {
            await mounted(new RamDisk(1000000))
        } catch (e) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Corrupt)
    })
})

/** What `mount` has to say about a card. */
async function complaint(disk: RamDisk): Promise<string> {
    try {
        await new Volume(disk).mount()
    } catch (e) {
        if (e instanceof Fault) return e.message
    }
    return ""
}

describe("a card that is of no use", () => {
    test("is told by its name, and what to do", async () => {
        const blank = "a card without a file system: format it as FAT32 on a PC"
        expect(await complaint(new RamDisk(1000))).toBe(blank)
        const exfat = formatFat32(8)
        const boot = exfat.peek(PARTITION_START)
        boot.fillAt(0, 90, 0)
        boot.blitAt(0, hex`eb7690`, 0, 3)
        boot.blitAt(3, "EXFAT   ", 0, 8)
        expect(await complaint(exfat)).toBe("a card with EXFAT: format it as FAT32 on a PC")
        const ntfs = formatFat32(8)
        ntfs.peek(PARTITION_START).fillAt(0, 90, 0)
        ntfs.peek(PARTITION_START).blitAt(3, "NTFS    ", 0, 8)
        expect(await complaint(ntfs)).toBe("a card with NTFS: format it as FAT32 on a PC")
        const small = formatFat16(8)
        small.peek(0).setAt(0x20, "u32", 30000)
        expect(await complaint(small)).toBe("a card with FAT12: format it as FAT32 on a PC")
    })
    test("one that was not ejected is taken, and its marks stay", async () => {
        const disk = formatFat16(8)
        disk.peek(0)[0x25] = 1
        disk.peek(FAT16_RESERVED).setAt(2, "u16", 0x7fff)
        expect(await complaint(disk)).toBe("")
        expect(disk.written.length).toBe(0)
    })
})
