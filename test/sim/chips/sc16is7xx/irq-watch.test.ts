import assert from "node:assert/strict"
import { test } from "node:test"
import { IrqWatch } from "../../../../sim/chips/sc16is7xx/irq-watch.ts"
import { counting, UartBench } from "./uart-bench.ts"

const CHARACTER_US = 1e7 / 115_200

function watched() {
    const bench = new UartBench()
    bench.initialise()
    bench.write(1, 0x01)
    const changes: { isActive: boolean; atUs: number }[] = []
    const { scheduler } = bench
    scheduler.runUntil(bench.nowUs)
    new IrqWatch(bench.chip, scheduler, bench.line, isActive =>
        changes.push({ isActive, atUs: scheduler.nowUs })
    )
    return { bench, changes }
}

test("the pin falls when the trigger level is reached, without anybody looking", () => {
    const { bench, changes } = watched()
    const beganUs = bench.nowUs
    bench.send(counting(16))
    bench.scheduler.runUntil(beganUs + 15.9 * CHARACTER_US)
    assert.equal(changes.length, 0, "too early")
    bench.scheduler.runUntil(beganUs + 17 * CHARACTER_US)
    assert.deepEqual(
        changes.map(each => each.isActive),
        [true]
    )
    assert.ok(Math.abs(changes[0]!.atUs - (beganUs + 16 * CHARACTER_US)) < 3)
})

test("a few characters make it fall by time-out, and reading them makes it rise", () => {
    const { bench, changes } = watched()
    const beganUs = bench.nowUs
    bench.send(counting(3))
    bench.scheduler.runUntil(beganUs + 10 * CHARACTER_US)
    assert.deepEqual(
        changes.map(each => each.isActive),
        [true]
    )
    assert.ok(Math.abs(changes[0]!.atUs - (beganUs + 7 * CHARACTER_US)) < 3)
    bench.nowUs = bench.scheduler.nowUs
    bench.readFifo(3)
    bench.scheduler.runUntil(bench.nowUs + 100)
    assert.deepEqual(
        changes.map(each => each.isActive),
        [true, false]
    )
})

test("nothing is scheduled while nothing can change the pin", () => {
    const { bench } = watched()
    bench.scheduler.runUntil(bench.nowUs + 1000)
    assert.equal(bench.scheduler.nextDueUs(), undefined)
})
