/** `npm run test:one -- <file>`: one or several test files, in the VM or under Node, as they need. */

import { existsSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import { runNodeTests } from "./check/node-tests.ts"
import { closingLine, skipLines, sum, type Tally } from "./check/tally.ts"
import { runUnitTests } from "./firmware/unit-tests.ts"
import { ROOT, WrongUsage, runTool } from "./project.ts"

const USAGE = `usage: npm run test:one -- FILE …      test files of any kind

example: npm run test:one -- test/sim/clock/scheduler.test.ts test/firmware/fat/names.test.ts`

/** @throws WrongUsage for what is no test file */
function toProjectPath(given: string): string {
    if (given.startsWith("-")) throw new WrongUsage(`unknown option ${given}\n${USAGE}`)
    const path = relative(ROOT, resolve(given)).replaceAll("\\", "/")
    if (!existsSync(join(ROOT, path))) throw new WrongUsage(`${given}: no such file`)
    if (!path.endsWith(".test.ts")) throw new WrongUsage(`${given}: test files end in .test.ts`)
    return path
}

await runTool(async () => {
    const given = process.argv.slice(2)
    if (given.some(each => each === "--help" || each === "-h")) {
        console.log(USAGE)
        return 0
    }
    if (given.length === 0) throw new WrongUsage(USAGE)
    const files = given.map(toProjectPath)
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
