import { describe, test, expect } from "@devicescript/test"
import { archive, entryAt } from "../../../src/fat/archive"
import { ensureFile, findEntry } from "../../../src/fat/directory"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { formatFat32 } from "../support/formatter"
import { present } from "../support/messages"

const FILE = { sizeBytes: 100, attributes: 0x20 }

async function withFile(name: string): Promise<Volume> {
    const volume = new Volume(formatFat32(64))
    await mountVolume(volume)
    await ensureFile(volume, volume.rootCluster, name, FILE)
    return volume
}

async function clusterOf(volume: Volume, name: string): Promise<number> {
    return present(await findEntry(volume, volume.rootCluster, name)).firstCluster
}

describe("archive", () => {
    test("gives a file the first number that is free, in one write", async () => {
        const volume = await withFile("calls.csv")
        await ensureFile(volume, volume.rootCluster, "calls1.csv", FILE)
        const cluster = await clusterOf(volume, "calls.csv")
        const card: any = volume.card
        card.written = []
        expect(await archive(volume, volume.rootCluster, "calls.csv", "calls")).toBe("calls2.csv")
        // Besides what is noted before, and cleared after it.
        const at = volume.sectorOf(volume.rootCluster)
        expect(card.written.length).toBe(4)
        expect(card.written[2]).toBe(at)
        expect(card.written[0] > at && card.written[1] > at && card.written[3] > at).toBe(true)
        expect(await clusterOf(volume, "calls2.csv")).toBe(cluster)
        expect(await findEntry(volume, volume.rootCluster, "calls.csv")).toBe(undefined)
    })
    test("the long name goes with the short one", async () => {
        const volume = await withFile("calls.csv")
        await archive(volume, volume.rootCluster, "calls.csv", "calls")
        await findEntry(volume, volume.rootCluster, "calls1.csv")
        const at = entryAt(volume.sector, "CALLS1  CSV")
        expect(volume.sector[at - 32]).toBe(0x41)
        expect(volume.sector[at - 32 + 1]).toBe("c".charCodeAt(0))
        expect(volume.sector[at - 32 + 14]).toBe("1".charCodeAt(0))
    })
    test("a file without a long name gets none", async () => {
        const volume = await withFile("calls.csv")
        await findEntry(volume, volume.rootCluster, "calls.csv")
        const at = entryAt(volume.sector, "CALLS   CSV")
        volume.sector.fillAt(at - 32, 32, 0xe5)
        await volume.storeSector(volume.loadedSector)
        const cluster = await clusterOf(volume, "calls.csv")
        await archive(volume, volume.rootCluster, "calls.csv", "calls")
        expect(await clusterOf(volume, "calls1.csv")).toBe(cluster)
        expect(volume.sector[at - 32]).toBe(0xe5)
    })
})
