import { describe, test, expect } from "@devicescript/test"
import {
    ensureFile,
    ensureFolder,
    Entry,
    entryCluster,
    findEntry,
} from "../../../src/fat/directory"
import { inspect } from "../../../src/fat/inspection"
import { readText } from "../../../src/fat/text-file"
import { mendSettings, mendTwin, writeSettings } from "../../../src/fat/twin-file"
import { settleFree } from "../../../src/fat/fs-info"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { Fault } from "../../../src/util/fault"
import { FAT32_RESERVED, formatFat16, formatFat32, PARTITION_START } from "../support/formatter"
import { present } from "../support/messages"
import { Cut, RamDisk } from "../support/ram-disk"

const NAME = "settings.txt"
const OLD = "rings = 2\n"
const NEW = "rings = 3\n"
const MIDDLE = "rings = 5\n"
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
        await mountVolume(this.volume)
        this.folder = await ensureFolder(this.volume, this.volume.rootCluster, "AFTERBEEP")
        await settleFree(this.volume)
        this.disk.written = []
        return this
    }

    /** The same, with room for a copy of what is written. */
    async withSpare(): Promise<Desk> {
        await this.mounted()
        this.volume.topCluster = this.folder
        this.volume.spareSector = SPARE
        return this
    }

    async write(text: string): Promise<void> {
        await writeSettings(this.volume, this.folder, Buffer.from(text))
    }

    /** Write a text while the power goes. @returns whether it went */
    async isCutWriting(text: string, cutIn: number, cut: Cut): Promise<boolean> {
        this.disk.cutIn = cutIn
        this.disk.cut = cut
        let isOff = false
        try {
            await this.write(text)
        } catch (e) {
            if (!(e instanceof Fault)) throw e
            isOff = true
        }
        this.disk.powerOn()
        return isOff
    }

    async find(name: string): Promise<Entry | undefined> {
        return await findEntry(this.volume, this.folder, name)
    }

    async text(name = NAME): Promise<string> {
        const entry = await this.find(name)
        return entry === undefined ? "none" : await readText(this.volume, entry)
    }

    /** What a machine takes for its settings. */
    async settings(): Promise<string> {
        const text = await this.text()
        return text === "none" ? await this.text("settings.new") : text
    }

    /** As a PC makes it: in the folder's first sector. */
    async byPc(text: string): Promise<void> {
        const { volume } = this
        const fill = async (sector: number) => {
            volume.sector.blitAt(0, text, 0, text.length)
            await volume.storeSector(sector)
        }
        await ensureFile(volume, this.folder, NAME, {
            sizeBytes: text.length,
            attributes: 0x20,
            fill,
        })
        await settleFree(volume)
    }

    /** Every cluster in use is of one file or folder: "" is right. */
    async complaint(): Promise<string> {
        const owned: number[] = [2, this.folder]
        const { disk, volume } = this
        for (let i = 0; i < 2; i++) {
            const sector = disk.peek(volume.sectorOf(this.folder) + i)
            for (let at = 0; at < 512 && sector[at] !== 0; at += 32) {
                const attributes = sector[at + 11]
                const isFile = sector[at] !== 0xe5 && sector[at] !== 0x2e && attributes !== 0x0f
                const cluster = entryCluster(sector, at)
                if (!isFile || cluster === 0) continue
                if (owned.indexOf(cluster) >= 0) return `cluster ${cluster} has two files`
                owned.push(cluster)
            }
        }
        const table = disk.peek(PARTITION_START + FAT32_RESERVED)
        for (let cluster = 2; cluster < 128; cluster++) {
            const isTaken = table.getAt(cluster * 4, "u32") !== 0
            if (isTaken !== owned.indexOf(cluster) >= 0) return `cluster ${cluster}: ${isTaken}`
        }
        return ""
    }
}

async function desk(disk: RamDisk): Promise<Desk> {
    return await new Desk(disk).mounted()
}

describe("settings.txt", () => {
    test("is made where there is none, and its twin is hidden", async () => {
        const d = await desk(formatFat32(64))
        await d.write(OLD)
        expect(await d.text()).toBe(OLD)
        expect(present(await d.find(NAME)).attributes).toBe(0x20)
        expect(present(await d.find("settings.old")).attributes).toBe(0x02)
        expect(await d.complaint()).toBe("")
    })
    test("changes by one sector of text and one of the folder, and the twin has the text before", async () => {
        const disk = formatFat32(64)
        const d = await desk(disk)
        await d.write(OLD)
        await d.write(NEW)
        disk.written = []
        await d.write(OLD + OLD)
        expect(disk.written.length).toBe(2)
        expect(await d.text()).toBe(OLD + OLD)
        expect(await d.text("settings.old")).toBe(NEW)
        expect(await d.complaint()).toBe("")
    })
    test("one that a PC has put elsewhere makes way, and is kept", async () => {
        const d = await desk(formatFat32(64))
        await d.byPc(OLD)
        await d.write(NEW)
        expect(await d.text()).toBe(NEW)
        expect(await d.text("settin1.txt")).toBe(OLD)
        expect(await d.find("settings.new")).toBe(undefined)
        await d.write(OLD)
        expect(await d.text()).toBe(OLD)
        expect(await d.find("settin2.txt")).toBe(undefined)
        expect(await d.complaint()).toBe("")
    })
    test("its place is not taken from a file that a PC has put there", async () => {
        const disk = formatFat32(64)
        const d = await desk(disk)
        await d.write(OLD)
        await d.find(NAME)
        const { sector, loadedSector } = d.volume
        // A PC deletes settings.txt, and has a file with a name in its own letters and no long one.
        sector[0] = 0xe5
        sector[32] = 0xe7
        await d.volume.storeSector(loadedSector)
        let refused = ""
        try {
            await d.write(NEW)
        } catch (e: any) {
            refused = e.message
        }
        expect(refused).toBe("its place is taken")
        expect(disk.peek(loadedSector)[32]).toBe(0xe7)
    })
    test("on the smallest clusters the folder grows for it", async () => {
        const d = await desk(formatFat32(1))
        await d.write(OLD)
        await d.write(NEW)
        expect(await d.text()).toBe(NEW)
        const again = await desk(d.disk)
        expect(await again.text("settings.old")).toBe(OLD)
    })
    test("a text longer than a cluster or 2,048 bytes is refused, and nothing is written", async () => {
        for (const disk of [formatFat16(1), formatFat32(64)]) {
            const d = await desk(disk)
            let long = OLD
            while (long.length <= (disk.sectorCount < 20000 ? 512 : 2048)) long += OLD
            let refused = ""
            try {
                await d.write(long)
            } catch (e: any) {
                refused = e.message
            }
            expect(refused).toBe("too long to be changed")
            expect(disk.written.length).toBe(0)
        }
    })
    test("power cut at any write of a change leaves the old text or the new one, and all clusters in order", async () => {
        for (const cut of [Cut.Before, Cut.TornFirst, Cut.TornSecond, Cut.After]) {
            for (let n = 0; n <= 2; n++) {
                const d = await desk(formatFat32(64))
                await d.write("rings = 1\n")
                await d.write(OLD)
                expect(await d.isCutWriting(NEW, n, cut)).toBe(n < 2)
                const again = await desk(d.disk)
                const text = await again.text()
                expect(text === OLD || text === NEW).toBe(true)
                expect(await again.complaint()).toBe("")
                await again.write("rings = 4\n")
                expect(await again.text()).toBe("rings = 4\n")
                expect(await again.complaint()).toBe("")
            }
        }
    })
    test("whatever a cut makes of the text's sector", async () => {
        for (const cut of [Cut.Zeros, Cut.Ones, Cut.Garbage, Cut.Reordered, Cut.StreamLost]) {
            const d = await desk(formatFat32(64))
            await d.write("rings = 1\n")
            await d.write(OLD)
            await d.isCutWriting(NEW, 0, cut)
            expect(await (await desk(d.disk)).text()).toBe(OLD)
        }
    })
    test("power cut while one that a PC has put elsewhere makes way: its text holds, or the new one", async () => {
        for (const cut of [Cut.Before, Cut.TornFirst, Cut.TornSecond, Cut.After]) {
            let isOff = true
            for (let n = 0; isOff; n++) {
                const d = await desk(formatFat32(64))
                await d.byPc(OLD)
                isOff = await d.isCutWriting(NEW, n, cut)
                expect(n < 30).toBe(true)
                const again = await desk(d.disk)
                const text = await again.settings()
                expect(text === OLD || text === NEW).toBe(true)
                await again.write(NEW)
                expect(await again.text()).toBe(NEW)
                expect(await again.find("settings.new")).toBe(undefined)
            }
        }
    })
})

/** Cut a change after these texts, at each write; and let the next mount do what it does in idle. */
async function cutEverywhere(cut: Cut, texts: string[]): Promise<void> {
    let isOff = true
    for (let n = 0; isOff; n++) {
        const d = await new Desk(formatFat32(64)).withSpare()
        await d.byPc(OLD)
        for (const text of texts) await d.write(text)
        isOff = await d.isCutWriting(NEW, n, cut)
        expect(n < 40).toBe(true)
        const again = new Desk(d.disk)
        await mountVolume(again.volume)
        await inspect(again.volume)
        await again.withSpare()
        if ((await again.settings()) === "none") await mendSettings(again.volume)
        await mendTwin(again.volume)
        const text = await again.text()
        expect(text === NEW || text === (texts[0] ?? OLD)).toBe(true)
        const isPending = (await again.find("settings.new")) !== undefined
        const complaint = await again.complaint()
        if (complaint !== "" || (text === NEW && isPending))
            throw new Error(`cut ${cut} at write ${n}: ${text} ${complaint}`)
    }
}

describe("a cut in the first two changes, in which clusters are taken", () => {
    test("is finished in idle after the next mount: no cluster is lost, and the file has its name", async () => {
        for (const cut of [Cut.Before, Cut.TornFirst, Cut.After, Cut.Garbage]) {
            await cutEverywhere(cut, [])
            await cutEverywhere(cut, [MIDDLE])
        }
    })
    test("and nothing is written where there is nothing to finish", async () => {
        const d = await desk(formatFat32(64))
        d.volume.topCluster = d.folder
        await mendTwin(d.volume)
        await d.byPc(OLD)
        await d.write(NEW)
        await d.write(OLD)
        d.disk.written = []
        await mendTwin(d.volume)
        expect(d.disk.written.length).toBe(0)
    })
})

describe("a directory sector that a cut has destroyed", () => {
    test("is put back, with the text before or the one after", async () => {
        for (const cut of [Cut.Zeros, Cut.Ones, Cut.Garbage]) {
            for (let n = 0; n <= 3; n++) {
                const d = await new Desk(formatFat32(64)).withSpare()
                await d.write("rings = 1\n")
                await d.write(OLD)
                expect(await d.isCutWriting(NEW, n, cut)).toBe(n < 3)
                const again = await new Desk(d.disk).withSpare()
                const isLost = (await again.text()) === "none"
                expect(isLost).toBe(n === 2)
                if (isLost) await mendSettings(again.volume)
                expect(await again.text()).toBe(n < 2 ? OLD : NEW)
                expect(await again.complaint()).toBe("")
            }
        }
    })
    test("stays as a PC has left it, whatever is missing", async () => {
        const d = await new Desk(formatFat32(64)).withSpare()
        await d.write(OLD)
        await d.write(NEW)
        await d.find(NAME)
        const { sector, loadedSector } = d.volume
        for (const at of [0, 32, 64, 96, 128, 160, 192, 224]) sector[at] = 0xe5
        await d.volume.storeSector(loadedSector)
        d.disk.written = []
        await mendSettings(d.volume)
        expect(d.disk.written.length).toBe(0)
        expect(await d.text()).toBe("none")
    })
    test("stays as it is where there is no copy, or where it is none of the folder's any more", async () => {
        const d = await new Desk(formatFat32(64)).withSpare()
        await mendSettings(d.volume)
        d.volume.spareSector = 0
        await d.write(OLD)
        await mendSettings(d.volume)
        d.volume.spareSector = SPARE
        await d.write(NEW)
        d.volume.topCluster = d.volume.rootCluster
        d.disk.poke(d.volume.sectorOf(d.folder) + 1, Buffer.alloc(512))
        d.disk.written = []
        await mendSettings(d.volume)
        expect(d.disk.written.length).toBe(0)
    })
})
