import assert from "node:assert/strict"
import { test } from "node:test"
import { linkProgram } from "../../../../tools/firmware/linker/link.ts"
import { Stage } from "../../../../tools/firmware/stage.ts"
import { compileUnlinked, logOf, readProgram } from "../../../support/unlinked.ts"

const FILE = "src/generated.ts"

/** So many functions, each with a name, a field and a few jumps of its own, and called from two places. */
function generated(functionCount: number): string {
    const numbers = Array.from({ length: functionCount }, (_, number) => number)
    const functions = numbers.map(
        number => `function f${number}(all: any, value: number) {
    if (value === 1 || value > 3) return 1
    if (value === 2) all.field${number} = 5
    for (let i = 0; i < value; i++) if (i > 2) all.field${number}++
    return all.field${number} + 1
}
`
    )
    const calls = numbers.map(
        number => `sum += f${number}(all, ${number % 4}) - f${number}(all, 1)\n`
    )
    return `${functions.join("")}const all: any = {}\nlet sum = 0\n${calls.join("")}console.log(sum)\n`
}

async function buildOnStage(source: string): Promise<ReturnType<typeof readProgram>> {
    const stage = Stage.open({ [FILE]: source })
    try {
        const { exitCode, output } = await stage.devs(["build", FILE])
        assert.equal(exitCode, 0, output)
        return readProgram(stage.outputFolder)
    } finally {
        stage.close()
    }
}

test("the CLI writes what the linker makes of a program, and it runs as before", async () => {
    const source = generated(260)
    const unlinked = await compileUnlinked(FILE, { [FILE]: source })
    const built = await buildOnStage(source)
    const linked = linkProgram(unlinked)
    assert.deepEqual(built.binary, Buffer.from(linked.binary))
    assert.deepEqual(built.dbg.functions, linked.dbg.functions)
    assert.deepEqual(logOf(built), logOf(unlinked))
})

test("a program that is too large before it is linked, and not afterwards, builds", async () => {
    const source = generated(550)
    await assert.rejects(compileUnlinked(FILE, { [FILE]: source }), /verification error: -1051/)
    const { binary } = await buildOnStage(source)
    assert.ok(binary.length > 0x8000)
})

test("one that is too large even so is refused as ever", async () => {
    const stage = Stage.open({ [FILE]: generated(650) })
    try {
        const { exitCode, output } = await stage.devs(["build", FILE])
        assert.notEqual(exitCode, 0)
        assert.match(output, /verification error: -1051/)
    } finally {
        stage.close()
    }
})
