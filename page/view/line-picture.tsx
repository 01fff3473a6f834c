/** The line's sound drawn: waveform and spectrogram each way, and below them the lanes of what went on. */

import { useLayoutEffect, useRef } from "preact/hooks"
import { nowMs } from "../state/page-state.ts"
import {
    endMs,
    fromModem,
    heldMs,
    PICTURE_PX,
    soundEnd,
    toModem,
    zoom,
    ZOOMS,
} from "../state/line-sound.ts"
import { isPaused } from "../state/timeline-view.ts"
import { COLUMN_MS, type SoundPicture } from "../state/sound-picture.ts"
import { BINS } from "../state/spectrum.ts"
import { t } from "../texts/texts.ts"
import { LanesView } from "./lanes.tsx"
import { formatMs } from "./format.ts"
import { save } from "./save-button.tsx"
import { PALETTE } from "./palette.ts"

const WAVE_HEIGHT = 48
/** Drawing takes time with every column in view, so a long stretch is drawn less often. */
const REDRAW_MS_PER_ZOOM = 60

export function LinePicture() {
    const end = Math.floor(endMs.value / COLUMN_MS)
    void soundEnd.value
    return (
        <figure class="picture">
            <Strip picture={toModem} end={end} name={t("lineIn")} />
            <Strip picture={fromModem} end={end} name={t("lineOut")} />
            <LanesView
                fromMs={(end - PICTURE_PX * zoom.value) * COLUMN_MS}
                toMs={end * COLUMN_MS}
            />
            <figcaption class="row">
                <label class="grow">
                    {t("upTo")}
                    <input
                        type="range"
                        min={0}
                        max={Math.ceil(nowMs.value)}
                        step={100}
                        value={endMs.value}
                        aria-valuetext={`${formatMs(endMs.value)} s`}
                        onInput={event => (heldMs.value = event.currentTarget.valueAsNumber)}
                    />
                </label>
                <button
                    type="button"
                    aria-pressed={heldMs.value === undefined}
                    onClick={() => (heldMs.value = undefined)}
                >
                    {t("followNow")}
                </button>
                <button
                    type="button"
                    onClick={event => savePicture(event.currentTarget.closest("figure")!)}
                >
                    {t("exportPicture")}
                </button>
                <label>
                    {t("zoom")}
                    <select
                        value={zoom.value}
                        onChange={event => (zoom.value = Number(event.currentTarget.value))}
                    >
                        {ZOOMS.map(each => (
                            <option key={each} value={each}>
                                {t("seconds", {
                                    n: Math.round((PICTURE_PX * each * COLUMN_MS) / 1000),
                                })}
                            </option>
                        ))}
                    </select>
                </label>
            </figcaption>
        </figure>
    )
}

interface StripProps {
    readonly picture: SoundPicture
    /** Column after the last in view. */
    readonly end: number
    readonly name: string
}

function Strip({ picture, end, name }: StripProps) {
    const canvas = useRef<HTMLCanvasElement>(null)
    const drawnAt = useRef(-Infinity)
    useLayoutEffect(() => {
        if (isPaused.value) return
        const draw = () => {
            drawnAt.current = performance.now()
            drawStrip(canvas.current!, picture, end)
        }
        const waitMs = drawnAt.current + REDRAW_MS_PER_ZOOM * zoom.value - performance.now()
        if (waitMs <= 0) return draw()
        // What stands still is asked for once: it has to be drawn, if later.
        const timer = setTimeout(draw, waitMs)
        return () => clearTimeout(timer)
    })
    const from = end - PICTURE_PX * zoom.value
    const { low, high } = picture.peaks(from, end)
    const peak = Math.max(high, -low)
    const level = peak > 0 ? `${Math.round(20 * Math.log10(peak))} dB` : t("silence")
    return (
        <div>
            <span class="hint">{name}</span>
            <canvas
                ref={canvas}
                width={PICTURE_PX}
                height={WAVE_HEIGHT + BINS / 2}
                role="img"
                aria-label={`${name}: ${t("loudest")} ${level}`}
            />
        </div>
    )
}

function drawStrip(canvas: HTMLCanvasElement, picture: SoundPicture, end: number): void {
    const pen = canvas.getContext("2d")!
    const step = zoom.peek()
    const first = end - PICTURE_PX * step
    const middle = WAVE_HEIGHT / 2
    pen.clearRect(0, 0, PICTURE_PX, WAVE_HEIGHT)
    pen.fillStyle = getComputedStyle(canvas).color
    const spectrum = pen.createImageData(PICTURE_PX, BINS / 2)
    for (let x = 0; x < PICTURE_PX; x++) {
        const from = first + x * step
        const { low, high } = picture.peaks(from, from + step)
        pen.fillRect(x, middle - high * middle, 1, Math.max(1, (high - low) * middle))
        drawColumn(spectrum, x, picture, from, step)
    }
    pen.putImageData(spectrum, 0, WAVE_HEIGHT)
}

/** Two bands a row, low ones below. */
function drawColumn(
    image: ImageData,
    x: number,
    picture: SoundPicture,
    from: number,
    step: number
): void {
    for (let row = 0; row < BINS / 2; row++) {
        const bin = BINS - 2 - 2 * row
        const level = picture.level(bin, from, from + step)
        const above = picture.level(bin + 1, from, from + step)
        const colour = 4 * Math.max(level, above)
        image.data.set(PALETTE.subarray(colour, colour + 4), 4 * (row * PICTURE_PX + x))
    }
}

/** All that is drawn, one below the other, as one picture. */
function savePicture(figure: HTMLElement): void {
    const drawn = [...figure.querySelectorAll("canvas")]
    const whole = document.createElement("canvas")
    whole.width = PICTURE_PX
    whole.height = drawn.reduce((sum, { height }) => sum + height, 0)
    const pen = whole.getContext("2d")!
    let y = 0
    for (const canvas of drawn) {
        pen.drawImage(canvas, 0, y)
        y += canvas.height
    }
    whole.toBlob(blob => {
        if (blob) save("line.png", blob)
    })
}
