import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { before, test, type TestContext } from "node:test"
import { decodeTwinMessage } from "../../../sim/bus/jacdac-frame.ts"
import { Random } from "../../../sim/clock/random.ts"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { DeviceVm } from "../../../sim/vm/device-vm.ts"
import { FlashMemory } from "../../../sim/vm/flash-memory.ts"
import { ensureFirmware } from "../../../tools/firmware.ts"
import { buildFixture } from "../../support/fixture-firmware.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

let program: Uint8Array

before(async () => {
    const { devsPath } = await ensureFirmware()
    program = readFileSync(devsPath)
})

function makeVm(scheduler: Scheduler, image = program, flash?: FlashMemory) {
    const lines: { atMs: number; line: string }[] = []
    const frames: Uint8Array[] = []
    const crashes: string[] = []
    const vm = new DeviceVm({
        scheduler,
        random: new Random(1, "vm"),
        program: image,
        flash,
        onFrame: frame => frames.push(frame),
        onLog: line => lines.push({ atMs: scheduler.nowUs / 1000, line }),
        onPanic: () => {},
        onCrash: message => crashes.push(message),
    })
    return { vm, lines, frames, crashes }
}

test("the firmware starts one tick after power, on virtual time", () => {
    const scheduler = new Scheduler()
    const { vm, lines } = makeVm(scheduler)
    vm.powerOn()
    scheduler.runUntil(500_000)
    const started = lines.find(l => l.line.startsWith("> afterbeep starts"))
    assert.equal(started?.atMs, 10)
    assert.ok(vm.heapStats()!.usedBytes > 10_000, "the program's buffers are on the heap")
})

test("what the machine's work cost is known, and so is the most heap that it used", () => {
    const scheduler = new Scheduler()
    const { vm } = makeVm(scheduler)
    vm.powerOn()
    scheduler.runUntil(1_000_000)
    const { effort, heapPeak } = vm
    assert.ok(effort.wallMs > 0 && effort.wakes > 50)
    assert.ok(effort.steps > 1000 && effort.allocations > 100)
    assert.ok(heapPeak.usedBytes >= vm.heapStats()!.usedBytes)
})

test("flash outlives power: the second start takes as long as a board's, 1.1 s and some", () => {
    const scheduler = new Scheduler()
    const { vm, lines } = makeVm(scheduler)
    vm.powerOn()
    scheduler.runUntil(1_000_000)
    vm.powerOff()
    const before = lines.length
    scheduler.runUntil(5_000_000)
    assert.equal(lines.length, before, "nothing runs without power")
    vm.powerOn()
    scheduler.runUntil(7_000_000)
    const started = lines.slice(before).find(l => l.line.startsWith("> afterbeep starts"))
    assert.ok(started && started.atMs > 6000 && started.atMs < 6300, `started ${started?.atMs}`)
})

test("flash that is kept outlives the world: another machine runs the program that is in it", () => {
    const first = new FlashMemory()
    const writes: Uint8Array[] = []
    first.watch = content => writes.push(content)
    const scheduler = new Scheduler()
    makeVm(scheduler, program, first).vm.powerOn()
    scheduler.runUntil(1_000_000)
    assert.ok(writes.length > 0)
    assert.equal(first.content, writes.at(-1))
    const later = new Scheduler()
    const { vm, lines } = makeVm(later, new Uint8Array(0), new FlashMemory(first.content))
    vm.powerOn()
    later.runUntil(2_000_000)
    assert.ok(lines.some(({ line }) => line.startsWith("> afterbeep starts")))
})

test("two machines in one process do not see each other, and one seed gives one run", () => {
    const scheduler = new Scheduler()
    const a = makeVm(scheduler)
    const b = makeVm(scheduler)
    a.vm.powerOn()
    b.vm.powerOn()
    scheduler.runUntil(2_000_000)
    assert.deepEqual(a.lines, b.lines)
    assert.deepEqual(a.frames, b.frames)
    assert.equal(a.vm.effort.steps, b.vm.effort.steps)
})

test("without the simulated bus nothing is sent over SPI", () => {
    const scheduler = new Scheduler()
    const { vm, frames } = makeVm(scheduler)
    vm.powerOn()
    scheduler.runUntil(1_000_000)
    assert.equal(frames.filter(f => decodeTwinMessage(f)).length, 0)
})

test("a file that is no image is refused", () => {
    const { vm } = makeVm(new Scheduler(), new Uint8Array(600))
    assert.throws(() => vm.powerOn(), /refuses the firmware image/)
})

/** The program of test/fixtures/settings-firmware: it counts its starts, and the first ends in a reset of the chip. */
async function settingsProgram(t: TestContext): Promise<Uint8Array> {
    return readFileSync(await buildFixture("settings-firmware", scratchFolder(t)))
}

test("settings are kept by each machine for itself, through a reset of the chip and through a power cut", async t => {
    const image = await settingsProgram(t)
    const scheduler = new Scheduler()
    const [a, b] = [makeVm(scheduler, image), makeVm(scheduler, image)]
    const starts = (machine: typeof a) =>
        machine.lines.filter(({ line }) => line.startsWith("> start"))
    a.vm.powerOn()
    scheduler.runUntil(4_000_000)
    assert.deepEqual(
        starts(a).map(({ line }) => line),
        ["> start 1", "> start 2"]
    )
    const awakeMs = starts(a)[1]!.atMs - starts(a)[0]!.atMs
    assert.ok(awakeMs > 1100 && awakeMs < 1400, `started again after ${awakeMs} ms`)
    a.vm.powerOff()
    a.vm.powerOn()
    b.vm.powerOn()
    scheduler.runUntil(6_000_000)
    assert.equal(starts(a).at(-1)!.line, "> start 3")
    assert.equal(starts(b)[0]!.line, "> start 1")
    assert.deepEqual(a.crashes, [])
    // Neither 3 nor 13 ms, but the device's tick of 10 ms, whatever the moment in which the power came.
    const ticks = a.lines.filter(({ line }) => line === "> awake").map(({ atMs }) => atMs % 10)
    assert.ok(ticks.length === 4 && ticks.every(each => each === 0), `${ticks}`)
})

test("a bug in what the machine speaks to is no crash of the machine", () => {
    const scheduler = new Scheduler()
    const vm = new DeviceVm({
        scheduler,
        random: new Random(1, "vm"),
        program,
        onFrame: () => {
            throw new Error("a bug of the simulator")
        },
        onLog: () => {},
        onPanic: () => {},
        onCrash: () => assert.fail("taken for a crash"),
    })
    vm.powerOn()
    assert.throws(() => scheduler.runUntil(5_000_000), /a bug of the simulator/)
})
