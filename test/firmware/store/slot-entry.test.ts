import { describe, test, expect } from "@devicescript/test"
import {
    hasFreeName,
    ownLongEntries,
    putFree,
    putMessage,
    putNewSlot,
} from "../../../src/store/slot-entry"

const NAME = "2026-11-22 14.05 2125550123 J SMITH.wav"

describe("the entries of a slot", () => {
    test("of a new one fill its half, and no others", () => {
        const sector = Buffer.alloc(512)
        putNewSlot(sector, 224, 7, 0x12345)
        expect(sector.slice(224, 235).toString()).toBe("AB000007WAV")
        expect(sector[224 + 11]).toBe(0x06)
        expect(sector.getAt(224 + 20, "u16")).toBe(1)
        expect(sector.getAt(224 + 26, "u16")).toBe(0x2345)
        expect(sector.getAt(224 + 28, "u32")).toBe(1440768)
        expect(sector[0]).toBe(0x47)
        expect(sector[256]).toBe(0)
        expect(hasFreeName(sector, 224)).toBe(true)
        expect(ownLongEntries(sector, 224)).toBe(7)
    })
    test("of a message keep the short name and the cluster, and leave what they need not to the PC", () => {
        const sector = Buffer.alloc(512)
        putNewSlot(sector, 480, 1, 9)
        const at = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 31 }
        putMessage(sector, 480, NAME, { number: "1", name: "", at })
        expect(sector.slice(480, 491).toString()).toBe("AB000001WAV")
        expect(sector[480 + 11]).toBe(0)
        expect(sector[480 + 13]).toBe(100)
        expect(sector.getAt(480 + 26, "u16")).toBe(9)
        expect(sector[480 - 96]).toBe(0x43)
        expect(sector[480 - 128]).toBe(0xe5)
        expect(hasFreeName(sector, 480)).toBe(false)
        expect(sector.getAt(480 + 14, "u32")).toBe(0x5d7670af)
        expect(sector.getAt(480 + 18, "u16")).toBe(0x5d76)
        expect(sector.getAt(480 + 22, "u32")).toBe(0x5d7670af)
        putFree(sector, 480)
        expect(hasFreeName(sector, 480)).toBe(true)
        expect(sector[480 + 11]).toBe(0x06)
        expect(sector[480 + 13]).toBe(0)
        expect(sector.getAt(480 + 14, "u32")).toBe(0x210000)
        expect(sector.getAt(480 + 22, "u32")).toBe(0x210000)
    })
    test("stop before those of a PC, and before the sector", () => {
        const sector = Buffer.alloc(512)
        putNewSlot(sector, 224, 1, 9)
        putMessage(sector, 224, NAME, { number: "1", name: "", at: undefined })
        sector.blitAt(224 - 128, "FOREIGN TXT ", 0, 12)
        expect(ownLongEntries(sector, 224)).toBe(3)
        putFree(sector, 224)
        expect(hasFreeName(sector, 224)).toBe(true)
        expect(sector.slice(96, 107).toString()).toBe("FOREIGN TXT")
        sector.fillAt(0, 64, 0xe5)
        sector.blitAt(64, "AB000002WAV", 0, 11)
        expect(ownLongEntries(sector, 64)).toBe(2)
        expect(hasFreeName(sector, 0)).toBe(false)
    })
})
