import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type TestContext } from "node:test"

/** An empty folder of the test's own, removed after it. */
export function scratchFolder(t: TestContext): string {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-"))
    t.after(() => rmSync(folder, { recursive: true }))
    return folder
}
