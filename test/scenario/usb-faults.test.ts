/** Each fault that can be named of a USB port, its cable, and the chip that is the host, ends as docs/scenarios.md says. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { assertHolds, assertWhole } from "../support/call-judge.ts"
import { PC, assertClean, messageNames } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { SHORT_STORY, SMALL_CARD, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { IDLE, PLAY, RECORDING, call } from "../support/steps.ts"

const FIRST = "2125550100"
const NEXT = "2125550101"
const READY = { wait: 9000 }
/** Everything was set up anew, the last try a minute after the one before. */
const MENDED = { wait: 75_000 }

function played(steps: readonly object[], usb: object = {}): () => ScenarioRun {
    const machine = { bridge: "max3421e", usb, card: SMALL_CARD, settings: { rings: 2 } }
    return playedBefore({ ...machine, steps }, { seed: 4 })
}

/** What happens one second into what the caller says. */
function inMessage(...faults: readonly object[]): readonly object[] {
    const speaking = { wait: { event: "speak-start", source: "caller" } }
    return [READY, call(FIRST), RECORDING, speaking, { wait: 1000 }, ...faults]
}

/** Nobody at the telephone or at the machine notices. */
for (const [fault, times] of [
    ["usb-nak", 12],
    ["usb-timeout", 4],
    ["usb-crc-error", 4],
    ["usb-pid-error", 4],
    ["usb-bus-error", 4],
    ["usb-babble", 4],
    ["usb-stall", 3],
] as const)
    describe(`${fault}, ${times} times one after another`, () => {
        const steps = inMessage({ fault, times }, { wait: 1500 }, { fault, times })
        const run = played([...steps, IDLE, PLAY, { wait: 2500 }, { fault, times }, IDLE])

        judgedTest([...PC, "sox"], "not a byte of the message is lost", () => {
            assertWhole(run(), 1, FIRST)
            assertHolds(run(), FIRST, SHORT_STORY)
            assertClean(run())
        })

        test("and it is played to its end", () => {
            assert.deepEqual(run().events("machine", "log", { level: "error" }), [])
            assert.equal(run().events("modem", "event", { code: "u" }).length, 0)
        })
    })

/** The call ends; what was said is kept, and the next caller is answered. */
const ENDS: readonly (readonly [string, object])[] = [
    ["usb-nak", { ms: 6000 }],
    ["usb-timeout", { times: 8 }],
    ["usb-crc-error", { ms: 6000 }],
    ["usb-pid-error", { times: 8 }],
    ["usb-bus-error", { times: 8 }],
    ["usb-babble", { times: 8 }],
    ["usb-stall", { times: 8 }],
    ["usb-host-low", { ms: 3000 }],
    ["usb-host-high", { ms: 3000 }],
    ["usb-host-brownout", {}],
    ["usb-unplugged", { ms: 3000 }],
    ["usb-unplugged", { ms: 3000, transactions: 100 }],
]
for (const [fault, how] of ENDS)
    describe(`${fault}, ${JSON.stringify(how)}, in the middle of a message`, () => {
        const run = played([
            ...inMessage({ wait: 1000 }, { fault, ...how }),
            MENDED,
            call(NEXT),
            IDLE,
        ])

        test("is a fault in the log, and no crash", () => {
            assert.ok(run().events("machine", "log", { level: "error" }).length > 0)
            assert.deepEqual(run().events("machine", "panic"), [])
        })

        judgedTest(
            [...PC, "sox"],
            "what was said is kept, and the next caller's message is whole",
            () => {
                assert.equal(messageNames(run()).filter(name => name.includes(FIRST)).length, 1)
                assertHolds(run(), NEXT, SHORT_STORY)
                assertClean(run())
            }
        )
    })

for (const revision of ["01", "12"])
    describe(`a die ${revision}, which spoils first bytes of what was refused`, () => {
        const nak = { fault: "usb-nak", times: 12 }
        const busy = [nak, { wait: 700 }, nak, { wait: 700 }, nak]
        const steps = [READY, call(FIRST), IDLE, PLAY, { wait: 2000 }, ...busy, IDLE]
        const run = played(steps, { revision })

        judgedTest([...PC, "sox"], "has its calls answered and its messages played", () => {
            assertWhole(run(), 1, FIRST)
            assert.deepEqual(run().events("machine", "log", { level: "error" }), [])
        })
    })

describe("a modem that is pulled out at any step of its set-up, and put in again", () => {
    const pulls = [1, 3, 5, 8, 11, 14, 17, 20, 24, 30, 40, 60, 90].flatMap(transactions => [
        { fault: "usb-unplugged", ms: 1500, transactions },
        { fault: "usb-host-brownout" },
        { wait: 20_000 },
    ])
    const run = played([READY, ...pulls, MENDED, call(FIRST), IDLE])

    judgedTest([...PC, "sox"], "is found each time, and a call is answered", () => {
        assert.deepEqual(run().events("machine", "panic"), [])
        assertHolds(run(), FIRST, SHORT_STORY)
        assertClean(run())
    })
})
