import assert from "node:assert/strict"
import { test } from "node:test"
import {
    isHostRegister,
    needsHostMode,
    registerName,
} from "../../../../sim/chips/max3421e/registers.ts"

const registers = Array.from({ length: 32 }, (_, register) => register)

test("host mode has 23 of 32 addresses", () => {
    const missing = registers.filter(register => !isHostRegister(register))
    assert.deepEqual(missing, [0, 3, 5, 8, 9, 10, 11, 12, 19])
    assert.equal(registerName(19), "R19")
    assert.equal(registerName(30), "HXFR")
})

test("six of them are there in host mode only, and MODE is not one of these", () => {
    assert.deepEqual(registers.filter(needsHostMode), [25, 26, 28, 29, 30, 31])
})
