import assert from "node:assert/strict"
import { test } from "node:test"
import { Result } from "../../../../sim/chips/max3421e/registers.ts"
import {
    durationUs,
    isToken,
    tookUs,
    transact,
    type Launch,
} from "../../../../sim/chips/max3421e/transaction.ts"
import { type UsbDevice } from "../../../../sim/wire/usb-device.ts"

/** Says the same to everything, and counts what the host has acknowledged. */
class OneAnswer implements UsbDevice {
    attachUs = 0
    acknowledgedCount = 0
    constructor(
        private readonly handshake: "ack" | "nak" | "stall" | "silent",
        private readonly bytes = Uint8Array.of(1, 2, 3)
    ) {}
    supply(): void {}
    busReset(): void {}
    suspend(): void {}
    setup() {
        return this.handshake
    }
    out() {
        return this.handshake
    }
    in() {
        const { handshake, bytes } = this
        return handshake === "ack" ? { toggle: 1 as const, bytes } : handshake
    }
    acknowledged(): void {
        this.acknowledgedCount++
    }
}

function launch(device: UsbDevice | undefined, code: number, more: Partial<Launch> = {}): Launch {
    const bytes = new Uint8Array(0)
    const toggles = { sendToggle: 0, receiveToggle: 1 } as const
    return { device, address: 1, code, ...toggles, bytes, noise: undefined, atUs: 0, ...more }
}

test("handshakes are results", () => {
    const resultOf = (handshake: "ack" | "nak" | "stall" | "silent", code: number) =>
        transact(launch(new OneAnswer(handshake), code)).result
    for (const code of [0x10, 0x02, 0x22, 0x80, 0xa0]) {
        assert.equal(resultOf("ack", code), Result.Success)
        assert.equal(resultOf("nak", code), Result.Nak)
        assert.equal(resultOf("stall", code), Result.Stall)
        assert.equal(resultOf("silent", code), Result.Timeout)
    }
    assert.equal(transact(launch(undefined, 0x02)).result, Result.JError)
})

test("a status stage brings no bytes", () => {
    assert.equal(transact(launch(new OneAnswer("ack"), 0x80)).received, undefined)
    assert.equal(transact(launch(new OneAnswer("ack"), 0x02)).received?.length, 3)
})

test("noise: a token that is lost, data that is garbled, a handshake that is lost", () => {
    const seen = (noise: "token" | "data" | "handshake", code: number) => {
        const device = new OneAnswer("ack")
        const { result } = transact(launch(device, code, { noise }))
        return [result, device.acknowledgedCount]
    }
    assert.deepEqual(seen("token", 0x02), [Result.Timeout, 0])
    assert.deepEqual(seen("data", 0x02), [Result.CrcError, 0])
    assert.deepEqual(seen("handshake", 0x02), [Result.Success, 0])
    assert.deepEqual(seen("data", 0x22), [Result.Timeout, 0])
    assert.deepEqual(seen("handshake", 0x22), [Result.Timeout, 0])
})

test("the wrong toggle: acknowledged, and thrown away", () => {
    const device = new OneAnswer("ack")
    const outcome = transact(launch(device, 0x02, { receiveToggle: 0 }))
    assert.deepEqual(outcome, { result: Result.ToggleError })
    assert.equal(device.acknowledgedCount, 1)
})

test("64 bytes take 51 to 58 µs, and stuffed ones longer", () => {
    const plain = durationUs(0x22, new Uint8Array(64))
    assert.ok(plain > 51 && plain < 58, `${plain}`)
    const stuffed = durationUs(0x22, new Uint8Array(64).fill(0xff))
    assert.equal(Math.round(12 * (stuffed - plain)), Math.floor((64 * 8) / 6))
})

test("a NAK is short, and what came counts with its length", () => {
    assert.ok(tookUs(0x02, new Uint8Array(0), { result: Result.Nak }) < 10)
    const received = new Uint8Array(64)
    assert.ok(tookUs(0x02, new Uint8Array(0), { result: Result.Success, received }) > 50)
})

test("codes that are transactions", () => {
    for (const code of [0x10, 0x00, 0x02, 0x21, 0x80, 0xa0]) assert.ok(isToken(code), `${code}`)
    for (const code of [0x30, 0x41, 0x61, 0x90]) assert.ok(!isToken(code), `${code}`)
})
