/** What a finger does to the keys of the panel. */
import * as ds from "@devicescript/core"
import { Key, Panel } from "../hal/panel"

export enum Gesture {
    /** The key went down; told at once, so that something happens at once. */
    Press = 1,
    /** It went down a second time soon after; of Play only. */
    DoublePress,
    /** It has been down for long since the last Press or DoublePress, and may still be. */
    Hold,
    /** Even longer; told after Hold, or instead where nobody looked meanwhile. */
    LongHold,
}

/** From one going down to the next: what fingers call a double press. */
const DOUBLE_MS = 500
const HOLD_MS = 800
const LONG_HOLD_MS = 2000

export class Gestures {
    /** Of what was told last. */
    key = Key.Play
    isDown = false
    /** What was told since the key went down. */
    private told = Gesture.LongHold
    private downAtMs = 0
    /** The last press was the second of two: the next one begins anew. */
    private wasDouble = true

    constructor(private panel: Panel) {}

    /** What the finger did first of what is not yet taken, or undefined. Does not wait. */
    next(): Gesture | undefined {
        let event = this.panel.nextKeyEvent()
        while (event) {
            const gesture = this.take(event.key, event.isDown, event.atMs)
            if (gesture !== undefined) return gesture
            event = this.panel.nextKeyEvent()
        }
        return this.heldUntil(ds.millis())
    }

    /** Nothing more can come of the last press. */
    isSettled(): boolean {
        if (this.isDown) return this.told >= Gesture.Hold
        return this.wasDouble || this.key !== Key.Play || ds.millis() - this.downAtMs > DOUBLE_MS
    }

    /** Forget what was not taken. */
    forget(): void {
        while (this.next() !== undefined) this.wasDouble = true
        this.endHold()
    }

    /** However long the key is still down: it means nothing more. */
    endHold(): void {
        this.told = Gesture.LongHold
    }

    private take(key: Key, isDown: boolean, atMs: number): Gesture | undefined {
        const isSame = key === this.key
        if (!isDown) {
            // One finger at a time: another key has gone down since.
            if (!isSame) return undefined
            const gesture = this.heldUntil(atMs)
            this.isDown = false
            return gesture
        }
        const isQuick = atMs - this.downAtMs <= DOUBLE_MS
        const isDouble = isSame && key === Key.Play && isQuick && !this.wasDouble
        this.key = key
        this.isDown = true
        this.told = Gesture.Press
        this.downAtMs = atMs
        this.wasDouble = isDouble
        return isDouble ? Gesture.DoublePress : Gesture.Press
    }

    private heldUntil(ms: number): Gesture | undefined {
        if (!this.isDown) return undefined
        const heldMs = ms - this.downAtMs
        let held = heldMs >= HOLD_MS ? Gesture.Hold : Gesture.Press
        if (heldMs >= LONG_HOLD_MS) held = Gesture.LongHold
        if (held <= this.told) return undefined
        this.told = held
        return held
    }
}
