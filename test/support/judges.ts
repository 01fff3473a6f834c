import { spawnSync } from "node:child_process"
import { type TestContext } from "node:test"

/**
 * Independent programs that judge what we made: sox, multimon-ng, flite, fsck.fat, mcopy …
 *
 * @returns the command to run, or undefined where the program is not installed
 */
export function judge(name: string): string | undefined {
    const found = spawnSync("sh", ["-c", 'command -v -- "$1"', "sh", name], { encoding: "utf8" })
    return found.status === 0 ? found.stdout.trim() : undefined
}

/** Whether the judge is installed; if not, the test is skipped and says how to get it. */
export function requireJudge(t: TestContext, name: string): boolean {
    if (judge(name) !== undefined) return true
    t.skip(`${name} is not installed: run 'npm run judges'`)
    return false
}

/** Run a judge and give what it wrote to standard output. Throws with its complaint if it fails. */
export function runJudge(name: string, args: readonly string[], input?: Uint8Array): Buffer {
    const options = { maxBuffer: 1 << 28, ...(input && { input }) }
    const ran = spawnSync(judge(name) ?? name, args, options)
    if (ran.status !== 0) throw new Error(`${name} ${args.join(" ")}: ${ran.stderr}`)
    return ran.stdout
}
