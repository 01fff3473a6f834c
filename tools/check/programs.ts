/** Runs the project's other tools (prettier, eslint …) as processes and keeps what they print. */

import { spawn } from "node:child_process"
import { ROOT } from "../project.ts"

export interface ProgramResult {
    exitCode: number
    output: string
}

/** Run a script under this Node, in the project's folder. Waits until it ends. @param more what its environment has besides */
export function runNode(
    args: string[],
    more: Readonly<Record<string, string>> = {}
): Promise<ProgramResult> {
    return new Promise((resolve, reject) => {
        // Under the test runner this variable would make a test run inside another one report to nobody.
        const env = { ...process.env, ...more, NODE_TEST_CONTEXT: undefined }
        const child = spawn(process.execPath, args, {
            cwd: ROOT,
            env,
            stdio: ["ignore", "pipe", "pipe"],
        })
        const chunks: Buffer[] = []
        child.stdout.on("data", chunk => chunks.push(chunk))
        child.stderr.on("data", chunk => chunks.push(chunk))
        child.on("error", reject)
        child.on("close", code => {
            resolve({ exitCode: code ?? 1, output: Buffer.concat(chunks).toString().trim() })
        })
    })
}
