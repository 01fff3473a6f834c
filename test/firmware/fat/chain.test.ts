import { describe, test, expect } from "@devicescript/test"
import { linkRun } from "../../../src/fat/allocation"
import { Chain } from "../../../src/fat/chain"
import { Volume } from "../../../src/fat/volume"
import { Fault, FaultCode } from "../../../src/util/fault"
import { formatFat16 } from "../support/formatter"

async function smallVolume(): Promise<Volume> {
    const volume = new Volume(formatFat16(2))
    await volume.mountVolume()
    return volume
}

async function codeOf(chain: Chain, index: number): Promise<FaultCode | undefined> {
    try {
        await chain.sectorAt(index)
    } catch (e) {
        if (e instanceof Fault) return e.code
    }
    return undefined
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
    test("that leads to a free cluster, or out of the volume, is a Corrupt fault", async () => {
        const volume = await smallVolume()
        expect(await codeOf(new Chain(volume, 77), 2)).toBe(FaultCode.Corrupt)
        volume.putEntry(await volume.loadTable(77), 60000)
        await volume.storeTable()
        expect(await codeOf(new Chain(volume, 77), 2)).toBe(FaultCode.Corrupt)
    })
})
