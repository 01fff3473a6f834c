import assert from "node:assert/strict"
import { test } from "node:test"
import { commandOf, hex, registersAfterReset } from "../../../../sim/chips/ssd1306/commands.ts"

test("every code of the data sheet's table 9-1 that is modelled has its number of arguments", () => {
    const counts: Readonly<Record<number, number>> = {
        ...{ 0x00: 0, 0x0f: 0, 0x10: 0, 0x20: 1, 0x21: 2, 0x22: 2, 0x2e: 0, 0x40: 0, 0x7f: 0 },
        ...{ 0x81: 1, 0x8d: 1, 0xa0: 0, 0xa1: 0, 0xa4: 0, 0xa5: 0, 0xa6: 0, 0xa7: 0, 0xa8: 1 },
        ...{ 0xae: 0, 0xaf: 0, 0xb0: 0, 0xb7: 0, 0xc0: 0, 0xc8: 0, 0xd3: 1, 0xd5: 1, 0xd9: 1 },
        ...{ 0xda: 1, 0xdb: 1, 0xe3: 0 },
    }
    for (const [code, count] of Object.entries(counts))
        assert.equal(commandOf(Number(code))?.argumentCount, count, hex(Number(code)))
})

test("other codes are no commands", () => {
    for (const code of [0x18, 0x23, 0x26, 0x2f, 0x80, 0xa2, 0xb8, 0xc1, 0xff])
        assert.equal(commandOf(code), undefined, hex(code))
})

test("after a reset it is off, in page addressing, with all rows", () => {
    const { isOn, mode, rows, isRowsAlternating } = registersAfterReset()
    assert.deepEqual(
        { isOn, mode, rows, isRowsAlternating },
        {
            ...{ isOn: false, mode: 2, rows: 64, isRowsAlternating: true },
        }
    )
})
