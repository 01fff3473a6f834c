/** One process of a campaign: takes jobs from its parent, one after the other. */

import { mkdirSync } from "node:fs"
import { join } from "node:path"
import type { Answer, Job, Outcome } from "./jobs.ts"
import type { Workshop } from "./material.ts"
import type { FatFormat } from "./operations.ts"
import { Trial, addEffort } from "./trial.ts"

/** What a worker is told first. */
export interface WorkerSetup {
    readonly shops: Readonly<Record<FatFormat, Omit<Workshop, "progress">>>
    /** Folder for files of this worker alone. */
    readonly scratch: string
}

export class Worker {
    private trial: Trial | undefined
    private opened = ""

    constructor(private readonly setup: WorkerSetup) {
        mkdirSync(setup.scratch, { recursive: true })
    }

    async work(job: Job): Promise<Answer> {
        const trial = await this.open(job)
        const before = trial.effort
        const outcomes = await this.outcomes(trial, job)
        return { outcomes, effort: addEffort(trial.effort, before, -1) }
    }

    close(): void {
        this.trial?.close()
        this.trial = undefined
    }

    private async outcomes(trial: Trial, job: Job): Promise<Outcome[]> {
        const outcomes: Outcome[] = []
        const positions = new Set(job.cuts.map(cut => cut.position))
        for (const state of trial.states(position => positions.has(position))) {
            const { position, variant } = state
            const cut = { position, variant }
            if (!job.cuts.some(each => each.position === position && each.variant === variant))
                continue
            const { verdict, boot, card } = await trial.first(state)
            if (job.kind === "second") {
                const second = await trial.second(card, boot)
                outcomes.push({ kind: "second", cut, verdict: second })
            } else {
                const again = job.recordsAgain ? await trial.recordAgain(boot) : []
                const troubles = [...verdict.troubles, ...again]
                outcomes.push({ kind: "first", cut, verdict: { ...verdict, troubles } })
            }
        }
        return outcomes
    }

    private async open({ format, script }: Job): Promise<Trial> {
        const wanted = `${format} ${script}`
        if (this.trial && this.opened === wanted) return this.trial
        this.close()
        const shop = { ...this.setup.shops[format], progress: () => {} }
        this.trial = await Trial.open(shop, script, this.setup.scratch)
        this.opened = wanted
        return this.trial
    }
}

/** The path of scratch files of the worker with that number. */
export function scratchFolder(folder: string, number: number): string {
    return join(folder, `worker-${number}`)
}
