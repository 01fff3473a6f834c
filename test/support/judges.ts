import { spawnSync } from "node:child_process"
import { delimiter } from "node:path"
import { test, type TestContext } from "node:test"

/** fsck.fat lies where the PATH of an ordinary user does not lead. */
const PATH = [process.env["PATH"], "/usr/sbin", "/sbin"].join(delimiter)
const ENVIRONMENT = { ...process.env, PATH }

export interface Verdict {
    readonly status: number | null
    readonly stdout: Buffer
    readonly stderr: string
}

/**
 * Independent programs that judge what we made: sox, multimon-ng, minimodem, flite, fsck.fat, mcopy …
 *
 * @returns the command to run, or undefined where the program is not installed
 */
export function judge(name: string): string | undefined {
    const found = spawnSync("sh", ["-c", 'command -v -- "$1"', "sh", name], {
        encoding: "utf8",
        env: ENVIRONMENT,
    })
    return found.status === 0 ? found.stdout.trim() : undefined
}

/** Whether the judge is installed; if not, the test is skipped and says how to get it. */
export function requireJudge(t: TestContext, name: string): boolean {
    if (judge(name) !== undefined) return true
    t.skip(`${name} is not installed: run 'npm run judges'`)
    return false
}

/** A test that is skipped, with the reason, where one of its judges is not installed. */
export function judgedTest(
    judges: readonly string[],
    name: string,
    body: (t: TestContext) => void
): void {
    test(name, t => {
        if (judges.every(each => requireJudge(t, each))) body(t)
    })
}

/** Run a judge and give all that it said, whatever it thought. */
export function askJudge(name: string, args: readonly string[], input?: Uint8Array): Verdict {
    const options = { maxBuffer: 1 << 28, env: ENVIRONMENT, ...(input && { input }) }
    const { status, stdout, stderr } = spawnSync(judge(name) ?? name, args, options)
    return { status, stdout, stderr: String(stderr) }
}

/** Run a judge and give what it wrote to standard output. Throws with its complaint if it fails. */
export function runJudge(name: string, args: readonly string[], input?: Uint8Array): Buffer {
    const { status, stdout, stderr } = askJudge(name, args, input)
    if (status !== 0) throw new Error(`${name} ${args.join(" ")}: ${stderr}`)
    return stdout
}
