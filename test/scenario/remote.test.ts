/** The owner calls the machine: the code, the messages, the settings; and what it costs to guess. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageNames, messages, readFromCard } from "../support/card-on-pc.ts"
import { heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { CODE, OWNER, outcomes, speakingCard, typedBy } from "../support/owner-calls.ts"
import { playedBefore } from "../support/scenario-run.ts"
import { BOOT, IDLE, call } from "../support/steps.ts"

const KEPT = "AR"

for (const [modem, country, language] of [
    ["conexant", "US", "en"],
    ["agere", "PL", "pl"],
    ["si2494", "DE", "ru"],
] as const)
    describe(`an owner who calls in: ${modem}, ${country}`, () => {
        const run = playedBefore({
            modem,
            country,
            card: speakingCard(language, `rings = 2\npin = ${CODE}\ncountry = ${country}\n`),
            steps: [
                BOOT,
                call("2125550101"),
                IDLE,
                call("2125550102"),
                IDLE,
                // All messages; the first one is kept, the second deleted, help, good-bye.
                typedBy(OWNER, CODE, 2500, "1", 9000, "9", 6000, "3", 4000, "*5", 2000, "8"),
                IDLE,
            ],
        })

        judgedTest(PC, "hears them, keeps one and deletes the other", () => {
            assert.deepEqual(outcomes(run()), ["message", "message", "owner"])
            const left = messages(run())
            assert.equal(left.length, 1)
            assert.match(messageNames(run())[0]!, /2125550101/)
            assert.equal(left[0]!.attributes, KEPT)
            assertClean(run())
        })

        test("and hears what was done, in the language of the house", () => {
            const heard = heardClips(run().output("line-3.wav"), language)
            for (const clip of ["message", "kept", "deleted", "goodbye"])
                assert.ok(heard.includes(clip), `${clip} of ${heard.join(" ")}`)
        })

        test("the code is in no log", () => {
            const log = run().events("machine", "log")
            assert.ok(log.length > 5)
            assert.ok(!JSON.stringify(log).includes(CODE))
        })
    })

describe("somebody who guesses", () => {
    const run = playedBefore({
        card: speakingCard("en", `rings = 2\npin = ${CODE}\n`),
        steps: [
            BOOT,
            typedBy("2125550103", "1111#", 4000, "2222#", 4000, "1234#", 5000),
            IDLE,
            // The right code, too early; then power fails, which makes up for nothing.
            typedBy(OWNER, CODE, 3000, "8"),
            IDLE,
            { power: "off" },
            { wait: 1000 },
            { power: "on" },
            BOOT,
            typedBy(OWNER, CODE, 3000, "8"),
            IDLE,
            { wait: 70_000 },
            typedBy(OWNER, CODE, 3000, "8"),
            IDLE,
        ],
    })

    judgedTest(PC, "is kept out for a minute, and so is everybody else, across a power cut", () => {
        const all = outcomes(run())
        assert.equal(all.length, 4)
        assert.deepEqual(
            all.map(each => each === "owner"),
            [false, false, false, true]
        )
    })

    test("and is told that it was wrong, twice", () => {
        const heard = heardClips(run().output("line-1.wav"), "en")
        assert.equal(heard.filter(each => each === "wrong-code").length, 2)
    })
})

describe("a machine without a code, or with one that anybody guesses", () => {
    for (const settings of ["", "pin = 7777\n"]) {
        const run = playedBefore({
            card: speakingCard("en", `rings = 2\n${settings}`),
            steps: [BOOT, typedBy(OWNER, "7777", 3000, "1", 3000, "8"), IDLE],
        })

        judgedTest(PC, `lets nobody in: ${settings.trim() || "none"}`, () => {
            assert.ok(!outcomes(run()).includes("owner"))
        })
    }
})

describe("an owner who has forgotten to switch it on, and one who comes while it records", () => {
    const run = playedBefore({
        card: speakingCard("en", `rings = 2\npin = ${CODE}\n`),
        steps: [
            BOOT,
            // After the beep: what was recorded so far is thrown away.
            {
                call: {
                    number: OWNER,
                    audio: [
                        { silenceMs: 800 },
                        { dtmf: CODE },
                        { silenceMs: 2500 },
                        { dtmf: "0" },
                        { silenceMs: 3000 },
                        { dtmf: "8" },
                    ],
                    speakAfter: "beep",
                    then: { stay: 5000 },
                },
            },
            IDLE,
            {
                call: {
                    number: OWNER,
                    audio: [
                        { silenceMs: 2500 },
                        { dtmf: CODE },
                        { silenceMs: 2500 },
                        { dtmf: "0" },
                        { silenceMs: 3000 },
                        { dtmf: "8" },
                    ],
                    speakAfter: "answer",
                    maxRings: 13,
                    then: { stay: 5000 },
                },
            },
            IDLE,
        ],
    })

    judgedTest(PC, "get in, and leave no message", () => {
        assert.deepEqual(outcomes(run()), ["owner", "owner"])
        assert.equal(messages(run()).length, 0)
        // Switched off by the first call, and on again by the second.
        assert.match(
            readFromCard(run(), "AFTERBEEP/settings.txt").toString("utf8"),
            /^answer = yes/m
        )
    })

    test("the late one is asked for the code", () => {
        assert.ok(heardClips(run().output("line-2.wav"), "en").includes("enter-code"))
    })
})
