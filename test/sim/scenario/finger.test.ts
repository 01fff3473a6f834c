import assert from "node:assert/strict"
import { test } from "node:test"
import { Finger } from "../../../sim/scenario/finger.ts"
import { FakeWorld } from "./fake-world.ts"

async function edgesOf(moves: readonly (readonly [atMs: number, isDown: boolean])[]) {
    const world = new FakeWorld()
    const finger = new Finger(world)
    for (const [atMs, isDown] of moves) {
        await world.runUntil(atMs * 1000, () => false)
        finger.move("play", isDown)
    }
    await world.runUntil(10_000_000, () => false)
    return world.story("panel")
}

test("a press is as long as the finger is down", async () => {
    const edges = await edgesOf([
        [1000, true],
        [1800, false],
    ])
    assert.deepEqual(edges, ["1000.000 press", "1800.000 release"])
})

test("a touch that comes as one instant is a short press", async () => {
    const edges = await edgesOf([
        [1000, true],
        [1000, false],
    ])
    assert.deepEqual(edges, ["1000.000 press", "1060.000 release"])
})

test("two of them are a double press", async () => {
    const edges = await edgesOf([
        [1000, true],
        [1000, false],
        [1010, true],
        [1010, false],
    ])
    assert.deepEqual(
        edges.map(edge => Number.parseFloat(edge)),
        [1000, 1060, 1120, 1180]
    )
})
