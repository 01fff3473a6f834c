import assert from "node:assert/strict"
import { test } from "node:test"
import { Ssd1306 } from "../../../../sim/chips/ssd1306/ssd1306.ts"
import { Random } from "../../../../sim/clock/random.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"
import { RuleBook } from "../../../../sim/report/rules.ts"
import { Timeline } from "../../../../sim/report/timeline.ts"

/** The software initialisation of the application note, with the supply that modules have: figure 2 and 2.1. */
const SETUP_64 = [
    ...[0x00, 0xa8, 0x3f, 0xd3, 0x00, 0x40, 0xa1, 0xc8, 0xda, 0x12, 0x81, 0x7f],
    ...[0xa4, 0xa6, 0xd5, 0x80, 0x8d, 0x14, 0xaf],
]
const SETUP_32 = SETUP_64.map((byte, at) => (at === 2 ? 0x1f : at === 9 ? 0x02 : byte))

function fixture(height: 32 | 64 = 64) {
    const rules = new RuleBook(new Timeline(new Scheduler()))
    const chip = new Ssd1306({
        name: "ssd1306",
        rules,
        random: new Random(1),
        height,
        onChange: () => {},
    })
    chip.power(true)
    const write = (...bytes: number[]) => chip.write(Uint8Array.from(bytes))
    /** Whether the point is lit. */
    const lit = (x: number, y: number) => chip.picture()[y * 128 + x] === 1
    /** Make all points dark. */
    const clear = () => {
        for (let page = 0; page < 8; page++) {
            write(0x00, 0xb0 + page, 0x00, 0x10)
            write(0x40, ...new Array<number>(128).fill(0))
        }
    }
    const litCount = () => chip.picture().reduce((sum, point) => sum + point, 0)
    return { chip, rules, write, lit, clear, litCount }
}

test("without power nothing is acknowledged, and nothing lit", () => {
    const f = fixture()
    f.write(...SETUP_64)
    f.chip.power(false)
    assert.equal(f.write(0x00, 0xe3), false)
    assert.equal(f.litCount(), 0)
})

test("memory holds anything after power-on", () => {
    const f = fixture()
    f.write(...SETUP_64)
    assert.ok(f.litCount() > 3000 && f.litCount() < 5200, String(f.litCount()))
})

test("a byte is a column of eight points, the upper one in bit 0", () => {
    const f = fixture()
    f.write(...SETUP_64)
    f.clear()
    f.write(0x80, 0xb2, 0x80, 0x05, 0x80, 0x11, 0x40, 0x81, 0x02)
    assert.equal(f.litCount(), 3)
    assert.ok(f.lit(0x15, 16) && f.lit(0x15, 23) && f.lit(0x16, 17))
    assert.deepEqual(f.rules.broken, [])
})

test("in page addressing the column begins anew at its end, in the same page", () => {
    const f = fixture()
    f.write(...SETUP_64)
    f.clear()
    f.write(0x00, 0xb7, 0x0f, 0x17)
    f.write(0x40, 0x80, 0x80)
    assert.ok(f.lit(127, 63) && f.lit(0, 63) && f.litCount() === 2)
})

test("in horizontal and vertical addressing a window is filled", () => {
    const f = fixture()
    f.write(...SETUP_64)
    f.clear()
    f.write(0x00, 0x20, 0x00, 0x21, 10, 11, 0x22, 3, 4)
    f.write(0x40, 0x01, 0x00, 0x00, 0x01)
    assert.ok(f.lit(10, 24) && f.lit(11, 32) && f.litCount() === 2)
    f.write(0x00, 0x20, 0x01, 0x21, 10, 11, 0x22, 3, 4)
    f.write(0x40, 0x00, 0x01, 0x01, 0x00)
    assert.ok(f.lit(10, 32) && f.lit(11, 24) && f.litCount() === 2)
    assert.deepEqual(f.rules.broken, [])
})

test("it is dark where the charge pump was not on before the display", () => {
    const f = fixture()
    f.write(...SETUP_64.slice(0, -3), 0xaf, 0x8d, 0x14)
    assert.equal(f.litCount(), 0)
    f.write(0x00, 0xaf)
    assert.ok(f.litCount() > 0)
    f.write(0x00, 0xae)
    assert.equal(f.litCount(), 0)
})

test("a panel of 32 rows shows the first 32", () => {
    const f = fixture(32)
    f.write(...SETUP_32)
    f.clear()
    f.write(0x00, 0xb3, 0x00, 0x10)
    f.write(0x40, 0x80)
    assert.ok(f.lit(0, 31) && f.litCount() === 1)
    f.write(0x00, 0xb4)
    f.write(0x40, 0xff)
    assert.equal(f.litCount(), 1)
})

test("set up for the other panel, rows are not where they belong", () => {
    const f = fixture(32)
    f.write(...SETUP_64)
    f.clear()
    f.write(0x00, 0xb0, 0x00, 0x10)
    f.write(0x40, 0x02)
    assert.ok(!f.lit(0, 1))
})

test("mirrored and turned, all lit and inverse, as the commands say", () => {
    const f = fixture()
    f.write(...SETUP_64)
    f.clear()
    f.write(0x00, 0xb0, 0x00, 0x10)
    f.write(0x40, 0x01)
    f.write(0x00, 0xc0)
    assert.ok(f.lit(0, 63))
    f.write(0x00, 0xc8, 0xa0, 0x01)
    f.write(0x40, 0x01)
    assert.ok(f.lit(126, 0) && f.lit(0, 0))
    f.write(0x00, 0xa7)
    assert.equal(f.litCount(), 128 * 64 - 2)
    f.write(0x00, 0xa5)
    assert.equal(f.litCount(), 128 * 64)
    f.write(0x00, 0xa4, 0xa6, 0x48)
    assert.ok(f.lit(0, 56))
})

const FORBIDDEN: Readonly<Record<string, readonly number[]>> = {
    "control byte 01h": [0x01, 0xae],
    "a control byte with nothing behind it": [0x80],
    "20h without its arguments": [0x00, 0x20],
    "argument 03h of 20h is reserved": [0x00, 0x20, 0x03],
    "argument 0Eh of A8h is reserved": [0x00, 0xa8, 0x0e],
    "argument 40h of DBh is reserved": [0x00, 0xdb, 0x40],
    "argument 13h of DAh is reserved": [0x00, 0xda, 0x13],
    "argument F0h of D9h is reserved": [0x00, 0xd9, 0xf0],
    "argument 04h of 8Dh is reserved": [0x00, 0x8d, 0x04],
    "argument 40h of D3h is reserved": [0x00, 0xd3, 0x40],
    "21h is not for page addressing": [0x00, 0x21, 0, 127],
    "window 5 … 4 of 22h": [0x00, 0x20, 0x00, 0x22, 5, 4],
    "B0h is for page addressing only": [0x00, 0x20, 0x00, 0xb0],
    "02h is for page addressing only": [0x00, 0x20, 0x01, 0x02],
    "2Fh is no command": [0x00, 0x2f],
    "data in place of an argument of D3h": [0x80, 0xd3, 0x40, 0x00],
}

for (const [rule, bytes] of Object.entries(FORBIDDEN))
    test(`refuses: ${rule}`, () => {
        const f = fixture()
        f.write(...bytes)
        assert.equal(f.rules.broken[0], `ssd1306: ${rule}`)
    })
