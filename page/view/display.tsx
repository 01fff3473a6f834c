/** The machine's display: its points for the eye, its text for a screen reader. */

import { useLayoutEffect, useRef } from "preact/hooks"
import { DISPLAY_WIDTH, displayPoints } from "../state/display.ts"
import { machine } from "../state/page-state.ts"
import { t } from "../texts/texts.ts"

/** Pixels of the canvas for a point, and for the dark between two. */
const POINT_PX = 6
const GAP_PX = 1

export function DisplayView() {
    const { text, picture } = machine.value.display
    const canvas = useRef<HTMLCanvasElement>(null)
    const { height, points } = displayPoints(picture)
    useLayoutEffect(() => draw(canvas.current!, points), [picture])
    return (
        <div class="display" role="group" aria-label={t("display")}>
            <canvas
                ref={canvas}
                width={DISPLAY_WIDTH * POINT_PX}
                height={height * POINT_PX}
                aria-hidden="true"
            />
            <div class="unseen">
                {text === ""
                    ? t("displayDark")
                    : text.split("\n").map((line, i) => <p key={i}>{line}</p>)}
            </div>
        </div>
    )
}

function draw(canvas: HTMLCanvasElement, points: Uint8Array): void {
    const pen = canvas.getContext("2d")!
    pen.clearRect(0, 0, canvas.width, canvas.height)
    pen.fillStyle = getComputedStyle(canvas).color
    points.forEach((point, at) => {
        if (point === 0) return
        const x = (at % DISPLAY_WIDTH) * POINT_PX
        const y = Math.floor(at / DISPLAY_WIDTH) * POINT_PX
        pen.fillRect(x, y, POINT_PX - GAP_PX, POINT_PX - GAP_PX)
    })
}
