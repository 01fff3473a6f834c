/** `npm run bench [-- group …] [--runs N]`: every figure that the project is measured by, beside its goal. */

import { parseArgs } from "node:util"
import { GROUPS } from "./bench/groups.ts"
import { closing, formatGroup, measured, type Figure } from "./bench/table.ts"
import { ToolError, runTool } from "./project.ts"

const RUNS = 5

interface Order {
    readonly groups: typeof GROUPS
    readonly runs: number
}

/** @throws ToolError for a group that there is not */
export function parseOrder(args: readonly string[]): Order {
    const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: { runs: { type: "string", default: String(RUNS) } },
    })
    const runs = Number(values.runs)
    const unknown = positionals.filter(name => !GROUPS.some(group => group.name === name))
    if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1)
        throw new ToolError(usage(unknown))
    const isWanted = (name: string) => positionals.length === 0 || positionals.includes(name)
    return { runs, groups: GROUPS.filter(({ name }) => isWanted(name)) }
}

function usage(unknown: readonly string[]): string {
    const problem = unknown.length > 0 ? `no group ${unknown.join(", ")}\n` : ""
    const names = GROUPS.map(({ name, title }) => `  ${name.padEnd(10)}${title}`)
    return `${problem}usage: npm run bench [-- group …] [--runs N]\ngroups:\n${names.join("\n")}`
}

/** On a terminal one line that changes; elsewhere a line each time. */
function showProgress(text: string): void {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
    else if (text !== "") process.stderr.write(`${text}\n`)
}

await runTool(async () => {
    const { groups, runs } = parseOrder(process.argv.slice(2))
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
