import assert from "node:assert/strict"
import { test } from "node:test"
import { Stage } from "../../../../../tools/firmware/stage.ts"
import { compileUnlinked, logOf, readProgram } from "../../../../support/unlinked.ts"

const FILE = "src/names.ts"
/** Methods of one name in several classes, asked for in all ways that the compiler knows. */
const SOURCE = `import * as ds from "@devicescript/core"
interface Shuts { close(times: number): number }
class Door implements Shuts {
    private isOpen = true
    close(times: number): number { this.isOpen = false; return times + (this.isOpen ? 1 : 2) }
    look(): string { return "door" }
}
class File {
    private size = 3
    constructor(public next?: File) {}
    close(times: number): number { return this.size * times }
    look(): string { return "file " + this.size }
    async wait(): Promise<string> { await ds.sleep(1); return this.look() }
}
class Wave { private a = 1; close(times: number): number { return this.a - times } wait(): number { return this.a } }
class Particle { private b = 2; close(times: number): number { return this.b - times } }
function either(isWave: boolean): Wave | Particle { return isWave ? new Wave() : new Particle() }
class Dead { private c: any = undefined; close(): number { return this.c.gone } }
async function main() {
    const door = new Door()
    const file = new File(new File())
    const shuts: Shuts = door
    console.log(door.close(1), file.close(2), shuts.close(3), either(true).close(4), either(false).close(4))
    console.log(file.next?.close(5), file.next.next?.close(6), (file).close(7), new Door().look())
    const close = file.close
    console.log(close(8), await file.wait(), new Wave().wait(), door.look() + file.look())
    file.wait.start()
    await ds.sleep(50)
    console.log(new Dead().close())
}
await main()
`

/** A function that was put into its caller is no frame. */
function withoutCallers(log: readonly string[]): string[] {
    return log.filter(each => !/^\*\s+at main /.test(each))
}

test("a program logs the same where methods have names of their own, and its trace has theirs", async () => {
    const unlinked = await compileUnlinked(FILE, { [FILE]: SOURCE })
    const stage = Stage.open({ [FILE]: SOURCE })
    try {
        const { exitCode, output } = await stage.devs(["build", FILE])
        assert.equal(exitCode, 0, output)
        const built = readProgram(stage.outputFolder)
        const log = logOf(built)
        assert.deepEqual(withoutCallers(log), withoutCallers(logOf(unlinked)))
        assert.ok(
            log.some(each => /at close \(src\/names\.ts:18\)/.test(each)),
            log.join("\n")
        )
        assert.ok(
            !Buffer.from(built.binary).includes("look@"),
            "what is called directly has no name"
        )
    } finally {
        stage.close()
    }
})

test("a program with mistakes is refused with what they are", async () => {
    const stage = Stage.open({ [FILE]: "class A { b(): number { return '' } }\nnew A().c()\n" })
    try {
        const { exitCode, output } = await stage.devs(["build", FILE])
        assert.notEqual(exitCode, 0)
        assert.match(output, /'string' is not assignable[^]*'c' does not exist/)
    } finally {
        stage.close()
    }
})
