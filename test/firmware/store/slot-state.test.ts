import { describe, test, expect } from "@devicescript/test"
import { kindAt, Kind, OLD, SlotState } from "../../../src/store/slot-state"

/** The kind of a message with such attributes. */
function kindOf(attributes: number): Kind {
    const sector = Buffer.alloc(512)
    sector[480 + 11] = attributes
    return kindAt(sector, 480)
}

describe("kindAt", () => {
    test("knows heard by the archive bit, and trash by the hidden one", () => {
        expect(kindOf(0x00)).toBe(Kind.Unheard)
        expect(kindOf(0x20)).toBe(Kind.Heard)
        expect(kindOf(0x22)).toBe(Kind.Trashed)
        expect(kindOf(0x02)).toBe(Kind.Trashed)
        expect(kindOf(0x06)).toBe(Kind.Trashed)
    })
    test("never loses what is kept, also where it is hidden, or was not heard", () => {
        expect(kindOf(0x21)).toBe(Kind.Kept)
        expect(kindOf(0x23)).toBe(Kind.Kept)
        expect(kindOf(0x01)).toBe(Kind.Unheard)
    })
})

describe("the half byte of a slot", () => {
    test("is a sum of state, kind and age", () => {
        expect(SlotState.Message | Kind.Trashed | OLD).toBe(15)
        expect(SlotState.Moved | Kind.Kept).toBe(6)
    })
})
