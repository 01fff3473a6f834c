/** The whole core loop with every modem: the same call, another vendor's commands, codes and faults. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { assertHolds, assertWhole } from "../support/call-judge.ts"
import { PC, assertClean, messageWith, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { audible, digitsIn, find, heard } from "../support/listening.ts"
import { linesOf } from "../support/lines.ts"
import { SHORT_STORY, SMALL_CARD, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"

const NUMBER = "2125550123"
const CALL = {
    number: NUMBER,
    name: "J SMITH",
    audio: [SHORT_STORY, { dtmf: "5" }],
    then: "hangup",
}
/** The codec that the machine picks, and what tells it of the end of the call: µ-law, then A-law, then linear. */
const MODEMS = {
    conexant: { codec: "u8", end: "l" },
    agere: { codec: "ulaw", end: "s" },
    usr5637: { codec: "ulaw", end: "q" },
    si2494: { codec: "ulaw", end: "l" },
}

for (const { modem, country } of linesOf("modems")) {
    const { codec, end } = MODEMS[modem]
    describe(`a call with the modem ${modem}`, () => {
        const steps = [{ call: CALL }, { wait: "idle" }, { press: "play" }, { wait: "idle" }]
        const settings = { rings: 2 }
        const run = playedBefore({ modem, country, settings, card: SMALL_CARD, steps }, { seed: 5 })

        test("is answered at the second ring and ended by what the modem can tell", () => {
            assert.equal(run().events("exchange", "ring-on").length, 2)
            const [ended] = run().events("modem", "event", { code: end })
            assert.ok(ended && ended.tMs > run().timeOf("caller", "hangup"))
            const onHookMs = run().timeOf("exchange", "on-hook")
            assert.ok(onHookMs - ended.tMs < 1000, `${onHookMs - ended.tMs}`)
        })

        test("is recorded in the best codec that there is", () => {
            const [start] = run().events("modem", "record-start")
            assert.equal(start?.["codec"], codec)
            assert.deepEqual(run().events("modem", "event", { code: "o" }), [])
        })

        judgedTest(
            PC,
            "is on the card as the modem handed it over, and named by the caller",
            () => {
                assertClean(run())
                assert.match(messageWith(run(), NUMBER).path, /2125550123 J SMITH\.wav$/)
                assertWhole(run(), 1, NUMBER)
            }
        )

        judgedTest([...PC, "sox", "multimon-ng"], "holds what was said and pressed", () => {
            assertHolds(run(), NUMBER, SHORT_STORY)
            assert.match(digitsIn(messageOf(run())), /5$/)
        })

        judgedTest([...PC, "sox"], "is played in the room", () => {
            const message = heard(messageOf(run()))
            const from = find(heard(SHORT_STORY), message).atSample
            const spoken = audible(message.subarray(from, from + heard(SHORT_STORY).length))
            const { likeness } = find(spoken, heard(run().output("room.wav")))
            assert.ok(likeness > 0.95, `${modem}: ${likeness}`)
        })

        test("never runs out of sound while it plays", () => {
            assert.deepEqual(run().events("modem", "event", { code: "u" }), [])
        })
    })
}

function messageOf(run: ScenarioRun): Buffer {
    return readFromCard(run, messageWith(run, NUMBER).path)
}
