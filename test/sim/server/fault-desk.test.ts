import assert from "node:assert/strict"
import { test } from "node:test"
import { Performer } from "../../../sim/scenario/performer.ts"
import { type Deed } from "../../../sim/scenario/scenario.ts"
import { type Stage } from "../../../sim/server/stage.ts"
import { FakeWorld } from "../scenario/fake-world.ts"
import { CUT_VARIANTS } from "../../../sim/chips/sdcard/power-cut.ts"
import { FAULTS } from "../../../sim/scenario/faults.ts"
import {
    activeFaults,
    breakOrMend,
    faultOf,
    faultsOffered,
} from "../../../sim/server/fault-desk.ts"

test("behind a UART all is offered but what is of USB, and behind a USB host what plug and cable can have, too", () => {
    const serial = faultsOffered({ bridge: "sc16is750" })
    const usb = faultsOffered({ bridge: "max3421e" })
    assert.deepEqual(
        [
            ...FAULTS.filter(kind => !kind.startsWith("usb-")),
            ...CUT_VARIANTS.map(variant => `power-${variant}`),
        ],
        serial
    )
    assert.deepEqual(
        usb.filter(kind => !serial.includes(kind)),
        ["usb-unplugged", "usb-noise", "usb-stall"]
    )
})

test("a state lasts until it is mended, and a slip strikes some times", () => {
    assert.equal(faultOf("line-noise").times, "forever")
    assert.equal(faultOf("usb-unplugged").times, "forever")
    assert.equal(faultOf("card-stall").times, 5)
    assert.equal(faultOf("modem-reset").times, 1)
})

test("power fails at the next write: its switch is on until it has, or until all is well again", () => {
    const world = new FakeWorld()
    const performer = new Performer(world)
    const stage = {
        ...{ world, bridge: "sc16is750" },
        act: (deed: Deed) => performer.do(deed),
        armPowerCut: (cut: Parameters<Stage["armPowerCut"]>[0]) => world.armPowerCut(cut, () => {}),
    } as unknown as Stage
    const after = (fault: string, isOn: boolean) => {
        breakOrMend(stage, fault, isOn)
        return activeFaults(world)
    }
    assert.deepEqual(after("power-zeros", true), ["power-zeros"])
    assert.deepEqual(after("power-torn-first", true), ["power-torn-first"])
    assert.deepEqual(world.cuts.at(-1), { cardWrite: 1, variant: "torn-first" })
    assert.deepEqual(after("power-torn-first", false), [])
    after("power-ones", true)
    assert.deepEqual(after("", false), [])
    after("power-ones", true)
    world.cutPower()
    assert.deepEqual(activeFaults(world), [])
})
