/** `npm run troubles`: power, modem and card fail at moments of calls drawn by lot, at either bridge. */

import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { findFirmware } from "../sim/cli/firmware-file.ts"
import { runTool } from "./project.ts"
import { playTrouble, type TroubleReport } from "./troubles/campaign.ts"
import { parseOrder, troublesUsage, type TroublesOrder } from "./troubles/options.ts"
import { KINDS, type Bridge } from "./troubles/trouble.ts"

const PROGRESS_EVERY = 10

/** On a terminal one line that changes; elsewhere a line now and then. */
function showProgress(text: string, count: number): void {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
    else if (count % PROGRESS_EVERY === 0) process.stderr.write(`${text}\n`)
}

function tell({ seed, bridge, kind, momentMs, problems }: TroubleReport): void {
    if (problems.length === 0) return
    console.log(`${bridge}, seed ${seed}: ${kind} after ${momentMs} ms`)
    for (const each of problems) console.log(`  PROBLEM: ${each}`)
}

async function playAll(order: TroublesOrder, bridge: Bridge, card: string): Promise<number> {
    const firmware = await findFirmware(undefined)
    const reports: TroubleReport[] = []
    for (let seed = order.from; seed < order.from + order.seeds; seed++) {
        const report = await playTrouble(seed, bridge, { card, firmware })
        reports.push(report)
        tell(report)
        showProgress(`${bridge}: seed ${seed}, ${reports.length} of ${order.seeds}`, reports.length)
    }
    const bad = reports.filter(each => each.problems.length > 0).length
    const kinds = KINDS.map(kind => `${kind} ${reports.filter(each => each.kind === kind).length}`)
    const hours = reports.reduce((sum, each) => sum + each.virtualSeconds, 0) / 3600
    showProgress("", 1)
    console.log(
        `${bridge}: ${reports.length} seeds from ${order.from} (${kinds.join(", ")}), ${hours.toFixed(1)} virtual hours: ${bad} with problems`
    )
    return bad
}

async function run(order: TroublesOrder): Promise<number> {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-troubles-"))
    try {
        const card = join(folder, "card.img")
        let bad = 0
        for (const bridge of order.bridges) bad += await playAll(order, bridge, card)
        if (order.keep !== undefined) {
            mkdirSync(order.keep, { recursive: true })
            copyFileSync(card, join(order.keep, "card.img"))
        }
        return bad > 0 ? 1 : 0
    } finally {
        rmSync(folder, { recursive: true })
    }
}

await runTool(async () => {
    const order = parseOrder(process.argv.slice(2))
    if (!order) return console.log(troublesUsage())
    return await run(order)
})
