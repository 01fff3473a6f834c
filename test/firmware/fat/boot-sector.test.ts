import { describe, test, expect } from "@devicescript/test"
import { verifyVolume } from "../../../src/fat/boot-sector"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { Fault } from "../../../src/util/fault"
import { FAT16_RESERVED, formatFat16, formatFat32, PARTITION_START } from "../support/formatter"
import { complaint } from "../support/complaint"
import { RamDisk } from "../support/ram-disk"

describe("a card that has a boot sector", () => {
    test("one with a wrong bit in its boot sector is left to be repaired", async () => {
        const damaged = "a card with a damaged file system: have a PC check it"
        // Signature of a jump, size of sectors, sectors of a cluster, place and number of the tables, sectors in all.
        const places = hex`00 0b 0c 0d 0e 10 23`
        for (let i = 0; i < places.length; i++) {
            const disk = formatFat32(16)
            const boot = Buffer.alloc(512)
            boot.blitAt(0, disk.peek(PARTITION_START), 0, 512)
            boot[places[i]] = boot[places[i]] ^ 1
            disk.poke(PARTITION_START, boot)
            expect(await complaint(disk)).toBe(damaged)
            expect(disk.written.length).toBe(0)
        }
        const lost = formatFat32(16)
        lost.poke(PARTITION_START, Buffer.alloc(512))
        expect(await complaint(lost)).toBe(damaged)
        const untabled = formatFat16(8)
        untabled.peek(FAT16_RESERVED).fillAt(0, 4, 0)
        expect(await complaint(untabled)).toBe(damaged)
        const rootless = formatFat16(8)
        rootless.peek(0)[0x11] = 1
        expect(await complaint(rootless)).toBe(damaged)
    })
    test("one that says more than the card has is not taken, and none that says too much for its table", async () => {
        const damaged = "a card with a damaged file system: have a PC check it"
        const disk = formatFat16(8)
        const total = disk.peek(0).getAt(0x20, "u32")
        disk.peek(0).setAt(0x20, "u32", total + 1)
        expect(await complaint(disk)).toBe(damaged)
        const long = formatFat32(16)
        long.sectorCount = 3000000
        long.peek(PARTITION_START).setAt(0x20, "u32", 2000000)
        expect(await complaint(long)).toBe(damaged)
    })
    test("one that was not ejected is taken, and its marks stay", async () => {
        const disk = formatFat16(8)
        disk.peek(0)[0x25] = 1
        disk.peek(FAT16_RESERVED).setAt(2, "u16", 0x7fff)
        expect(await complaint(disk)).toBe("")
        expect(disk.written.length).toBe(0)
    })
})

/** What is said of a card that is a volume, before anything on it is taken. */
async function refusal(disk: RamDisk): Promise<string> {
    const volume = new Volume(disk)
    await mountVolume(volume)
    try {
        await verifyVolume(volume)
    } catch (e) {
        if (e instanceof Fault) return e.message
    }
    return ""
}

describe("before clusters are taken", () => {
    test("the second table and the copy of the boot sector are looked at", async () => {
        expect(await refusal(formatFat32(16))).toBe("")
        expect(await refusal(formatFat16(8))).toBe("")
        const damaged = "a card with a damaged file system: have a PC check it"
        const elsewhere = formatFat32(16)
        elsewhere.poke(PARTITION_START + 6, elsewhere.peek(PARTITION_START).concat(hex``))
        elsewhere.peek(PARTITION_START)[0x2c] = 3
        expect(await refusal(elsewhere)).toBe(damaged)
        const larger = formatFat16(8)
        larger.peek(0)[0x16] = 33
        expect(await refusal(larger)).toBe(damaged)
    })
})
