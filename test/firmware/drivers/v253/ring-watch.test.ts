import * as ds from "@devicescript/core"
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
    test("one that was read late does not hide the next; a second burst is still the same ring", async () => {
        // Britain: bursts of 0.4 s, 0.6 s from one to the next, the next ring 2.4 s after that.
        const rings = new RingWatch()
        rings.awayMs = ds.millis()
        await ds.sleep(1000)
        // Of a burst that came 0.9 s ago; and the other one.
        expect(rings.rang()).toBe(true)
        expect(rings.rang()).toBe(false)
        await ds.sleep(1400)
        expect(rings.rang()).toBe(true)
        const other = new RingWatch()
        other.awayMs = ds.millis()
        await ds.sleep(1000)
        expect(other.rang()).toBe(true)
        await ds.sleep(600)
        expect(other.rang()).toBe(false)
        await ds.sleep(1400)
        expect(other.rang()).toBe(false)
    })
    test("caller ID is waited for from when a ring was told", async () => {
        const rings = new RingWatch()
        rings.awayMs = ds.millis()
        await ds.sleep(1000)
        rings.rang()
        await ds.sleep(2500)
        expect(rings.isCallerSettled(unknownCaller())).toBe(false)
        await ds.sleep(600)
        expect(rings.isCallerSettled(unknownCaller())).toBe(true)
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
