/** The owner holds Play: recording is switched off and on, and settings.txt keeps it without losing a word of its own. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, listCard, messageNames, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { lampSigns } from "../support/lamp.ts"
import { linesOf } from "../support/lines.ts"
import { SMALL_CARD, playedBefore } from "../support/scenario-run.ts"
import { BOOT, IDLE, call } from "../support/steps.ts"

const HOLD = { hold: "play", ms: 2500 }
/** Two groups of flashes, and their pauses. */
const LOOK = { wait: 8000 }
const CYCLE = { power: "cycle", offMs: 1000 }
const SETTINGS = "AFTERBEEP/settings.txt"
const TEXT = "# for the shop\r\nrings = 2\r\n\r\n# not at weekends\r\nrecord = yes\r\n# end"
const CARD = { ...SMALL_CARD, files: { [SETTINGS]: { text: TEXT } } }

function textWith(record: string): string {
    return TEXT.replace("record = yes", `record = ${record}`)
}

for (const { modem, country } of linesOf("settings"))
    describe(`Play held for more than two seconds: ${modem}, ${country}`, () => {
        const run = playedBefore({
            ...{ modem, country, card: CARD },
            steps: [
                BOOT,
                HOLD,
                IDLE,
                LOOK,
                call("2125550101"),
                IDLE,
                CYCLE,
                BOOT,
                call("2125550102"),
                IDLE,
            ],
        })

        test("is confirmed by a sound, and the lamp flashes four times", () => {
            const pressMs = run().timeOf("panel", "press")
            const releaseMs = run().timeOf("panel", "release")
            const sounds = run().events("speaker", "sound-on")
            assert.ok(sounds.some(({ tMs }) => tMs > pressMs + 2000 && tMs < releaseMs + 2000))
            const ringMs = run().timeOf("exchange", "ring-on")
            assert.ok(lampSigns(run(), ringMs - LOOK.wait, ringMs).includes("4 flashes"))
        })

        judgedTest(PC, "then callers are greeted only, also after power was off", () => {
            assert.equal(run().events("caller", "answered").length, 2)
            assert.equal(run().events("caller", "beep-heard").length, 0)
            assert.deepEqual(messageNames(run()), [])
            const calls = String(readFromCard(run(), "AFTERBEEP/calls.csv"))
            assert.equal(calls.match(/greeting only/g)?.length, 2)
        })

        judgedTest(PC, "changes one line of settings.txt, and nothing else in it", () => {
            assert.equal(String(readFromCard(run(), SETTINGS)), textWith("no"))
            assert.equal(String(readFromCard(run(), "AFTERBEEP/settin1.txt")), TEXT)
            assertClean(run())
        })
    })

describe("Play held twice", () => {
    const run = playedBefore({
        card: CARD,
        steps: [BOOT, HOLD, IDLE, HOLD, IDLE, call("2125550101"), IDLE],
    })

    judgedTest(PC, "has messages taken again, and one settings.txt on a clean card", () => {
        assert.equal(messageNames(run()).length, 1)
        assert.equal(String(readFromCard(run(), SETTINGS)), TEXT)
        const names = listCard(run()).map(file => file.path)
        assert.equal(names.filter(name => name === SETTINGS).length, 1)
        assertClean(run())
    })
})

for (const [cardWrite, variant, record] of [
    [1, "zeros", "yes"],
    [2, "before", "yes"],
    [2, "torn-first", undefined],
    [2, "after", "no"],
] as const)
    describe(`power that fails at write ${cardWrite} of a change (${variant})`, () => {
        const run = playedBefore({
            card: CARD,
            steps: [
                BOOT,
                // The first two take a cluster each.
                HOLD,
                IDLE,
                HOLD,
                IDLE,
                { power: "off", at: { cardWrite, variant } },
                HOLD,
                { wait: { event: "power-off", source: "machine" } },
                { wait: 3000 },
                { power: "on" },
                BOOT,
                IDLE,
            ],
        })

        judgedTest(PC, "leaves the old text or the new one, and a clean card", () => {
            const text = String(readFromCard(run(), SETTINGS))
            const allowed = record ? [textWith(record)] : [textWith("no"), textWith("yes")]
            assert.ok(allowed.includes(text), text)
            assertClean(run())
        })
    })
