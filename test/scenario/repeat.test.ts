/** One seed, one run: everything that a run leaves behind is the same byte for byte. */

import assert from "node:assert/strict"
import { readFileSync, readdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { after, before, describe, test } from "node:test"
import { PC, messageWith } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { SHORT_STORY, SMALL_CARD, type ScenarioRun, play } from "../support/scenario-run.ts"

const NUMBER = "2125550123"
const SCENARIO = {
    card: SMALL_CARD,
    settings: { rings: 2 },
    steps: [
        { call: { number: NUMBER, audio: SHORT_STORY } },
        { wait: "idle" },
        { press: "play" },
        { wait: "idle" },
    ],
}

describe("runs of one scenario", () => {
    let runs: ScenarioRun[]
    before(async () => {
        runs = [await play(SCENARIO), await play(SCENARIO), await play(SCENARIO, { seed: 5 })]
    })
    after(() => runs?.forEach(run => rmSync(run.folder, { recursive: true })))

    test("with one seed leave the same card, timeline and sound", () => {
        const [a, b] = runs as [ScenarioRun, ScenarioRun]
        assert.ok(readFileSync(a.cardPath).equals(readFileSync(b.cardPath)), "card images differ")
        const names = readdirSync(join(a.folder, "out"))
        assert.deepEqual(readdirSync(join(b.folder, "out")), names)
        for (const name of names.filter(each => each !== "stats.json"))
            assert.ok(readFileSync(a.output(name)).equals(readFileSync(b.output(name))), name)
        assert.deepEqual(statsOf(a), statsOf(b))
    })

    judgedTest(PC, "with another seed differ, and file the message all the same", () => {
        const [a, , c] = runs as [ScenarioRun, ScenarioRun, ScenarioRun]
        assert.notDeepEqual(a.timeline, c.timeline)
        messageWith(c, NUMBER)
    })
})

/** All of stats.json but how long it took here. */
function statsOf(run: ScenarioRun): object {
    const stats = JSON.parse(readFileSync(run.output("stats.json"), "utf8")) as Record<
        string,
        unknown
    >
    delete stats["wallSeconds"]
    return stats
}
