/** The bench's table: each figure beside its goal, in groups. */

import { ToolError } from "../project.ts"
import type { Goal } from "./goals.ts"

export interface Figure {
    readonly what: string
    readonly value: number
    readonly unit: string
    /** undefined: shown for what it tells, not judged. */
    readonly goal?: Goal
    /** Said behind it. */
    readonly note?: string
    /** Above the first of those that follow each other with the same one. */
    readonly heading?: string
}

const NAME_WIDTH = 52
const VALUE_WIDTH = 9
const UNIT_WIDTH = 10
const GOAL_WIDTH = 22

const NOTE_LENGTH_MAX = 90

/** The figures, or one that says why there are none: it counts as a goal that is not met. */
export async function measured(what: string, measure: () => Promise<Figure[]>): Promise<Figure[]> {
    try {
        return await measure()
    } catch (error) {
        if (!(error instanceof ToolError)) throw error
        const note = error.message.slice(0, NOTE_LENGTH_MAX)
        const goal: Goal = { limit: 0, kind: "at most", source: "" }
        return [{ what: `${what}: could not be measured`, value: NaN, unit: "", goal, note }]
    }
}

export function isMet({ value, goal }: Figure): boolean {
    // NaN, what could not be measured, meets nothing.
    if (!goal) return true
    return goal.kind === "at most" ? value <= goal.limit : value >= goal.limit
}

export function formatGroup(title: string, figures: readonly Figure[]): string {
    const lines = figures.flatMap((figure, i) => {
        const { heading } = figure
        const isNew = heading !== undefined && heading !== figures[i - 1]?.heading
        return isNew ? ["", heading, formatFigure(figure)] : [formatFigure(figure)]
    })
    return [title, ...lines, ""].join("\n")
}

export function formatFigure(figure: Figure): string {
    const { what, value, unit, goal, note } = figure
    const sign = goal?.kind === "at least" ? "≥" : "≤"
    const wanted = goal ? `${sign} ${plain(goal.limit)}  ${goal.source}` : ""
    const verdict = goal ? (isMet(figure) ? "met" : "NOT MET") : ""
    const line =
        "  " +
        what.padEnd(NAME_WIDTH) +
        plain(value).padStart(VALUE_WIDTH) +
        ` ${unit.padEnd(UNIT_WIDTH)}` +
        wanted.padEnd(GOAL_WIDTH) +
        verdict.padEnd("NOT MET".length) +
        (note === undefined ? "" : `  ${note}`)
    return line.trimEnd()
}

/** Three digits that tell something, and no more than two behind the point. */
function plain(value: number): string {
    if (Number.isNaN(value)) return "–"
    if (Number.isInteger(value)) return String(value)
    const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
    return value.toFixed(digits)
}

export function closing(figures: readonly Figure[]): string {
    const judged = figures.filter(figure => figure.goal)
    const missed = judged.filter(figure => !isMet(figure))
    const list = missed.map(figure => `  ${figure.what}`)
    return [
        `${judged.length - missed.length} of ${judged.length} goals met`,
        ...(list.length > 0 ? ["not met:", ...list] : []),
    ].join("\n")
}
