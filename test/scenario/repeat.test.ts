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

/** A card that stalls, refuses, and is cut off from power with garbage in one of its sectors. */
const TROUBLED = {
    card: SMALL_CARD,
    settings: { rings: 2 },
    steps: [
        { wait: 6000 },
        { call: { number: NUMBER, audio: SHORT_STORY } },
        { wait: { event: "record-start", source: "modem" } },
        { fault: "card-stall", times: 1, ms: 250 },
        { fault: "card-write-error", times: 1 },
        { power: "off", at: { cardWrite: 40, variant: "garbage" } },
        { wait: { event: "power-off", source: "machine" } },
        { wait: 3000 },
        { power: "on" },
        { wait: 8000 },
        { card: "remove" },
        { wait: "idle" },
    ],
}

/** Card, timeline, sounds and counts of two runs. */
function assertSame(a: ScenarioRun, b: ScenarioRun): void {
    assert.ok(readFileSync(a.cardPath).equals(readFileSync(b.cardPath)), "card images differ")
    const names = readdirSync(join(a.folder, "out"))
    assert.deepEqual(readdirSync(join(b.folder, "out")), names)
    for (const name of names.filter(each => each !== "stats.json"))
        assert.ok(readFileSync(a.output(name)).equals(readFileSync(b.output(name))), name)
    assert.deepEqual(statsOf(a), statsOf(b))
}

describe("runs of one scenario", () => {
    let runs: ScenarioRun[]
    before(async () => {
        runs = [await play(SCENARIO), await play(SCENARIO), await play(SCENARIO, { seed: 5 })]
    })
    after(() => runs?.forEach(run => rmSync(run.folder, { recursive: true })))

    test("with one seed leave the same card, timeline and sound", () => {
        const [a, b] = runs as [ScenarioRun, ScenarioRun]
        assertSame(a, b)
    })

    judgedTest(PC, "with another seed differ, and file the message all the same", () => {
        const [a, , c] = runs as [ScenarioRun, ScenarioRun, ScenarioRun]
        assert.notDeepEqual(a.timeline, c.timeline)
        messageWith(c, NUMBER)
    })
})

describe("runs with a card in trouble", () => {
    let runs: ScenarioRun[]
    before(async () => {
        runs = [await play(TROUBLED, { seed: 3 }), await play(TROUBLED, { seed: 3 })]
    })
    after(() => runs?.forEach(run => rmSync(run.folder, { recursive: true })))

    test("and one seed leave the same card, timeline and sound", () => {
        const [a, b] = runs as [ScenarioRun, ScenarioRun]
        assertSame(a, b)
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
