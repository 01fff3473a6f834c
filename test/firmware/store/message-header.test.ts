import { describe, test, expect } from "@devicescript/test"
import { Codec } from "../../../src/hal/sound"
import { WallTime } from "../../../src/hal/wall-clock"
import { decodeEnvelope, decodeSerial, encodeHeader } from "../../../src/store/message-header"

const AT = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 31 }
const ENVELOPE = { number: "2125550123", name: "J SMITH", at: AT }

function text(sector: Buffer, at: number, length: number): string {
    return sector.slice(at, at + length).toString()
}

/** Where a chunk begins; every chunk is stepped over by its size. */
function chunkAt(sector: Buffer, id: string): number | undefined {
    let at = 12
    while (at < 512) {
        if (text(sector, at, 4) === id) return at
        const sizeBytes = sector.getAt(at + 4, "u32")
        at += 8 + ((sizeBytes + 1) & ~1)
    }
    return undefined
}

describe("encodeHeader", () => {
    test("is a walk of chunks that ends with the sound, at a sector", () => {
        const sector = Buffer.alloc(512)
        encodeHeader(sector, Codec.ALaw, 12345, 7, ENVELOPE)
        expect(text(sector, 0, 4)).toBe("RIFF")
        expect(chunkAt(sector, "fmt ")).toBe(12)
        expect(sector.getAt(20, "u16")).toBe(6)
        const fact = chunkAt(sector, "fact") ?? 0
        expect(sector.getAt(fact + 8, "u32")).toBe(12345)
        expect((chunkAt(sector, "JUNK") ?? 0) > 0).toBe(true)
        expect(chunkAt(sector, "data")).toBe(504)
        expect(sector.getAt(508, "u32")).toBe(12345)
    })
    test("holds number, name and time", () => {
        const sector = Buffer.alloc(512)
        encodeHeader(sector, Codec.MuLaw, 1, 7, ENVELOPE)
        const list = chunkAt(sector, "LIST") ?? 0
        expect(text(sector, list + 12, 4)).toBe("INAM")
        expect(text(sector, list + 20, 11)).toBe("2125550123\0")
        expect(text(sector, list + 32, 4)).toBe("IART")
        expect(text(sector, list + 40, 8)).toBe("J SMITH\0")
        expect(text(sector, list + 48, 4)).toBe("ICRD")
        expect(text(sector, list + 56, 19)).toBe("2026-11-22 14:05:31")
    })
    test("cuts texts that are too long", () => {
        let long = "x"
        while (long.length < 600) long += long
        const sector = Buffer.alloc(512)
        encodeHeader(sector, Codec.MuLaw, 1, 7, { number: long, name: long, at: AT })
        expect(chunkAt(sector, "data")).toBe(504)
    })
})

describe("decodeEnvelope", () => {
    test("has number, name and time, and knows whether the time was in doubt", () => {
        const sector = Buffer.alloc(512)
        const at = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 31 } as WallTime
        // Texts of even and odd length, and none.
        ;["", "J", "JO", "J SMITH"].forEach(name => {
            at.isDoubtful = true
            encodeHeader(sector, Codec.MuLaw, 1, 7, { number: "2125550123", name, at })
            const doubted = decodeEnvelope(sector)
            expect(doubted.name).toBe(name)
            expect(doubted.at?.minute).toBe(5)
            expect(doubted.at?.isDoubtful).toBe(true)
            at.isDoubtful = false
            encodeHeader(sector, Codec.MuLaw, 1, 7, { number: "21255501234", name, at })
            expect(decodeEnvelope(sector).at?.isDoubtful).toBe(false)
        })
        encodeHeader(sector, Codec.MuLaw, 1, 7, { number: "1", name: "", at: undefined })
        expect(decodeEnvelope(sector).at).toBe(undefined)
    })
})

describe("decodeSerial", () => {
    test("finds the serial, and no serial in a damaged sector", () => {
        const sector = Buffer.alloc(512)
        encodeHeader(sector, Codec.MuLaw, 1, 70000, ENVELOPE)
        expect(decodeSerial(sector)).toBe(70000)
        encodeHeader(sector, Codec.MuLaw, 1, 70000, ENVELOPE)
        sector[300] = 1
        expect(decodeSerial(sector)).toBe(undefined)
        sector.fillAt(0, 512, 0)
        expect(decodeSerial(sector)).toBe(undefined)
    })
})
