import assert from "node:assert/strict"
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { readVmFiles } from "../../../sim/vm/vm-files.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const HEAD = '"runtime/devicescript-vm/built/devicescript-vm.js"(exports, module2) {'

/** As the tool's bundle is built, with other sections before and behind. */
function bundleWith(wasm: string): string {
    const text = Buffer.from(wasm).toString("base64")
    const machine = `\n    wasmBinaryFile = "data:application/octet-stream;base64,${text}";\n    module2.exports = 1`
    return `var other = "x";\n${HEAD}${machine}\n  }\n});\nvar more = "y"\n`
}

/** An installation whose tool is `content`; returns the path of the bundle. */
function install(folder: string, content: string, atSeconds = 1000): string {
    const built = join(folder, "@devicescript", "cli", "built")
    mkdirSync(built, { recursive: true })
    const path = join(built, "devicescript-cli.cjs")
    writeFileSync(path, content)
    utimesSync(path, atSeconds, atSeconds)
    return path
}

test("the machine is taken out of the bundle: its script, and the WebAssembly as bytes", t => {
    const folder = scratchFolder(t)
    const { script, wasm } = readVmFiles(install(folder, bundleWith("first")))
    assert.equal(Buffer.from(wasm).toString(), "first")
    assert.match(script, /module2\.exports = 1$/)
    assert.match(script, /base64,";/, "the text of the WebAssembly is left out")
})

test("what was found is kept, and found again without reading the bundle", t => {
    const folder = scratchFolder(t)
    const path = install(folder, bundleWith("first"))
    const first = readVmFiles(path)
    // As large and as old, but not a bundle any more: only what is kept can answer.
    install(folder, "!".repeat(bundleWith("first").length))
    assert.deepEqual(readVmFiles(path), first)
    assert.equal(readdirSync(join(folder, ".cache", "afterbeep")).length, 2)
})

test("another bundle is read anew", t => {
    const folder = scratchFolder(t)
    readVmFiles(install(folder, bundleWith("first")))
    const { wasm } = readVmFiles(install(folder, bundleWith("other"), 2000))
    assert.equal(Buffer.from(wasm).toString(), "other")
})

test("a tool without a machine inside is refused by name", t => {
    const folder = scratchFolder(t)
    const path = install(folder, "nothing here")
    assert.throws(() => readVmFiles(path), /no virtual machine inside; version 2\.16\.4/)
})
