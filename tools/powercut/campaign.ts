/** A whole campaign: what is tried, by whom, and what it came to. */

import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { FirmwareError, findFirmware, type FirmwareFiles } from "../../sim/cli/firmware-file.ts"
import { Random } from "../../sim/clock/random.ts"
import { ROOT, WrongUsage, listFiles } from "../project.ts"
import type { OperationResult } from "./goals.ts"
import type { Job } from "./jobs.ts"
import { Ledger, keyOf } from "./ledger.ts"
import type { Workshop } from "./material.ts"
import { SCRIPTS, type FatFormat } from "./operations.ts"
import type { PowercutOrder } from "./options.ts"
import {
    pick,
    planOperations,
    representatives,
    type PlannedCut,
    type PlannedOperation,
} from "./plan.ts"
import { doJobs } from "./pool.ts"
import { tally } from "./tally.ts"
import { addEffort, cutName, type Effort } from "./trial.ts"
import type { SecondVerdict } from "./verdict.ts"

const OUT = join(ROOT, "out/powercut")
/** Cards in a job: few enough that all workers end at about the same time. */
const JOB_CARDS = 20
const SECOND_JOB_CARDS = 2
const MATERIAL_SOURCES = /^(sim|tools\/powercut\/(log\/|scene|material|operations|judge\/))/

export class Campaign {
    effort: Effort = { boots: 0, bootMs: 0, bootCpuMs: 0, fsckRuns: 0 }
    /** Verdicts that an earlier run had left. */
    readonly knownCount: number
    private readonly beganMs = performance.now()

    private constructor(
        private readonly order: PowercutOrder,
        readonly firmware: FirmwareFiles,
        readonly folder: string,
        private readonly ledger: Ledger,
        private readonly progress: (text: string) => void
    ) {
        this.knownCount = ledger.size
    }

    static async begin(order: PowercutOrder, progress: (text: string) => void): Promise<Campaign> {
        const firmware = await firmwareOf(order)
        const image = readFileSync(firmware.imagePath)
        const material = sourcesHash(image, file => MATERIAL_SOURCES.test(file))
        const campaign = sourcesHash(image, () => true)
        const folder = join(OUT, material)
        if (order.isFresh) rmSync(OUT, { recursive: true, force: true })
        mkdirSync(folder, { recursive: true })
        for (const other of readdirSync(OUT))
            if (other !== material) rmSync(join(OUT, other), { recursive: true })
        const ledger = new Ledger(join(folder, "state.jsonl"), campaign)
        return new Campaign(order, firmware, folder, ledger, progress)
    }

    shop(format: FatFormat): Workshop {
        const folder = join(this.folder, format)
        return { firmware: this.firmware, folder, format, progress: this.progress }
    }

    async plan(): Promise<PlannedOperation[]> {
        const { formats, operations } = this.order
        const planned: PlannedOperation[] = []
        for (const format of formats)
            planned.push(...(await planOperations(this.shop(format), operations, this.order)))
        return planned
    }

    /** Waits: minutes, or hours. */
    async run(planned: readonly PlannedOperation[]): Promise<void> {
        const jobs = [...firstJobs(planned, this.ledger), ...this.secondJobs(planned)]
        const total = jobs.reduce((sum, { cuts }) => sum + cuts.length, 0)
        const hashes = hashesOf(planned)
        let done = 0
        const options = {
            workers: this.order.workers,
            shops: { fat32: this.plainShop("fat32"), fat16: this.plainShop("fat16") },
            scratch: join(this.folder, "scratch"),
        }
        await doJobs(jobs, options, (job, { outcomes, effort }) => {
            for (const { kind, cut, verdict } of outcomes) {
                const hash = hashes.get(`${job.format} ${job.script} ${cutName(cut)}`)!
                const key = keyOf(job.format, job.script, hash)
                if (kind === "first") this.ledger.addFirst(key, verdict)
                else this.ledger.addSecond(key, verdict)
            }
            done += job.cuts.length
            this.effort = addEffort(this.effort, effort)
            this.tell(job, done, total)
        })
        rmSync(options.scratch, { recursive: true, force: true })
    }

    /** Since the campaign began. */
    get seconds(): number {
        return (performance.now() - this.beganMs) / 1000
    }

    result(planned: PlannedOperation): OperationResult {
        const { operation, format, cuts, writes } = planned
        const { script, name, isConstruction = false } = operation
        const isCall = SCRIPTS[script].isCall === true
        const verdictOf = ({ hash }: PlannedCut) =>
            this.ledger.firsts.get(keyOf(format, script, hash))
        const seconds = representatives(cuts).flatMap(cut => {
            const found = this.ledger.seconds.get(keyOf(format, script, cut.hash))
            return found ? [withPlace(found, cut)] : []
        })
        const rows = tally(cuts, verdictOf, isCall)
        const isWhole = new Set(cuts.map(({ hash }) => hash)).size === planned.distinct
        return { name, format, isCall, isConstruction, isWhole, writes, rows, seconds }
    }

    /** Leave a text beside the state. */
    write(name: string, text: string): string {
        const path = join(this.folder, name)
        writeFileSync(path, text)
        return path
    }

    private plainShop(format: FatFormat): Omit<Workshop, "progress"> {
        const { firmware, folder } = this.shop(format)
        return { firmware, folder, format }
    }

    /**
     * Of a seeded choice among all first cuts; of every one where enough are asked for. Those of a first mount, whose boots have
     * hundreds of writes, only with --full.
     */
    private secondJobs(planned: readonly PlannedOperation[]): Job[] {
        const { seconds, seed, isFull } = this.order
        const all = planned
            .filter(({ operation }) => isFull || operation.isConstruction !== true)
            .flatMap(each => representatives(each.cuts).map(cut => ({ each, cut })))
        const unique = [
            ...new Map(
                all.map(one => [
                    keyOf(one.each.format, one.each.operation.script, one.cut.hash),
                    one,
                ])
            ),
        ]
        const chosen = pick(unique, seconds, new Random(seed, "seconds"))
        const open = chosen.filter(([key]) => !this.ledger.seconds.has(key))
        const jobs: Job[] = []
        for (const [, { each, cut }] of open) {
            const { format } = each
            const { script } = each.operation
            const last = jobs.at(-1)
            const isSame = last?.format === format && last.script === script
            if (last && isSame && last.cuts.length < SECOND_JOB_CARDS)
                jobs[jobs.length - 1] = { ...last, cuts: [...last.cuts, cut] }
            else jobs.push({ kind: "second", format, script, cuts: [cut] })
        }
        return jobs
    }

    private tell(job: Job, done: number, total: number): void {
        const left = Math.round((this.seconds / done) * (total - done))
        const what = job.kind === "first" ? "first cuts" : "second cuts"
        this.progress(
            `${done} of ${total} cards, ${what} of ${job.script}, ${job.format}; about ${left} s left`
        )
    }
}

/** @throws WrongUsage where the file that is named is no firmware */
async function firmwareOf(order: PowercutOrder): Promise<FirmwareFiles> {
    try {
        return await findFirmware(order.firmware)
    } catch (error) {
        if (order.firmware === undefined || !(error instanceof FirmwareError)) throw error
        throw new WrongUsage(error.message)
    }
}

function firstJobs(planned: readonly PlannedOperation[], ledger: Ledger): Job[] {
    const seen = new Set<string>()
    return planned.flatMap(({ operation, format, cuts }) => {
        const { script, recordsAgain = false } = operation
        const open = representatives(cuts).filter(({ hash }) => {
            const key = keyOf(format, script, hash)
            if (seen.has(key) || ledger.firsts.has(key)) return false
            seen.add(key)
            return true
        })
        return chunks(open, JOB_CARDS).map((part): Job => {
            return { kind: "first", format, script, cuts: part, recordsAgain }
        })
    })
}

function chunks<T>(all: readonly T[], size: number): T[][] {
    return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
        all.slice(index * size, (index + 1) * size)
    )
}

function hashesOf(planned: readonly PlannedOperation[]): Map<string, string> {
    return new Map(
        planned.flatMap(({ operation, format, cuts }) =>
            cuts.map(cut => [`${format} ${operation.script} ${cutName(cut)}`, cut.hash] as const)
        )
    )
}

function withPlace(second: SecondVerdict, cut: PlannedCut): SecondVerdict {
    const bad = second.bad.map(({ at, why }) => ({ at: `${cutName(cut)}+${at}`, why }))
    return { ...second, bad }
}

function sourcesHash(image: Uint8Array, isWanted: (file: string) => boolean): string {
    const hash = createHash("sha256").update(image)
    for (const folder of ["sim", "tools/powercut"])
        for (const file of listFiles(folder))
            if (isWanted(file)) hash.update(file).update(readFileSync(join(ROOT, file)))
    return hash.digest("hex").slice(0, 16)
}
