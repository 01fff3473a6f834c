import assert from "node:assert/strict"
import { test } from "node:test"
import { Random } from "../../../../../sim/clock/random.ts"
import { linkProgram, type Program } from "../../../../../tools/firmware/linker/link.ts"
import { PASSES } from "../../../../../tools/firmware/linker/passes.ts"
import { coldMarks, coldMarksOf } from "../../../../../tools/firmware/linker/passes/cold-marks.ts"
import { randomProgram } from "../../../../support/random-program.ts"
import { compileUnlinked, logOf } from "../../../../support/unlinked.ts"

const FILE = "src/random.gen.ts"
const SEEDS = [1, 2]

/** With the functions of these names as cold code. */
function linkedWithCold(program: Program, isCold: (name: string) => boolean) {
    const marks = coldMarksOf(({ path, name }) => path === FILE && isCold(name))
    return linkProgram(
        program,
        PASSES.map(each => (each === coldMarks ? marks : each))
    )
}

for (const seed of SEEDS)
    test(`random functions (seed ${seed}) give the same as code, as data, and where they call each other`, async () => {
        const text = randomProgram(new Random(seed, "program"))
        const program = await compileUnlinked(FILE, { [FILE]: text })
        const expected = logOf(program)
        assert.ok(expected.length > 100, `${expected.length} lines`)
        const native = linkedWithCold(program, () => false)
        assert.equal(native.dbg.linked.cold, undefined)
        assert.deepEqual(logOf(native), expected)
        const choices = {
            all: (name: string) => /^f\d/.test(name),
            some: (name: string) => /^f\d*[13579]$/.test(name) || name === "grow",
        }
        for (const [what, isCold] of Object.entries(choices)) {
            const cold = linkedWithCold(program, isCold)
            assert.ok(cold.dbg.linked.cold!.bytes > 2000, what)
            assert.deepEqual(logOf(cold), expected, what)
        }
    })

const SOURCE = `import "./cold/run-cold"
class Pair {
    constructor(readonly left: any, readonly right: any) {}
    sum(): any {
        return this.left + this.right.value
    }
}
function total(pairs: Pair[]): number {
    let total = 0
    for (const each of pairs) {
        total += each.sum()
    }
    return total
}
console.log(total([new Pair(1, { value: 2 })]) + new Pair(2, { value: 3 }).sum())
console.log(new Pair(1, 2) instanceof Pair)
total([new Pair(1, undefined)])
`

test("the trace of an error in cold code names function and line, and cold constructors and methods work", async () => {
    const program = await compileUnlinked(FILE, { [FILE]: SOURCE })
    const cold = linkedWithCold(program, name => ["Pair", "sum", "total"].includes(name))
    const log = logOf(cold)
    assert.ok(log.includes("> 8"), log.join("\n"))
    const message = log.find(each => each.includes("message"))!
    assert.match(
        message,
        /getting field 'value'.* at sum \(src\/random\.gen\.ts:5\) at total \(src\/random\.gen\.ts:11\)/
    )
    const sizeOf = (name: string) => cold.dbg.functions.find(each => each.name === name)?.size
    assert.deepEqual([sizeOf("sum"), sizeOf("total")], [undefined, undefined])
    // A constructor is named in other ways than in calls.
    assert.ok(sizeOf("Pair")! <= 32)
})

test("a program whose functions all stay code is without what runs cold code", async () => {
    const program = await compileUnlinked(FILE, { [FILE]: SOURCE })
    const none = linkedWithCold(program, () => false)
    assert.ok(none.dbg.functions.every(({ name }) => name !== "runCold"))
})
