import { describe, expect, test } from "@devicescript/test"
import { findPath } from "../../../src/fat/directory"
import { none, Part, trouble, well } from "../../../src/selftest/finding"
import { reportText, writeReport } from "../../../src/selftest/report"
import { formatFat16 } from "../support/formatter"
import { mounted, present, rested } from "../support/messages"

const PATH = "AFTERBEEP/selftest.txt"
const FINDINGS = [
    well(Part.Bridge, "SC16IS7xx"),
    trouble(Part.Line, "no dial tone", "its cable"),
    none(Part.Display, "none found"),
]

describe("selftest.txt", () => {
    test("has a line for each part, and what to do below it", () => {
        expect(reportText("Title", FINDINGS)).toBe(
            "Title\n\n" +
                "bridge    ok        SC16IS7xx\n" +
                "line      trouble   no dial tone\n" +
                "                    -> its cable\n" +
                "display   none      none found\n" +
                "\nWhat each part is, and what to do: docs/hardware/build.md\n"
        )
    })
    test("is made once, and then written where it stands: tables and folder are not touched again", async () => {
        const disk = formatFat16(8)
        const store = await rested(disk)
        expect(await writeReport(store, "First", FINDINGS)).toBe(true)
        const text = present(await store.readText(PATH))
        expect(text.startsWith(reportText("First", FINDINGS))).toBe(true)
        expect(text.length).toBe(2048)
        expect(text.trim()).toBe(reportText("First", FINDINGS).trim())
        disk.written = []
        expect(await writeReport(store, "Second, longer title", FINDINGS)).toBe(true)
        expect(disk.written.length).toBe(4)
        expect(present(await store.readText(PATH)).startsWith("Second, longer title\n")).toBe(true)
        const again = await rested(disk)
        expect(present(await again.readText(PATH)).startsWith("Second")).toBe(true)
    })
    test("one that a PC has changed gets another name", async () => {
        const disk = formatFat16(8)
        const store = await rested(disk)
        await writeReport(store, "First", FINDINGS)
        const { volume } = store
        const entry = present(await findPath(volume, PATH))
        await volume.loadSector(volume.loadedSector)
        const { sector } = volume
        for (let at = 0; at < 512; at += 32)
            if (sector.slice(at, at + 11).toString() === "SELFTESTTXT")
                sector.setAt(at + 28, "u32", 77)
        await volume.storeSector(volume.loadedSector)
        expect(entry.sizeBytes).toBe(2048)
        expect(await writeReport(store, "Second", FINDINGS)).toBe(true)
        expect(present(await store.readText("AFTERBEEP/selftes1.txt")).startsWith("First")).toBe(
            true
        )
        expect(present(await store.readText(PATH)).startsWith("Second")).toBe(true)
    })
    test("a card that can't be written has none", async () => {
        const disk = formatFat16(8)
        const store = await rested(disk)
        store.isReadOnly = true
        disk.written = []
        expect(await writeReport(store, "First", FINDINGS)).toBe(false)
        expect(disk.written.length).toBe(0)
    })
    test("directly after the mount, the tables are looked at first", async () => {
        const disk = formatFat16(8)
        await rested(disk)
        const store = await mounted(disk)
        expect(store.tidied).toBe(0)
        expect(await writeReport(store, "First", FINDINGS)).toBe(true)
        expect(store.tidied).toBe(1)
    })
})
