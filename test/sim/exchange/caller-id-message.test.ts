import assert from "node:assert/strict"
import { test } from "node:test"
import { multipleFormat, singleFormat } from "../../../sim/exchange/caller-id-message.ts"

const TIME = { year: 2026, month: 9, day: 12, hour: 19, minute: 42, second: 0 }

function hex(bytes: Uint8Array): string {
    return Array.from(bytes, byte => byte.toString(16).padStart(2, "0").toUpperCase()).join(" ")
}

test("multiple format: known packets", () => {
    assert.equal(
        hex(multipleFormat({ number: "9085551212", name: "JOE SMITH" }, TIME)),
        "80 21 01 08 30 39 31 32 31 39 34 32 07 09 4A 4F 45 20 53 4D 49 54 48 02 0A 39 30 38 35 35 35 31 32 31 32 15"
    )
    assert.equal(
        hex(multipleFormat({ number: "9085551212", name: undefined }, TIME)),
        "80 16 01 08 30 39 31 32 31 39 34 32 02 0A 39 30 38 35 35 35 31 32 31 32 B3"
    )
    assert.equal(
        hex(multipleFormat({ number: "private", name: undefined }, TIME)),
        "80 10 01 08 30 39 31 32 31 39 34 32 04 01 50 08 01 50 1D"
    )
})

test("single format: known packet", () => {
    assert.equal(
        hex(singleFormat("9085551212", TIME)),
        "04 12 30 39 31 32 31 39 34 32 39 30 38 35 35 35 31 32 31 32 48"
    )
})

test("out of area is the letter O, in both formats", () => {
    assert.match(
        hex(multipleFormat({ number: "out-of-area", name: undefined }, TIME)),
        /04 01 4F 08 01 4F/
    )
    assert.match(hex(singleFormat("out-of-area", TIME)), /34 32 4F ..$/)
})

test("all bytes of a message add up to 0", () => {
    const messages = [
        multipleFormat({ number: "+442079460000", name: "Vähälä" }, TIME),
        multipleFormat({ number: "private", name: "A SHOP" }, TIME),
        singleFormat("private", TIME),
    ]
    for (const message of messages)
        assert.equal(message.reduce((sum, byte) => sum + byte, 0) % 256, 0)
})

test("what the network can't send is refused", () => {
    const refused = [
        { number: "12x", name: undefined },
        { number: "", name: undefined },
        { number: "123456789012345678901", name: undefined },
        { number: "123", name: "" },
        { number: "123", name: "SIXTEEN LETTERS!" },
        { number: "123", name: "Łukasz" },
    ]
    for (const caller of refused) assert.throws(() => multipleFormat(caller, TIME), RangeError)
})
