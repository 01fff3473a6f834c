import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { Lamp } from "../../../src/app/lamp"
import { Panel } from "../../../src/hal/panel"

/** Writes down the lamp as a person sees it: a letter for every light by its length, "-" for a long dark. */
class WatchedPanel implements Panel {
    seen = ""
    isLit = false
    readonly wasPlayHeld = false
    readonly isPlayDown = false
    private changedMs = 0

    nextKeyEvent(): undefined {
        return undefined
    }

    keyCount(): number {
        return 1
    }

    async setLamp(brightness: number): Promise<void> {
        const isLit = brightness > 0
        if (isLit === this.isLit) return
        const ms = ds.millis() - this.changedMs
        if (this.isLit) this.seen += ms > 600 ? "L" : ms > 200 ? "B" : "f"
        else if (ms > 1000 && this.seen !== "") this.seen += "-"
        this.isLit = isLit
        this.changedMs = ds.millis()
    }
}

/** What is seen in `ms` after `set`. */
async function seen(set: (lamp: Lamp) => void, ms: number): Promise<string> {
    const panel = new WatchedPanel()
    const lamp = new Lamp(panel)
    const run = async () => {
        await lamp.run()
    }
    const fiber = run.start()
    await ds.sleep(10)
    set(lamp)
    await ds.sleep(ms)
    fiber.terminate()
    return panel.seen + (panel.isLit ? "*" : "")
}

function unheard(count: number, flashes: number): (lamp: Lamp) => void {
    return lamp => lamp.show(count, flashes, false)
}

describe("Lamp", () => {
    test("is dark while there is nothing", async () => {
        expect(await seen(unheard(0, 0), 3000)).toBe("")
    })
    test("blinks as often as there are messages, and then pauses", async () => {
        expect(await seen(unheard(1, 0), 4500)).toBe("B-B-B")
        expect(await seen(unheard(3, 0), 6000)).toBe("BBB-BBB")
    })
    test("blinks nine times for nine and for more", async () => {
        expect((await seen(unheard(9, 0), 8500)).startsWith("BBBBBBBBB-B")).toBe(true)
        expect((await seen(unheard(12, 0), 8500)).startsWith("BBBBBBBBB-B")).toBe(true)
    })
    test("flashes as often as it is told, and after the blinks where both are to be seen", async () => {
        expect(await seen(unheard(0, 2), 3300)).toBe("ff-ff")
        expect(await seen(unheard(2, 2), 4750)).toBe("BB-ff-*")
        expect(await seen(unheard(0, 1), 3350)).toBe("f-f")
        expect(await seen(unheard(0, 3), 3900)).toBe("fff-fff")
    })
    test("shows that calls wait by a long blink, before the flashes, and only when all is heard", async () => {
        expect(await seen(lamp => lamp.show(0, 0, true), 5150)).toBe("L-L-*")
        expect(await seen(lamp => lamp.show(0, 2, true), 4600)).toBe("L-ff-*")
        expect(await seen(lamp => lamp.show(1, 0, true), 4500)).toBe("B-B-B")
    })
    test("is lit while in use, at once, and takes up the blinking with a whole group", async () => {
        const panel = new WatchedPanel()
        const lamp = new Lamp(panel)
        const run = async () => {
            await lamp.run()
        }
        const fiber = run.start()
        await ds.sleep(10)
        lamp.show(2, 0, false)
        await ds.sleep(450)
        lamp.setSteady(true)
        await ds.sleep(20)
        expect(panel.isLit).toBe(true)
        await ds.sleep(3000)
        expect(panel.isLit).toBe(true)
        panel.seen = ""
        lamp.setSteady(false)
        await ds.sleep(2000)
        expect(panel.seen).toBe("LBB")
        fiber.terminate()
    })
    test("shows three times what the self-test has found, whatever else there is, and then that", async () => {
        const verdict = (part: number) => (lamp: Lamp) => {
            lamp.setSteady(true)
            lamp.showVerdict(part)
            lamp.show(1, 2, false)
        }
        expect(await seen(verdict(3), 13000)).toBe("BBB-BBB-BBB-B-ff-*")
        expect(await seen(verdict(0), 10600)).toBe("L-L-L-B-ff")
    })
    test("lit steadily, it has shown that long enough", async () => {
        const again = (lamp: Lamp) => {
            lamp.showVerdict(2)
            lamp.setSteady(true)
            lamp.setSteady(false)
        }
        expect(await seen(again, 3000)).toBe("")
    })
})
