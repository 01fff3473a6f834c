import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { CardError } from "../../../sim/card/card-error.ts"
import { makeFolder, whyNoFolder } from "../../../sim/card/make-folder.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const SOURCE = new URL("../../../sim/card/make-folder.ts", import.meta.url).href
/** Long for a folder, short for who waits. */
const PATIENCE_MS = 20_000

function place(t: TestContext): string {
    const folder = scratchFolder(t)
    writeFileSync(join(folder, "file"), "x")
    return folder
}

test("a folder is made with all that it is in; where it is there it stays as it is", t => {
    const folder = place(t)
    const path = join(folder, "a", "b", "..", "c")
    for (let i = 0; i < 2; i++) {
        makeFolder(path)
        assert.ok(statSync(join(folder, "a", "c")).isDirectory())
        assert.ok(!existsSync(join(folder, "a", "b")))
    }
})

test("a file in the way is told as the system does, and a link that leads nowhere, too", t => {
    const folder = place(t)
    symlinkSync(join(folder, "none"), join(folder, "link"))
    assert.throws(() => makeFolder(join(folder, "file")), { code: "EEXIST" })
    assert.throws(() => makeFolder(join(folder, "file", "x")), { code: "ENOTDIR" })
    assert.throws(() => makeFolder(join(folder, "link")), { code: "EEXIST" })
})

// A process of its own: what hung once would hang here.
test("where no folders can be made it is said at once", { skip: !existsSync("/proc/self") }, () => {
    for (const path of ["/proc/x", "/proc/x/y/z"]) {
        const script = `import(${JSON.stringify(SOURCE)}).then(({ makeFolder }) => makeFolder("${path}"))`
        const options = { encoding: "utf8", timeout: PATIENCE_MS } as const
        const { signal, stderr } = spawnSync(
            process.execPath,
            [...process.execArgv, "-e", script],
            options
        )
        assert.equal(signal, null)
        assert.match(stderr, new RegExp(`${path}: can't be made: /proc: it takes no folders`))
    }
    assert.throws(() => makeFolder("/proc/x"), CardError)
    assert.match(
        whyNoFolder("/proc/x")!,
        /^nothing can be written there: \/proc: it takes no folders/
    )
})

test("what stands in a folder's way is seen before it is made", t => {
    const folder = place(t)
    assert.equal(whyNoFolder(join(folder, "a", "b")), undefined)
    assert.equal(whyNoFolder(folder), undefined)
    assert.equal(whyNoFolder(join(folder, "file")), "is a file, and a folder is wanted")
    assert.match(
        whyNoFolder(join(folder, "file", "x"))!,
        /^can't be made: .*file is a file, and no/
    )
    assert.deepEqual(readdirSync(folder), ["file"])
})

test(
    "a folder that can't be written to is told with its name",
    { skip: !existsSync("/sys/kernel") },
    () => {
        const why = whyNoFolder("/sys/kernel/afterbeep/x")
        assert.match(
            why!,
            /^nothing can be written there: \/sys\/kernel: (no permission|it can only be)/
        )
    }
)
