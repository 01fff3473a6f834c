import * as ds from "@devicescript/core"
import { Key, KeyEvent, Panel } from "../../../src/hal/panel"

/** Keys as a test presses them; what the lamp was set to, one figure each. */
export class FakePanel implements Panel {
    lamp = ""
    wasPlayHeld = false
    isPlayDown = false
    /** Keys are told when they are pressed; else as soon as somebody asks. */
    isPunctual = false
    private events: KeyEvent[] = []

    /** The key goes down, and `downMs` later up. */
    press(atMs: number, downMs: number, key = Key.Play): void {
        this.down(atMs, key)
        this.events.push({ key, isDown: false, atMs: atMs + downMs })
    }

    down(atMs: number, key = Key.Play): void {
        this.events.push({ key, isDown: true, atMs })
    }

    nextKeyEvent(): KeyEvent | undefined {
        const isDue = this.events.length > 0 && this.events[0].atMs <= ds.millis()
        return isDue || !this.isPunctual ? this.events.shift() : undefined
    }

    keyCount(): number {
        return 1
    }

    async setLamp(brightness: number): Promise<void> {
        this.lamp += brightness
    }
}

/** Writes down what it was last told to show. */
export class FakeLamp {
    shown = ""
    isSteady = false
    verdict = -1

    showVerdict(verdict: number): void {
        this.verdict = verdict
    }

    show(unheard: number, flashes: number, isReturnDue: boolean): void {
        this.shown = unheard + "," + flashes + (isReturnDue ? ",calls" : "")
    }

    setSteady(isSteady: boolean): void {
        this.isSteady = isSteady
    }
}
