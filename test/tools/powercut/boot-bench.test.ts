/** Whether a boot from the snapshot is the boot that a machine makes whose power was just switched on. */

import assert from "node:assert/strict"
import { test } from "node:test"
import { CardImage } from "../../../sim/chips/sdcard/card-image.ts"
import type { Overlay } from "../../../sim/chips/sdcard/overlay-image.ts"
import { BootBench, freshBoot } from "../../../tools/powercut/boot-bench.ts"
import { cutStates } from "../../../tools/powercut/log/cut-states.ts"
import { flashAt } from "../../../tools/powercut/log/flash-log.ts"
import { cardBefore, materialOf } from "../../../tools/powercut/material.ts"
import { testWorkshop } from "./workshop.ts"

const POSITIONS = [1, 400, 931, 933]
const VARIANTS = ["before", "zeros", "garbage"] as const

const shop = await testWorkshop()
const material = await materialOf(shop, "call")
const card = new CardImage(material.base)

/** What the machine has in flash while it records: a note of the call. */
const flash = flashAt(material.flashes, material.entries[0]!.atUs)
const machine = { firmware: shop.firmware, base: card, flash }

function cards(): Overlay[] {
    const { entries } = material
    const plan = { before: cardBefore(material, card), entries, name: "test", variants: VARIANTS }
    const isWanted = (position: number) => POSITIONS.includes(position)
    return [...mapStates({ ...plan, isWanted })]
}

function* mapStates(plan: Parameters<typeof cutStates>[0]): Generator<Overlay> {
    for (const { below, patch } of cutStates(plan)) yield new Map([...below, ...patch])
}

test("boots from the snapshot are those of fresh machines: every event, every write, every instruction", async () => {
    const bench = await BootBench.start(machine)
    const all = cards()
    assert.equal(all.length, POSITIONS.length * VARIANTS.length)
    for (const overlay of all) {
        const { trace, ...boot } = await bench.boot(overlay)
        const { trace: freshTrace, ...fresh } = await freshBoot(machine, overlay)
        assert.deepEqual(trace, freshTrace)
        assert.deepEqual(boot, fresh)
    }
})

test("what was booted before makes no difference", async () => {
    const bench = await BootBench.start(machine)
    const [first, ...others] = cards()
    const alone = await bench.boot(first!)
    for (const other of others) await bench.boot(other)
    assert.deepEqual(await bench.boot(first!), alone)
})

test("the snapshot is taken before the machine has read a sector of its card", async () => {
    const bench = await BootBench.start(machine)
    let reads = 0
    const read = bench.image.read.bind(bench.image)
    bench.image.read = lba => {
        reads++
        return read(lba)
    }
    assert.ok(bench.startUs > 0)
    await bench.boot(new Map())
    assert.ok(reads > 0)
})

test("a boot begins with the flash that it is given, and tells what was written there", async () => {
    const bench = await BootBench.start(machine)
    const { flashes } = await bench.boot(cards()[0]!)
    assert.deepEqual(flashes[0], { atUs: 0, content: flash })
    const ends = flashes.slice(1)
    assert.ok(ends.length > 0, "the note of the call is cleared")
    assert.ok(ends.every(({ atUs }) => atUs > bench.startUs))
    assert.notDeepEqual(ends.at(-1)!.content, flash)
    const other = await BootBench.start({ firmware: shop.firmware, base: card })
    const boot = await other.boot(cards()[0]!)
    assert.notDeepEqual(boot.entries, (await bench.boot(cards()[0]!)).entries)
})
