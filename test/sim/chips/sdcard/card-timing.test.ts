import assert from "node:assert/strict"
import { test } from "node:test"
import { CardTiming } from "../../../../sim/chips/sdcard/card-timing.ts"
import { Random } from "../../../../sim/clock/random.ts"

function draw(count: number, of: (timing: CardTiming) => number, seed = 3): number[] {
    const timing = new CardTiming(new Random(seed, "busy"), "typical")
    return Array.from({ length: count }, () => of(timing))
}

test("busy after a block is 1 to 5 ms, and 100 to 250 ms about once in 300 times", () => {
    const times = draw(30_000, timing => timing.programUs())
    const outliers = times.filter(us => us > 5000)
    assert.ok(times.every(us => us >= 1000 && us <= 250_000))
    assert.ok(outliers.every(us => us >= 100_000))
    assert.ok(outliers.length > 60 && outliers.length < 140, `${outliers.length}`)
})

test("all other times stay within what the standard allows", () => {
    assert.ok(draw(2000, timing => timing.readAccessUs()).every(us => us >= 100 && us <= 1000))
    assert.ok(draw(2000, timing => timing.stopReadUs()).every(us => us >= 0 && us <= 100))
    assert.ok(draw(2000, timing => timing.eraseUs()).every(us => us >= 5000 && us <= 60_000))
    assert.ok(draw(2000, timing => timing.initialisationUs()).every(us => us <= 1_000_000))
    const delays = draw(2000, timing => timing.responseDelayBytes())
    assert.deepEqual([Math.min(...delays), Math.max(...delays)], [1, 8])
})

test("one seed gives one card, another another", () => {
    const times = draw(100, timing => timing.programUs())
    assert.deepEqual(
        draw(100, timing => timing.programUs()),
        times
    )
    assert.notDeepEqual(
        draw(100, timing => timing.programUs(), 4),
        times
    )
})

test("a card for counting takes no time but its initialisation", () => {
    const timing = new CardTiming(new Random(1, "busy"), "none")
    const times = [timing.programUs(), timing.readAccessUs(), timing.stopReadUs(), timing.eraseUs()]
    assert.deepEqual(times, [0, 0, 0, 0])
    assert.equal(timing.responseDelayBytes(), 1)
    assert.ok(timing.initialisationUs() > 0)
})
