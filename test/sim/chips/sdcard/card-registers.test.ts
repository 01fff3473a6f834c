import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { Random } from "../../../../sim/clock/random.ts"
import { ORDINARY_CARD, type CardKind } from "../../../../sim/chips/sdcard/card-kind.ts"
import {
    blockBytes,
    cid,
    csd,
    ocr,
    reachableSectors,
    scr,
    sdStatus,
} from "../../../../sim/chips/sdcard/card-registers.ts"
import { crc7Byte } from "../../../../sim/chips/sdcard/crc.ts"

/** SD Physical Layer Simplified Specification, chapter 5. Fields are taken out by their bit numbers there. */

const SDSC: CardKind = { ...ORDINARY_CARD, type: "SDSC" }
const SDXC: CardKind = { ...ORDINARY_CARD, type: "SDXC" }

/** Bits `high` … `low` of a register of 128 or 64 bits, most significant byte first. */
function field(register: Uint8Array, high: number, low: number): number {
    const bits = [...register].map(byte => byte.toString(2).padStart(8, "0")).join("")
    const end = bits.length - low
    return parseInt(bits.slice(bits.length - 1 - high, end), 2)
}

function capacityOf(register: Uint8Array): number {
    if (field(register, 127, 126) === 1) return (field(register, 69, 48) + 1) * 1024
    const blockCount = (field(register, 73, 62) + 1) * 2 ** (field(register, 49, 47) + 2)
    return (blockCount * 2 ** field(register, 83, 80)) / 512
}

describe("CSD", () => {
    for (const [kind, sectorCount] of [
        [SDSC, 16_384],
        [SDSC, 131_072],
        [SDSC, 2_097_152],
        [SDSC, 4_194_304],
        [ORDINARY_CARD, 8_388_608],
        [ORDINARY_CARD, 67_108_864],
        [SDXC, 134_217_728],
        [SDXC, 4_294_965_248],
    ] as const)
        test(`of an ${kind.type} card states ${sectorCount} sectors, with a right CRC`, () => {
            assert.equal(reachableSectors(kind, sectorCount), sectorCount)
            const register = csd(kind, sectorCount, false)
            assert.equal(capacityOf(register), sectorCount)
            assert.equal(register[15], crc7Byte(register, 15))
            assert.equal(field(register, 127, 126), kind.type === "SDSC" ? 0 : 1)
        })

    test("can't state every number: the rest of the medium is out of reach", () => {
        assert.equal(reachableSectors(ORDINARY_CARD, 1024 * 70 + 1023), 1024 * 70)
        assert.equal(reachableSectors(SDSC, 4099), 4096)
        assert.equal(reachableSectors(SDSC, 2_097_152 + 1023), 2_097_152)
    })

    test("has blocks of 1024 bytes where a card of standard capacity is over 1 GiB", () => {
        assert.equal(blockBytes(SDSC, 2_097_152), 512)
        assert.equal(blockBytes(SDSC, 4_194_304), 1024)
        assert.equal(blockBytes(SDXC, 134_217_728), 512)
        const register = csd(SDSC, 4_194_304, false)
        assert.equal(field(register, 83, 80), 10)
        assert.equal(field(register, 25, 22), 10)
    })

    test("says write-protected by TMP_WRITE_PROTECT, and that it can erase", () => {
        for (const kind of [SDSC, ORDINARY_CARD]) {
            assert.equal(field(csd(kind, 16_384, true), 13, 12), 1)
            assert.equal(field(csd(kind, 16_384, false), 13, 12), 0)
            assert.equal(field(csd(kind, 16_384, false), 95, 84) & (1 << 5), 1 << 5)
        }
    })

    test("is refused for a card of standard capacity that is too large", () => {
        assert.throws(() => csd(SDSC, 4_200_000, false), /no SDSC card has 4200000 sectors/)
    })
})

test("OCR says high capacity only of a card that is ready and has it", () => {
    assert.equal(ocr(ORDINARY_CARD, true), 0xc0ff8000)
    assert.equal(ocr(SDXC, true), 0xc0ff8000)
    assert.equal(ocr(SDSC, true), 0x80ff8000)
    assert.equal(ocr(ORDINARY_CARD, false), 0x00ff8000)
})

test("SCR says version, kind of card and what erased data read as", () => {
    const version1 = scr({ ...SDSC, version: 1 })
    assert.equal(field(version1, 59, 56), 0)
    assert.equal(field(scr(ORDINARY_CARD), 59, 56), 2)
    assert.deepEqual(
        [SDSC, ORDINARY_CARD, SDXC].map(kind => field(scr(kind), 54, 52)),
        [2, 3, 4]
    )
    const erased = (["zeros", "ones", "stale"] as const).map(each =>
        field(scr({ ...ORDINARY_CARD, erased: each }), 55, 55)
    )
    assert.deepEqual(erased, [0, 1, 0])
})

test("CID is of one card: its serial number comes from the seed", () => {
    const one = cid(new Random(1, "card"))
    assert.deepEqual(cid(new Random(1, "card")), one)
    assert.notDeepEqual(cid(new Random(2, "card")), one)
    assert.equal(one[15], crc7Byte(one, 15))
})

test("SD status has 64 bytes and allocation units of 4 MiB", () => {
    assert.equal(sdStatus().length, 64)
    assert.equal(sdStatus()[10]! >> 4, 9)
})
