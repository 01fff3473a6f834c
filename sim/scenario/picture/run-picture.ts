/**
 * A run as a picture, for whoever would rather look than read: lanes over one clock, the line above, the machine below.
 *
 *     Ring            ▇▇   ▇▇
 *     Caller ID          ▪
 *     Caller hears    ~~~~~~~~~~~~~
 *     …
 *
 * SVG with its own colours for light and dark surroundings. The text that a screen reader tells is in title and desc.
 */

import { type TimelineEvent } from "../../report/timeline.ts"
import { type RecordedSound } from "../world.ts"
import { soundBetween, spansOf, type Span } from "./spans.ts"
import { band, box, escapeText, text, verticalLine } from "./svg.ts"

export interface PicturedRun {
    readonly events: readonly TimelineEvent[]
    /** What each caller heard, by call. */
    readonly heard: readonly RecordedSound[]
    readonly room: RecordedSound
}

interface Lane {
    readonly label: string
    /** Marks of the lane, around the middle `y`. */
    readonly draw: (y: number) => string
}

const WIDTH = 960
const LABEL_WIDTH = 120
const RIGHT_MARGIN = 16
const LANE_HEIGHT = 34
const HALF_BAR = 9
const HALF_WAVE = 14
const TOP = 12
const AXIS_HEIGHT = 26
/** Room around the first and the last thing that happened. */
const MARGIN_MS = 500
const AXIS_STEPS_MS = [1000, 2000, 5000, 10_000, 20_000, 60_000, 120_000, 300_000, 600_000]
const AXIS_LABELS_MAX = 14
/** Loud speech on a line: half of full scale fills the lane. */
const FULL_LEVEL = 16384
const STEP_PX = 1.5

const STYLE = `
    svg { background: #fff }
    text { font: 12px system-ui, sans-serif; fill: #24292f }
    .small { font-size: 11px; fill: #57606a }
    .tick { text-anchor: middle }
    .grid { stroke: #d0d7de; stroke-width: 1 }
    .ring { fill: #bf8700 } .id { fill: #8250df } .line { fill: #0969da } .speech { fill: #1a7f37 }
    .tape { fill: #cf222e } .write { stroke: #cf222e; stroke-width: 1 } .room { fill: #0969da }
    .key { fill: #24292f } .lamp { fill: #fa4549 }
    @media (prefers-color-scheme: dark) {
        svg { background: #0d1117 } text { fill: #e6edf3 } .small { fill: #8d96a0 } .grid { stroke: #30363d }
        .ring { fill: #d29922 } .id { fill: #a371f7 } .line, .room { fill: #58a6ff } .speech { fill: #3fb950 }
        .tape { fill: #f85149 } .write { stroke: #f85149 } .key { fill: #e6edf3 } .lamp { fill: #ff7b72 }
    }`

/** Draw the whole run. Where nobody called and no key was pressed the picture shows the time from power-on. */
export function drawRun(run: PicturedRun): string {
    const scale = new Scale(run.events)
    const lanes = [...lineLanes(run, scale), ...machineLanes(run, scale)]
    const bottom = TOP + lanes.length * LANE_HEIGHT
    const drawn = lanes.map(({ label, draw }, index) => {
        const y = TOP + (index + 0.5) * LANE_HEIGHT
        return text(8, y + 4, "label", label) + draw(y)
    })
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + AXIS_HEIGHT}" role="img">`,
        `<title>What happened, by the clock</title>`,
        `<desc>${escapeText(describe(run.events))}</desc>`,
        `<style>${STYLE}\n</style>`,
        drawAxis(scale, bottom),
        ...drawn,
        "</svg>\n",
    ].join("\n")
}

class Scale {
    readonly fromMs: number
    readonly toMs: number
    private readonly pxPerMs: number

    constructor(events: readonly TimelineEvent[]) {
        const first = events.find(each => each.event === "ring-on" || each.event === "press")
        this.fromMs = Math.max(0, (first?.tMs ?? 0) - MARGIN_MS)
        this.toMs = (events.at(-1)?.tMs ?? 0) + MARGIN_MS
        this.pxPerMs = (WIDTH - LABEL_WIDTH - RIGHT_MARGIN) / (this.toMs - this.fromMs)
    }

    x(ms: number): number {
        return LABEL_WIDTH + (Math.min(ms, this.toMs) - this.fromMs) * this.pxPerMs
    }

    ms(x: number): number {
        return this.fromMs + (x - LABEL_WIDTH) / this.pxPerMs
    }

    isIn({ fromMs, toMs }: Span): boolean {
        return toMs > this.fromMs && fromMs < this.toMs
    }
}

function lineLanes({ events, heard }: PicturedRun, scale: Scale): Lane[] {
    const spans = (source: string, on: string, off: string, className: string) => (y: number) =>
        drawSpans(spansOf(events, source, on, off), scale, y, className)
    return [
        { label: "Ring", draw: spans("exchange", "ring-on", "ring-off", "ring") },
        { label: "Caller ID", draw: spans("exchange", "caller-id-start", "caller-id-end", "id") },
        { label: "Off-hook", draw: spans("exchange", "off-hook", "on-hook", "line") },
        {
            label: "Caller hears",
            draw: y => heard.map(sound => drawWave(sound, scale, y, "line")).join(""),
        },
        { label: "Caller speaks", draw: spans("caller", "speak-start", "speak-end", "speech") },
    ]
}

function machineLanes({ events, room }: PicturedRun, scale: Scale): Lane[] {
    const recordings = spansOf(events, "modem", "record-start", "record-end")
    const writes = events.filter(each => each.source === "card" && each.event === "write")
    const lamp = lampSpans(events)
    return [
        { label: "Recording", draw: y => drawSpans(recordings, scale, y, "tape") },
        {
            label: "Card writes",
            draw: y => drawTicks(writes, scale, y, "write"),
        },
        {
            label: "Play button",
            draw: y => drawSpans(spansOf(events, "panel", "press", "release"), scale, y, "key"),
        },
        { label: "Loudspeaker", draw: y => drawWave(room, scale, y, "room") },
        { label: "Message lamp", draw: y => drawSpans(lamp, scale, y, "lamp") },
    ]
}

function lampSpans(events: readonly TimelineEvent[]): Span[] {
    const spans: Span[] = []
    let litMs: number | undefined
    for (const { source, event, tMs, fields } of events) {
        if (source !== "panel" || event !== "lamp") continue
        const isLit = Number(fields["value"]) > 0
        if (isLit) litMs ??= tMs
        else if (litMs !== undefined) {
            spans.push({ fromMs: litMs, toMs: tMs })
            litMs = undefined
        }
    }
    if (litMs !== undefined) spans.push({ fromMs: litMs, toMs: Infinity })
    return spans
}

function drawSpans(spans: readonly Span[], scale: Scale, y: number, className: string): string {
    return spans
        .filter(span => scale.isIn(span))
        .map(({ fromMs, toMs }) => {
            const fromX = scale.x(Math.max(fromMs, scale.fromMs))
            return box(fromX, scale.x(toMs), y - HALF_BAR, 2 * HALF_BAR, className)
        })
        .join("")
}

function drawTicks(
    events: readonly TimelineEvent[],
    scale: Scale,
    y: number,
    className: string
): string {
    return events
        .filter(({ tMs }) => tMs >= scale.fromMs)
        .map(({ tMs }) => verticalLine(scale.x(tMs), y - HALF_BAR, y + HALF_BAR, className))
        .join("")
}

function drawWave(sound: RecordedSound, scale: Scale, y: number, className: string): string {
    const stepCount = Math.floor((WIDTH - LABEL_WIDTH - RIGHT_MARGIN) / STEP_PX)
    const levels = Array.from({ length: stepCount }, (_, index) => {
        const x = LABEL_WIDTH + index * STEP_PX
        return peak(soundBetween(sound, scale.ms(x), scale.ms(x + STEP_PX)))
    })
    return runsOfSound(levels)
        .map(({ fromIndex, levels: run }) => {
            const fromX = LABEL_WIDTH + fromIndex * STEP_PX
            const place = { fromX, stepX: STEP_PX, middleY: y, halfHeight: HALF_WAVE }
            return band(run, place, className)
        })
        .join("")
}

/** Where something sounds; silence is not drawn, which keeps the picture small. */
function runsOfSound(levels: readonly number[]): { fromIndex: number; levels: number[] }[] {
    const runs: { fromIndex: number; levels: number[] }[] = []
    levels.forEach((level, index) => {
        if (level === 0) return
        const last = runs.at(-1)
        if (last && last.fromIndex + last.levels.length === index) last.levels.push(level)
        else runs.push({ fromIndex: index, levels: [level] })
    })
    return runs
}

/** Loudest sample, 0 … 1; the line's own noise counts as nothing. */
function peak(samples: Int16Array): number {
    const NOISE = 64
    let loudest = 0
    for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample))
    return loudest < NOISE ? 0 : Math.min(1, loudest / FULL_LEVEL)
}

function drawAxis(scale: Scale, bottom: number): string {
    const lengthMs = scale.toMs - scale.fromMs
    const stepMs =
        AXIS_STEPS_MS.find(step => lengthMs / step <= AXIS_LABELS_MAX) ?? AXIS_STEPS_MS.at(-1)!
    const marks: string[] = []
    for (let ms = Math.ceil(scale.fromMs / stepMs) * stepMs; ms <= scale.toMs; ms += stepMs) {
        marks.push(verticalLine(scale.x(ms), TOP, bottom, "grid"))
        marks.push(text(scale.x(ms), bottom + 16, "small tick", formatClock(ms)))
    }
    return marks.join("")
}

/** Minutes and seconds from power-on. */
function formatClock(ms: number): string {
    const seconds = Math.round(ms / 1000)
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}

/** The run in a sentence, for those who cannot see the picture. */
function describe(events: readonly TimelineEvent[]): string {
    const count = (source: string, event: string) =>
        events.filter(each => each.source === source && each.event === event).length
    return (
        `Rings: ${count("exchange", "ring-on")}. Calls answered: ${count("caller", "answered")}. ` +
        `Recordings: ${count("modem", "record-start")}. Keys pressed: ${count("panel", "press")}.`
    )
}
