import { describe, expect, test } from "@devicescript/test"
import { unknownCaller } from "../../../../src/drivers/v253/caller-id"
import { RingWatch } from "../../../../src/drivers/v253/ring-watch"

describe("RingWatch", () => {
    test("one ring that is told twice is one ring", () => {
        const rings = new RingWatch()
        expect(rings.rang()).toBe(true)
        expect(rings.rang()).toBe(false)
        expect(rings.ringCount).toBe(1)
    })
    test("before it rings there is nothing to wait for", () => {
        expect(new RingWatch().isCallerSettled(unknownCaller())).toBe(false)
    })
    test("after the first ring caller ID may still come, after the second it may not", () => {
        const rings = new RingWatch()
        rings.rang()
        expect(rings.isCallerSettled(unknownCaller())).toBe(false)
        rings.ringCount = 2
        expect(rings.isCallerSettled(unknownCaller())).toBe(true)
    })
    test("a number that has just come may be followed by a name", () => {
        const rings = new RingWatch()
        const caller = unknownCaller()
        rings.rang()
        caller.number = "2125550123"
        rings.callerLineMs = 0x7fffffff
        expect(rings.isCallerSettled(caller)).toBe(false)
        rings.callerLineMs = -1000
        expect(rings.isCallerSettled(caller)).toBe(true)
    })
})
