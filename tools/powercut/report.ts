/** A campaign in words and columns. */

import type { Goal, OperationResult } from "./goals.ts"
import type { PlannedOperation } from "./plan.ts"
import { sumCalls, type Row } from "./tally.ts"
import type { Effort } from "./trial.ts"
import { PREFIX } from "./options.ts"

const COLUMNS = [
    ["variant", 12],
    ["cuts", 6],
    ["distinct", 9],
    ["clean before", 13],
    ["clean after", 12],
    ["damaged", 8],
    ["lost mean", 10],
    ["lost max", 9],
    ["wrong bytes", 12],
    ["commands", 9],
    ["sectors", 8],
] as const
const BAD_SHOWN = 5

export function formatOperation(planned: PlannedOperation, result: OperationResult): string {
    const { operation, format, writes, cuts, distinct } = planned
    const tried = new Set(cuts.map(({ hash }) => hash)).size
    const share =
        tried === distinct ? `${distinct} distinct cards` : `${tried} of ${distinct} distinct cards`
    const head = `${operation.name}, ${format}: ${operation.title}; ${writes} writes, ${share}`
    const table = [
        COLUMNS.map(([name, width], index) => align(name, width, index)).join(""),
        ...result.rows.filter(row => row.tried > 0).map(row => formatRow(row, result.isCall)),
    ]
    const lines = [...callLines(result), ...secondLines(result), ...badLines(result)]
    return [head, ...table, ...lines, ""].join("\n")
}

function formatRow(row: Row, isCall: boolean): string {
    const percent = (count: number) => `${((100 * count) / row.tried).toFixed(2)} %`
    const sound = (text: string) => (isCall ? text : "-")
    const cells = [
        row.variant === "before" ? PREFIX : row.variant,
        String(row.tried),
        String(row.distinct),
        percent(row.cleanBefore),
        percent(row.cleanAfter),
        String(row.damaged),
        sound(`${row.lostMean.toFixed(3)} s`),
        sound(`${row.lostMax.toFixed(3)} s`),
        sound(String(row.wrongBytesMax)),
        String(row.commandsMax),
        String(row.sectorsMax),
    ]
    return cells.map((cell, index) => align(cell, COLUMNS[index]![1], index)).join("")
}

function align(text: string, width: number, index: number): string {
    return index === 0 ? `  ${text.padEnd(width)}` : text.padStart(width)
}

/** Of cuts in a call: what is there of it. */
function callLines({ rows }: OperationResult): string[] {
    const { judged, withMessage, unnamed, lost, doubled } = sumCalls(rows)
    if (judged === 0) return []
    return [
        `  the call, ${judged} cuts: ${withMessage} left a message, ${unnamed} of them without number or name; ` +
            `in calls.csv ${judged - lost - doubled} times once, ${lost} times not at all, ${doubled} times more than once`,
    ]
}

function secondLines({ seconds }: OperationResult): string[] {
    if (seconds.length === 0) return []
    const total = (of: (each: OperationResult["seconds"][number]) => number) =>
        seconds.reduce((sum, each) => sum + of(each), 0)
    const bad = total(each => each.bad.length)
    const tried = total(each => each.tried)
    const distinct = total(each => each.distinct)
    return [
        `  second cuts inside ${seconds.length} boots: ${tried} tried, ${distinct} distinct, ${bad} bad`,
    ]
}

/** Each with the words that play it again, alone. */
export function badCuts({ name, format, rows, seconds }: OperationResult): string[] {
    const suffix = format === "fat32" ? "" : ` --format ${format}`
    const firsts = rows.flatMap(({ variant, bad }) =>
        bad.map(({ position, why }) => {
            const cut = `${variant === "before" ? PREFIX : variant}:${position}`
            return `--only ${name}:${cut}${suffix}: ${why}`
        })
    )
    const later = seconds.flatMap(({ bad }) =>
        bad.map(({ at, why }) => `--only ${name}:${at}${suffix}: ${why}`)
    )
    return [...firsts, ...later]
}

function badLines(result: OperationResult): string[] {
    const bad = badCuts(result)
    const more =
        bad.length > BAD_SHOWN ? [`  … and ${bad.length - BAD_SHOWN} more, in bad.txt`] : []
    return [...bad.slice(0, BAD_SHOWN).map(line => `  bad: ${shorten(line)}`), ...more]
}

function shorten(line: string): string {
    return line.length > 300 ? `${line.slice(0, 300)} …` : line
}

export function formatGoals(goals: readonly Goal[]): string {
    return goals
        .map(({ name, what, wanted, reached, isMet }) => {
            const mark = isMet ? "" : "  NOT MET"
            return `${name.padEnd(5)}${what.padEnd(62)}${reached.padStart(12)}  goal ${wanted}${mark}`
        })
        .join("\n")
}

export function formatEffort(
    { boots, bootMs, bootCpuMs, fsckRuns }: Effort,
    { seconds, knownCount }: { readonly seconds: number; readonly knownCount: number }
): string {
    const per = (ms: number) => (boots > 0 ? `${(ms / boots).toFixed(1)} ms` : "-")
    const cost = `${boots} boots of ${per(bootMs)}, ${per(bootCpuMs)} of them of a processor`
    const known = knownCount > 0 ? `, ${knownCount} verdicts were known` : ""
    return `${cost}; fsck.fat ${fsckRuns} times; ${seconds.toFixed(0)} s${known}`
}
