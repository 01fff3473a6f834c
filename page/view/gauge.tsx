/** One counter over the last minutes: a line for the eye, its figures in words. */

import { useRef } from "preact/hooks"
import { gaugeBook, gaugeCount } from "../state/gauge-state.ts"
import { type Gauge, type GaugePoint } from "../state/gauges.ts"
import { isPaused } from "../state/timeline-view.ts"
import { t, type TextName } from "../texts/texts.ts"

const WIDTH = 300
const HEIGHT = 64
/** Two minutes are in view. */
const POINTS_SHOWN = 120
const HEAP_BYTES = 65_536

const GAUGE_NAMES: Readonly<Record<Gauge, TextName>> = {
    transfers: "gaugeTransfers",
    bytes: "gaugeBytes",
    sectorsWritten: "gaugeWritten",
    sectorsRead: "gaugeRead",
    heapUsedBytes: "gaugeHeap",
}

export function GaugeView({ gauge }: { readonly gauge: Gauge }) {
    void gaugeCount.value
    const held = useRef<readonly GaugePoint[]>([])
    if (!isPaused.value) held.current = gaugeBook.points.slice(-POINTS_SHOWN)
    const values = held.current.map(point => point.values[gauge])
    const top = gauge === "heapUsedBytes" ? HEAP_BYTES : Math.max(1, ...values)
    const figures = t("gaugeFigures", {
        now: Math.round(values.at(-1) ?? 0),
        most: Math.round(Math.max(0, ...values)),
    })
    const name = t(GAUGE_NAMES[gauge])
    return (
        <figure class="gauge">
            <figcaption>
                <strong>{name}</strong> <span class="hint">{figures}</span>
            </figcaption>
            <svg
                viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
                preserveAspectRatio="none"
                role="img"
                aria-label={`${name}: ${figures}`}
            >
                <polyline points={pointsOf(values, top)} />
            </svg>
        </figure>
    )
}

/** The newest at the right edge. */
function pointsOf(values: readonly number[], top: number): string {
    const step = WIDTH / (POINTS_SHOWN - 1)
    const left = WIDTH - (values.length - 1) * step
    const at = (value: number) => HEIGHT - 2 - (value / top) * (HEIGHT - 4)
    return values
        .map((value, i) => `${(left + i * step).toFixed(1)},${at(value).toFixed(1)}`)
        .join(" ")
}
