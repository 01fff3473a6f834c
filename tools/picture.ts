/** `npm run picture`: plays the first call and puts its picture where the README shows it. */

import { spawnSync } from "node:child_process"
import { copyFileSync, mkdirSync } from "node:fs"
import { dirname, join } from "node:path"
import { ROOT, ToolError, runTool } from "./project.ts"

const OUT = "out/picture"
const PICTURE = "docs/pictures/first-call.svg"

await runTool(() => {
    const command = [join(ROOT, "bin/afterbeep.mjs"), "demo", "--out", join(ROOT, OUT)]
    const { status } = spawnSync(process.execPath, command, { cwd: ROOT, stdio: "inherit" })
    if (status !== 0) throw new ToolError(`the first call ended with exit code ${status}`)
    mkdirSync(dirname(join(ROOT, PICTURE)), { recursive: true })
    copyFileSync(join(ROOT, OUT, "timeline.svg"), join(ROOT, PICTURE))
    console.log(`\n${PICTURE} is the picture of this call`)
    return Promise.resolve(0)
})
