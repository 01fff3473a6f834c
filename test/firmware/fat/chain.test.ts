import { describe, test, expect } from "@devicescript/test"
import { linkRun } from "../../../src/fat/allocation"
import { Chain } from "../../../src/fat/chain"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { FaultCode } from "../../../src/util/fault"
import { faultOf } from "../support/fault-of"
import { formatFat16 } from "../support/formatter"
import { RamDisk } from "../support/ram-disk"

async function smallVolume(): Promise<Volume> {
    const volume = new Volume(formatFat16(2))
    await mountVolume(volume)
    return volume
}

/** Load a chain of two clusters from 7 on, whose sectors have their number at byte 9. */
async function commandsToLoad(volume: Volume, disk: RamDisk, ahead?: Buffer): Promise<number> {
    volume.ahead = ahead
    const chain = new Chain(volume, 7)
    await volume.loadTable(7)
    disk.readCommands = 0
    for (let i = 0; i < 64; i++) {
        const from = await chain.load(i)
        if (from !== volume.loadedSector || volume.sector[9] !== i)
            throw new Error(`sector ${i} was not loaded`)
    }
    if ((await chain.load(64)) !== undefined) throw new Error("no end")
    return disk.readCommands
}

describe("Chain", () => {
    test("follows the clusters of a file, forwards and back", async () => {
        const volume = await smallVolume()
        await linkRun(volume, 7, 2, 2)
        volume.putEntry(await volume.loadTable(8), 20)
        await volume.storeTable()
        await linkRun(volume, 20, 1, 1)
        const chain = new Chain(volume, 7)
        expect(await chain.sectorAt(5)).toBe(volume.sectorOf(20) + 1)
        expect(await chain.sectorAt(2)).toBe(volume.sectorOf(8))
        expect(await chain.sectorAt(1)).toBe(volume.sectorOf(7) + 1)
        expect(await chain.sectorAt(6)).toBe(undefined)
        expect(chain.cluster).toBe(20)
    })
    test("is the root directory of FAT16, which has no clusters", async () => {
        const volume = await smallVolume()
        const chain = new Chain(volume, 0)
        expect(await chain.sectorAt(31)).toBe(volume.rootSector + 31)
        expect(await chain.sectorAt(32)).toBe(undefined)
    })
    test("is loaded in long runs where room for them was lent", async () => {
        const disk = formatFat16(32)
        const volume = new Volume(disk)
        await mountVolume(volume)
        await linkRun(volume, 7, 1, 1)
        volume.putEntry(await volume.loadTable(7), 20)
        await volume.storeTable()
        await linkRun(volume, 20, 1, 1)
        for (let i = 0; i < 32; i++) {
            disk.edit(volume.sectorOf(7) + i)[9] = i
            disk.edit(volume.sectorOf(20) + i)[9] = 32 + i
        }
        expect(await commandsToLoad(volume, disk, undefined)).toBe(64)
        expect(await commandsToLoad(volume, disk, Buffer.alloc(512))).toBe(64)
        expect(await commandsToLoad(volume, disk, Buffer.alloc(9216))).toBe(4)
    })
    test("is loaded up to the end of the root directory of FAT16", async () => {
        const disk = formatFat16(32)
        const volume = new Volume(disk)
        await mountVolume(volume)
        for (let i = 0; i < 32; i++) disk.edit(volume.rootSector + i)[9] = i
        volume.ahead = Buffer.alloc(20 * 512)
        const chain = new Chain(volume, 0)
        disk.readCommands = disk.readCount = 0
        for (let i = 0; i < 32; i++) {
            await chain.load(i)
            expect(volume.sector[9]).toBe(i)
        }
        expect(await chain.load(32)).toBe(undefined)
        expect(disk.readCount).toBe(32)
        expect(disk.readCommands).toBe(2)
    })
    test("that leads to a free cluster, or out of the volume, is a Corrupt fault", async () => {
        const volume = await smallVolume()
        expect(await faultOf(async () => await new Chain(volume, 77).sectorAt(2))).toBe(
            FaultCode.Corrupt
        )
        volume.putEntry(await volume.loadTable(77), 60000)
        await volume.storeTable()
        expect(await faultOf(async () => await new Chain(volume, 77).sectorAt(2))).toBe(
            FaultCode.Corrupt
        )
    })
})
