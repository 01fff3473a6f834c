import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { before, test } from "node:test"
import { decodeTwinMessage } from "../../../sim/bus/jacdac-frame.ts"
import { Random } from "../../../sim/clock/random.ts"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { DeviceVm } from "../../../sim/vm/device-vm.ts"
import { ensureFirmware } from "../../../tools/firmware.ts"

let program: Uint8Array

before(async () => {
    const { devsPath } = await ensureFirmware()
    program = readFileSync(devsPath)
})

function makeVm(scheduler: Scheduler, image = program) {
    const lines: { atMs: number; line: string }[] = []
    const frames: Uint8Array[] = []
    const vm = new DeviceVm({
        scheduler,
        random: new Random(1, "vm"),
        program: image,
        onFrame: frame => frames.push(frame),
        onLog: line => lines.push({ atMs: scheduler.nowUs / 1000, line }),
        onPanic: () => {},
    })
    return { vm, lines, frames }
}

test("the firmware starts one tick after power, on virtual time", async () => {
    const scheduler = new Scheduler()
    const { vm, lines } = makeVm(scheduler)
    await vm.powerOn()
    scheduler.runUntil(500_000)
    const started = lines.find(l => l.line.startsWith("> afterbeep starts"))
    assert.equal(started?.atMs, 10)
    assert.ok(vm.heapStats()!.usedBytes > 10_000, "the program's buffers are on the heap")
})

test("what the machine's work cost is known, and so is the most heap that it used", async () => {
    const scheduler = new Scheduler()
    const { vm } = makeVm(scheduler)
    await vm.powerOn()
    scheduler.runUntil(1_000_000)
    const { effort, heapPeak } = vm
    assert.ok(effort.wallMs > 0 && effort.wakes > 50 && effort.allocations > 100)
    assert.ok(heapPeak.usedBytes >= vm.heapStats()!.usedBytes)
})

test("flash outlives power: the second start takes as long as a board's, 1.1 s and some", async () => {
    const scheduler = new Scheduler()
    const { vm, lines } = makeVm(scheduler)
    await vm.powerOn()
    scheduler.runUntil(1_000_000)
    vm.powerOff()
    const before = lines.length
    scheduler.runUntil(5_000_000)
    assert.equal(lines.length, before, "nothing runs without power")
    await vm.powerOn()
    scheduler.runUntil(7_000_000)
    const started = lines.slice(before).find(l => l.line.startsWith("> afterbeep starts"))
    assert.ok(started && started.atMs > 6000 && started.atMs < 6300, `started ${started?.atMs}`)
})

test("two machines in one process do not see each other, and one seed gives one run", async () => {
    const scheduler = new Scheduler()
    const a = makeVm(scheduler)
    const b = makeVm(scheduler)
    await a.vm.powerOn()
    await b.vm.powerOn()
    scheduler.runUntil(2_000_000)
    assert.deepEqual(a.lines, b.lines)
    assert.deepEqual(a.frames, b.frames)
})

test("without the simulated bus nothing is sent over SPI", async () => {
    const scheduler = new Scheduler()
    const { vm, frames } = makeVm(scheduler)
    await vm.powerOn()
    scheduler.runUntil(1_000_000)
    assert.equal(frames.filter(f => decodeTwinMessage(f)).length, 0)
})

test("a file that is no image is refused", async () => {
    const { vm } = makeVm(new Scheduler(), new Uint8Array(600))
    await assert.rejects(vm.powerOn(), /refuses the firmware image/)
})
