import assert from "node:assert/strict"
import { before, test } from "node:test"
import { readPlaces } from "../../../../../tools/firmware/linker/debug.ts"
import { readImage, type Image } from "../../../../../tools/firmware/linker/image.ts"
import type { Program } from "../../../../../tools/firmware/linker/link.ts"
import { Op } from "../../../../../tools/firmware/linker/ops.ts"
import { directCalls } from "../../../../../tools/firmware/linker/passes/direct-calls.ts"
import { compileUnlinked } from "../../../../support/unlinked.ts"

const NEEDS_THIS = 1

let program: Program

before(async () => {
    program = await compileUnlinked("test/fixtures/every-statement/main.ts")
})

/** The program after the pass, its functions' names, and which of these are called without `this` only since. */
function linked(): { image: Image; names: string[]; direct: string[] } {
    const image = readImage(program.binary, readPlaces(program.dbg.srcmap))
    const names = program.dbg.functions.map(each => (each as unknown as { name: string }).name)
    const hasThis = () => image.routines.map(({ flags }) => (flags & NEEDS_THIS) !== 0)
    const before = hasThis()
    directCalls.run(image)
    const after = hasThis()
    return { image, names, direct: names.filter((_, index) => before[index] && !after[index]) }
}

test("methods that can be one function alone, and are only ever called, are called directly", () => {
    const { direct } = linked()
    for (const name of ["addSeven", "kindOf", "shout", "sum", "twice"])
        assert.ok(direct.includes(name), name)
})

test("so are those that were looked up before their arguments were worked out", () => {
    assert.ok(linked().direct.includes("weigh"))
})

test("others are still looked up", () => {
    const { direct } = linked()
    const others = {
        area: "two classes have one",
        radius: "another class has a field of that name",
        kept: "it is read as a value",
        addEight: "no call takes nine arguments",
    }
    for (const [name, why] of Object.entries(others))
        assert.ok(!direct.includes(name), `${name}: ${why}`)
})

test("a method that is called directly has left its prototype", () => {
    const { image, names } = linked()
    const table = image.routines[names.indexOf("prototype")]!
    const kept = table.statements
        .filter(each => each.op === Op.INDEX_SET)
        .map(each => names[each.args[2]!.value!])
    assert.ok(kept.includes("area") && kept.includes("kept"))
    assert.ok(!kept.includes("addSeven"))
})
