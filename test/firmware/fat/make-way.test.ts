import { describe, expect, test } from "@devicescript/test"
import { ensureFolder, Entry, findEntry, putEntry } from "../../../src/fat/directory"
import { makeWay } from "../../../src/fat/make-way"
import { putLongName, shortForm } from "../../../src/fat/names"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { formatFat32 } from "../support/formatter"

class Folder {
    volume = new Volume(formatFat32(64))
    cluster = 0

    async opened(): Promise<Folder> {
        await mountVolume(this.volume)
        this.cluster = await ensureFolder(this.volume, this.volume.rootCluster, "AFTERBEEP")
        return this
    }

    /** As a PC makes it. @param shortAt where in the folder's first sector */
    async make(name: string, shortAt: number, short: string): Promise<number> {
        const { volume } = this
        const cluster = 100 + shortAt
        await volume.loadSector(volume.sectorOf(this.cluster))
        putEntry(volume.sector, shortAt, short, new Entry(cluster, 512, 0x20))
        putLongName(volume.sector, shortAt, name)
        await volume.storeSector(volume.loadedSector)
        return cluster
    }

    /** First cluster of a file; 0: there is none. */
    async find(name: string): Promise<number> {
        const entry = await findEntry(this.volume, this.cluster, name)
        return entry ? entry.firstCluster : 0
    }
}

describe("a file that makes way", () => {
    test("gets a digit for the last letter of its name, whether that is long or short", async () => {
        for (const name of ["full.wav", "after-hours.wav", "caller-2125550123.wav"]) {
            const folder = await new Folder().opened()
            const short = shortForm(name) ?? "SOME~1  WAV"
            const cluster = await folder.make(name, 160, short)
            await makeWay(folder.volume, folder.cluster, name)
            expect(await folder.find(name)).toBe(0)
            expect(await folder.find(name.slice(0, -5) + "1.wav")).toBe(cluster)
        }
    })
    test("gets the first digit that is free", async () => {
        const folder = await new Folder().opened()
        const first = await folder.make("after-hour1.wav", 128, "AFTER-~1WAV")
        const cluster = await folder.make("after-hours.wav", 224, "AFTER-~2WAV")
        await makeWay(folder.volume, folder.cluster, "after-hours.wav")
        expect(first > 0).toBe(true)
        expect(await folder.find("after-hour1.wav")).toBe(first)
        expect(await folder.find("after-hour2.wav")).toBe(cluster)
    })
    test("also where its name begins in the sector before", async () => {
        const folder = await new Folder().opened()
        const { volume } = folder
        const cluster = await folder.make("after-hours.wav", 128, "AFTER-~1WAV")
        // Its three entries stand behind the dots: two to the end of the first sector, one at the start of the second.
        await findEntry(volume, folder.cluster, "after-hours.wav")
        const { sector, loadedSector } = volume
        const entries = sector.slice(64, 160)
        sector.fillAt(64, 448, 0xe5)
        sector.blitAt(448, entries, 0, 64)
        await volume.storeSector(loadedSector)
        sector.fillAt(0, 512, 0)
        sector.blitAt(0, entries, 64, 32)
        await volume.storeSector(loadedSector + 1)
        expect(await folder.find("after-hours.wav")).toBe(cluster)
        await makeWay(volume, folder.cluster, "after-hours.wav")
        expect(await folder.find("after-hour1.wav")).toBe(cluster)
    })
})
