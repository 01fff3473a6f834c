/** How loud it is: a bar for the eye, a value for a screen reader, and a word where it is too loud. */

import { useRef } from "preact/hooks"
import { t } from "../texts/texts.ts"

/** What is quieter is not shown. */
const QUIETEST_DB = -60
const CLIPPING = 0.985
const CLIP_SHOWN_MS = 3000
/** A screen reader is told so often. */
const TOLD_MS = 1000

export function LevelMeter({ label, peak }: { readonly label: string; readonly peak: number }) {
    const db = peak > 0 ? 20 * Math.log10(peak) : -Infinity
    const part = Math.max(0, Math.min(1, 1 - db / QUIETEST_DB))
    const now = performance.now()
    const clippedAt = useRef(-Infinity)
    if (peak >= CLIPPING) clippedAt.current = now
    const told = useRef({ atMs: -Infinity, percent: 0 })
    if (now - told.current.atMs >= TOLD_MS)
        told.current = { atMs: now, percent: Math.round(100 * part) }
    const isTooLoud = now - clippedAt.current < CLIP_SHOWN_MS
    return (
        <div class="meter">
            <span>{label}</span>
            <span class="word too-loud">{isTooLoud ? t("tooLoud") : ""}</span>
            <span
                role="meter"
                aria-label={label}
                aria-valuemin={0}
                aria-valuemax={100}
                aria-valuenow={told.current.percent}
                class="bar"
            >
                <span class="bar-fill" style={{ width: `${100 * part}%` }} />
            </span>
        </div>
    )
}
