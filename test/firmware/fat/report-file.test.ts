import { describe, expect, test } from "@devicescript/test"
import { findPath } from "../../../src/fat/directory"
import { ensureReport, mendReport } from "../../../src/fat/report-file"
import { Fault } from "../../../src/util/fault"
import { formatFat32 } from "../support/formatter"
import { mounted, present, rest, rested } from "../support/messages"

describe("the file of the report", () => {
    test("cut while it is made: the next time it is finished, before anything else is written", async () => {
        const disk = formatFat32(64)
        await rested(disk)
        let cuts = 0
        for (let cutIn = 0; cutIn < 30; cutIn++) {
            const copy = disk.copy()
            const store = await mounted(copy)
            copy.cutIn = cutIn
            try {
                await ensureReport(store.volume)
                break
            } catch (e) {
                if (!(e instanceof Fault)) throw e
                cuts++
            }
            copy.powerOn()
            const again = await mounted(copy)
            await rest(again)
            const entry = await findPath(again.volume, "AFTERBEEP/selftest.txt")
            if (entry === undefined) continue
            const { volume } = again
            const next = volume.entryAt(await volume.loadTable(entry.firstCluster))
            expect(next >= 0x0ffffff8).toBe(true)
        }
        expect(cuts).toBe(11)
    })
    test("where there is none, none is made", async () => {
        const disk = formatFat32(64)
        const store = await rested(disk)
        await mendReport(store.volume)
        expect(disk.written.length).toBe(0)
        expect(await ensureReport(store.volume)).toBe(await ensureReport(store.volume))
        expect(present(await findPath(store.volume, "AFTERBEEP/selftest.txt")).sizeBytes).toBe(2048)
    })
})
