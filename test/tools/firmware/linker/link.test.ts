import assert from "node:assert/strict"
import { before, test } from "node:test"
import { linkProgram, type Program } from "../../../../tools/firmware/linker/link.ts"
import { PASSES } from "../../../../tools/firmware/linker/passes.ts"
import { compileUnlinked, logOf } from "../../../support/unlinked.ts"

let program: Program
let expected: string[]

before(async () => {
    program = await compileUnlinked("test/fixtures/every-statement/main.ts")
    expected = logOf(program)
})

function codeBytes({ dbg }: Pick<Program, "dbg">): number {
    return dbg.functions.reduce((sum, each) => sum + each.size, 0)
}

test("the program of these tests gets to its end, which is an error some calls deep", () => {
    assert.ok(expected.includes("> got 5"))
    assert.equal(expected.filter(line => /^\*  at dig \(test\/fixtures/.test(line)).length, 4)
})

for (const pass of PASSES)
    test(`a program does the same after "${pass.name}", and its traces name the same lines`, () => {
        assert.deepEqual(logOf(linkProgram(program, [pass])), expected)
    })

test("a program does the same after all passes, in fewer bytes", () => {
    const linked = linkProgram(program)
    assert.deepEqual(logOf(linked), expected)
    const saved = codeBytes(program) - codeBytes(linked)
    assert.ok(saved > codeBytes(program) / 20, `${saved} bytes saved`)
    assert.equal(linked.dbg.linked.savedBytes, saved)
})

test("without a pass, jumps are short and nothing else is different", () => {
    const linked = linkProgram(program, [])
    assert.deepEqual(logOf(linked), expected)
    assert.ok(codeBytes(linked) < codeBytes(program))
})

test("the same program is linked to the same bytes, and what is linked can be linked again", () => {
    const once = linkProgram(program)
    assert.deepEqual(linkProgram(program), once)
    const twice = linkProgram(once)
    assert.deepEqual(logOf(twice), expected)
    assert.ok(codeBytes(twice) <= codeBytes(once))
})

test("sizes and addresses in the debug information are those of the image", () => {
    const { binary, dbg } = linkProgram(program)
    const view = new DataView(binary.buffer, binary.byteOffset)
    const table = view.getUint32(32, true)
    dbg.functions.forEach(({ startpc, size }, index) => {
        assert.equal(view.getUint32(table + index * 16, true), startpc)
        assert.equal(view.getUint32(table + index * 16 + 4, true), size - 16)
    })
    const parts = Object.values(dbg.sizes).reduce((sum, each) => sum + each, 0)
    assert.ok(binary.length - codeBytes({ dbg }) - parts >= 0)
    assert.equal(dbg.binary.hex, Buffer.from(binary).toString("hex"))
})

test("bytes that are no program are refused, with the version that the linker is made for", () => {
    const binary = new Uint8Array(200)
    assert.throws(() => linkProgram({ binary, dbg: program.dbg }), /no bytecode.*2\.16\.4/)
    const newer = Uint8Array.from(program.binary)
    newer[10] = 17
    assert.throws(() => linkProgram({ binary: newer, dbg: program.dbg }), /version 0x2110004/)
})
