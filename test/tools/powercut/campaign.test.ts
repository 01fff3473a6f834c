/** A part of the power-cut campaign, chosen by a seed: `npm run powercut` tries it all. */

import assert from "node:assert/strict"
import { join } from "node:path"
import { after, describe, test } from "node:test"
import { goalsOf, type OperationResult } from "../../../tools/powercut/goals.ts"
import { Ledger, keyOf } from "../../../tools/powercut/ledger.ts"
import { OPERATIONS, SCRIPTS, type Operation } from "../../../tools/powercut/operations.ts"
import { planOperations, representatives } from "../../../tools/powercut/plan.ts"
import { badCuts } from "../../../tools/powercut/report.ts"
import { isDestroyed, tally } from "../../../tools/powercut/tally.ts"
import type { Cut } from "../../../tools/powercut/trial.ts"
import type { SecondVerdict, Verdict } from "../../../tools/powercut/verdict.ts"
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
const TRIED = [...ALL_VARIANTS, "close", "delete", "heard", "recovery"]

const shop = await testWorkshop()
const worker = new Worker({
    shops: { fat32: shop, fat16: shop },
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
            // What a boot costs is the bench's affair, and needs all cuts.
            const goals = goalsOf([result]).filter(({ name }) => name !== "G19")
            assert.deepEqual(
                goals.filter(({ isMet }) => !isMet),
                []
            )
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
