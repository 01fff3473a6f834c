import assert from "node:assert/strict"
import { test } from "node:test"
import { Packet } from "jacdac-ts"
import { PAYLOAD_BYTES_MAX, decodeTwinMessage, encodeFrame } from "../../../sim/bus/jacdac-frame.ts"

const DEVICE = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8])

test("Jacdac's own library reads our frames, whatever the length of the payload", () => {
    for (const length of [0, 1, 3, 4, 5, 231, PAYLOAD_BYTES_MAX]) {
        const payload = Uint8Array.from({ length }, (_, i) => (i * 7) & 0xff)
        const [packet] = Packet.fromFrame(encodeFrame(DEVICE, 3, 0x80, payload), 0)
        assert.ok(packet, `a frame of ${length} bytes is a frame`)
        assert.equal(packet.serviceIndex, 3)
        assert.equal(packet.serviceCommand, 0x80)
        assert.equal(packet.deviceIdentifier, "0102030405060708")
        assert.deepEqual(Uint8Array.from(packet.data), payload)
    }
})

test("a twin message is topic and payload; an ordinary frame is none", () => {
    const frame = Uint8Array.from([
        0,
        0,
        0xff,
        0,
        ...DEVICE,
        0,
        0,
        0,
        0,
        0x62,
        0x72,
        0x2e,
        0,
        9,
        0,
        8,
    ])
    const message = decodeTwinMessage(frame)
    assert.equal(message?.topic, "br.")
    assert.deepEqual(message?.payload, Uint8Array.from([9, 0, 8]))
    assert.equal(decodeTwinMessage(encodeFrame(DEVICE, 1, 0, new Uint8Array(4))), undefined)
})
