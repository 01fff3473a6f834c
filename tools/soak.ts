/** `npm run soak`: callers, the owner and power failures by lot, for a long time, on one card. */

import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { findFirmware } from "../sim/cli/firmware-file.ts"
import { runTool } from "./project.ts"
import { parseOrder, soakUsage, type SoakOrder } from "./soak/options.ts"
import { soak, type StretchReport } from "./soak/soak.ts"

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

function tell(report: StretchReport): void {
    showProgress("")
    const { line, kinds, calls, messages, cuts, virtualSeconds, settledBytes, problems } = report
    const hours = (virtualSeconds / 3600).toFixed(1)
    const counts = `${kinds.length} deeds, ${calls} calls, ${cuts} power failures, ${hours} h`
    console.log(`${line}: ${counts}; ${messages} messages on the card, heap ${settledBytes} B`)
    for (const each of problems) console.log(`  PROBLEM: ${each}`)
}

async function run(order: SoakOrder): Promise<number> {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-soak-"))
    try {
        const card = join(folder, "card.img")
        const firmware = await findFirmware(undefined)
        const reports = await soak({ ...order, card, firmware }, tell, showProgress)
        const problems = reports.flatMap(each => each.problems).length
        const sum = (of: (report: StretchReport) => number) =>
            reports.reduce((total, each) => total + of(each), 0)
        console.log(
            `${order.deeds} deeds, ${sum(each => each.calls)} calls, ${sum(each => each.cuts)} power failures, ` +
                `${(sum(each => each.virtualSeconds) / 3600).toFixed(1)} virtual hours: ${problems} problems; seed ${order.seed}`
        )
        if (order.keep !== undefined) {
            mkdirSync(order.keep, { recursive: true })
            copyFileSync(card, join(order.keep, "card.img"))
        }
        return problems > 0 ? 1 : 0
    } finally {
        rmSync(folder, { recursive: true })
    }
}

await runTool(async () => {
    const order = parseOrder(process.argv.slice(2))
    if (!order) return console.log(soakUsage())
    return await run(order)
})
