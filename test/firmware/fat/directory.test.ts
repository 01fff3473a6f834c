import { describe, test, expect } from "@devicescript/test"
import {
    ensureFile,
    ensureFolder,
    findEntries,
    findEntry,
    findPath,
    isDamaged,
} from "../../../src/fat/directory"
import { missingLinks } from "../../../src/fat/allocation"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { Fault, FaultCode } from "../../../src/util/fault"
import { FAT16_RESERVED, formatFat16, formatFat32 } from "../support/formatter"
import { putMessage, putNewSlot } from "../../../src/store/slot-entry"
import { ENVELOPE } from "../support/messages"
import { RamDisk } from "../support/ram-disk"

/** Sector of the root directory of a volume from `formatFat16`. */
const ROOT = FAT16_RESERVED + 64

async function mounted(disk: RamDisk): Promise<Volume> {
    const volume = new Volume(disk)
    await mountVolume(volume)
    return volume
}

/** What was written but for what is noted before it, in the last cluster. */
function besidesNotes(volume: Volume, disk: RamDisk): number[] {
    const place = volume.sectorOf(volume.endCluster() - 1)
    return disk.written.filter(sector => sector < place)
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
        const written = besidesNotes(volume, disk)
        expect(written[written.length - 3]).toBe(ROOT)
        expect(written[written.length - 1]).toBe(FAT16_RESERVED)
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
    test("puts both entries into one half of a sector, and the end before them away first", async () => {
        const disk = formatFat16(4)
        const root = Buffer.alloc(512)
        for (let i = 0; i < 7; i++) putShort(root, i * 32, `FILE${10 + i}  TXT`, 0x20)
        disk.poke(ROOT, root)
        const volume = await mounted(disk)
        disk.written = []
        await ensureFolder(volume, 0, "one")
        expect(disk.peek(ROOT)[7 * 32]).toBe(0xe5)
        expect(disk.peek(ROOT)[9 * 32]).toBe(0x4f)
        const written = besidesNotes(volume, disk)
        expect(written[written.length - 3]).toBe(ROOT)
        expect(written[written.length - 4]).toBe(ROOT)
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

const FILE = { sizeBytes: 3000, attributes: 0x20 }

describe("a folder whose first entries are not those of a folder", () => {
    test("is a fault, so that nothing is put there", async () => {
        const disk = formatFat16(4)
        const volume = await mounted(disk)
        const cluster = await ensureFolder(volume, 0, "messages")
        disk.poke(volume.sectorOf(cluster), Buffer.alloc(512))
        disk.written = []
        let code: FaultCode | undefined = undefined
        try {
            await ensureFolder(volume, 0, "messages")
        } catch (e) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Corrupt)
        expect(disk.written.length).toBe(0)
    })
})

describe("ensureFile", () => {
    test("makes a file once: clusters next to each other, what is in it first, then its entry, its chain last", async () => {
        const disk = formatFat16(2)
        const volume = await mounted(disk)
        disk.written = []
        const fill = async (sector: number, cluster: number) => {
            expect(sector).toBe(volume.sectorOf(cluster))
            volume.sector.fillAt(0, 512, 0x61)
            await volume.storeSector(sector)
        }
        const made = await ensureFile(volume, 0, "made.txt", { ...FILE, fill })
        const cluster = made ? made.firstCluster : 0
        expect(made ? made.isWhole : false).toBe(true)
        const written = besidesNotes(volume, disk)
        expect(written[0]).toBe(volume.sectorOf(cluster))
        expect(written[1]).toBe(ROOT)
        expect(written[3]).toBe(FAT16_RESERVED)
        expect(besidesNotes(volume, disk).length).toBe(4)
        expect(await volume.nextCluster(cluster)).toBe(cluster + 1)
        expect(await volume.nextCluster(cluster + 2)).toBe(undefined)
        const found = await ensureFile(volume, 0, "MADE.TXT", FILE)
        expect(found ? found.firstCluster : 0).toBe(cluster)
        expect(found ? found.attributes : 0).toBe(0x20)
        expect(besidesNotes(volume, disk).length).toBe(4)
    })
    test("leaves a file of another size alone", async () => {
        const disk = formatFat16(2)
        const volume = await mounted(disk)
        await ensureFile(volume, 0, "made.txt", FILE)
        disk.written = []
        const other = { sizeBytes: 3001, attributes: 0 }
        expect(await ensureFile(volume, 0, "made.txt", other)).toBe(undefined)
        expect(disk.written.length).toBe(0)
    })
    test("finishes the chain that a cut has left unlinked, and no other", async () => {
        const disk = formatFat32(1)
        const volume = await mounted(disk)
        const made = await ensureFile(volume, volume.rootCluster, "made.txt", FILE)
        const cluster = made ? made.firstCluster : 0
        for (let i = 0; i < 6; i++) {
            volume.putEntry(await volume.loadTable(cluster + i), 0)
            await volume.storeTable()
        }
        const again = await ensureFile(volume, volume.rootCluster, "made.txt", FILE)
        expect(again ? again.isWhole : false).toBe(true)
        expect(await missingLinks(volume, cluster, 6)).toBe(0)
        volume.putEntry(await volume.loadTable(cluster + 2), 77)
        await volume.storeTable()
        disk.written = []
        const broken = await ensureFile(volume, volume.rootCluster, "made.txt", FILE)
        expect(broken ? broken.isWhole : true).toBe(false)
        expect(disk.written.length).toBe(0)
    })
    test("without room is a fault, and nothing is written", async () => {
        const disk = formatFat16(2)
        const volume = await mounted(disk)
        disk.written = []
        let code: FaultCode | undefined = undefined
        try {
            await ensureFile(volume, 0, "made.txt", { sizeBytes: 9000000, attributes: 0 })
        } catch (e) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Full)
        expect(disk.written.length).toBe(0)
    })
})

describe("findEntries", () => {
    test("finds several names while the folder goes by once", async () => {
        const disk = formatFat16(4)
        const volume = await mounted(disk)
        const one = await ensureFolder(volume, 0, "one")
        const two = await ensureFile(volume, 0, "two.txt", FILE)
        disk.readCount = 0
        const found = await findEntries(volume, 0, ["two.txt", "three", "ONE"])
        expect(disk.readCount).toBe(1)
        expect(found[0] ? found[0].firstCluster : 0).toBe(two ? two.firstCluster : 1)
        expect(found[0] ? found[0].sizeBytes : 0).toBe(3000)
        expect(found[1]).toBe(undefined)
        expect(found[2] ? found[2].firstCluster : 0).toBe(one)
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

/** A sector of slots, both free. */
function halves(): Buffer {
    const sector = Buffer.alloc(512)
    putNewSlot(sector, 224, 1, 9)
    putNewSlot(sector, 480, 2, 53)
    return sector
}

describe("isDamaged", () => {
    test("is no sector as we write them, or a PC does", () => {
        const sector = halves()
        expect(isDamaged(sector, 224)).toBe(false)
        putMessage(sector, 224, "a message.wav", ENVELOPE)
        expect(isDamaged(sector, 224)).toBe(false)
        for (let at = 256; at < 512; at += 32) sector[at] = 0xe5
        sector[256 + 11] = 0xff
        expect(isDamaged(sector, 480)).toBe(false)
        sector.blitAt(256, "FOREIGN TXT ", 0, 12)
        expect(isDamaged(sector, 480)).toBe(false)
    })
    test("are zeros, ones, and attributes that do not exist", () => {
        const sector = halves()
        sector.fillAt(256, 256, 0)
        expect(isDamaged(sector, 480)).toBe(true)
        expect(isDamaged(sector, 224)).toBe(false)
        sector.fillAt(0, 512, 0xff)
        expect(isDamaged(sector, 224)).toBe(true)
        const strange = halves()
        strange[64 + 11] = 0x4f
        expect(isDamaged(strange, 224)).toBe(true)
        const cut = halves()
        cut.fillAt(0, 32, 0)
        expect(isDamaged(cut, 224)).toBe(true)
    })
})
