import { describe, expect, test } from "@devicescript/test"
import { ensureFile, ensureFolder } from "../../../src/fat/directory"
import { ATTRIBUTE_HIDDEN } from "../../../src/fat/layout"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { GreetingScan } from "../../../src/greeting/greeting-scan"
import { formatFat16 } from "../support/formatter"

async function folderWith(volume: Volume, names: string): Promise<number> {
    await mountVolume(volume)
    const folder = await ensureFolder(volume, volume.rootCluster, "TEST")
    for (const name of names.split(" ")) {
        const attributes = name.startsWith("copy") ? ATTRIBUTE_HIDDEN : 0
        await ensureFile(volume, folder, name, { sizeBytes: 100, attributes })
    }
    return folder
}

describe("GreetingScan", () => {
    test("finds the WAV files that a person has put there, but for the ordinary greeting", async () => {
        const volume = new Volume(formatFat16(1))
        const names = "default.wav holiday.wav copy-3.wav notes.txt full.wav temp.wave"
        const scan = new GreetingScan(volume, await folderWith(volume, names))
        let found = ""
        for (let entry = await scan.find(); entry; entry = await scan.find())
            found += scan.name + ":" + entry.sizeBytes + " "
        expect(found).toBe("HOLIDAY WAV:100 FULL    WAV:100 ")
        expect(await scan.find()).toBe(undefined)
        expect((await scan.copyFile("copy-3.wav"))?.sizeBytes).toBe(100)
        expect(await scan.copyFile("copy-4.wav")).toBe(undefined)
    })
    test("goes on over the ends of sectors", async () => {
        const volume = new Volume(formatFat16(1))
        let names = "a.wav"
        for (let i = 0; i < 20; i++) names += ` g${i}.wav`
        const scan = new GreetingScan(volume, await folderWith(volume, names))
        let count = 0
        while (await scan.find()) count++
        expect(count).toBe(21)
    })
})
