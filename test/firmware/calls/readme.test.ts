import { describe, test, expect } from "@devicescript/test"
import { formatFat16 } from "../support/formatter"
import { rested, present } from "../support/messages"

describe("README.txt", () => {
    test("tells what is in the folders, and is written once", async () => {
        const disk = formatFat16(8)
        const text = present(await (await rested(disk)).readText("AFTERBEEP/README.txt"))
        expect(text.startsWith("Afterbeep, your answering machine\n")).toBe(true)
        expect(text.endsWith("before you take it out.\n")).toBe(true)
        expect(text.includes("calls.csv")).toBe(true)
        // What isConvertible of src/greeting/converter.ts takes.
        expect(text.includes("8 or 16 bits, 8, 16, 32 or 48 kHz, mono or stereo")).toBe(true)
        expect(text.length <= 512).toBe(true)
        await rested(disk)
        expect(disk.written.length).toBe(0)
    })
})
