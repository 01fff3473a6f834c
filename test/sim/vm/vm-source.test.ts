import assert from "node:assert/strict"
import { test } from "node:test"
import { createVmModule } from "../../../sim/vm/vm-source.ts"

const GLOBALS = { randomBytes: (count: number) => new Uint8Array(count), print: () => {} }

test("machines share their code and nothing else", () => {
    const a = createVmModule({ ...GLOBALS, nowMs: () => 1000 })
    const b = createVmModule({ ...GLOBALS, nowMs: () => 1000 })
    assert.notEqual(a.HEAPU8.buffer, b.HEAPU8.buffer)
    const address = a._malloc(8)
    a.HEAPU8.fill(7, address, address + 8)
    assert.notDeepEqual(
        b.HEAPU8.subarray(address, address + 8),
        a.HEAPU8.subarray(address, address + 8)
    )
})

test("its time is the time that it is given, and without a program it only sleeps", () => {
    let asked = 0
    const module = createVmModule({ ...GLOBALS, nowMs: () => 1000 + asked++ })
    module.dmesg = () => {}
    module.sendPacket = () => {}
    module.devsSetDeviceId("a machine")
    module.devsInit()
    const before = asked
    assert.ok(module._jd_em_process() > 0)
    assert.ok(asked > before)
})
