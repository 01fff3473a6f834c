/** Calls that are cut off before they are listed, and calls without a card: none is lost, and none is counted twice. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, callLines, messageNames, messageWith } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import {
    LONG_STORY,
    SHORT_STORY,
    SMALL_CARD,
    type ScenarioRun,
    playedBefore,
} from "../support/scenario-run.ts"
import { BOOT, CARE, IDLE, RECORDING, call } from "../support/steps.ts"

const FIRST = "2125550101"
const SECOND = "2125550102"
const THIRD = "2125550103"
const NAMED = { call: { number: FIRST, name: "J SMITH", audio: LONG_STORY } }
const GIVES_UP = { call: { number: FIRST, name: "J SMITH", maxRings: 3 } }
const NO_CALLER_ID = { call: { audio: SHORT_STORY } }
const WITHHELD = { call: { number: "private", audio: SHORT_STORY } }
const GREETING = { wait: { event: "play-start", source: "modem" } }
const FAILURE = [{ power: "off" }, { wait: 4000 }, { power: "on" }, CARE]
const DISPLAY = "ssd1306"

function ofRun(...steps: object[]): () => ScenarioRun {
    return playedBefore({ card: SMALL_CARD, display: DISPLAY, settings: { rings: 2 }, steps })
}

/** What the display says at the end: of new messages, and of calls that were not recorded. */
function lastShown(run: ScenarioRun): { news: string; lost: string } {
    const shown = run.events("panel", "display").map(each => String(each["text"]))
    const [news = "", lost = ""] = (shown.findLast(text => text !== "") ?? "").split("\n")
    return { news: news.slice(0, 6), lost }
}

/** The calls are listed so, each once, on a clean card. */
function assertListed(run: ScenarioRun, ...expected: RegExp[]): void {
    const lines = callLines(run)
    assert.equal(lines.length, expected.length, lines.join("\n"))
    expected.forEach((each, at) => assert.match(lines[at]!, each))
    assertClean(run)
}

describe("a call in whose message the power fails", () => {
    const run = ofRun(BOOT, NAMED, RECORDING, { wait: 3000 }, ...FAILURE)

    judgedTest(PC, "has number, name and time, in the message's name and in the list", () => {
        const name = "2026-11-22 14.05 2125550101 J SMITH.wav"
        assert.deepEqual(messageNames(run()), [name])
        assertListed(
            run(),
            new RegExp(
                `^2026-11-22,14:05:\\d\\d,${FIRST},"J SMITH",message cut off,[23],"${name}",to return$`
            )
        )
    })

    test("is one new message", () => {
        assert.deepEqual(lastShown(run()), { news: "New: 1", lost: "" })
    })
})

describe("a call in whose greeting the power fails", () => {
    const run = ofRun(BOOT, NAMED, GREETING, { wait: 1000 }, ...FAILURE, call(SECOND), IDLE)

    judgedTest(PC, "is in the list without a message, and the next call after it", () => {
        assert.equal(messageNames(run()).length, 1)
        assertListed(
            run(),
            new RegExp(`^2026-11-22,14:05:\\d\\d,${FIRST},"J SMITH",cut off,0,,to return$`),
            new RegExp(`,${SECOND},"",message,\\d+,".*${SECOND}.wav",to return$`)
        )
    })
})

describe("a call that still rings when the power fails", () => {
    const steps = [
        ...[BOOT, GIVES_UP, { wait: { event: "ring-on", source: "exchange", n: 3 } }],
        ...[...FAILURE, call(FIRST), IDLE],
    ]
    const run = playedBefore({ card: SMALL_CARD, settings: { rings: 4 }, steps })

    judgedTest(PC, "is in the list, and so is the same caller's next one", () => {
        assertListed(
            run(),
            new RegExp(`,${FIRST},"J SMITH",cut off,0,,to return$`),
            new RegExp(`,${FIRST},"",message,\\d+,".*${FIRST}.wav",to return$`)
        )
    })
})

describe("calls without caller ID, or with a number that is withheld, in whose messages the power fails", () => {
    const run = ofRun(
        ...[BOOT, NO_CALLER_ID, RECORDING, { wait: 2000 }, ...FAILURE],
        ...[WITHHELD, RECORDING, { wait: 2000 }, ...FAILURE]
    )

    judgedTest(PC, "have a line each, and nobody can be called back", () => {
        assert.equal(messageNames(run()).length, 2)
        assertListed(
            run(),
            /^,,unknown,"",message cut off,\d,"no-time #000001 unknown.wav",no number$/,
            /,private,"",message cut off,\d,".* private.wav",no number$/
        )
    })
})

/** The writes of a call: 97 sectors of sound, header, end of the sound, the folder's; then its line, and what is copied for that. */
for (const [cardWrite, variant] of [
    [101, "before"],
    [101, "zeros"],
    [101, "after"],
    [102, "before"],
    [102, "garbage"],
    [102, "after"],
    [103, "before"],
    [103, "after"],
] as const)
    describe(`power that fails between message and line, at sector ${cardWrite} (${variant})`, () => {
        const run = ofRun(
            ...[BOOT, call(FIRST), IDLE, call(SECOND), RECORDING],
            ...[{ power: "off", at: { cardWrite, variant } }],
            ...[{ wait: { event: "power-off", source: "machine" } }, { wait: 4000 }],
            ...[{ power: "on" }, CARE]
        )

        judgedTest(PC, "leaves both calls in the list, each once, with their messages", () => {
            assert.equal(messageNames(run()).length, 2)
            messageWith(run(), SECOND)
            assertListed(
                run(),
                new RegExp(`,${FIRST},"",message,\\d+,".*${FIRST}.wav",to return$`),
                new RegExp(`,${SECOND},"",message.*,\\d+,".*${SECOND}.wav",to return$`)
            )
        })
    })

describe("a card that is pulled out in the middle of a message, and put back", () => {
    const run = ofRun(
        ...[BOOT, NAMED, RECORDING, { wait: 2000 }, { card: "remove" }, IDLE],
        ...[{ card: "insert" }, CARE]
    )

    judgedTest(PC, "has the message with number, name and time, and a line of it", () => {
        const name = "2026-11-22 14.05 2125550101 J SMITH.wav"
        assert.deepEqual(messageNames(run()), [name])
        assertListed(
            run(),
            new RegExp(`,${FIRST},"J SMITH",message cut off,[12],"${name}",to return$`)
        )
    })

    test("counts as one new message, and as nothing else", () => {
        assert.deepEqual(lastShown(run()), { news: "New: 1", lost: "" })
    })
})

describe("calls that come while there is no card", () => {
    const away = [BOOT, { card: "remove" }, CARE, NAMED, IDLE, call(SECOND), IDLE]
    const run = ofRun(...away, { wait: 3000 }, ...FAILURE, { card: "insert" }, CARE)
    const before = ofRun(...away, { wait: 3000 })

    test("are counted until then", () => {
        assert.equal(lastShown(before()).lost, "Not recorded: 2")
    })

    judgedTest(PC, "are in the list when one is there, also after a power failure", () => {
        assertListed(
            run(),
            new RegExp(`^2026-11-22,14:05:\\d\\d,${FIRST},"J SMITH",[a-z ]+,0,,to return$`),
            new RegExp(`^2026-11-22,14:0\\d:\\d\\d,${SECOND},"",[a-z ]+,0,,to return$`)
        )
    })

    test("and count no more", () => {
        assert.deepEqual(lastShown(run()), { news: "New: 0", lost: "" })
    })
})

describe("a card that is pulled out in the middle of a message, and put back after another call", () => {
    const run = ofRun(
        ...[BOOT, NAMED, RECORDING, { wait: 2000 }, { card: "remove" }, IDLE],
        ...[call(SECOND), IDLE, ...FAILURE, { card: "insert" }, CARE, call(THIRD), IDLE]
    )

    judgedTest(PC, "has the message of the first, and lines of all", () => {
        assert.equal(messageNames(run()).length, 2)
        assertListed(
            run(),
            new RegExp(`,${FIRST},"J SMITH",message cut off,[12],".*${FIRST} J SMITH.wav",`),
            new RegExp(`,${SECOND},"",[a-z ]+,0,,to return$`),
            new RegExp(`,${THIRD},"",message,\\d+,".*${THIRD}.wav",to return$`)
        )
    })
})
