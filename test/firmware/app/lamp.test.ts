import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { Lamp, LampPattern } from "../../../src/app/lamp"
import { FakePanel } from "../support/fake-panel"

/** What the lamp was set to in a second and a half of virtual time. */
async function shows(pattern: LampPattern): Promise<string> {
    const panel = new FakePanel()
    const lamp = new Lamp(panel)
    lamp.pattern = pattern
    const run = async () => {
        await lamp.run()
    }
    const fiber = run.start()
    await ds.sleep(1400)
    fiber.terminate()
    return panel.lamp
}

describe("Lamp", () => {
    test("is dark, blinks twice in two seconds, or flashes shortly", async () => {
        expect(await shows(LampPattern.Dark)).toBe("000")
        expect(await shows(LampPattern.Unheard)).toBe("101")
        expect(await shows(LampPattern.Trouble)).toBe("10")
    })
})
