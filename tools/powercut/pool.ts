/** Workers that share a queue of jobs. What comes out does not depend on how many they are. */

import { fork, type ChildProcess } from "node:child_process"
import { fileURLToPath } from "node:url"
import { ToolError } from "../project.ts"
import type { Answer, Job } from "./jobs.ts"
import { scratchFolder, type WorkerSetup } from "./worker.ts"

const ENTRY = fileURLToPath(new URL("worker-entry.ts", import.meta.url))

export interface PoolOptions {
    readonly workers: number
    readonly shops: WorkerSetup["shops"]
    readonly scratch: string
}

/**
 * Do all jobs, each by whichever worker is free.
 *
 * @param onAnswer told in the order in which they are done
 * @throws ToolError where a worker fails; the others are stopped
 */
export async function doJobs(
    jobs: readonly Job[],
    options: PoolOptions,
    onAnswer: (job: Job, answer: Answer) => void
): Promise<void> {
    const queue = [...jobs]
    const count = Math.min(options.workers, queue.length)
    const children = Array.from({ length: count }, (_, number) => start(options, number))
    try {
        await Promise.all(
            children.map(async child => {
                for (let job = queue.shift(); job; job = queue.shift())
                    onAnswer(job, await ask(child, job))
            })
        )
    } finally {
        for (const child of children) if (child.connected) child.disconnect()
    }
}

function start({ shops, scratch }: PoolOptions, number: number): ChildProcess {
    const child = fork(ENTRY, [], { execArgv: ["--import", "tsx"] })
    const setup: WorkerSetup = { shops, scratch: scratchFolder(scratch, number) }
    child.send(setup)
    return child
}

async function ask(child: ChildProcess, job: Job): Promise<Answer> {
    return await new Promise((resolve, reject) => {
        const onExit = (code: number | null) =>
            reject(new ToolError(`a worker ended with ${code ?? "a signal"}`))
        child.once("exit", onExit)
        child.once("message", (message: { answer?: Answer; error?: string }) => {
            child.off("exit", onExit)
            if (message.answer) resolve(message.answer)
            else reject(new ToolError(`a worker failed: ${message.error}`))
        })
        child.send(job)
    })
}
