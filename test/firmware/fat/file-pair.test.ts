import { describe, expect, test } from "@devicescript/test"
import { present } from "../support/messages"
import { PAIR_BYTES, PAIR_NAME, pairDesk } from "../support/pair-desk"

describe("a pair of files", () => {
    test("is made for a name that has none, and the one that waits is hidden", async () => {
        const d = await pairDesk()
        await d.write(1)
        expect(await d.mark()).toBe(1)
        expect(present(await d.find()).attributes).toBe(0x20)
        expect(present(await d.find()).sizeBytes).toBe(PAIR_BYTES)
        expect(present(await d.find("Afterbeep keeps room for a greeting 005")).attributes).toBe(
            0x02
        )
        expect(await d.complaint()).toBe("")
    })
    test("changes by its sectors, a copy of the folder's sector, and that", async () => {
        const d = await pairDesk()
        await d.write(1)
        await d.write(2)
        d.disk.written = []
        await d.write(3)
        expect(d.disk.written.length).toBe(3)
        expect(await d.mark()).toBe(3)
        expect(await d.mark("Afterbeep keeps room for a greeting 005")).toBe(2)
        expect(await d.complaint()).toBe("")
    })
    test("each name has its own, and a pair whose file was removed is used again", async () => {
        const d = await pairDesk()
        await d.write(1)
        await d.write(2, "after-hours.wav")
        await d.write(3, "caller-2125550123.wav")
        expect(await d.mark()).toBe(1)
        expect(await d.mark("after-hours.wav")).toBe(2)
        expect(await d.mark("caller-2125550123.wav")).toBe(3)
        expect(await d.remove()).toBe(true)
        expect(await d.remove()).toBe(false)
        expect(await d.mark()).toBe(-1)
        d.disk.written = []
        await d.write(4, "full.wav")
        await d.write(5, "full.wav")
        expect(await d.mark("full.wav")).toBe(5)
        expect(await d.complaint()).toBe("")
    })
    test("one that a PC has put elsewhere makes way, and is kept", async () => {
        for (const name of [PAIR_NAME, "after-hours.wav"]) {
            const d = await pairDesk()
            await d.byPc(7, name)
            await d.write(8, name)
            expect(await d.mark(name)).toBe(8)
            expect(await d.mark(name === PAIR_NAME ? "defaul1.wav" : "after-hour1.wav")).toBe(7)
            expect(await d.complaint()).toBe("")
        }
    })
    test("one of a PC's is removed by giving it another name", async () => {
        const d = await pairDesk()
        await d.byPc(9, "full.wav")
        expect(await d.remove("full.wav")).toBe(true)
        expect(await d.mark("full.wav")).toBe(-1)
        expect(await d.mark("ful1.wav")).toBe(9)
    })
})
