/**
 * A network that releases the line with congestion tone, and a modem that does not tell of it: the machine's own ear finds
 * it, in every country, and none of it is in the message.
 */

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { describe, test } from "node:test"
import { PC, assertClean, messages, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { linesOf } from "../support/lines.ts"
import { digitsIn, find, heard, soundBytes } from "../support/listening.ts"
import { assertContiguousRun } from "../support/same-sound.ts"
import { SHORT_STORY, SMALL_CARD, playedBefore } from "../support/scenario-run.ts"

/** Its last sound, shortly before the tone: where that is there, nothing that was said is lost. */
const SAID = [SHORT_STORY, { dtmf: "5", onMs: 60, levelDbm: -20 }]
/** A burst to the card: the ear's verdict is asked for once in each; and half a second to hang up. */
const VERDICT_MS = 960 + 500
/** Of a tail are kept 200 ms, to the end of the sector; where it begins is known to a block of 16 ms. */
const KEPT_MAX_MS = 264 + 16

interface Network {
    /** Of the owner's settings, where they say another one: a modem that does not know this network's tones. */
    readonly setting?: string
    /** ITU-T E.180 supplement 2: a burst and a pause, of the United Kingdom two of each. */
    readonly cycleMs: number
}

/** In the order of the lines. */
const NETWORKS: readonly Network[] = [
    { cycleMs: 500 },
    { cycleMs: 1500 },
    // Like its busy tone, which the modem would tell.
    { setting: "US", cycleMs: 1000 },
    { cycleMs: 480 },
    { cycleMs: 350 },
    { cycleMs: 500 },
]

for (const [index, { modem, country }] of linesOf("congestion").entries()) {
    const { setting, cycleMs } = NETWORKS[index]!
    describe(`congestion tone of ${country} after the caller has hung up`, () => {
        const run = playedBefore({
            ...{ modem, country },
            release: { loopDropMs: 0, tone: "congestion" },
            card: SMALL_CARD,
            settings: { rings: 2, country: setting ?? country },
            steps: [
                { wait: 8000 },
                { call: { number: "2125550123", audio: SAID } },
                { wait: "idle" },
            ],
        })

        test("ends the call within three cycles and a burst, without a word from the modem", () => {
            const toneMs = run().timeOf("exchange", "tone-on", { kind: "congestion" })
            const onHookMs = run().timeOf("exchange", "on-hook")
            const afterMs = onHookMs - toneMs
            assert.ok(afterMs > 2 * cycleMs, `${afterMs} ms`)
            assert.ok(afterMs < 3 * cycleMs + VERDICT_MS, `${afterMs} ms`)
            const told = run().events("modem", "event")
            assert.deepEqual(
                told.filter(each => each.tMs > toneMs && each.tMs < onHookMs),
                []
            )
        })

        judgedTest(
            [...PC, "sox", "multimon-ng"],
            "is cut from the message, which is whole up to it",
            () => {
                const [file, ...others] = messages(run())
                assert.deepEqual(others, [])
                const wav = readFromCard(run(), file!.path)
                assert.ok(find(heard(SHORT_STORY), heard(wav)).likeness > 0.95)
                assert.match(digitsIn(wav), /5$/)
                const message = soundBytes(wav)
                const modem = soundBytes(readFileSync(run().output("modem-1-1.wav")))
                assertContiguousRun(message, modem)
                const endMs = run().timeIn("modem-1-1.wav", message.length)
                const keptMs = endMs - run().timeOf("exchange", "tone-on", { kind: "congestion" })
                assert.ok(keptMs <= KEPT_MAX_MS, `${keptMs} ms`)
                assertClean(run())
            }
        )
    })
}
