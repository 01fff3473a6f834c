import assert from "node:assert/strict"
import { test } from "node:test"
import { addStepCounter, stepCount } from "../../../sim/vm/step-counter.ts"
import { readVmFiles } from "../../../sim/vm/vm-files.ts"

/** As much of Node's WebAssembly as is needed here. */
declare const WebAssembly: {
    validate(bytes: Uint8Array): boolean
}

test("the machine with a counter is a valid module, a few bytes longer", () => {
    const { wasm } = readVmFiles()
    const counting = addStepCounter(wasm)
    assert.ok(WebAssembly.validate(counting))
    assert.ok(counting.length - wasm.length < 30)
})

test("a machine whose loop is another, or is there twice, is refused", () => {
    assert.throws(() => addStepCounter(new Uint8Array(100)), /another loop; version 2\.16\.4/)
    const { wasm } = readVmFiles()
    assert.throws(() => addStepCounter(Buffer.concat([wasm, wasm])), /another loop/)
})

test("the count is a word of 32 bits in memory", () => {
    const memory = new Uint8Array(64)
    memory.set([1, 2, 0, 0xf0], 16)
    assert.equal(stepCount(memory), 0xf0000201)
})
