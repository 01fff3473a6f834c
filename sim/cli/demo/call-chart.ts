/** The whole call at one look: who sounded when, and the lamp. */

import { type TimelineEvent } from "../../report/timeline.ts"
import { soundBetween, spansOf } from "../../scenario/picture/spans.ts"
import { type RecordedSound } from "../../scenario/world.ts"
import {
    columnStartMs,
    drawAxis,
    drawBars,
    drawLampLane,
    drawSpans,
    rms,
    type TimeScale,
} from "./drawing.ts"
import { lampChange } from "./lamp-watch.ts"
import { type Look } from "./look.ts"
import { formatClock } from "./screen.ts"

const LABEL_COLUMNS = 16
/** Room before the first ring and for the last label of the axis. */
const MARGIN_MS = 500
/** Bars from the line's noise up to loud speech, dB under full scale. */
const FLOOR_DB = -50
const CEILING_DB = -15
/** Steps of the axis; the first that leaves a label room is taken. */
const AXIS_STEPS_MS = [1000, 2000, 5000, 10_000, 20_000, 60_000]
const AXIS_LABEL_COLUMNS = 8

export interface ChartedCall {
    readonly events: readonly TimelineEvent[]
    readonly callerHeard: RecordedSound
    readonly room: RecordedSound
}

/** One line a lane, and the clock below; [] where it never rang. */
export function drawCall(call: ChartedCall, look: Look): string[] {
    const ring = call.events.find(each => each.event === "ring-on")
    if (!ring) return []
    const scale = {
        fromMs: Math.max(0, ring.tMs - MARGIN_MS),
        toMs: call.events.at(-1)!.tMs + MARGIN_MS,
        columns: look.columns - LABEL_COLUMNS,
    }
    const { events } = call
    const { signs } = look
    const spans = (source: string, on: string, off: string) =>
        drawSpans(spansOf(events, source, on, off), scale, signs)
    const levels = (sound: RecordedSound) => drawBars(levelsOf(sound, scale), 1, signs)[0]!
    const lamp = events.map(lampChange).filter(change => change !== undefined)
    const lanes: readonly [string, string][] = [
        ["ring", spans("exchange", "ring-on", "ring-off")],
        ["caller hears", levels(call.callerHeard)],
        ["caller speaks", spans("caller", "speak-start", "speak-end")],
        ["recording", spans("modem", "record-start", "record-end")],
        ["loudspeaker", levels(call.room)],
        ["lamp", drawLampLane(lamp, scale, signs)],
        ["", drawAxis(scale, axisStepMs(scale), ms => formatClock(ms).slice(0, -2))],
    ]
    return lanes.map(([label, cells]) => `  ${label}`.padEnd(LABEL_COLUMNS) + cells)
}

/** Loudness in each column, 0 … 1. */
function levelsOf(sound: RecordedSound, scale: TimeScale): number[] {
    return Array.from({ length: scale.columns }, (_, index) => {
        const samples = soundBetween(
            sound,
            columnStartMs(scale, index),
            columnStartMs(scale, index + 1)
        )
        const db = 20 * Math.log10(rms(samples) / 32768)
        return Math.max(0, (db - FLOOR_DB) / (CEILING_DB - FLOOR_DB))
    })
}

function axisStepMs({ fromMs, toMs, columns }: TimeScale): number {
    const labelMs = ((toMs - fromMs) / columns) * AXIS_LABEL_COLUMNS
    return AXIS_STEPS_MS.find(step => step >= labelMs) ?? AXIS_STEPS_MS.at(-1)!
}
