/**
 * The firmware dies of a bug while somebody speaks. Its bugs are put in here, where it looks for what ends a message: what
 * was said until then is kept, and the machine is there for the next caller.
 */

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { describe, test } from "node:test"
import { assertHolds, assertWhole, messageSound } from "../support/call-judge.ts"
import { PC, assertClean, callLines, messageNames } from "../support/card-on-pc.ts"
import { buildChanged } from "../support/fixture-firmware.ts"
import { judgedTest } from "../support/judges.ts"
import {
    LONG_STORY,
    SHORT_STORY,
    SMALL_CARD,
    type ScenarioRun,
    newFolder,
    play,
    projectFile,
    runBefore,
} from "../support/scenario-run.ts"

const CALL = "src/app/call-signals.ts"
const PLACE = "const event = this.parts.line.nextEvent()\n"
const FIRST = "2125550101"
const SECOND = "2125550102"
/** The short story does not get so far. */
const DIES_AFTER_BYTES = 80_000
/** What is not yet on the card then: less than two bursts. */
const LOST_MAX_BYTES = 2 * 15 * 512
const RESTART_MS = 5250

interface Bug {
    readonly what: string
    readonly code: string
    /** What became of the call: a program that is killed lists nothing; that is done at the next start. */
    readonly outcome: string
}

/** What the machine does once so much of a message has come in. */
const BUGS: readonly Bug[] = [
    { what: "throws an error", code: 'throw new Error("a bug")', outcome: "broken off" },
    {
        what: "never comes to an end",
        code: "while (this.codeKey >= 0) this.codeKey++",
        outcome: "message cut off",
    },
    {
        what: "asks for more memory than there is",
        code: 'Buffer.alloc(64000).setAt(0, "u8", 1)',
        outcome: "broken off",
    },
]

/** A call that the machine does not survive, and one more. */
function dyingOf({ code }: Bug, exit: number): () => ScenarioRun {
    return runBefore(async () => {
        const folder = newFolder()
        const to = `${PLACE}        if (this.parts.recorder.receivedBytes > ${DIES_AFTER_BYTES}) ${code}\n`
        const firmware = await buildChanged({ path: CALL, from: PLACE, to }, folder)
        const steps = [
            ...(exit === 0 ? [{ tolerate: "restart" }] : []),
            { wait: 6000 },
            { call: { number: FIRST, name: "J SMITH", audio: LONG_STORY } },
            { wait: { event: "panic", source: "machine" } },
            { wait: 20_000 },
            { call: { number: SECOND, audio: SHORT_STORY } },
            { wait: "idle" },
        ]
        const scenario = { card: SMALL_CARD, settings: { rings: 2 }, steps }
        return await play(scenario, { folder, firmware, exit })
    })
}

/** Line of the changed source that has the bug. */
const BUG_LINE =
    readFileSync(projectFile(CALL), "utf8")
        .split("\n")
        .findIndex(line => `${line}\n`.endsWith(PLACE)) + 2

for (const [index, bug] of BUGS.entries())
    describe(`a firmware that ${bug.what} in the middle of a message`, () => {
        // The first one is not tolerated.
        const run = dyingOf(bug, index === 0 ? 1 : 0)

        test("tells where, and starts again 5.25 s later", () => {
            const [panic, ...others] = run().events("machine", "panic")
            assert.deepEqual(others, [])
            assert.match(String(panic!["stack"]), new RegExp(`call-signals\\.ts:${BUG_LINE}\\b`))
            const boots = run().events("machine", "boot")
            assert.equal(boots.length, 2)
            const deadMs = boots[1]!.tMs - panic!.tMs
            assert.ok(Math.abs(deadMs - RESTART_MS) < 100, `${deadMs} ms`)
        })

        judgedTest(PC, "keeps what was on the card by then, as the modem handed it over", () => {
            const { length } = messageSound(run(), FIRST)
            assert.ok(length > DIES_AFTER_BYTES - LOST_MAX_BYTES, `${length}`)
            assertWhole(run(), 1, FIRST)
        })

        judgedTest(PC, "has a line for it, and another one for the next call", () => {
            const [first, second, ...more] = callLines(run())
            assert.match(first!, new RegExp(`,${FIRST},"J SMITH",${bug.outcome},\\d+,".*${FIRST}`))
            assert.match(second!, new RegExp(`,${SECOND},"",message,`))
            assert.deepEqual(more, [])
        })

        judgedTest([...PC, "sox"], "takes the next caller's message, on a clean volume", () => {
            assertHolds(run(), SECOND, SHORT_STORY)
            assert.equal(messageNames(run()).length, 2)
            assertClean(run())
        })

        if (index === 0)
            test("is exit 1, and the whole trace is printed in lines of its source", () => {
                assert.match(run().complaints, /a bug/)
                assert.match(run().complaints, new RegExp(`call-signals\\.ts:${BUG_LINE}\\b`))
                assert.match(run().complaints, /recorder\.ts:\d+/)
                // Down to where the fiber begins; what the linker has put into another function is no frame.
                assert.match(run().complaints, /fiber\.ts:\d+/)
            })
    })
