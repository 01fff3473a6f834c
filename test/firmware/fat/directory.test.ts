import { describe, test, expect } from "@devicescript/test"
import { ensureFolder, findEntry, findPath } from "../../../src/fat/directory"
import { Volume } from "../../../src/fat/volume"
import { Fault, FaultCode } from "../../../src/util/fault"
import { FAT16_RESERVED, formatFat16, formatFat32 } from "../support/formatter"
import { RamDisk } from "../support/ram-disk"

/** Sector of the root directory of a volume from `formatFat16`. */
const ROOT = FAT16_RESERVED + 64

async function mounted(disk: RamDisk): Promise<Volume> {
    const volume = new Volume(disk)
    await volume.mountVolume()
    return volume
}

function putShort(sector: Buffer, at: number, name: string, attributes: number): void {
    sector.blitAt(at, name, 0, 11)
    sector[at + 11] = attributes
}

describe("ensureFolder", () => {
    test("makes a folder once, and folders in it", async () => {
        const disk = formatFat32(8)
        const volume = await mounted(disk)
        const top = await ensureFolder(volume, volume.rootCluster, "AFTERBEEP")
        const inner = await ensureFolder(volume, top, "messages")
        disk.written = []
        expect(await ensureFolder(volume, volume.rootCluster, "Afterbeep")).toBe(top)
        expect(disk.written.length).toBe(0)
        const found = await findPath(volume, "afterbeep/MESSAGES")
        expect(found ? found.firstCluster : 0).toBe(inner)
        const alias = await findPath(volume, "AFTERB~1")
        expect(alias ? alias.firstCluster : 0).toBe(top)
    })
    test("writes the chain after the entry in the parent, its first table last", async () => {
        const disk = formatFat16(4)
        const volume = await mounted(disk)
        disk.written = []
        await ensureFolder(volume, 0, "messages")
        expect(disk.written[disk.written.length - 3]).toBe(ROOT)
        expect(disk.written[disk.written.length - 1]).toBe(FAT16_RESERVED)
    })
    test("takes another short name where somebody has the first", async () => {
        const disk = formatFat16(4)
        const root = Buffer.alloc(512)
        putShort(root, 0, "AFTERB~1TXT", 0x20)
        putShort(root, 32, "AFTERB~1   ", 0x10)
        disk.poke(ROOT, root)
        const volume = await mounted(disk)
        const cluster = await ensureFolder(volume, 0, "AFTERBEEP")
        const alias = await findEntry(volume, 0, "AFTERB~2")
        expect(alias ? alias.firstCluster : 0).toBe(cluster)
    })
    test("uses deleted entries, and steps over the last one of a sector", async () => {
        const disk = formatFat16(4)
        const root = Buffer.alloc(512)
        for (let i = 0; i < 15; i++) putShort(root, i * 32, `FILE${10 + i}  TXT`, 0x20)
        disk.poke(ROOT, root)
        const volume = await mounted(disk)
        await ensureFolder(volume, 0, "one")
        expect(disk.peek(ROOT)[15 * 32]).toBe(0xe5)
        expect((await findEntry(volume, 0, "one")) === undefined).toBe(false)
        root[5 * 32] = 0xe5
        root[6 * 32] = 0xe5
        root[15 * 32] = 0xe5
        disk.poke(ROOT, root)
        await ensureFolder(volume, 0, "two")
        expect(disk.peek(ROOT)[6 * 32]).toBe(0x54)
    })
    test("a folder without room grows by a cluster", async () => {
        const disk = formatFat16(1)
        const volume = await mounted(disk)
        const top = await ensureFolder(volume, 0, "top")
        for (let i = 0; i < 9; i++) await ensureFolder(volume, top, `inner ${i}`)
        expect((await findPath(volume, "top/inner 8")) === undefined).toBe(false)
        expect((await findPath(volume, "top/inner 9")) === undefined).toBe(true)
    })
    test("a file of that name is a fault", async () => {
        const disk = formatFat16(4)
        const root = Buffer.alloc(512)
        putShort(root, 0, "MESSAGES   ", 0x20)
        disk.poke(ROOT, root)
        const volume = await mounted(disk)
        let code: FaultCode | undefined = undefined
        try {
            await ensureFolder(volume, 0, "messages")
        } catch (e) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Corrupt)
    })
})

describe("findPath", () => {
    test("a file is no folder, a label is no file, and what is deleted is gone", async () => {
        const disk = formatFat16(4)
        const root = Buffer.alloc(512)
        putShort(root, 0, "CARD       ", 0x08)
        putShort(root, 32, "A       TXT", 0x20)
        putShort(root, 64, "B       TXT", 0x20)
        root[64] = 0xe5
        putShort(root, 128, "C       TXT", 0x20)
        disk.poke(ROOT, root)
        const volume = await mounted(disk)
        expect((await findPath(volume, "a.txt")) === undefined).toBe(false)
        expect((await findPath(volume, "a.txt/b")) === undefined).toBe(true)
        expect((await findPath(volume, "CARD")) === undefined).toBe(true)
        expect((await findPath(volume, "b.txt")) === undefined).toBe(true)
        expect((await findPath(volume, "c.txt")) === undefined).toBe(true)
    })
})
