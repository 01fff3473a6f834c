/** Runs test files under Node's test runner, with our reporter, and says what they came to. */

import { spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { ROOT, listFiles } from "../project.ts"
import { TALLY_MARK } from "./reporter.ts"
import { type Tally } from "./tally.ts"

export function listNodeTests(folders: string[]): string[] {
    return folders.flatMap(folder => listFiles(folder)).filter(file => file.endsWith(".test.ts"))
}

/**
 * Run test files (paths from the project's folder); what they print goes to stdout.
 *
 * @param extra further arguments for Node
 */
export async function runNodeTests(files: string[], extra: string[] = []): Promise<Tally> {
    const args = [
        "--import",
        "tsx",
        "--test",
        "--test-reporter=./tools/check/reporter-entry.mjs",
        ...extra,
    ]
    const child = spawn(process.execPath, [...args, ...files], {
        cwd: ROOT,
        stdio: ["ignore", "pipe", "inherit"],
    })
    let tally: Tally | undefined
    const lines = createInterface({ input: child.stdout })
    lines.on("line", line => {
        if (line.startsWith(TALLY_MARK)) tally = JSON.parse(line.slice(TALLY_MARK.length)) as Tally
        else console.log(line)
    })
    await new Promise<void>((resolve, reject) => {
        child.on("error", reject)
        child.on("close", () => resolve())
    })
    return tally ?? { passed: 0, failed: 1, skipped: [] }
}
