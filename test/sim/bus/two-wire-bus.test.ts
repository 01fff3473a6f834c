import assert from "node:assert/strict"
import { test } from "node:test"
import { TwoWireBus } from "../../../sim/bus/two-wire-bus.ts"

function fixture() {
    const sound = { isOn: true }
    const taken: number[][] = []
    const chip = {
        name: "chip",
        address: 0x3c,
        write: (bytes: Uint8Array) => {
            taken.push([...bytes])
            return true
        },
    }
    return { sound, taken, bus: new TwoWireBus([chip], () => sound.isOn) }
}

test("a write reaches the chip with that address and takes nine clocks of 2.5 µs a byte", () => {
    const { bus, taken } = fixture()
    const short = bus.write(0x3c, Uint8Array.of(1), 1000)
    const long = bus.write(0x3c, Uint8Array.of(1, 2, 3), 1000)
    assert.deepEqual(taken, [[1], [1, 2, 3]])
    assert.equal(long.endUs - short.endUs, 2 * 9 * 2.5)
    assert.ok(short.isAcknowledged && short.endUs > 1000)
})

test("where there is no chip, only the address is sent", () => {
    const { bus } = fixture()
    assert.equal(bus.write(0x3d, Uint8Array.of(1, 2, 3), 0).isAcknowledged, false)
    assert.deepEqual(bus.traffic, { transferCount: 1, byteCount: 1, burstBytesMax: 1 })
})

test("the longest burst is what was sent between two looks at the bridge while sound flowed", () => {
    const { bus, sound } = fixture()
    sound.isOn = false
    bus.write(0x3c, new Uint8Array(100), 0)
    sound.isOn = true
    bus.write(0x3c, new Uint8Array(4), 0)
    bus.write(0x3c, new Uint8Array(4), 0)
    bus.beginBurst()
    bus.write(0x3c, new Uint8Array(8), 0)
    assert.equal(bus.traffic.burstBytesMax, 10)
})
