/** `npm run powercut`: cuts the power at every write of the firmware, boots it again with what its flash held then, and judges the card. */

import { relative } from "node:path"
import { ROOT, runTool } from "./project.ts"
import { Campaign } from "./powercut/campaign.ts"
import { Fsck } from "./powercut/judge/fsck.ts"
import { goalsOf } from "./powercut/goals.ts"
import { parseOrder, powercutUsage } from "./powercut/options.ts"
import { badCuts, formatEffort, formatGoals, formatOperation } from "./powercut/report.ts"
import { replay } from "./powercut/replay.ts"

const PROGRESS_PERIOD_MS = 10_000
let toldMs = -PROGRESS_PERIOD_MS

/** On a terminal one line that changes; elsewhere a line now and then. */
function showProgress(text: string): void {
    if (process.stderr.isTTY) return void process.stderr.write(`\r\x1b[K${text}`)
    const nowMs = performance.now()
    if (text === "" || nowMs - toldMs < PROGRESS_PERIOD_MS) return
    toldMs = nowMs
    process.stderr.write(`${text}\n`)
}

await runTool(async () => {
    const order = parseOrder(process.argv.slice(2))
    if (!order) return console.log(powercutUsage())
    if (!Fsck.isInstalled())
        console.error("note: fsck.fat is not installed, our own check judges alone; npm run judges")
    const campaign = await Campaign.begin(order, showProgress)
    if (order.only) return await replay(campaign, order.only, { ...order, showProgress })
    const planned = await campaign.plan()
    await campaign.run(planned)
    showProgress("")
    const results = planned.map(each => campaign.result(each))
    planned.forEach((each, index) => console.log(formatOperation(each, results[index]!)))
    console.log("")
    const goals = goalsOf(results)
    console.log(formatGoals(goals))
    const bad = results.flatMap(badCuts)
    const path = campaign.write("bad.txt", bad.map(line => `${line}\n`).join(""))
    console.log(`\n${formatEffort(campaign.effort, campaign)}; seed ${order.seed}`)
    console.log(`${bad.length} bad cuts, in ${relative(ROOT, path)}`)
    return bad.length > 0 || goals.some(({ isMet }) => !isMet) ? 1 : 0
})
