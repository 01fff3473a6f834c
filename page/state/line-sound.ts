/** The sound of the line, to the modem and from it, as it comes from the worker, and the stretch of it that is looked at. */

import { computed, effect, signal } from "@preact/signals"
import { nowMs, runNumber } from "./page-state.ts"
import { COLUMN_MS, SoundPicture } from "./sound-picture.ts"

export const toModem = new SoundPicture()
export const fromModem = new SoundPicture()
/** Grows with the sound; a view that reads it is drawn anew. */
export const soundEnd = signal(0)

/** Pixels of the picture from left to right. */
export const PICTURE_PX = 900
/** Columns of sound for a pixel. */
export const ZOOMS = [1, 2, 5, 10, 30] as const
export const zoom = signal<number>(2)
/** Last moment in view, virtual ms; undefined: now. */
export const heldMs = signal<number | undefined>(undefined)
export const endMs = computed(() => heldMs.value ?? nowMs.value)

// Another run has another time.
effect(() => {
    void runNumber.value
    heldMs.value = undefined
})

/** All between two moments comes into view, and stays there. */
export function showStretch(fromMs: number, toMs: number): void {
    const columns = (toMs - fromMs) / COLUMN_MS
    zoom.value = ZOOMS.find(each => each * PICTURE_PX >= columns) ?? ZOOMS.at(-1)!
    heldMs.value = toMs
}

export interface LineFrame {
    readonly number: number
    readonly toModem: Float32Array
    readonly fromModem: Float32Array
}

/** A view is drawn ten times a second, and not at every frame. */
const TOLD_EVERY_FRAMES = 5
const COLUMNS_PER_FRAME = 20 / COLUMN_MS

/** Frames that have come while older ones are asked for; undefined: none are. */
let held: LineFrame[] | undefined

/** A frame that has come just now. */
export function addLineFrame(frame: LineFrame): void {
    if (held) held.push(frame)
    else drawLineFrame(frame)
}

/** What comes now has to wait for what was before. */
export function holdLine(): void {
    held = []
}

/** @param last number of the last frame that was drawn meanwhile */
export function releaseLine(last: number): void {
    const waiting = held ?? []
    held = undefined
    for (const frame of waiting) if (frame.number > last) drawLineFrame(frame)
    soundEnd.value = toModem.end
}

/** An earlier one than was drawn before begins the picture anew. */
export function drawLineFrame(frame: LineFrame): void {
    const at = frame.number * COLUMNS_PER_FRAME
    toModem.add(at, frame.toModem)
    fromModem.add(at, frame.fromModem)
    if (frame.number % TOLD_EVERY_FRAMES === 0) soundEnd.value = toModem.end
}
