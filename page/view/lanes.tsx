/** The call as lanes over the same stretch of time as the line's sound: what went on when. Words are in the table below. */

import { useLayoutEffect, useRef } from "preact/hooks"
import { laneBook, laneCount } from "../state/lane-state.ts"
import { PICTURE_PX } from "../state/line-sound.ts"
import { LANES, type Lane } from "../state/lanes.ts"
import { nowMs } from "../state/page-state.ts"
import { isPaused } from "../state/timeline-view.ts"
import { t, type TextName } from "../texts/texts.ts"

const HEIGHT = 12

const LANE_NAMES: Readonly<Record<Lane, TextName>> = {
    ring: "laneRing",
    call: "laneCall",
    says: "laneSays",
    records: "laneRecords",
    card: "laneCard",
    speaker: "laneSpeaker",
    keys: "laneKeys",
}

export interface LanesProps {
    /** First moment in view, and the one after the last, virtual ms. */
    readonly fromMs: number
    readonly toMs: number
}

export function LanesView(props: LanesProps) {
    void laneCount.value
    return (
        <div class="lanes">
            {LANES.map(lane => (
                <LaneView key={lane} lane={lane} {...props} />
            ))}
        </div>
    )
}

function LaneView({ lane, fromMs, toMs }: LanesProps & { readonly lane: Lane }) {
    const canvas = useRef<HTMLCanvasElement>(null)
    const spans = laneBook.between(lane, fromMs, toMs)
    const isStill = isPaused.value
    useLayoutEffect(() => {
        if (isStill) return
        const pen = canvas.current!.getContext("2d")!
        pen.clearRect(0, 0, PICTURE_PX, HEIGHT)
        pen.fillStyle = getComputedStyle(canvas.current!).color
        const pixelsPerMs = PICTURE_PX / (toMs - fromMs)
        for (const span of spans) {
            const endMs = Math.min(span.toMs, nowMs.peek())
            const x = (span.fromMs - fromMs) * pixelsPerMs
            pen.fillRect(x, 1, Math.max(2, (endMs - span.fromMs) * pixelsPerMs), HEIGHT - 2)
        }
    })
    const name = t(LANE_NAMES[lane])
    return (
        <div class={`lane lane-${lane}`}>
            <span aria-hidden="true">{name}</span>
            <canvas
                ref={canvas}
                width={PICTURE_PX}
                height={HEIGHT}
                role="img"
                aria-label={`${name}: ${t("timesInView", { n: spans.length })}`}
            />
        </div>
    )
}
