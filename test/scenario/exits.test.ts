/** What a run says and how it ends when something is wrong: a panic, a broken rule, an expectation that is not met. */

import assert from "node:assert/strict"
import { existsSync, readFileSync, rmSync } from "node:fs"
import { after, before, describe, test } from "node:test"
import { buildFixture } from "../support/fixture-firmware.ts"
import { SMALL_CARD, type ScenarioRun, newFolder, play } from "../support/scenario-run.ts"

const WAIT = { wait: 2000 }
const OUTPUTS = ["timeline.jsonl", "stats.json", "room.wav"]

/** Play scenarios with a fixture's firmware; all folders are removed afterwards. */
function withFixture(name: string) {
    const folder = newFolder()
    const runs: ScenarioRun[] = []
    let firmware = ""
    before(async () => {
        firmware = await buildFixture(name, folder)
    })
    after(() =>
        [folder, ...runs.map(run => run.folder)].forEach(each => rmSync(each, { recursive: true }))
    )
    return async (steps: readonly object[], exit: number): Promise<ScenarioRun> => {
        const run = await play({ card: SMALL_CARD, steps }, { firmware, exit })
        runs.push(run)
        return run
    }
}

describe("a firmware that throws", () => {
    const playIt = withFixture("panic-firmware")

    test("is exit 1, with the trace in lines of its source, and all outputs", async () => {
        const run = await playIt([WAIT], 1)
        const source = readFileSync(
            new URL("../fixtures/panic-firmware/main.ts", import.meta.url),
            "utf8"
        )
        const thrownAt = source.split("\n").findIndex(line => line.includes("throw ")) + 1
        assert.match(run.complaints, new RegExp(`panic-firmware/main\\.ts:${thrownAt}\\b`))
        assert.match(String(run.events("machine", "panic")[0]!["stack"]), /main\.ts:\d+/)
        for (const name of OUTPUTS) assert.ok(existsSync(run.output(name)), name)
    })

    test("goes on: the program starts again", async () => {
        const run = await playIt([{ wait: 8000 }], 1)
        assert.ok(run.events("machine", "boot").length >= 2, "two boots")
        assert.ok(run.endMs >= 8000, `${run.endMs}`)
    })

    test("is exit 0 where a restart is tolerated", async () => {
        await playIt([{ tolerate: "restart" }, WAIT], 0)
    })
})

describe("a firmware that breaks a chip's rule", () => {
    const playIt = withFixture("rule-breaker")

    test("is exit 4, with chip, register and time", async () => {
        const run = await playIt([WAIT], 4)
        const broken = run.events("sim", "violation")[0]!
        assert.equal(broken["chip"], "sc16is750")
        assert.match(String(broken["rule"]), /register/)
        assert.match(run.complaints, /sc16is750/)
    })
})

describe("an expectation", () => {
    test("that is not met is exit 3, with the step's index", async () => {
        const steps = [WAIT, { expect: { event: "off-hook", source: "exchange", withinMs: 500 } }]
        const run = await play({ card: SMALL_CARD, steps }, { exit: 3 })
        assert.match(run.complaints, /step 1\b/)
        rmSync(run.folder, { recursive: true })
    })

    test("that is met lets the run go on", async () => {
        const call = { call: { number: "2125550123", maxRings: 1 } }
        const met = { expect: { event: "ring-on", source: "exchange", n: 1, withinMs: 500 } }
        const run = await play({ card: SMALL_CARD, steps: [call, met] })
        rmSync(run.folder, { recursive: true })
    })
})
