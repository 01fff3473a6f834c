import { describe, expect, test } from "@devicescript/test"
import { Entry, putEntry } from "../../../src/fat/directory"
import { longNameAt } from "../../../src/fat/names"
import {
    hasEnd,
    hideEntry,
    isOwn,
    PairUse,
    pairUse,
    rename,
    roomAt,
    shortName,
} from "../../../src/fat/pair-place"

/** Number of the sector in its folder. */
const INDEX = 2
const NAME = "default.wav"
const FIRST = 96
const SECOND = 224

/** The first half of a sector with a pair that has no file, the second one full of somebody else's entries. */
function pair(): Buffer {
    const sector = Buffer.alloc(512)
    sector.fillAt(0, 256, 0xe5)
    sector.fillAt(256, 256, 0x41)
    for (const at of [FIRST, SECOND]) {
        putEntry(sector, at, shortName(INDEX, at), new Entry(5, 100, 0x02))
        hideEntry(sector, at, INDEX)
    }
    return sector
}

function show(sector: Buffer, at: number, name: string): void {
    rename(sector, at, name)
    sector[at + 11] = 0x20
}

describe("the places of a pair", () => {
    test("have short names by where they are, which are known again there alone", async () => {
        const sector = pair()
        expect(shortName(INDEX, FIRST)).toBe("AG000008WAV")
        expect(shortName(INDEX, SECOND)).toBe("AG000009WAV")
        expect(isOwn(sector, FIRST, INDEX)).toBe(true)
        expect(isOwn(sector, FIRST, INDEX + 1)).toBe(false)
        expect(isOwn(sector, 352, INDEX)).toBe(false)
    })
    test("hidden, have a name that nobody has a use for, with the number of the place", async () => {
        const sector = pair()
        expect(longNameAt(sector, SECOND, 3)).toBe("Afterbeep keeps room for a greeting 009")
        expect(sector[SECOND + 11]).toBe(0x02)
    })
    test("are a spare pair, that of a name, or that of another", async () => {
        const sector = pair()
        expect(pairUse(sector, 0, INDEX, NAME)).toBe(PairUse.Spare)
        show(sector, SECOND, NAME)
        expect(pairUse(sector, 0, INDEX, NAME)).toBe(PairUse.Second)
        expect(pairUse(sector, 0, INDEX, "full.wav")).toBe(PairUse.None)
        hideEntry(sector, SECOND, INDEX)
        show(sector, FIRST, NAME)
        expect(pairUse(sector, 0, INDEX, NAME)).toBe(PairUse.First)
    })
    test("are free where nothing is, and nobody else's are taken", async () => {
        const sector = pair()
        sector.fillAt(0, 256, 0xe5)
        expect(pairUse(sector, 0, INDEX, NAME)).toBe(PairUse.Free)
        expect(pairUse(sector, 256, INDEX, NAME)).toBe(PairUse.None)
        sector[32] = 0x42
        expect(pairUse(sector, 0, INDEX, NAME)).toBe(PairUse.None)
    })
    test("have the room that entries of others leave, and a longer name has its end there", async () => {
        const sector = pair()
        expect(roomAt(sector, FIRST)).toBe(3)
        // Somebody else's, two before the short one.
        sector[FIRST - 64] = 0x41
        sector[FIRST - 64 + 11] = 0x20
        expect(roomAt(sector, FIRST)).toBe(1)
        hideEntry(sector, FIRST, INDEX)
        expect(longNameAt(sector, FIRST, 1)).toBe(" greeting 008")
    })
    test("a sector has the folder's end where an entry was never used", async () => {
        const sector = pair()
        expect(hasEnd(sector)).toBe(false)
        sector[480] = 0
        expect(hasEnd(sector)).toBe(true)
    })
})
