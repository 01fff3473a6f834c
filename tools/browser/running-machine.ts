/** `npm start` as a person has it, in a process of its own, with a card and a folder of its own. */

import { spawn, type ChildProcess } from "node:child_process"
import { join } from "node:path"
import { ROOT } from "../project.ts"

const START_MS = 60_000

export class RunningMachine {
    printed = ""
    /** Settled when the process has ended, with its exit code. */
    readonly ended: Promise<number | null>

    private constructor(
        readonly process: ChildProcess,
        readonly folder: string
    ) {
        this.ended = new Promise(resolve => process.on("exit", code => resolve(code)))
        for (const stream of [process.stdout!, process.stderr!])
            stream.on("data", (chunk: Buffer) => (this.printed += chunk.toString()))
    }

    /** Waits: until its page can be opened. @throws Error with what it printed; it has ended then */
    static async start(folder: string, ...options: string[]): Promise<RunningMachine> {
        const files = ["--card", join(folder, "card.img"), "--out", join(folder, "out")]
        const child = spawn(
            process.execPath,
            [join(ROOT, "bin/afterbeep.mjs"), "start", ...files, ...options],
            { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, BROWSER: "none" } }
        )
        const machine = new RunningMachine(child, folder)
        try {
            await machine.says(/^ {2}http:\S+$/m)
        } catch (error) {
            await machine.interrupt()
            throw error
        }
        return machine
    }

    /** Address that lets a browser in. */
    get url(): string {
        return /^ {2}(http:\S+)$/m.exec(this.printed)![1]!
    }

    /** Waits: until it has printed that. */
    async says(pattern: RegExp): Promise<void> {
        const deadline = performance.now() + START_MS
        while (!pattern.test(this.printed)) {
            if (performance.now() > deadline || this.process.exitCode !== null)
                throw new Error(`it never said ${pattern}:\n${this.printed}`)
            await new Promise(resolve => setTimeout(resolve, 50))
        }
    }

    /** As Ctrl-C does. Waits: until it has ended. */
    async interrupt(): Promise<number | null> {
        this.process.kill("SIGINT")
        return await this.ended
    }
}
