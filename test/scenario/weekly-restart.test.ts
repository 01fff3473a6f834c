/**
 * The restart that the machine makes once a week, while nothing goes on: what was on the card, on the lamp and on its clock is
 * there afterwards, and callers notice nothing. Its week is one of a quarter of an hour here.
 */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageNames, messages } from "../support/card-on-pc.ts"
import { buildChanged } from "../support/fixture-firmware.ts"
import { judgedTest } from "../support/judges.ts"
import { lampSigns } from "../support/lamp.ts"
import { SHORT_STORY, SMALL_CARD, newFolder, play, runBefore } from "../support/scenario-run.ts"

const WEEK_MS = 900_000
const SHORT_WEEK = {
    path: "src/app/weekly-restart.ts",
    from: "const WEEK_MS = 604800000\n",
    to: `const WEEK_MS = ${WEEK_MS}\n`,
}
/** From power-on, or a restart, to the first look at the lamp. */
const BOOT_MS = 8000
const LOOK_MS = 20_000

describe("a machine that has been on for more than a week", () => {
    const run = runBefore(async () => {
        const folder = newFolder()
        const firmware = await buildChanged(SHORT_WEEK, folder)
        const steps = [
            { tolerate: "restart" },
            { wait: BOOT_MS },
            { call: { number: "2125550101", audio: SHORT_STORY } },
            { wait: "idle" },
            { wait: WEEK_MS },
            // No caller ID, so that the clock can't be set by it.
            { call: { audio: SHORT_STORY } },
            { wait: "idle" },
            { press: "play" },
            { wait: "idle" },
        ]
        const scenario = { card: SMALL_CARD, settings: { rings: 2 }, steps }
        return await play(scenario, { folder, firmware })
    })
    const restartMs = () => run().events("machine", "boot").at(-1)!.tMs

    test("has started again once, by itself and not of a panic", () => {
        assert.deepEqual(run().events("machine", "panic"), [])
        assert.equal(run().events("machine", "boot").length, 2)
        assert.ok(restartMs() > WEEK_MS && restartMs() < WEEK_MS + 10_000, `${restartMs()}`)
    })

    test("blinks as before", () => {
        assert.ok(lampSigns(run(), restartMs() - LOOK_MS, restartMs() - 1000).includes("blink"))
        const signs = lampSigns(run(), restartMs() + BOOT_MS, restartMs() + LOOK_MS)
        assert.ok(signs.length > 2)
        assert.ok(
            signs.every(sign => sign === "blink"),
            signs.join()
        )
    })

    judgedTest(PC, "has its messages, and knows what time it is", () => {
        const [first, second, ...others] = messageNames(run())
        assert.equal(first, "2026-11-22 14.05 2125550101.wav")
        assert.match(second!, /^2026-11-22 14\.2[01] unknown\.wav$/)
        assert.deepEqual(others, [])
        assertClean(run())
    })

    judgedTest(PC, "plays them both", () => {
        assert.ok(run().timeOf("speaker", "sound-on") > run().timeOf("panel", "press"))
        assert.ok(messages(run()).every(file => file.attributes === "A"))
    })
})
