/**
 * A core call in each of six countries: the caller ID comes the country's way, the caller hangs up and the network tells
 * so its way, and the message is filed with number and time. The owner's settings say where that is.
 */

import assert from "node:assert/strict"
import { describe } from "node:test"
import { PC, assertClean, messageNames } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { linesOf } from "../support/lines.ts"
import { SHORT_STORY, SMALL_CARD, playedBefore } from "../support/scenario-run.ts"

interface Case {
    readonly callerId?: string
    readonly number: string
    readonly filed: RegExp
    /** From the caller's hang-up until the machine is on-hook. */
    readonly releasedMs: number
}

const FSK = /^2026-11-22 14\.05 \d+\.wav$/

/** In the order of the lines. */
const CASES: readonly Case[] = [
    { number: "2125550123", filed: FSK, releasedMs: 2500 },
    // No tone and too short a break: the machine has only the silence to go by.
    { number: "07700900123", filed: FSK, releasedMs: 8500 },
    { number: "221234567", filed: FSK, releasedMs: 8500 },
    { number: "03012345678", filed: FSK, releasedMs: 8500 },
    { number: "0199001234", filed: FSK, releasedMs: 8500 },
    { number: "74951234567", callerId: "mdmf", filed: FSK, releasedMs: 8500 },
    // Keypad tones tell no time.
    {
        number: "74951234567",
        callerId: "dtmf",
        filed: /^no-time #\d+ \d+\.wav$/,
        releasedMs: 8500,
    },
]

for (const [index, { modem, country }] of linesOf("countries").entries()) {
    const { callerId, number, filed, releasedMs } = CASES[index]!
    describe(`a call in ${country}${callerId ? ` with ${callerId}` : ""}: ${modem}`, () => {
        const call = { number, audio: SHORT_STORY }
        const run = playedBefore({
            card: SMALL_CARD,
            settings: { rings: 2, country },
            ...{ modem, country },
            ...(callerId && { callerId }),
            steps: [{ wait: 8000 }, { call }, { wait: "idle" }],
        })

        judgedTest(PC, "leaves one message, with number and time", () => {
            const names = messageNames(run())
            assert.equal(names.length, 1)
            assert.match(names[0]!, filed)
            assert.ok(names[0]!.includes(number), names[0])
            assertClean(run())
        })

        judgedTest([], "is over soon after the caller has hung up", () => {
            const afterMs = run().timeOf("exchange", "on-hook") - run().timeOf("caller", "hangup")
            assert.ok(afterMs > 0 && afterMs <= releasedMs, `${afterMs} ms`)
        })
    })
}
