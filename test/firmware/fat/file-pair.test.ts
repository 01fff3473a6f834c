import { describe, expect, test } from "@devicescript/test"
import {
    ensureFile,
    ensureFolder,
    Entry,
    entryCluster,
    findEntry,
    putEntry,
} from "../../../src/fat/directory"
import { entryAt } from "../../../src/fat/archive"
import { FilePair, mendPairs } from "../../../src/fat/file-pair"
import { putLongName, shortForm } from "../../../src/fat/names"
import { settleFree } from "../../../src/fat/fs-info"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { Fault } from "../../../src/util/fault"
import { FAT32_RESERVED, formatFat32, PARTITION_START } from "../support/formatter"
import { present } from "../support/messages"
import { Cut, RamDisk } from "../support/ram-disk"

const NAME = "default.wav"
/** Two clusters. */
const BYTES = 40000
/** A sector that nobody uses: in front of the tables. */
const SPARE = PARTITION_START + 20

/** A card in a machine, as after power-on. */
class Desk {
    volume: Volume
    folder = 0

    constructor(readonly disk: RamDisk) {
        this.volume = new Volume(disk)
    }

    async mounted(): Promise<Desk> {
        const { volume } = this
        await mountVolume(volume)
        volume.topCluster = await ensureFolder(volume, volume.rootCluster, "AFTERBEEP")
        this.folder = await ensureFolder(volume, volume.topCluster, "greetings")
        await settleFree(volume)
        volume.spareSector = SPARE
        this.disk.written = []
        return this
    }

    /** Write a file of which each sector begins with this number. */
    async write(mark: number, name = NAME): Promise<void> {
        const { volume } = this
        const pair = new FilePair(volume, this.folder, name)
        await pair.prepare(BYTES)
        volume.sector.fillAt(0, 512, mark)
        await volume.storeSector(volume.sectorOf(pair.firstCluster))
        await pair.show(0)
    }

    async remove(name = NAME): Promise<boolean> {
        return await new FilePair(this.volume, this.folder, name).remove()
    }

    /** Write a file while the power goes. @returns whether it went */
    async isCutWriting(mark: number, cutIn: number, cut: Cut): Promise<boolean> {
        this.disk.cutIn = cutIn
        this.disk.cut = cut
        let isOff = false
        try {
            await this.write(mark)
        } catch (e) {
            if (!(e instanceof Fault)) throw e
            isOff = true
        }
        this.disk.powerOn()
        return isOff
    }

    async find(name = NAME): Promise<Entry | undefined> {
        return await findEntry(this.volume, this.folder, name)
    }

    /** What a file begins with; -1: there is none. */
    async mark(name = NAME): Promise<number> {
        const entry = await this.find(name)
        if (entry === undefined) return -1
        await this.volume.loadSector(this.volume.sectorOf(entry.firstCluster))
        return this.volume.sector[0]
    }

    /** As a PC makes it: in the folder's first sector. */
    async byPc(mark: number, name = NAME): Promise<void> {
        const { volume } = this
        const file = { sizeBytes: 512, attributes: 0x20 }
        const entry = present(await ensureFile(volume, this.folder, "of-pc.wav", file))
        await settleFree(volume)
        volume.sector.fillAt(0, 512, mark)
        await volume.storeSector(volume.sectorOf(entry.firstCluster))
        await this.find("of-pc.wav")
        const { sector, loadedSector } = volume
        const at = entryAt(sector, "OF-PC   WAV")
        sector[at] = sector[at - 32] = 0xe5
        putEntry(sector, at + 64, shortForm(name) ?? "AFTER-~1WAV", entry)
        putLongName(sector, at + 64, name)
        await volume.storeSector(loadedSector)
    }

    /** Every cluster in use is of one file or folder, and of one chain: "" is right. */
    async complaint(): Promise<string> {
        const { disk, volume } = this
        const owned: number[] = [2, volume.topCluster, this.folder]
        const table = disk.peek(PARTITION_START + FAT32_RESERVED)
        for (let i = 0; i < 3; i++) {
            const sector = disk.peek(volume.sectorOf(this.folder) + i)
            for (let at = 0; at < 512 && sector[at] !== 0; at += 32) {
                const isFile = sector[at] !== 0xe5 && sector[at] !== 0x2e
                const wrong =
                    isFile && sector[at + 11] !== 0x0f ? own(sector, at, table, owned) : ""
                if (wrong !== "") return wrong
            }
        }
        for (let cluster = 2; cluster < 128; cluster++) {
            const isTaken = table.getAt(cluster * 4, "u32") !== 0
            if (isTaken !== owned.indexOf(cluster) >= 0) return `cluster ${cluster}: ${isTaken}`
        }
        return ""
    }
}

/** Add the clusters of a file to those that somebody owns. @returns what is wrong with them */
function own(sector: Buffer, at: number, table: Buffer, owned: number[]): string {
    let cluster = entryCluster(sector, at)
    if (cluster === 0) return ""
    let left = Math.idiv(sector.getAt(at + 28, "u32") + 32767, 32768)
    while (cluster < 0x0ffffff8) {
        if (owned.indexOf(cluster) >= 0) return `cluster ${cluster} has two files`
        if (cluster === 0 || left === 0) return "a chain of another length"
        left--
        owned.push(cluster)
        cluster = table.getAt(cluster * 4, "u32") & 0x0fffffff
    }
    return left === 0 ? "" : `${left} clusters are missing`
}

async function desk(disk = formatFat32(64)): Promise<Desk> {
    return await new Desk(disk).mounted()
}

/** The same card after the power came back, and what a mount does in idle. */
async function again(d: Desk): Promise<Desk> {
    const next = await desk(d.disk)
    await mendPairs(next.volume, next.folder)
    return next
}

describe("a pair of files", () => {
    test("is made for a name that has none, and the one that waits is hidden", async () => {
        const d = await desk()
        await d.write(1)
        expect(await d.mark()).toBe(1)
        expect(present(await d.find()).attributes).toBe(0x20)
        expect(present(await d.find()).sizeBytes).toBe(BYTES)
        expect(present(await d.find("Afterbeep keeps room for a greeting 005")).attributes).toBe(
            0x02
        )
        expect(await d.complaint()).toBe("")
    })
    test("changes by its sectors, a copy of the folder's sector, and that", async () => {
        const d = await desk()
        await d.write(1)
        await d.write(2)
        d.disk.written = []
        await d.write(3)
        expect(d.disk.written.length).toBe(3)
        expect(await d.mark()).toBe(3)
        expect(await d.mark("Afterbeep keeps room for a greeting 005")).toBe(2)
        expect(await d.complaint()).toBe("")
    })
    test("each name has its own, and a pair whose file was removed is used again", async () => {
        const d = await desk()
        await d.write(1)
        await d.write(2, "after-hours.wav")
        await d.write(3, "caller-2125550123.wav")
        expect(await d.mark()).toBe(1)
        expect(await d.mark("after-hours.wav")).toBe(2)
        expect(await d.mark("caller-2125550123.wav")).toBe(3)
        expect(await d.remove()).toBe(true)
        expect(await d.remove()).toBe(false)
        expect(await d.mark()).toBe(-1)
        d.disk.written = []
        await d.write(4, "full.wav")
        await d.write(5, "full.wav")
        expect(await d.mark("full.wav")).toBe(5)
        expect(await d.complaint()).toBe("")
    })
    test("one that a PC has put elsewhere makes way, and is kept", async () => {
        for (const name of [NAME, "after-hours.wav"]) {
            const d = await desk()
            await d.byPc(7, name)
            await d.write(8, name)
            expect(await d.mark(name)).toBe(8)
            expect(await d.mark(name === NAME ? "defaul1.wav" : "after-hour1.wav")).toBe(7)
            expect(await d.complaint()).toBe("")
        }
    })
    test("one of a PC's is removed by giving it another name", async () => {
        const d = await desk()
        await d.byPc(9, "full.wav")
        expect(await d.remove("full.wav")).toBe(true)
        expect(await d.mark("full.wav")).toBe(-1)
        expect(await d.mark("ful1.wav")).toBe(9)
    })
    test("after a PC has deleted the file, the next one is there again", async () => {
        const d = await desk()
        await d.write(1)
        await d.write(2)
        await d.find()
        const { sector, loadedSector } = d.volume
        // Both places' short entries: the second is the file, and its clusters are free now.
        const cluster = entryCluster(sector, 224)
        sector[224] = sector[192] = 0xe5
        await d.volume.storeSector(loadedSector)
        const table = d.disk.edit(PARTITION_START + FAT32_RESERVED)
        table.fillAt(cluster * 4, 8, 0)
        const next = await again(d)
        expect(await next.complaint()).toBe("")
        await next.write(3)
        await next.write(4)
        expect(await next.mark()).toBe(4)
        expect(await next.complaint()).toBe("")
    })
    test("power cut at any write of a change leaves the old file or the new one", async () => {
        for (let cut = Cut.Before; cut <= Cut.After; cut++) {
            let isOff = true
            for (let n = 0; isOff; n++) {
                const d = await desk()
                await d.write(1)
                await d.write(2)
                isOff = await d.isCutWriting(3, n, cut)
                expect(n < 30).toBe(true)
                const next = await again(d)
                const mark = await next.mark()
                expect(mark === 2 || mark === 3).toBe(true)
                expect(await next.complaint()).toBe("")
                await next.write(4)
                expect(await next.mark()).toBe(4)
            }
        }
    })
    test("power cut while the first one is made: there is none, or it is whole", async () => {
        for (const cut of [Cut.Before, Cut.TornFirst, Cut.TornSecond, Cut.After]) {
            let isOff = true
            for (let n = 0; isOff; n++) {
                const d = await desk()
                isOff = await d.isCutWriting(3, n, cut)
                expect(n < 30).toBe(true)
                const next = await again(d)
                const mark = await next.mark()
                expect(mark === -1 || mark === 3).toBe(true)
                expect(await next.complaint()).toBe("")
                await next.write(4)
                expect(await next.mark()).toBe(4)
            }
        }
    })
    test("power cut while one that a PC has put elsewhere makes way: that, or the new one", async () => {
        for (const cut of [Cut.Before, Cut.TornFirst, Cut.TornSecond, Cut.After]) {
            let isOff = true
            for (let n = 0; isOff; n++) {
                const d = await desk()
                await d.byPc(1)
                isOff = await d.isCutWriting(2, n, cut)
                expect(n < 40).toBe(true)
                const next = await again(d)
                const mark = await next.mark()
                expect(mark === 1 || mark === 2).toBe(true)
                expect(await next.complaint()).toBe("")
            }
        }
    })
})
