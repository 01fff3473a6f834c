import { describe, expect, test } from "@devicescript/test"
import { entryCluster } from "../../../src/fat/directory"
import { FAT32_RESERVED, PARTITION_START } from "../support/formatter"
import { afterPower, pairDesk } from "../support/pair-desk"
import { Cut } from "../support/ram-disk"

describe("a pair of files after a cut, or a PC", () => {
    test("after a PC has deleted the file, the next one is there again", async () => {
        const d = await pairDesk()
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
        const next = await afterPower(d)
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
                const d = await pairDesk()
                await d.write(1)
                await d.write(2)
                isOff = await d.isCutWriting(3, n, cut)
                expect(n < 30).toBe(true)
                const next = await afterPower(d)
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
                const d = await pairDesk()
                isOff = await d.isCutWriting(3, n, cut)
                expect(n < 30).toBe(true)
                const next = await afterPower(d)
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
                const d = await pairDesk()
                await d.byPc(1)
                isOff = await d.isCutWriting(2, n, cut)
                expect(n < 40).toBe(true)
                const next = await afterPower(d)
                const mark = await next.mark()
                expect(mark === 1 || mark === 2).toBe(true)
                expect(await next.complaint()).toBe("")
            }
        }
    })
})
