/** `npm run build`: the firmware as bytecode, in build/firmware. */

import { relative } from "node:path"
import { ensureFirmware } from "./firmware.ts"
import { ROOT, runTool } from "./project.ts"

await runTool(async () => {
    const { devsPath } = await ensureFirmware()
    console.log(`${relative(ROOT, devsPath)} is up to date`)
})
