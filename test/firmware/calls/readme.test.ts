import { describe, test, expect } from "@devicescript/test"
import { formatFat16 } from "../support/formatter"
import { mounted, present } from "../support/messages"

describe("README.txt", () => {
    test("tells what is in the folders, and is written once", async () => {
        const disk = formatFat16(8)
        const text = present(await (await mounted(disk)).readText("AFTERBEEP/README.txt"))
        expect(text.startsWith("Afterbeep, your answering machine\n")).toBe(true)
        expect(text.endsWith("before you take it out.\n")).toBe(true)
        expect(text.includes("calls.csv")).toBe(true)
        await mounted(disk)
        expect(disk.written.length).toBe(0)
    })
})
