import assert from "node:assert/strict"
import { test } from "node:test"
import { HeapWalker } from "../../../sim/vm/heap-walk.ts"

const FREE = 1
const BUFFER = 5

/** Memory with a heap of 64 KB at `at`, filled with blocks of [tag, words], the rest free. */
function memoryWith(at: number, blocks: [number, number][]): Uint8Array {
    const words = new Uint32Array(40_000)
    const start = at + 6
    const end = start + 16384 - 1
    words[at + 1] = start * 4
    words[at + 2] = blocks.length
    words[at + 3] = 4096
    words[at + 4] = 12
    words[at + 7] = end * 4
    words[end] = 0x4f000000
    let place = at + 8
    for (const [tag, count] of blocks) {
        words[place] = ((tag << 24) | count) >>> 0
        place += count
    }
    words[place] = ((FREE << 24) | (end - place)) >>> 0
    return new Uint8Array(words.buffer)
}

test("adds up what is used, what is free, and finds the largest free block", () => {
    const memory = memoryWith(1000, [
        [BUFFER, 100],
        [FREE, 50],
        [BUFFER, 10],
    ])
    const stats = new HeapWalker().walk(memory)!
    assert.equal(stats.usedBytes, 440)
    assert.equal(stats.freeBytes + stats.usedBytes, (16384 - 1 - 2) * 4)
    assert.equal(stats.largestFreeBytes, stats.freeBytes - 200)
})

test("finds the heap again where it has moved, and says when there is none", () => {
    const walker = new HeapWalker()
    assert.equal(walker.walk(new Uint8Array(160_000)), undefined)
    assert.equal(walker.walk(memoryWith(1000, [[BUFFER, 5]]))!.usedBytes, 20)
    assert.equal(walker.walk(memoryWith(3000, [[BUFFER, 6]]))!.usedBytes, 24)
})

test("tells how often the program allocated, and how much since rubbish was collected", () => {
    const walker = new HeapWalker()
    const memory = memoryWith(1000, [
        [BUFFER, 100],
        [BUFFER, 10],
    ])
    assert.equal(walker.allocationCount(memory), 2)
    assert.equal(walker.allocatedBytes(memory), 48)
    assert.equal(walker.allocationCount(new Uint8Array(160_000)), 0)
})
