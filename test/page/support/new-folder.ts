/** An empty folder that several tests of a file share, and that is removed after the last. */

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

export function newFolder(): { readonly path: string; remove(): void } {
    const path = mkdtempSync(join(tmpdir(), "afterbeep-page-"))
    return { path, remove: () => rmSync(path, { recursive: true }) }
}
