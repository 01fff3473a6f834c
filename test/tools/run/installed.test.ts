import assert from "node:assert/strict"
import { mkdirSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { pathToFileURL } from "node:url"
import { ROOT } from "../../../tools/project.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

interface Installed {
    isInstalled(root: string): boolean
    noteInstalled(root: string): void
}

// Plain JavaScript has no types.
const { isInstalled, noteInstalled } = (await import(
    pathToFileURL(join(ROOT, "tools/run/installed.mjs")).href
)) as Installed

/** A project whose lock file is younger than what npm installed. */
function outdated(t: TestContext): string {
    const root = scratchFolder(t)
    mkdirSync(join(root, "node_modules"))
    writeFileSync(join(root, "package-lock.json"), "{}")
    writeFileSync(join(root, "node_modules/.package-lock.json"), "{}")
    utimesSync(join(root, "node_modules/.package-lock.json"), 1000, 1000)
    return root
}

test("a clone without packages has none installed", t => {
    const root = scratchFolder(t)
    writeFileSync(join(root, "package-lock.json"), "{}")
    assert.equal(isInstalled(root), false)
})

test("packages older than the lock file are not those that it names", t => {
    assert.equal(isInstalled(outdated(t)), false)
})

test("they are, where the lock file is the one that they were installed from, whatever its time", t => {
    const root = outdated(t)
    noteInstalled(root)
    assert.equal(isInstalled(root), true)
    writeFileSync(join(root, "package-lock.json"), "{ }")
    assert.equal(isInstalled(root), false)
})

test("packages that npm installed by hand after the lock file changed are installed", t => {
    const root = outdated(t)
    utimesSync(join(root, "package-lock.json"), 900, 900)
    assert.equal(isInstalled(root), true)
})
