import { describe, test, expect } from "@devicescript/test"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { Fault, FaultCode } from "../../../src/util/fault"
import {
    FAT16_RESERVED,
    FAT32_RESERVED,
    formatFat16,
    formatFat32,
    PARTITION_START,
} from "../support/formatter"
import { complaint } from "../support/complaint"
import { RamDisk } from "../support/ram-disk"

async function mounted(disk: RamDisk): Promise<Volume> {
    const volume = new Volume(disk)
    await mountVolume(volume)
    return volume
}

describe("mountVolume", () => {
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

describe("a card that is of no use", () => {
    test("is told by its name, and what to do", async () => {
        const blank = "a card without a file system: format it as FAT32 on a PC"
        expect(await complaint(new RamDisk(1000))).toBe(blank)
        const exfat = formatFat32(8)
        const boot = exfat.peek(PARTITION_START)
        boot.fillAt(0, 90, 0)
        boot.blitAt(0, hex`eb7690`, 0, 3)
        boot.blitAt(3, "EXFAT   ", 0, 8)
        expect(await complaint(exfat)).toBe(
            "a card with exFAT: format it as FAT32 on a PC, or press Play"
        )
        const ntfs = formatFat32(8)
        ntfs.peek(PARTITION_START).fillAt(0, 90, 0)
        ntfs.peek(PARTITION_START).blitAt(3, "NTFS    ", 0, 8)
        expect(await complaint(ntfs)).toBe("a card with NTFS: format it as FAT32 on a PC")
        const small = formatFat16(8)
        small.peek(0).setAt(0x20, "u32", 30000)
        expect(await complaint(small)).toBe("a card with FAT12: format it as FAT32 on a PC")
    })
})

describe("a card that its owner may have made new", () => {
    test("is one on which nothing was ever written, or all of it was wiped", async () => {
        const disk = new RamDisk(100000)
        expect(await isReplaceable(disk)).toBe(true)
        const ones = Buffer.alloc(512)
        ones.fillAt(0, 512, 0xff)
        for (let at = 0; at < 65536; at += at || 1) disk.poke(at, ones)
        expect(await isReplaceable(disk)).toBe(true)
        expect(await isReplaceable(new RamDisk(90000))).toBe(false)
    })
    test("is none with anything else on it: another system, FAT that is damaged, FAT whose first sector is lost", async () => {
        const linux = new RamDisk(100000)
        linux.edit(2)[56] = 0x53
        linux.edit(2)[508] = 1
        expect(await isReplaceable(linux)).toBe(false)
        const lost = formatFat16(8)
        lost.poke(0, Buffer.alloc(512))
        lost.sectorCount = 100000
        expect(await isReplaceable(lost)).toBe(false)
        const lost32 = formatFat32(16)
        lost32.poke(PARTITION_START, Buffer.alloc(512))
        expect(await isReplaceable(lost32)).toBe(false)
        const unlisted = formatFat32(16)
        unlisted.poke(0, Buffer.alloc(512))
        expect(await isReplaceable(unlisted)).toBe(false)
        const ntfs = formatFat32(8)
        ntfs.peek(PARTITION_START).fillAt(0, 90, 0)
        ntfs.peek(PARTITION_START).blitAt(3, "NTFS    ", 0, 8)
        expect(await isReplaceable(ntfs)).toBe(false)
    })
    test("is none that has a damaged volume beside one of exFAT", async () => {
        const disk = formatFat32(16)
        disk.edit(PARTITION_START)[0x10] = 7
        const table = disk.edit(0)
        table[482] = 7
        table.setAt(486, "u32", 90000)
        const boot = disk.edit(90000)
        boot.blitAt(3, "EXFAT   ", 0, 8)
        boot.setAt(510, "u16", 0xaa55)
        expect(await isReplaceable(disk)).toBe(false)
        table[466] = 0
        expect(await isReplaceable(disk)).toBe(true)
    })
})

async function isReplaceable(disk: RamDisk): Promise<boolean> {
    const volume = new Volume(disk)
    try {
        await mountVolume(volume)
    } catch (e) {
        if (!(e instanceof Fault)) throw e
    }
    return volume.isReplaceable
}

describe("partitions", () => {
    test("the system's own is passed over", async () => {
        const disk = formatFat32(16)
        const mbr = disk.peek(0)
        // Where the volume is, too, by what this entry says.
        mbr[450] = 0xef
        mbr.setAt(454, "u32", PARTITION_START)
        mbr[466] = 0
        expect(await complaint(disk)).toBe(
            "a card without a file system: format it as FAT32 on a PC"
        )
        mbr[466] = 0x0c
        expect(await complaint(disk)).toBe("")
    })
    test("of a GPT are found, too", async () => {
        const disk = formatFat32(16)
        const mbr = disk.peek(0)
        mbr.fillAt(446, 64, 0)
        mbr[450] = 0xee
        mbr.setAt(454, "u32", 1)
        const table = Buffer.alloc(512)
        table.blitAt(0, hex`28732ac11ff8d211`, 0, 8)
        table.setAt(32, "u32", 40)
        table.blitAt(128, hex`a2a0d0ebe5b93344`, 0, 8)
        table.setAt(160, "u32", PARTITION_START)
        disk.poke(2, table)
        expect((await mounted(disk)).clusterCount).toBe(70000)
    })
})
