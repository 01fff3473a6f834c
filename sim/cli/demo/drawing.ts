/** Drawings made of characters: bars for loudness, a lamp over time, spans of time. */

import { type Span } from "../../scenario/picture/spans.ts"
import { type LampChange } from "./lamp-watch.ts"
import { type Signs } from "./look.ts"

/** A stretch of time, and how many characters it is wide. */
export interface TimeScale {
    readonly fromMs: number
    readonly toMs: number
    readonly columns: number
}

/** Where column `index` begins, ms. */
export function columnStartMs({ fromMs, toMs, columns }: TimeScale, index: number): number {
    return fromMs + ((toMs - fromMs) * index) / columns
}

/**
 * Bars over `rows` lines, the top line first.
 *
 * @param levels height of each bar, 0 … 1
 */
export function drawBars(levels: readonly number[], rows: number, { bars }: Signs): string[] {
    const steps = bars.length - 1
    return Array.from({ length: rows }, (_, row) => {
        const below = rows - 1 - row
        return levels
            .map(level => {
                const height = Math.round(Math.min(1, level) * rows * steps) - below * steps
                return bars[Math.min(steps, Math.max(0, height))]!
            })
            .join("")
    })
}

/** Loudness of `samples` in equal parts, each relative to the loudest: 0 … 1. */
export function loudness(samples: Float32Array | Int16Array, parts: number): number[] {
    const levels = Array.from({ length: parts }, (_, part) => {
        const from = Math.floor((part * samples.length) / parts)
        const to = Math.floor(((part + 1) * samples.length) / parts)
        return rms(samples.subarray(from, to))
    })
    const loudest = Math.max(...levels)
    return levels.map(level => (loudest === 0 ? 0 : level / loudest))
}

/** Columns in which one of the spans lies are filled. */
export function drawSpans(spans: readonly Span[], scale: TimeScale, signs: Signs): string {
    return columnsOf(scale)
        .map(({ fromMs, toMs }) => spans.some(span => span.fromMs < toMs && span.toMs > fromMs))
        .map(isFilled => (isFilled ? signs.solid : signs.empty))
        .join("")
}

/** The lamp over a long time: dark, on, or both in the time of one character. */
export function drawLampLane(
    changes: readonly LampChange[],
    scale: TimeScale,
    { solid, empty, blinking }: Signs
): string {
    return columnsOf(scale)
        .map(({ fromMs, toMs }) => {
            const within = changes.filter(({ tMs }) => tMs > fromMs && tMs < toMs)
            const before = brightnessAt(changes, fromMs)
            if (within.length === 0) return before > 0 ? solid : empty
            return blinking
        })
        .join("")
}

/** The lamp over some flashes, light drawn high. */
export function drawLamp(
    changes: readonly LampChange[],
    scale: TimeScale,
    { solid, bars }: Signs
): string {
    return columnsOf(scale)
        .map(({ fromMs, toMs }) => brightnessAt(changes, (fromMs + toMs) / 2))
        .map(value => (value > 0 ? solid : bars[1]!))
        .join("")
}

/** Clock times below or above a drawing, every `stepMs`. */
export function drawAxis(scale: TimeScale, stepMs: number, format: (ms: number) => string): string {
    let axis = ""
    for (let ms = Math.ceil(scale.fromMs / stepMs) * stepMs; ms < scale.toMs; ms += stepMs) {
        const column = Math.floor(
            ((ms - scale.fromMs) / (scale.toMs - scale.fromMs)) * scale.columns
        )
        const label = format(ms)
        if (column < axis.length || column + label.length > scale.columns) continue
        axis = axis.padEnd(column) + label + " "
    }
    return axis.trimEnd()
}

export function rms(samples: Float32Array | Int16Array): number {
    let sum = 0
    for (let i = 0; i < samples.length; i++) sum += samples[i]! * samples[i]!
    return Math.sqrt(sum / Math.max(1, samples.length))
}

/** Before the first change it was dark. */
function brightnessAt(changes: readonly LampChange[], tMs: number): number {
    return changes.findLast(change => change.tMs <= tMs)?.value ?? 0
}

function columnsOf(scale: TimeScale): Span[] {
    return Array.from({ length: scale.columns }, (_, index) => ({
        fromMs: columnStartMs(scale, index),
        toMs: columnStartMs(scale, index + 1),
    }))
}
