import { describe, expect, test } from "@devicescript/test"
import { Ssd1306, hasDisplay } from "../../../src/display/ssd1306"
import { FakeWires } from "../support/fake-wires"

/** "L" of the tall font: ten points high from the third of sixteen, and its foot; then of the small one. */
const TALL_L_UPPER = "f80000000000"
const TALL_L_LOWER = "0f0808080800"
const SMALL_L = "7e4040400000"

async function ready(wires: FakeWires, height: number): Promise<Ssd1306> {
    const display = new Ssd1306(wires)
    expect(await display.begin(height)).toBe(true)
    wires.longestBytes = wires.writes = 0
    return display
}

/** Send all there is. @returns pieces */
async function sendAll(display: Ssd1306): Promise<number> {
    let pieces = 0
    while (await display.step()) pieces++
    return pieces
}

describe("Ssd1306", () => {
    test("is not there where nobody answers", async () => {
        const wires = new FakeWires()
        wires.isThere = false
        expect(await hasDisplay(wires)).toBe(false)
        expect(await new Ssd1306(wires).begin(64)).toBe(false)
    })
    test("is dark in every point, and on, when it has begun", async () => {
        const wires = new FakeWires()
        expect(await hasDisplay(wires)).toBe(true)
        await ready(wires, 64)
        expect(wires.isOn).toBe(true)
        for (let i = 0; i < wires.memory.length; i += 64)
            expect(wires.memory.slice(i, i + 64).toString("hex")).toBe(
                Buffer.alloc(64).toString("hex")
            )
    })
    test("shows letters of two pages on 64 rows of points", async () => {
        const wires = new FakeWires()
        const display = await ready(wires, 64)
        display.put(1, " L")
        await sendAll(display)
        expect(wires.columns(2, 7, 6)).toBe(TALL_L_UPPER)
        expect(wires.columns(3, 7, 6)).toBe(TALL_L_LOWER)
    })
    test("shows letters of one page on 32 rows of points", async () => {
        const wires = new FakeWires()
        const display = await ready(wires, 32)
        display.put(3, "                    L too long")
        await sendAll(display)
        expect(wires.columns(3, 121, 6)).toBe(SMALL_L)
        expect(wires.columns(3, 127, 1) + wires.columns(3, 0, 1)).toBe("0000")
    })
    test("sends no piece of more than 14 bytes", async () => {
        const wires = new FakeWires()
        const display = await ready(wires, 64)
        for (let row = 0; row < 4; row++) display.put(row, "Zażółć gęślą jaźń, да")
        await sendAll(display)
        expect(wires.longestBytes).toBe(14)
        expect(wires.writes).toBe(4 * 21 * 2)
    })
    test("sends only letters that have changed", async () => {
        const wires = new FakeWires()
        const display = await ready(wires, 64)
        display.put(3, "                 0:19")
        await sendAll(display)
        wires.writes = 0
        display.put(3, "                 0:20")
        await sendAll(display)
        expect(wires.writes).toBe(4)
        display.put(3, "                 0:20")
        expect(await display.step()).toBe(false)
    })
    test("shows the last text where one came while another was on its way", async () => {
        const wires = new FakeWires()
        const display = await ready(wires, 32)
        display.put(0, "LL")
        await display.step()
        display.put(0, "  ")
        await sendAll(display)
        expect(wires.columns(0, 1, 12)).toBe("000000000000000000000000")
    })
    test("shows a question mark for a letter that it does not have", async () => {
        const wires = new FakeWires()
        const display = await ready(wires, 32)
        display.put(0, "?漢")
        await sendAll(display)
        expect(wires.columns(0, 7, 6)).toBe(wires.columns(0, 1, 6))
    })
    test("has a Polish and a Russian letter that no other letter looks like", async () => {
        const wires = new FakeWires()
        const display = await ready(wires, 64)
        display.put(0, "łlЖX")
        await sendAll(display)
        expect(wires.columns(0, 1, 6) + wires.columns(1, 1, 6))
            .not()
            .toBe(wires.columns(0, 7, 6) + wires.columns(1, 7, 6))
        expect(wires.columns(0, 13, 6))
            .not()
            .toBe(wires.columns(0, 19, 6))
    })
    test("is lost when it does not answer, and shows all of it when it was found again", async () => {
        const wires = new FakeWires()
        const display = await ready(wires, 32)
        display.put(0, "L")
        wires.isThere = false
        await display.step()
        expect(display.isLost).toBe(true)
        expect(await display.step()).toBe(false)
        wires.isThere = true
        expect(await display.begin(32)).toBe(true)
        await sendAll(display)
        expect(wires.columns(0, 1, 6)).toBe(SMALL_L)
    })
})
