import assert from "node:assert/strict"
import { test } from "node:test"
import {
    configurationDescriptor,
    controlInterface,
    deviceDescriptor,
} from "../../../../sim/chips/usb/descriptors.ts"
import { USB_PROFILES } from "../../../../sim/chips/usb/profiles.ts"

/** The descriptors of a configuration, one after another. */
function walk(bytes: Uint8Array): number[][] {
    const found: number[][] = []
    for (let at = 0; at < bytes.length; at += bytes[at]!) {
        assert.ok(bytes[at]! >= 2)
        found.push([...bytes.subarray(at, at + bytes[at]!)])
    }
    return found
}

test("every profile's descriptors fit into one another", () => {
    for (const profile of Object.values(USB_PROFILES)) {
        const device = deviceDescriptor(profile)
        assert.equal(device.length, device[0])
        for (let index = 0; index < device[17]!; index++) {
            const bytes = configurationDescriptor(profile, index)!
            const parts = walk(bytes)
            assert.equal(bytes[2]! - profile.totalLengthError, bytes.length)
            const interfaces = parts.filter(([, kind]) => kind === 4)
            assert.equal(interfaces.length, bytes[4])
            const endpoints = interfaces.reduce((sum, part) => sum + part[4]!, 0)
            assert.equal(parts.filter(([, kind]) => kind === 5).length, endpoints)
        }
        assert.equal(configurationDescriptor(profile, device[17]!), undefined)
    }
})

test("the Conexant ones have two configurations, of 73 and 96 bytes, and their CDC parts at the end", () => {
    const profile = USB_PROFILES["cx93010"]!
    assert.equal(configurationDescriptor(profile, 1)?.length, 96)
    const kinds = walk(configurationDescriptor(profile, 0)!).map(([, kind]) => kind)
    assert.deepEqual(kinds, [2, 4, 5, 4, 5, 5, 0x24, 0x24, 0x24, 0x24, 0x24])
})

test("the USR5637 has them where they belong, and calls its configuration 2", () => {
    const bytes = configurationDescriptor(USB_PROFILES["usr5637"]!, 0)!
    assert.equal(bytes[5], 2)
    assert.equal(bytes[8], 180)
    const kinds = walk(bytes).map(([, kind]) => kind)
    assert.deepEqual(kinds, [2, 4, 0x24, 0x24, 0x24, 0x24, 5, 4, 5, 5])
})

test("where a vendor's interface stands first, the modem's are 1 and 2", () => {
    assert.equal(controlInterface(USB_PROFILES["odd"]!), 1)
    assert.equal(controlInterface(USB_PROFILES["plain"]!), 0)
})
