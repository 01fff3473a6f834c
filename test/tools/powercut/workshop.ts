/** Cards and logs for the tests of the campaign: made once, in a folder that goes when the tests are over. */

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after } from "node:test"
import { findFirmware } from "../../../sim/cli/firmware-file.ts"
import type { Workshop } from "../../../tools/powercut/material.ts"

/** To be called in the body of a test file. Waits: for the firmware, where it must be built. */
export async function testWorkshop(): Promise<Workshop> {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-powercut-"))
    after(() => rmSync(folder, { recursive: true }))
    const firmware = await findFirmware(undefined)
    return { firmware, folder, format: "fat32", progress: () => {} }
}
