/**
 * The modem is at a USB port in place of a UART: the same firmware finds that out, and does what it does otherwise; and it gets
 * over what happens at a USB port alone.
 */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { assertHolds, assertWhole } from "../support/call-judge.ts"
import { PC, assertClean, messageNames, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { CODE, OWNER, outcomes, speakingCard, typedBy } from "../support/owner-calls.ts"
import { SHORT_STORY, SMALL_CARD, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { IDLE, PLAY, RECORDING, call } from "../support/steps.ts"

const USB = { bridge: "max3421e", card: SMALL_CARD, settings: { rings: 2 } }
const FIRST = "2125550100"
const NEXT = "2125550101"
/** In which a machine that was switched on has found its modem. */
const READY = { wait: 9000 }
/** Two set-ups in vain, 8 s without and with power again, and a set-up that works. */
const MENDING = { wait: 45_000 }
/** A modem that was put in again has been found, and looks after the card are done. */
const FOUND = { wait: 25_000 }

function played(steps: readonly object[], more: object = {}): () => ScenarioRun {
    return playedBefore({ ...USB, steps, ...more }, { seed: 3 })
}

function testNextCall(run: () => ScenarioRun, number: string, callNumber: number): void {
    test(`call ${callNumber} is answered at the second ring`, () => {
        assert.deepEqual(run().events("machine", "panic"), [])
        assert.equal(run().events("exchange", "ring-on", { call: callNumber }).length, 2)
    })
    judgedTest([...PC, "sox"], "and what is said in it is on the card, which is clean", () => {
        assertClean(run())
        assertHolds(run(), number, SHORT_STORY)
    })
}

function troublesTold(run: ScenarioRun): string[] {
    const lines = String(readFromCard(run, "AFTERBEEP/calls.csv")).split("\n")
    return lines.flatMap(line => /,(modem [^,]*),/.exec(line)?.[1] ?? [])
}

const MODEMS = [
    { modem: "conexant", usb: { device: "cx93010" } },
    { modem: "conexant", usb: { device: "zoom3095", revision: "12" } },
    { modem: "conexant", usb: { device: "odd" } },
    { modem: "rd02-d400", usb: { device: "rd02-d400" } },
    {
        modem: "rd02-d400",
        usb: { device: "rd02-d400" },
        country: "DE",
        settings: { country: "DE", rings: 2 },
    },
    { modem: "usr5637", usb: { device: "usr5637" } },
    {
        modem: "agere",
        usb: { device: "plain" },
        country: "PL",
        settings: { country: "PL", rings: 2 },
    },
]

for (const machine of MODEMS)
    describe(`a call with ${machine.modem} in ${machine.usb.device}, and its message played`, () => {
        const run = played([READY, call(FIRST), IDLE, PLAY, IDLE], machine)

        testNextCall(run, FIRST, 1)

        judgedTest(
            PC,
            "not a byte of it was lost on the way, and it has the caller's number",
            () => {
                assertWhole(run(), 1, FIRST)
                assert.equal(messageNames(run()).length, 1)
            }
        )

        test("the loudspeaker plays it", () => {
            assert.ok(run().events("speaker", "sound-on").length > 0)
        })
    })

describe("an owner who calls in", () => {
    const run = playedBefore({
        bridge: "max3421e",
        card: speakingCard("en", `rings = 2\npin = ${CODE}\n`),
        steps: [
            READY,
            call(FIRST),
            IDLE,
            typedBy(OWNER, CODE, 2500, "1", 9000, "3", 4000, "8"),
            IDLE,
        ],
    })

    judgedTest(PC, "is heard by the keys, and deletes the message", () => {
        assert.deepEqual(outcomes(run()), ["message", "owner"])
        assert.deepEqual(messageNames(run()), [])
        assertClean(run())
    })
})

describe("power that fails at a sector of a message", () => {
    const run = played([
        READY,
        call(FIRST),
        RECORDING,
        { power: "off", at: { cardWrite: 20, variant: "torn-first" } },
        { wait: { event: "power-off", source: "machine" } },
        { wait: 4000 },
        { power: "on" },
        READY,
        call(NEXT),
        IDLE,
    ])

    testNextCall(run, NEXT, 2)

    judgedTest(PC, "what was said before is a message, too", () => {
        assert.equal(messageNames(run()).length, 2)
    })
})

describe("a modem that wedges", () => {
    const run = played([READY, { fault: "modem-wedged" }, MENDING, call(FIRST), IDLE])

    test("has the power of its port taken away for 5 s", () => {
        const [off] = run().events("modem", "supply", { on: false })
        const on = run()
            .events("modem", "supply", { on: true })
            .find(each => each.tMs > off!.tMs)
        assert.ok(Math.abs(on!.tMs - off!.tMs - 5000) < 50)
    })

    testNextCall(run, FIRST, 1)

    judgedTest(PC, "and that stands in the list of calls", () => {
        assert.deepEqual(troublesTold(run()), ["modem does not answer"])
    })
})

describe("a modem that is pulled out for some seconds while nobody calls", () => {
    const run = played([READY, { fault: "usb-unplugged", ms: 5000 }, FOUND, call(FIRST), IDLE])

    testNextCall(run, FIRST, 1)

    judgedTest(PC, "and that stands in the list of calls", () => {
        assert.deepEqual(troublesTold(run()), ["modem is not there"])
    })
})

describe("a modem that is pulled out in the middle of a message", () => {
    const run = played([
        READY,
        call(FIRST),
        RECORDING,
        { wait: { event: "speak-start", source: "caller" } },
        { wait: 3000 },
        { fault: "usb-unplugged", ms: 3000 },
        FOUND,
        call(NEXT),
        IDLE,
    ])

    testNextCall(run, NEXT, 2)

    judgedTest(PC, "what was said until then is kept", () => {
        assert.equal(messageNames(run()).length, 2)
        assert.equal(messageNames(run()).filter(name => name.includes(FIRST)).length, 1)
    })
})

describe("a bad cable, and an endpoint that is halted, in the middle of a message", () => {
    const noise = { fault: "usb-noise", times: 3 }
    const run = played([
        READY,
        noise,
        { wait: 2000 },
        call(FIRST),
        RECORDING,
        { wait: 1000 },
        noise,
        { wait: 1000 },
        { fault: "usb-stall" },
        { wait: 500 },
        noise,
        IDLE,
    ])

    testNextCall(run, FIRST, 1)

    judgedTest(PC, "not a byte of it was lost", () => assertWhole(run(), 1, FIRST))
})
