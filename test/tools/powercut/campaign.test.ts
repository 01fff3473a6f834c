/** A part of the power-cut campaign, chosen by a seed: `npm run powercut` tries it all. */

import assert from "node:assert/strict"
import { join } from "node:path"
import { after, describe, test } from "node:test"
import { goalsOf, type OperationResult } from "../../../tools/powercut/goals.ts"
import { Ledger, keyOf } from "../../../tools/powercut/ledger.ts"
import { OPERATIONS, SCRIPTS, type Operation } from "../../../tools/powercut/operations.ts"
import { Random } from "../../../sim/clock/random.ts"
import { isSector } from "../../../tools/powercut/log/card-log.ts"
import { materialOf, type Workshop } from "../../../tools/powercut/material.ts"
import { pick, planOperations, representatives } from "../../../tools/powercut/plan.ts"
import { badCuts } from "../../../tools/powercut/report.ts"
import { isDestroyed, sumCalls, tally } from "../../../tools/powercut/tally.ts"
import { cutName, type Cut } from "../../../tools/powercut/trial.ts"
import { faultsOf, type SecondVerdict, type Verdict } from "../../../tools/powercut/verdict.ts"
import { Worker } from "../../../tools/powercut/worker.ts"
import { requireJudge } from "../../support/judges.ts"
import { testWorkshop } from "./workshop.ts"

const SEED = 20261126
/** Distinct cards of each operation. */
const CARDS = 7
/** Of the cards of the sound, so many are also cut in the boot after. */
const SECONDS = 2
/** A sector of the list of calls that is destroyed takes the calls with it that stood in it; nobody has a copy. */
/** Where cards that lie and sectors that are destroyed are tried, too; elsewhere `npm run powercut` says how far the firmware is. */
const ALL_VARIANTS = ["record", "log", "arm"]
const TRIED = [...ALL_VARIANTS, "close", "long-close", "delete", "heard", "recovery"]

/** What takes clusters and puts entries into folders, once in a card's life; and so many cuts of each. */
const CONSTRUCTION = [
    { name: "provisioning", format: "fat32" },
    { name: "provisioning", format: "fat16" },
    { name: "first-greeting", format: "fat16" },
] as const
const CONSTRUCTION_CUTS = 7
/** With it begins what is noted before a sector that stands nowhere else is written: docs/card-layout.md. */
const NOTE = "abif"

const shop = await testWorkshop()
const shop16: Workshop = { ...shop, format: "fat16", folder: join(shop.folder, "fat16") }
const worker = new Worker({
    shops: { fat32: shop, fat16: shop16 },
    scratch: join(shop.folder, "scratch"),
})
after(() => worker.close())

const operations = OPERATIONS.filter(({ name }) => TRIED.includes(name))
const options = { isFull: false, seed: SEED, cards: CARDS }
const planned = await planOperations(shop, operations, options)

async function tryOut(operation: Operation, secondCount: number): Promise<OperationResult> {
    const { name, script, recordsAgain = false } = operation
    const { writes, cuts: all } = planned.find(each => each.operation === operation)!
    const isPlain = ({ variant }: Cut) => variant !== "reordered" && !isDestroyed(variant)
    const cuts = ALL_VARIANTS.includes(name) ? all : all.filter(isPlain)
    const distinct = representatives(cuts)
    const job = { format: "fat32", script } as const
    const first = await worker.work({ ...job, kind: "first", cuts: distinct, recordsAgain })
    const verdicts = new Map(
        first.outcomes.map(({ verdict }, index) => [distinct[index]!.hash, verdict as Verdict])
    )
    const again = distinct.slice(0, secondCount)
    const second = await worker.work({ ...job, kind: "second", cuts: again })
    const isCall = SCRIPTS[script].isCall === true
    return {
        ...{ name, format: "fat32", isCall, isConstruction: false, isWhole: false, writes },
        rows: tally(cuts, ({ hash }) => verdicts.get(hash), isCall),
        seconds: second.outcomes.map(({ verdict }) => verdict as SecondVerdict),
    }
}

describe("cards after a power cut that was chosen by chance", () => {
    for (const operation of operations)
        test(`are well after the next boot, with all that was there: ${operation.name}`, async t => {
            if (!requireJudge(t, "fsck.fat")) return
            const result = await tryOut(operation, operation.name === "record" ? SECONDS : 0)
            assert.deepEqual(badCuts(result), [])
            const tried = result.rows.reduce((sum, row) => sum + row.tried, 0)
            assert.ok(tried > 0, `${tried} cuts tried`)
            assert.equal(sumCalls(result.rows).judged, result.isCall ? tried : 0)
            // What a boot costs is the bench's affair, and needs all cuts.
            const goals = goalsOf([result]).filter(({ name }) => name !== "G19")
            assert.deepEqual(
                goals.filter(({ isMet }) => !isMet),
                []
            )
        })
})

describe("sectors that stand nowhere else, destroyed while they are written", () => {
    for (const { name, format } of CONSTRUCTION)
        test(`cost nothing: ${name}, ${format}`, async t => {
            if (!requireJudge(t, "fsck.fat")) return
            const operation = OPERATIONS.find(each => each.name === name)!
            const { script } = operation
            const place = format === "fat16" ? shop16 : shop
            const material = await materialOf(place, script)
            const writes = material.entries.filter(isSector)
            const isNoted = ({ position }: Cut) =>
                Buffer.from(writes[position - 2]?.bytes ?? [])
                    .subarray(0, 4)
                    .toString() === NOTE
            const all = await planOperations(place, [operation], {
                ...options,
                cards: Infinity,
                isFull: true,
            })
            const destroyed = all[0]!.cuts.filter(cut => isDestroyed(cut.variant) && isNoted(cut))
            assert.ok(destroyed.length > 10, `${destroyed.length} cuts`)
            const random = new Random(SEED, `${name} ${format}`)
            const cuts = pick(destroyed, CONSTRUCTION_CUTS, random)
            const job = { format, script, kind: "first", cuts, recordsAgain: false } as const
            const { outcomes } = await worker.work(job)
            const bad = outcomes.flatMap(({ cut, verdict }) =>
                faultsOf(verdict as Verdict).map(why => `${cutName(cut)}: ${why}`)
            )
            assert.deepEqual(bad, [])
        })
})

describe("verdicts", () => {
    const heard = planned.find(({ operation }) => operation.name === "heard")!
    const cuts = representatives(heard.cuts)
    const job = { kind: "first", format: "fat32", script: "heard", recordsAgain: false } as const

    test("are the same however the cards are shared out", async () => {
        const together = await worker.work({ ...job, cuts })
        const apart = []
        for (const cut of cuts.toReversed())
            apart.unshift(...(await worker.work({ ...job, cuts: [cut] })).outcomes)
        assert.deepEqual(apart, together.outcomes)
    })

    test("are known again by a campaign that goes on, and not by another one", async () => {
        const { outcomes } = await worker.work({ ...job, cuts: cuts.slice(0, 1) })
        const verdict = outcomes[0]!.verdict as Verdict
        const path = join(shop.folder, "state.jsonl")
        const key = keyOf("fat32", "heard", cuts[0]!.hash)
        new Ledger(path, "one").addFirst(key, verdict)
        assert.deepEqual(new Ledger(path, "one").firsts.get(key), verdict)
        assert.equal(new Ledger(path, "two").size, 0)
        assert.equal(new Ledger(path, "one").size, 0)
    })
})
