/** `npm run test:one -- <file>`: one or several test files, in the VM or under Node, as they need. */

import { existsSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import { runNodeTests } from "./check/node-tests.ts"
import { closingLine, skipLines, sum, type Tally } from "./check/tally.ts"
import { runUnitTests } from "./firmware/unit-tests.ts"
import { ROOT, ToolError, runTool } from "./project.ts"

function toProjectPath(given: string): string {
    const path = relative(ROOT, resolve(given)).replaceAll("\\", "/")
    if (!existsSync(join(ROOT, path))) throw new ToolError(`${given}: no such file`)
    if (!path.endsWith(".test.ts")) throw new ToolError(`${given}: test files end in .test.ts`)
    return path
}

await runTool(async () => {
    const files = process.argv.slice(2).map(toProjectPath)
    if (files.length === 0)
        throw new ToolError(
            "usage: npm run test:one -- test/sim/clock/scheduler.test.ts [more files]"
        )
    const inVm = files.filter(file => file.startsWith("test/firmware/"))
    const inNode = files.filter(file => !inVm.includes(file))
    const tallies: Tally[] = []
    if (inVm.length > 0) tallies.push(await runUnitTests(inVm))
    if (inNode.length > 0) tallies.push(await runNodeTests(inNode))
    const tally = sum(tallies)
    for (const line of skipLines(tally.skipped)) console.log(line)
    console.log(closingLine(tally))
    return tally.failed > 0 ? 1 : 0
})
