import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { Gesture, Gestures } from "../../../src/owner/gestures"
import { FakePanel } from "../support/fake-panel"

/** All that is told now, in figures. */
function told(gestures: Gestures): string {
    let all = ""
    let gesture = gestures.next()
    while (gesture !== undefined) {
        all += gesture
        gesture = gestures.next()
    }
    return all
}

const PRESS = "" + Gesture.Press
const DOUBLE = "" + Gesture.DoublePress
const HOLD = "" + Gesture.Hold
const LONG = "" + Gesture.LongHold

describe("Gestures", () => {
    test("a press is told when the key goes down, and settled when no second one can follow", async () => {
        const panel = new FakePanel()
        const gestures = new Gestures(panel)
        expect(gestures.isSettled()).toBe(true)
        panel.press(ds.millis(), 120)
        expect(told(gestures)).toBe(PRESS)
        expect(gestures.isSettled()).toBe(false)
        await ds.sleep(510)
        expect(told(gestures)).toBe("")
        expect(gestures.isSettled()).toBe(true)
    })
    test("two presses within half a second are a press and a double press, and that is settled", () => {
        const panel = new FakePanel()
        const gestures = new Gestures(panel)
        panel.press(1000, 120)
        panel.press(1270, 120)
        expect(told(gestures)).toBe(PRESS + DOUBLE)
        expect(gestures.isSettled()).toBe(true)
    })
    test("slower ones are two presses, and three quick ones are not two double presses", () => {
        const panel = new FakePanel()
        const gestures = new Gestures(panel)
        panel.press(1000, 120)
        panel.press(1501, 120)
        expect(told(gestures)).toBe(PRESS + PRESS)
        panel.press(5000, 50)
        panel.press(5100, 50)
        panel.press(5200, 50)
        expect(told(gestures)).toBe(PRESS + DOUBLE + PRESS)
    })
    test("a key that stays down is a hold, told once while it is down", async () => {
        const panel = new FakePanel()
        const gestures = new Gestures(panel)
        const downMs = ds.millis()
        panel.down(downMs)
        expect(told(gestures)).toBe(PRESS)
        await ds.sleep(700)
        expect(told(gestures)).toBe("")
        expect(gestures.isSettled()).toBe(false)
        await ds.sleep(110)
        expect(told(gestures)).toBe(HOLD)
        expect(gestures.isSettled()).toBe(true)
        await ds.sleep(500)
        expect(told(gestures)).toBe("")
    })
    test("a hold that nobody looked at is still one, and a shorter one is not", () => {
        const panel = new FakePanel()
        const gestures = new Gestures(panel)
        panel.press(1000, 800)
        panel.press(3000, 790)
        expect(told(gestures)).toBe(PRESS + HOLD + PRESS)
    })
    test("a key that stays down even longer is a long hold, told once; or at once where nobody looked", async () => {
        const panel = new FakePanel()
        const gestures = new Gestures(panel)
        panel.down(ds.millis() - 1000)
        expect(told(gestures)).toBe(PRESS + HOLD)
        await ds.sleep(900)
        expect(told(gestures)).toBe("")
        await ds.sleep(110)
        expect(told(gestures)).toBe(LONG)
        await ds.sleep(2000)
        expect(told(gestures)).toBe("")
        panel.press(ds.millis() + 5000, 2100)
        expect(told(gestures)).toBe(PRESS + LONG)
    })
    test("a hold that has meant something means nothing more, nor does one that is forgotten", async () => {
        const panel = new FakePanel()
        const gestures = new Gestures(panel)
        panel.down(ds.millis() - 1000)
        expect(told(gestures)).toBe(PRESS + HOLD)
        gestures.endHold()
        await ds.sleep(1100)
        expect(told(gestures)).toBe("")
        panel.down(ds.millis() - 100)
        gestures.forget()
        await ds.sleep(2000)
        expect(told(gestures)).toBe("")
    })
    test("what is forgotten is not told, and does not make the next press a double one", () => {
        const panel = new FakePanel()
        const gestures = new Gestures(panel)
        panel.press(1000, 120)
        gestures.forget()
        panel.press(1300, 120)
        expect(told(gestures)).toBe(PRESS)
    })
})
