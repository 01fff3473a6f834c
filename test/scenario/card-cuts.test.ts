/** Power that fails at a sector written while somebody speaks: the machine comes back, and the card is whole. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { readFileSync } from "node:fs"
import { PC, assertClean, messageNames, messageWith, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { soundBytes } from "../support/listening.ts"
import { assertContiguousRun } from "../support/same-sound.ts"
import { SHORT_STORY, SMALL_CARD, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { IDLE } from "../support/steps.ts"

const SECTOR_BYTES = 512
const SECTOR_MS = 64
const BURST_SECTORS = 15
/** After a busy of more than 40 ms. */
const SHORT_BURST_SECTORS = 11

/** A call in which the power fails at a sector, and comes back for another call. */
function cutCall(cardWrite: number, variant: string): () => ScenarioRun {
    const steps = [
        { wait: 6000 },
        { call: { number: "2125550101", audio: SHORT_STORY } },
        { wait: { event: "record-start", source: "modem" } },
        { power: "off", at: { cardWrite, variant } },
        { wait: { event: "power-off", source: "machine" } },
        { wait: 4000 },
        { power: "on" },
        { wait: 8000 },
        { call: { number: "2125550102", audio: SHORT_STORY } },
        IDLE,
    ]
    return playedBefore({ card: SMALL_CARD, settings: { rings: 2 }, steps })
}

/**
 * The message of the first call holds at least so much of what the modem handed over.
 *
 * @param isLastSure false: the sector in which the power failed may be there, and be anything
 */
function assertKept(
    run: ScenarioRun,
    part: string,
    sectorCount: number,
    isLastSure: boolean
): void {
    const message = soundBytes(readFromCard(run, messageWith(run, part).path))
    const modem = soundBytes(readFileSync(run.output("modem-1-1.wav")))
    const sure = isLastSure ? message : message.subarray(0, -SECTOR_BYTES)
    assert.ok(sure.length >= sectorCount * SECTOR_BYTES, `${sure.length} bytes`)
    assertContiguousRun(sure, modem)
}

/** What must have reached the card of a burst of 15 sectors and five more. */
const CUTS = [
    ["before", 19],
    ["torn-first", 19],
    ["torn-second", 19],
    ["zeros", 19],
    ["ones", 19],
    ["garbage", 19],
    ["stream-lost", 15],
    ["after", 20],
    ["reordered", 21],
] as const

for (const [variant, sectorCount] of CUTS)
    describe(`power that fails at the twentieth sector of a message (${variant})`, () => {
        const run = cutCall(20, variant)

        test("comes in the instant in which the card would have been ready", () => {
            const beganMs = run().timeOf("modem", "record-start")
            const offMs = run().timeOf("machine", "power-off")
            const written = run()
                .events("card", "write")
                .filter(each => each.tMs >= beganMs && each.tMs <= offMs)
            const total = written.reduce((sum, each) => sum + (each["count"] as number), 0)
            const isShort = sectorCount === BURST_SECTORS && total === SHORT_BURST_SECTORS
            assert.ok(total === sectorCount || isShort, `${total} sectors`)
            assert.ok(run().events("modem", "record-end").length > 0)
        })

        judgedTest(PC, "costs the next caller nothing, and leaves a clean volume", () => {
            assertClean(run())
            messageWith(run(), "2125550102")
        })

        judgedTest(PC, "keeps what was said before the burst under way", () => {
            const isLastSure = !["torn-second", "ones", "garbage"].includes(variant)
            assertKept(run(), "2125550101", SHORT_BURST_SECTORS, isLastSure)
        })
    })

/** From the first sample to the caller's last word, in whole sectors of 64 ms. */
function sectorsOfWords(run: ScenarioRun): number {
    const beganMs = run.timeOf("modem", "record-start")
    return Math.floor((run.timeOf("caller", "speak-end") - beganMs) / SECTOR_MS)
}

/** 97 sectors of sound, the header, the end where the tail is cut off, the folder's. */
for (const [cardWrite, variant, name] of [
    [98, "zeros", "2125550101"],
    [98, "after", "2125550101"],
    [99, "garbage", "2125550101"],
    [100, "zeros", "2125550101"],
    [100, "torn-first", "2125550101"],
] as const)
    describe(`power that fails at the end of a message, at sector ${cardWrite} (${variant})`, () => {
        const run = cutCall(cardWrite, variant)

        judgedTest(PC, "costs no word of it, and leaves a clean volume", () => {
            assertKept(run(), name, sectorsOfWords(run()), true)
            assert.equal(messageNames(run()).length, 2)
            messageWith(run(), "2125550102")
            assertClean(run())
        })
    })
