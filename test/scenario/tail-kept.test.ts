/**
 * An owner who wants messages to their very end, `tail = keep`: what follows a caller who has hung up, busy tone or silence, is in the
 * message, where it is cut off as a rule.
 */

import assert from "node:assert/strict"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe } from "node:test"
import { assertHolds, assertWhole, messageSound } from "../support/call-judge.ts"
import { PC, assertClean, messageWith, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { type Line, linesOf } from "../support/lines.ts"
import { heard, pitchOf, soundBytes } from "../support/listening.ts"
import { SHORT_STORY, SMALL_CARD, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { CARE, IDLE } from "../support/steps.ts"

const SILENT = "2125550101"
const GONE = "2125550102"
const SECONDS_SILENT = 7
const BUSY_HZ = 425
const BYTES_A_MS = 8

/** From what a caller has said last to the end of the message that holds `part`, ms. */
function tailMs(run: ScenarioRun, n: number, part: string): number {
    const spokenMs =
        run.timeOf("caller", "speak-end", { call: n }) -
        run.timeOf("caller", "speak-start", { call: n })
    return messageSound(run, part).length / BYTES_A_MS - spokenMs
}

const [pl, de] = linesOf("tail-kept")

function played(tail: string, { modem, country }: Line): () => ScenarioRun {
    const story = { audio: SHORT_STORY, speakAfter: "beep" }
    return playedBefore({
        ...{ modem, country, card: SMALL_CARD },
        settings: { rings: 2, country, tail },
        steps: [
            ...[CARE, { call: { ...story, number: SILENT, then: { stay: 20_000 } } }, IDLE],
            ...[{ call: { ...story, number: GONE } }, IDLE],
        ],
    })
}

for (const line of [pl, de])
    describe(`messages to their very end: ${line.modem}, ${line.country}`, () => {
        const run = played("keep", line)

        judgedTest([...PC, "sox"], "hold the silence that ended one", () => {
            const ms = tailMs(run(), 1, SILENT)
            assert.ok(ms > SECONDS_SILENT * 1000 - 1000 && ms < 12_000, `${ms} ms`)
            assertHolds(run(), SILENT, SHORT_STORY)
        })

        judgedTest([...PC, "sox"], "hold the busy tone that ended the other", () => {
            assertWhole(run(), 2, GONE)
            const file = join(run().folder, "gone.wav")
            writeFileSync(file, readFromCard(run(), messageWith(run(), GONE).path))
            const ms = heard(readFileSync(file)).length / BYTES_A_MS
            const pitches = [1500, 1300, 1100, 900].map(beforeMs =>
                pitchOf(file, ms - beforeMs, 100)
            )
            assert.ok(
                pitches.some(hz => Math.abs(hz - BUSY_HZ) < 10),
                `${pitches} Hz`
            )
        })

        judgedTest(PC, "are all that the modem has handed over, on a clean card", () => {
            for (const [n, part] of [
                [1, SILENT],
                [2, GONE],
            ] as const) {
                const handed = soundBytes(readFileSync(run().output(`modem-${n}-1.wav`))).length
                const missing = handed - messageSound(run(), part).length
                assert.ok(missing < 500 * BYTES_A_MS, `${missing} bytes`)
            }
            assertClean(run())
        })
    })

describe("messages that are cut as ever", () => {
    const run = played("cut", pl)

    judgedTest([...PC, "sox"], "hold neither", () => {
        for (const [n, part] of [
            [1, SILENT],
            [2, GONE],
        ] as const) {
            const ms = tailMs(run(), n, part)
            assert.ok(ms < 1500, `call ${n}: ${ms} ms`)
        }
    })
})
