/** `npm run bench [-- group …] [--runs N]`: every figure that the project is measured by, beside its goal. */

import { GROUPS } from "./bench/groups.ts"
import { benchUsage, parseOrder } from "./bench/options.ts"
import { closing, formatGroup, measured, type Figure } from "./bench/table.ts"
import { runTool } from "./project.ts"

/** On a terminal one line that changes; elsewhere a line each time. */
function showProgress(text: string): void {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
    else if (text !== "") process.stderr.write(`${text}\n`)
}

await runTool(async () => {
    const order = parseOrder(process.argv.slice(2), GROUPS)
    if (!order) return console.log(benchUsage(GROUPS))
    const { groups, runs } = order
    const all: Figure[] = []
    for (const { name, title, measure } of groups) {
        const progress = (text: string) => showProgress(`${name}: ${text} …`)
        progress("begins")
        const figures = await measured(name, () => measure({ runs, progress }))
        showProgress("")
        all.push(...figures)
        console.log(formatGroup(title, figures))
    }
    console.log(closing(all))
})
