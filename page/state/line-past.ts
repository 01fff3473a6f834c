/** The line's sound of before this page was loaded, or before it was sent again: asked for, and drawn before what comes now. */

import { effect } from "@preact/signals"
import {
    decodeFrame,
    DRAWN_CHANNELS,
    frameBytes,
    type SoundFrame,
} from "../../sim/protocol/frame.ts"
import { FASTEST_DRAWN } from "../../sim/protocol/speeds.ts"
import { drawLineFrame, holdLine, releaseLine } from "./line-sound.ts"
import { runNumber, speed } from "./page-state.ts"

/** Between two of these portions the page does other things. */
const PORTION_FRAMES = 400

/** Counts what was asked for: only the last counts. */
let asked = 0

/** At each greeting, and when the sound is sent again that was not while time ran as fast as it could. To be called once. */
export function watchLinePast(): void {
    effect(() => {
        const isSent = speed.value <= FASTEST_DRAWN
        if (runNumber.value > 0 && isSent) void readLinePast()
    })
}

/** Waits: for the server, and until all is drawn. */
export async function readLinePast(): Promise<void> {
    const own = ++asked
    holdLine()
    const frames = await fetchFrames()
    for (let at = 0; at < frames.length && own === asked; at += PORTION_FRAMES) {
        for (const { number, channels } of frames.slice(at, at + PORTION_FRAMES))
            drawLineFrame({ number, toModem: channels[0]!, fromModem: channels[1]! })
        await new Promise(resolve => setTimeout(resolve))
    }
    if (own === asked) releaseLine(frames.at(-1)?.number ?? -1)
}

/** None where the server has none, or can't be reached: the picture begins with what comes now. */
async function fetchFrames(): Promise<SoundFrame[]> {
    const answer = await fetch("/run/line-sound").catch(() => undefined)
    if (!answer?.ok) return []
    const bytes = await answer.arrayBuffer()
    const size = frameBytes(DRAWN_CHANNELS)
    const count = Math.floor(bytes.byteLength / size)
    const frames = Array.from({ length: count }, (_, i) =>
        decodeFrame(bytes.slice(i * size, (i + 1) * size), DRAWN_CHANNELS)
    )
    return frames.filter(frame => frame !== undefined)
}
