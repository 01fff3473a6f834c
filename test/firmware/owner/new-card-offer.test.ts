import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { StopReason } from "../../../src/audio/stop-reason"
import { LineEventKind } from "../../../src/hal/voice-line"
import { MachineFixture } from "../support/machine-fixture"
import { listen } from "../support/owner"

/**
 * Play, with a card that can be made new: the key is held for a second, and then pressed at these times after that.
 *
 * @param lastMs how long the last press is
 */
async function presses(times: number[], lastMs = 120): Promise<string> {
    const f = await new MachineFixture().withForeignCard(1)
    const { panel } = f
    panel.isPunctual = true
    const start = ds.millis()
    panel.press(start, 1000)
    const count = times.length
    for (let i = 0; i < count; i++)
        panel.press(start + 1100 + times[i], i === count - 1 ? lastMs : 120)
    expect(await listen(f)).toBe(StopReason.Finished)
    return f.storage.isMakingNew ? "new" : "as it was"
}

describe("NewCardOffer", () => {
    test("a card that is of no use is warned of, and left as it is", async () => {
        const f = await new MachineFixture().withForeignCard(1)
        expect(await listen(f)).toBe(StopReason.Finished)
        expect(f.line.log).toBe("S<>H")
        expect(f.storage.isMakingNew).toBe(false)
    })
    test("held until the tone, and pressed three times, the key makes it new", async () => {
        expect(await presses([0, 250, 500])).toBe("new")
        expect(await presses([0, 900, 2900])).toBe("new")
    })
    test("two presses, four, a long one, or three that come too late do not", async () => {
        expect(await presses([0, 250])).toBe("as it was")
        expect(await presses([0, 250, 500, 750])).toBe("as it was")
        expect(await presses([0, 250, 4900])).toBe("as it was")
        expect(await presses([0, 250, 500], 1000)).toBe("as it was")
        expect(await presses([])).toBe("as it was")
    })
    test("three presses without a hold before them do not, nor does a ring in between", async () => {
        const f = await new MachineFixture().withForeignCard(1)
        for (let i = 0; i < 3; i++) f.panel.press(ds.millis() + i * 250, 120)
        await listen(f)
        expect(f.storage.isMakingNew).toBe(false)
        const g = await new MachineFixture().withForeignCard(1)
        g.panel.down(ds.millis())
        g.line.pollsUntilEvent = 120
        g.line.eventAtPoll = LineEventKind.Ring
        expect(await listen(g)).toBe(StopReason.Rang)
        expect(g.storage.isMakingNew).toBe(false)
    })
})
