import { describe, test, expect } from "@devicescript/test"
import { ensureFile, findPath } from "../../../src/fat/directory"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { ensureIndexFile } from "../../../src/store/index-file"
import { Fault, FaultCode } from "../../../src/util/fault"
import { formatFat16 } from "../support/formatter"
import { present } from "../support/messages"
import { RamDisk } from "../support/ram-disk"

async function volumeOf(disk: RamDisk): Promise<Volume> {
    const volume = new Volume(disk)
    await mountVolume(volume)
    return volume
}

async function makeOther(volume: Volume, name: string): Promise<void> {
    await ensureFile(volume, 0, name, { sizeBytes: 700, attributes: 0x20 })
}

describe("ensureIndexFile", () => {
    test("makes it once: hidden and system, 10,240 bytes of zeros next to each other", async () => {
        const disk = formatFat16(4)
        const volume = await volumeOf(disk)
        const old = Buffer.alloc(512)
        old.fillAt(0, 512, 0x77)
        for (let i = 0; i < 20; i += 19) disk.poke(volume.sectorOf(2) + i, old)
        const cluster = await ensureIndexFile(volume, 0)
        const entry = present(await findPath(volume, "index.bin"))
        expect(entry.firstCluster).toBe(cluster)
        expect(entry.sizeBytes).toBe(10240)
        expect(entry.attributes).toBe(0x06)
        for (let i = 0; i < 20; i += 19) expect(disk.peek(volume.sectorOf(cluster) + i)[9]).toBe(0)
        for (let i = 0; i < 4; i++)
            expect(await volume.nextCluster(cluster + i)).toBe(cluster + i + 1)
        expect(await volume.nextCluster(cluster + 4)).toBe(undefined)
        disk.written = []
        expect(await ensureIndexFile(volume, 0)).toBe(cluster)
        expect(disk.written.length).toBe(0)
    })
    test("takes another name where a PC has made something else of the first, and then no third", async () => {
        const volume = await volumeOf(formatFat16(4))
        await makeOther(volume, "index.bin")
        const cluster = await ensureIndexFile(volume, 0)
        expect(present(await findPath(volume, "index-2.bin")).firstCluster).toBe(cluster)
        expect(present(await findPath(volume, "index.bin")).sizeBytes).toBe(700)
        const other = await volumeOf(formatFat16(4))
        await makeOther(other, "index.bin")
        await makeOther(other, "index-2.bin")
        let code: FaultCode | undefined = undefined
        try {
            await ensureIndexFile(other, 0)
        } catch (e) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Full)
    })
    test("does not write where a copy made by a PC is in pieces", async () => {
        const disk = formatFat16(4)
        const volume = await volumeOf(disk)
        const first = await ensureIndexFile(volume, 0)
        // Its third cluster is farther on.
        volume.putEntry(await volume.loadTable(first + 1), 900)
        await volume.storeTable()
        const second = await ensureIndexFile(volume, 0)
        expect(second === first).toBe(false)
        expect(present(await findPath(volume, "index-2.bin")).firstCluster).toBe(second)
    })
    test("without room is a fault", async () => {
        const disk = formatFat16(64)
        const full = Buffer.alloc(512)
        full.fillAt(0, 512, 0xff)
        const volume = await volumeOf(disk)
        for (let i = 0; i < 64; i++) disk.poke(4 + i, full)
        let code: FaultCode | undefined = undefined
        try {
            await ensureIndexFile(await volumeOf(disk), 0)
        } catch (e) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Full)
        expect(volume.clusterCount).toBe(8000)
    })
})
