import assert from "node:assert/strict"
import { test } from "node:test"
import { HeapPeak } from "../../../sim/vm/heap-peak.ts"
import { HeapWalker } from "../../../sim/vm/heap-walk.ts"

/** A heap that says what it is told to, and counts how often it was walked. */
class FakeWalker extends HeapWalker {
    used = 0
    allocated = 0
    walks = 0

    override walk(): { usedBytes: number; freeBytes: number; largestFreeBytes: number } {
        this.walks++
        return { usedBytes: this.used, freeBytes: 0, largestFreeBytes: 0 }
    }

    override allocatedBytes(): number {
        return this.allocated
    }
}

function fixture() {
    const walker = new FakeWalker()
    const peak = new HeapPeak(walker)
    const look = (used: number, allocated: number) => {
        walker.used = used
        walker.allocated = allocated
        peak.look(new Uint8Array(0))
    }
    return { walker, peak, look }
}

test("the peak is what was in use at most, rubbish included", () => {
    const { peak, look } = fixture()
    look(20_000, 20_000)
    look(25_000, 25_000)
    look(24_000, 25_500)
    assert.equal(peak.usedBytes, 25_000)
})

test("what is in use after a collection is what the program needs", () => {
    const { peak, look } = fixture()
    look(40_000, 16_000)
    look(30_200, 200)
    assert.equal(peak.usedBytes, 40_000)
    assert.equal(peak.liveBytes, 30_000)
    look(29_000, 100)
    assert.equal(peak.liveBytes, 30_000, "the most of all collections")
})

test("the heap is walked only where a new peak is possible", () => {
    const { walker, peak, look } = fixture()
    look(40_000, 15_000)
    look(20_000, 100)
    walker.walks = 0
    for (let allocated = 200; allocated <= 15_000; allocated += 200) look(21_000, allocated)
    assert.equal(walker.walks, 0)
    look(45_000, 25_100)
    assert.equal(peak.usedBytes, 45_000)
})

test("what was in use at the last collection may be less than at an earlier one", () => {
    const { peak, look } = fixture()
    look(30_000, 12_000)
    look(21_000, 1_000)
    look(30_000, 12_000)
    look(19_500, 500)
    assert.equal(peak.liveBytes, 20_000)
    assert.equal(peak.settledBytes, 19_000)
})
