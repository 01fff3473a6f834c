import assert from "node:assert/strict"
import { test } from "node:test"
import { USB_PROFILES } from "../../../../sim/chips/usb/profiles.ts"

test("profiles go by their names, and no two are the same device", () => {
    const ids = new Set<string>()
    for (const [name, profile] of Object.entries(USB_PROFILES)) {
        assert.equal(profile.name, name)
        ids.add(`${profile.vendor}:${profile.product}`)
    }
    assert.equal(ids.size, Object.keys(USB_PROFILES).length)
})

test("no endpoint has more than full speed allows, nor a port to give more than it has", () => {
    for (const profile of Object.values(USB_PROFILES)) {
        for (const { packetBytes } of [profile.bulkIn, profile.bulkOut, profile.interrupt])
            assert.ok([8, 16, 32, 64].includes(packetBytes))
        assert.ok(profile.currentMa <= 500)
    }
})
