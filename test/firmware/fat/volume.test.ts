import * as ds from "@devicescript/core"
import { describe, test, expect } from "@devicescript/test"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { FaultCode } from "../../../src/util/fault"
import { faultOf } from "../support/fault-of"
import { FAT32_RESERVED, formatFat32, PARTITION_START } from "../support/formatter"
import { RamDisk } from "../support/ram-disk"

async function mounted(disk: RamDisk): Promise<Volume> {
    const volume = new Volume(disk)
    await mountVolume(volume)
    return volume
}

describe("tables that are not alike", () => {
    test("the one that is in use is read and written", async () => {
        const disk = formatFat32(16)
        disk.peek(PARTITION_START).setAt(0x28, "u16", 0x81)
        const second = PARTITION_START + FAT32_RESERVED + 547
        disk.peek(second).setAt(12, "u32", 0x0fffffff)
        const volume = await mounted(disk)
        const at = await volume.loadTable(3)
        expect(volume.entryAt(at)).toBe(0x0fffffff)
        volume.putEntry(at, 4)
        await volume.storeTable()
        expect(disk.written.length).toBe(1)
        expect(disk.written[0]).toBe(second)
        expect(volume.sectorOf(2)).toBe(second + 547)
    })
})

describe("a chain", () => {
    test("that leads to a cluster that there is not is broken", async () => {
        const volume = await mounted(formatFat32(16))
        const entries = [0, 1, 70002, 0x0ffffff7]
        for (let i = 0; i < entries.length; i++) {
            volume.putEntry(await volume.loadTable(300), entries[i])
            expect(
                await faultOf(async () => {
                    await volume.nextCluster(300)
                })
            ).toBe(FaultCode.Corrupt)
        }
        volume.putEntry(await volume.loadTable(300), 70001)
        expect(await volume.nextCluster(300)).toBe(70001)
    })
})

describe("work that can wait", () => {
    test("makes way for whoever is wanted, and after 6 s of a mount; else it goes on", async () => {
        const volume = await mounted(formatFat32(16))
        const work = async () => {
            await volume.giveWay()
        }
        expect(volume.mayGiveWay()).toBe(false)
        expect(await faultOf(work)).toBe(undefined)
        let isWanted = false
        volume.waiting = { isWanted: async () => isWanted }
        expect(volume.mayGiveWay()).toBe(true)
        expect(await faultOf(work)).toBe(undefined)
        isWanted = true
        expect(await faultOf(work)).toBe(FaultCode.Interrupted)
        volume.waiting = undefined
        volume.giveWaySoon()
        await ds.sleep(5900)
        expect(await faultOf(work)).toBe(undefined)
        await ds.sleep(200)
        expect(await faultOf(work)).toBe(FaultCode.Interrupted)
        volume.endMount()
        expect(await faultOf(work)).toBe(undefined)
    })
})
