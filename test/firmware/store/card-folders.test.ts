import { describe, test, expect } from "@devicescript/test"
import { findEntry, findPath } from "../../../src/fat/directory"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { ensureGreetings, findFolders, makeFiles } from "../../../src/store/card-folders"
import { SlotFolder } from "../../../src/store/slot-folder"
import { formatFat16, formatFat32 } from "../support/formatter"
import { present } from "../support/messages"
import { RamDisk } from "../support/ram-disk"

async function folderOn(disk: RamDisk): Promise<SlotFolder> {
    const volume = new Volume(disk)
    await mountVolume(volume)
    return new SlotFolder(volume)
}

/** On a blank card all is made, once; the next time it is found. */
async function expectMadeOnce(disk: RamDisk): Promise<void> {
    const first = await folderOn(disk)
    expect(await findFolders(first)).toBe(false)
    expect(first.cluster + first.index.cluster).toBe(0)
    const index = await makeFiles(first)
    const { volume } = first
    const top = present(await findEntry(volume, volume.rootCluster, "AFTERBEEP"))
    expect(top.firstCluster).toBe(volume.topCluster)
    const messages = present(await findPath(volume, "AFTERBEEP/messages"))
    expect(messages.firstCluster).toBe(first.cluster)
    disk.written = []
    const again = await folderOn(disk)
    expect(await findFolders(again)).toBe(true)
    expect(again.cluster).toBe(first.cluster)
    expect(again.index.cluster).toBe(index)
    expect(await makeFiles(again)).toBe(index)
    expect(disk.written.length).toBe(0)
}

describe("what a card has folders for", () => {
    test("is made on FAT32 once", async () => {
        await expectMadeOnce(formatFat32(64))
    })
    test("is made on FAT16 once", async () => {
        await expectMadeOnce(formatFat16(8))
    })
    test("is not all there without the index", async () => {
        const disk = formatFat32(64)
        const first = await folderOn(disk)
        await findFolders(first)
        await makeFiles(first)
        const again = await folderOn(disk)
        const sector = disk.edit(first.volume.sectorOf(first.volume.topCluster))
        for (let at = 0; at < 512; at += 32)
            if (sector.slice(at, at + 11).toString() === "INDEX   BIN") sector[at] = 0xe5
        expect(await findFolders(again)).toBe(false)
        expect(again.cluster).toBe(first.cluster)
        expect(again.index.cluster).toBe(0)
    })
    test("greetings are found with them, or known not to be there", async () => {
        const disk = formatFat32(64)
        const first = await folderOn(disk)
        await findFolders(first)
        await makeFiles(first)
        await findFolders(first)
        expect(first.volume.knownFolder).toBe("AFTERBEEP/greetings")
        expect(first.volume.knownCluster).toBe(undefined)
        const cluster = await ensureGreetings(first.volume)
        const again = await folderOn(disk)
        await findFolders(again)
        expect(again.volume.knownCluster).toBe(cluster)
        // Of settings.txt, which is read next, it is known, too.
        expect(present(again.found)[3]).toBe(undefined)
    })
})
