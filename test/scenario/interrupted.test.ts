/** What comes between while the machine speaks: a call, on every modem, and a modem that loses its power. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { assertHolds, assertWhole } from "../support/call-judge.ts"
import { PC, assertClean } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import {
    LONG_STORY,
    SHORT_STORY,
    SMALL_CARD,
    type ScenarioRun,
    playedBefore,
} from "../support/scenario-run.ts"
import { BOOT, CARE, IDLE, PLAY, PLAYING } from "../support/steps.ts"

const MODEMS = ["conexant", "agere", "usr5637", "si2494"]
const FIRST = "2125550101"
const SECOND = "2125550102"

function call(number: string, audio: string): object {
    return { call: { number, name: "J SMITH", audio } }
}

function ofRun(modem: string, ...steps: object[]): () => ScenarioRun {
    return playedBefore({ modem, card: SMALL_CARD, settings: { rings: 2 }, steps })
}

/** The message of call n is as the modem handed it over, and all of the story is in it. */
function assertTaken(run: ScenarioRun, n: number, number: string, story: string): void {
    assertWhole(run, n, number)
    assertHolds(run, number, story)
}

for (const modem of MODEMS)
    describe(`a call that comes while another one is played, with the modem ${modem}`, () => {
        const run = ofRun(
            modem,
            BOOT,
            call(FIRST, LONG_STORY),
            IDLE,
            PLAY,
            PLAYING,
            { wait: 1500 },
            call(SECOND, SHORT_STORY),
            IDLE
        )

        judgedTest(
            [...PC, "sox"],
            "both are on the card whole, with name and number, and it is clean",
            () => {
                assertTaken(run(), 1, `${FIRST} J SMITH`, LONG_STORY)
                assertTaken(run(), 2, `${SECOND} J SMITH`, SHORT_STORY)
                assertClean(run())
            }
        )

        test("the playback stops at the beginning of the ring, and two rings are two", () => {
            const ringMs = run().timeOf("exchange", "ring-on", { call: 2, n: 1 })
            const endMs = run()
                .events("modem", "play-end", { call: 0 })
                .map(event => event.tMs)
                .find(tMs => tMs > ringMs)!
            assert.ok(endMs - ringMs < 400, `${endMs - ringMs}`)
            assert.equal(run().events("exchange", "ring-off", { call: 2 }).length, 2)
        })

        test("every call is picked up within 150 ms and what the modem takes", () => {
            for (const n of [1, 2]) {
                const rings = run().events("exchange", "ring-off", { call: n })
                const offHook = run().timeOf("exchange", "off-hook", { call: n })
                assert.ok(offHook - rings[1]!.tMs < 150 + 3 * 40, `${offHook - rings[1]!.tMs}`)
            }
        })
    })

describe("a modem that is reset while a message is played", () => {
    const run = ofRun(
        "si2494",
        BOOT,
        call(FIRST, LONG_STORY),
        IDLE,
        PLAY,
        PLAYING,
        { wait: 1500 },
        { fault: "modem-reset" },
        CARE,
        call(SECOND, SHORT_STORY),
        IDLE
    )

    judgedTest(
        PC,
        "is set up anew, the message is not lost, and the next caller is answered",
        () => {
            assertTaken(run(), 1, FIRST, LONG_STORY)
            assertTaken(run(), 2, SECOND, SHORT_STORY)
            assertClean(run())
        }
    )
})

describe("a modem that is reset while the greeting plays", () => {
    const run = ofRun(
        "conexant",
        BOOT,
        call(FIRST, LONG_STORY),
        { wait: { event: "play-start", source: "modem" } },
        { wait: 500 },
        { fault: "modem-reset" },
        CARE,
        IDLE,
        call(SECOND, SHORT_STORY),
        IDLE
    )

    judgedTest(PC, "is set up anew within seconds, and the next caller is answered", () => {
        const resetMs = run().events("sim", "step", { index: 4 })[0]!.tMs
        const again = run()
            .events("modem", "rx")
            .find(event => event.tMs > resetMs && String(event["text"]).includes("+VCID=1"))
        assert.ok(again && again.tMs - resetMs < 5000, `${again?.tMs} ${resetMs}`)
        assertTaken(run(), 2, SECOND, SHORT_STORY)
        assertClean(run())
    })
})
