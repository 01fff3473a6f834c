/** The program that `pool.ts` starts: a worker at the other end of its channel. */

import type { Job } from "./jobs.ts"
import { Worker, type WorkerSetup } from "./worker.ts"

let worker: Worker | undefined

process.on("message", (message: WorkerSetup | Job) => {
    if ("shops" in message) worker = new Worker(message)
    else void answer(message)
})
process.on("disconnect", () => {
    worker?.close()
    process.exit()
})

async function answer(job: Job): Promise<void> {
    try {
        process.send!({ answer: await worker!.work(job) })
    } catch (error) {
        process.send!({ error: (error as Error).stack ?? String(error) })
    }
}
