import assert from "node:assert/strict"
import { test } from "node:test"
import { Pacer, type WallClock } from "../../../../sim/cli/start/pacer.ts"

/** A clock that a test moves; sleeping moves it, too. */
class PaperClock implements WallClock {
    ms = 1000

    nowMs(): number {
        return this.ms
    }

    async sleep(ms: number): Promise<void> {
        this.ms += ms
    }
}

function pacer(speed: number): { clock: PaperClock; pacer: Pacer } {
    const clock = new PaperClock()
    const made = new Pacer(speed, clock)
    made.begin(5_000_000)
    return { clock, pacer: made }
}

test("virtual time goes on as fast as the clock on the wall", async () => {
    const { pacer: real } = pacer(1)
    assert.equal(await real.next(5_000_000), 5_010_000)
    assert.equal(await real.next(5_010_000), 5_020_000)
})

test("it goes so many times faster", async () => {
    assert.equal(await pacer(10).pacer.next(5_000_000), 5_100_000)
})

test("the speed may change, and time goes on from where it is; at 0 it stands still", async () => {
    const { pacer: real } = pacer(1)
    real.setSpeed(2, 7_000_000)
    assert.equal(await real.next(7_000_000), 7_020_000)
    real.setSpeed(0, 7_020_000)
    assert.equal(await real.next(7_020_000), 7_020_000)
    assert.equal(await real.next(7_020_000), 7_020_000)
    assert.ok(!real.hasLagged)
})

test("as fast as it goes is in turns that keep nobody waiting, and no lag", async () => {
    const { clock, pacer: real } = pacer(1000)
    assert.equal(await real.next(5_000_000), 5_500_000)
    clock.ms += 60_000
    assert.equal(await real.next(5_500_000), 6_000_000)
    assert.ok(!real.hasLagged)
})

test("a hiccup is caught up", async () => {
    const { clock, pacer: real } = pacer(1)
    clock.ms += 300
    assert.equal(await real.next(5_000_000), 5_310_000)
    assert.ok(!real.hasLagged)
})

test("what can't be caught up is given up, and known", async () => {
    const { clock, pacer: real } = pacer(1)
    clock.ms += 60_000
    assert.equal(await real.next(5_000_000), 5_010_000)
    assert.ok(real.hasLagged)
    assert.equal(await real.next(5_010_000), 5_010_000)
    assert.equal(await real.next(5_010_000), 5_020_000)
})

test("virtual time never goes back", async () => {
    assert.equal(await pacer(1).pacer.next(9_000_000), 9_000_000)
})
