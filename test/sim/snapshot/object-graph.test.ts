/** Whether a web of objects is what it was after it was put back. */

import assert from "node:assert/strict"
import { test } from "node:test"
import { ObjectGraph } from "../../../sim/snapshot/object-graph.ts"

/** A counter whose state is in the closure's object, in a map, a set, an array and bytes. */
function makeThing() {
    const state = { count: 0, last: "none" as string | undefined }
    const thing = {
        add(name: string): void {
            state.count++
            state.last = name
            thing.names.push(name)
            thing.byName.set(name, { uses: state.count })
            thing.seen.add(name)
            thing.bytes[state.count] = state.count
        },
        state,
        names: [] as string[],
        byName: new Map<string, { uses: number }>(),
        seen: new Set<string>(),
        bytes: new Uint8Array(8),
    }
    return thing
}

test("everything is as it was, and the objects are the same ones", () => {
    const thing = makeThing()
    thing.add("first")
    const { state } = thing
    const before = structuredClone({ ...thing, add: undefined })
    const graph = new ObjectGraph([thing])
    thing.add("second")
    thing.byName.get("first")!.uses = 99
    thing.names[0] = "changed"
    graph.restore()
    assert.deepEqual(structuredClone({ ...thing, add: undefined }), before)
    assert.equal(thing.state, state)
})

test("it can be put back as often as is wanted", () => {
    const thing = makeThing()
    const graph = new ObjectGraph([thing])
    for (const name of ["a", "b", "c"]) {
        thing.add(name)
        assert.deepEqual([...thing.byName.keys()], [name])
        graph.restore()
    }
    assert.equal(thing.names.length, 0)
})

test("properties that are new are taken away, and those that were taken away are back", () => {
    const thing: Record<string, unknown> = { kept: 1, gone: { deep: 2 } }
    const graph = new ObjectGraph([thing])
    delete thing["gone"]
    thing["added"] = 3
    graph.restore()
    assert.deepEqual(thing, { kept: 1, gone: { deep: 2 } })
})

test("bytes behind the end of a large memory's content are zeros again", () => {
    const memory = new Uint8Array(1 << 20)
    memory[10] = 1
    const graph = new ObjectGraph([{ memory }])
    memory.fill(7, 11, 200_000)
    graph.restore()
    assert.equal(memory[10], 1)
    assert.equal(
        memory.subarray(11).findIndex(byte => byte !== 0),
        -1
    )
})

test("views of one buffer stay views of it", () => {
    const bytes = new Uint8Array([1, 2, 3, 4])
    const holder = { bytes, word: new Uint32Array(bytes.buffer) }
    const graph = new ObjectGraph([holder])
    holder.word[0] = 0
    holder.bytes = new Uint8Array(4)
    graph.restore()
    assert.equal(holder.bytes, bytes)
    assert.deepEqual([...bytes], [1, 2, 3, 4])
})

test("leaves are left alone, with what can only be reached through them", () => {
    const leaf = { inner: { count: 0 } }
    const root = { leaf, count: 0 }
    const graph = new ObjectGraph([root], { leaves: [leaf] })
    root.count = 1
    leaf.inner.count = 1
    graph.restore()
    assert.equal(root.count, 0)
    assert.equal(leaf.inner.count, 1)
})
