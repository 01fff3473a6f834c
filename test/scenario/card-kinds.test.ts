/** Cards of every type: each takes a message, stays a clean volume, and still has it after power was off. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageNames, messageWith } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { SHORT_STORY, playedBefore } from "../support/scenario-run.ts"

const NUMBER = "2125550123"
const STEPS = [
    { wait: 6000 },
    { call: { number: NUMBER, audio: SHORT_STORY } },
    { wait: "idle" },
    { power: "cycle", offMs: 1000 },
    { wait: 6000 },
    { press: "play" },
    { wait: "idle" },
]

for (const [name, card] of [
    ["SDSC of version 1", { type: "SDSC", version: 1, sizeMB: 512 }],
    ["SDSC of 2 GB", { type: "SDSC", sizeMB: 2048 }],
    ["SDHC whose erased sectors are ones", { type: "SDHC", sizeMB: 512, erased: "ones" }],
    ["SDHC that does not erase", { type: "SDHC", sizeMB: 512, erased: "stale" }],
    ["SDXC of 64 GB", { type: "SDXC", sizeMB: 65_536 }],
] as const)
    describe(`a card ${name}`, () => {
        const run = playedBefore({ card, settings: { rings: 2 }, steps: STEPS })

        judgedTest(PC, "takes the message and stays clean", () => {
            assert.equal(messageNames(run()).length, 1)
            messageWith(run(), NUMBER)
            assertClean(run())
        })

        test("has it to be heard after power was off", () => {
            assert.ok(run().timeOf("speaker", "sound-on") > run().timeOf("panel", "press"))
        })
    })
