/**
 * Play held while the machine is switched on: it says, shows and writes what is well and what is not, and is a machine as ever
 * afterwards. Who calls meanwhile is answered.
 */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { assertHolds } from "../support/call-judge.ts"
import { PC, assertClean, messages, readFromCard } from "../support/card-on-pc.ts"
import { heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { lampSigns } from "../support/lamp.ts"
import { linesOf } from "../support/lines.ts"
import { speakingCard } from "../support/owner-calls.ts"
import { SHORT_STORY, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { IDLE, call } from "../support/steps.ts"

const CALLER = "2125550123"
const HOLD = { hold: "play", ms: 4500 }
/** All has been looked at, said and shown. */
const OVER = { wait: 45_000 }
const PARTS = ["bridge", "crystal", "modem", "line", "card", "speed", "keys", "display", "clock"]
/** A machine that was switched on before: its card has all that is made once, and slots that are ready. */
const USED = [{ wait: 30_000 }, { power: "off" }, { wait: 3000 }] as const
/** A call of its own cannot last so long off-hook: it would be busy for callers. */
const OFF_HOOK_MAX_MS = 6000

function card(language = "en", more = "") {
    return speakingCard(language, `rings = 2\n${more}`)
}

function played(steps: readonly object[], more: object = {}): () => ScenarioRun {
    return playedBefore({ card: card(), steps, ...more }, { seed: 5 })
}

function report(run: ScenarioRun): string {
    return String(readFromCard(run, "AFTERBEEP/selftest.txt"))
}

/** The report's line of a part, and what it says to do: "trouble no dial tone -> its cable …". */
function reported(run: ScenarioRun, part: string): string {
    const found = new RegExp(`^${part} +(.*)\n(?: +(->.*)\n)?`, "m").exec(report(run))
    assert.ok(found, `no line of ${part}`)
    return [found[1]!.replace(/ +/, " "), found[2]].filter(Boolean).join(" ")
}

/** What the lamp says in the 14 s after it was lit for the test. */
function verdict(run: ScenarioRun): string[] {
    const signs = lampSigns(run)
    return signs.slice(signs.indexOf("lit") + 1)
}

function loggedAt(run: ScenarioRun, text: string): number {
    const found = run.events("machine", "log").find(each => String(each["text"]).includes(text))
    assert.ok(found, `"${text}" is not in the log`)
    return found.tMs
}

function testNextCall(run: () => ScenarioRun): void {
    judgedTest([...PC, "sox"], "the next call is answered at its second ring, and whole", () => {
        assert.deepEqual(run().events("machine", "panic"), [])
        assert.equal(run().events("exchange", "ring-on", { call: 1 }).length, 2)
        assertClean(run())
        assertHolds(run(), CALLER, SHORT_STORY)
    })
}

const lines = linesOf("self-test")
for (const [at, { modem, country, language }] of lines.entries()) {
    const bridge = at % 2 === 0 ? "max3421e" : "sc16is750"
    describe(`all is well: ${modem} at ${bridge}, ${country}, ${language}`, () => {
        const run = played([HOLD, OVER, call(CALLER), IDLE], {
            ...{ modem, country, bridge },
            card: card(language, `country = ${country}\n`),
        })

        test("it says so, in the owner's language", () => {
            assert.deepEqual(heardClips(run().output("room.wav"), language), [
                "test-begins",
                "test-well",
                "test-report",
            ])
        })

        test("the lamp is lit meanwhile, and then says it three times", () => {
            assert.deepEqual(verdict(run()).slice(0, 3), ["long", "long", "long"])
            assert.ok(!verdict(run()).slice(3).includes("long"))
        })

        judgedTest(PC, "the report has a line for each part, with what was measured", () => {
            const text = report(run())
            assert.match(text, /^Afterbeep self-test, the clock is not set: all is well\n/)
            for (const part of PARTS) assert.match(reported(run(), part), /^(ok|none) /)
            const chip = at % 2 === 0 ? /^ok MAX3421E, revision 1-3/ : /^ok SC16IS7xx/
            assert.match(reported(run(), "bridge"), chip)
            assert.match(reported(run(), "modem"), new RegExp(`^ok ${modem} \\(.+\\), class 8, `))
            assert.match(reported(run(), "speed"), /^ok writes \d+ KB\/s, reads \d+ KB\/s/)
            assert.match(reported(run(), "clock"), /^none not set -> /)
            assert.equal(text.length, 2048)
        })

        test("the line is picked up once for the dial tone, for seconds, and never in a ring", () => {
            const callMs = run().timeOf("exchange", "ring-on")
            const hook = [
                ...run().events("exchange", "off-hook"),
                ...run().events("exchange", "on-hook"),
            ].filter(each => each.tMs < callMs)
            assert.equal(hook.length, 2)
            assert.ok(Math.abs(hook[1]!.tMs - hook[0]!.tMs) < OFF_HOOK_MAX_MS)
        })

        testNextCall(run)
    })
}

describe("the telephone cable is not in", () => {
    const run = played([
        { fault: "line-cut" },
        HOLD,
        OVER,
        { mend: "line-cut" },
        call(CALLER),
        IDLE,
    ])

    test("that is said, and it is the fourth part", () => {
        assert.deepEqual(heardClips(run().output("room.wav"), "en"), [
            "test-begins",
            "test-line",
            "test-report",
        ])
        assert.deepEqual(verdict(run()).slice(0, 3), ["4 blinks", "4 blinks", "4 blinks"])
    })

    judgedTest(PC, "the report says what to do", () => {
        assert.match(report(run()), /: trouble with line\n/)
        assert.match(reported(run(), "line"), /^trouble no dial tone -> its cable in .*LINE/)
    })

    testNextCall(run)
})

describe("there is no card", () => {
    const run = played([HOLD, OVER, call(CALLER), IDLE], { card: null })

    test("tones say so, and the lamp: the fifth part", () => {
        assert.deepEqual(heardClips(run().output("room.wav"), "en"), [])
        assert.ok(run().events("speaker", "sound-on").length >= 5)
        assert.deepEqual(verdict(run()).slice(0, 3), ["5 blinks", "5 blinks", "5 blinks"])
    })

    test("then the lamp says trouble as ever, and callers are greeted", () => {
        assert.ok(verdict(run()).slice(3).includes("trouble"))
        assert.equal(run().events("caller", "beep-heard").length, 0)
        assert.equal(run().events("caller", "answered").length, 1)
    })
})

for (const bridge of ["sc16is750", "max3421e"])
    describe(`no modem answers at ${bridge}`, () => {
        const run = played(
            [
                { fault: "modem-mute" },
                HOLD,
                { wait: 60_000 },
                { mend: "modem-mute" },
                { wait: 70_000 },
                call(CALLER),
                IDLE,
            ],
            { bridge }
        )

        test("the lamp says that it is the third part, and trouble as ever", () => {
            assert.deepEqual(verdict(run()).slice(0, 3), ["3 blinks", "3 blinks", "3 blinks"])
            assert.ok(verdict(run()).includes("trouble"))
        })

        judgedTest(PC, "the card has the report all the same; the bridge is well", () => {
            assert.match(reported(run(), "bridge"), /^ok /)
            assert.match(reported(run(), "crystal"), /^ok /)
            assert.match(reported(run(), "modem"), /^trouble modem does not answer -> its power/)
            assert.match(reported(run(), "line"), /^none not known/)
        })

        testNextCall(run)
    })

describe("the modem is not in its USB port", () => {
    const run = played([{ fault: "usb-unplugged" }, HOLD, { wait: 40_000 }], {
        bridge: "max3421e",
    })

    judgedTest(PC, "the host is well, the modem is missing", () => {
        assert.match(reported(run(), "bridge"), /^ok MAX3421E/)
        assert.match(reported(run(), "crystal"), /^ok 12000 kHz/)
        assert.match(reported(run(), "modem"), /^trouble no USB modem -> /)
        assert.deepEqual(verdict(run()).slice(0, 3), ["3 blinks", "3 blinks", "3 blinks"])
    })
})

describe("the card is slow", () => {
    const run = played([
        ...USED,
        { fault: "card-stall", times: 12, ms: 550 },
        HOLD,
        { power: "on" },
        { wait: 60_000 },
        call(CALLER),
        IDLE,
    ])

    test("that is said, and it is the sixth part", () => {
        assert.ok(heardClips(run().output("room.wav"), "en").includes("test-slow"))
        assert.equal(verdict(run())[0], "6 blinks")
    })

    judgedTest(PC, "the report has the longest pause, which is the one that there was", () => {
        const ms = Number(/longest pause (\d+) ms/.exec(reported(run(), "speed"))?.[1])
        assert.ok(ms >= 545 && ms <= 575, `${ms} ms`)
    })

    testNextCall(run)
})

describe("the card is locked", () => {
    const run = played([...USED, { fault: "card-locked" }, HOLD, { power: "on" }, OVER])

    test("that is said, it is the fifth part, and nothing is written", () => {
        const onMs = run().events("machine", "boot").at(-1)!.tMs
        assert.deepEqual(heardClips(run().output("room.wav"), "en"), ["test-begins", "test-locked"])
        assert.equal(verdict(run())[0], "5 blinks")
        assert.equal(
            run()
                .events("card", "write")
                .filter(each => each.tMs > onMs).length,
            0
        )
    })
})

describe("Play touches something, and is down for ever", () => {
    const run = played([{ hold: "play", ms: 120_000 }, OVER, call(CALLER), IDLE])

    test("that is said, it is the seventh part, and recording is not switched off by it", () => {
        assert.ok(heardClips(run().output("room.wav"), "en").includes("test-key"))
        assert.equal(verdict(run())[0], "7 blinks")
        assert.ok(!verdict(run()).includes("4 flashes"))
    })

    testNextCall(run)
})

describe("Play held when the machine is on already", () => {
    const run = played([{ wait: 12_000 }, { hold: "play", ms: 4500 }, IDLE])

    test("is no self-test", () => {
        const texts = run()
            .events("machine", "log", {})
            .map(each => String(each["text"]))
        assert.ok(!texts.some(text => text.startsWith("self-test")))
    })
})

/** When the call is placed, and what goes on then. */
const RINGS = [
    [{ wait: 2000 }, "before it has begun"],
    [{ wait: 6000 }, "while the modem is asked"],
    [{ wait: 12_000 }, "while the line is waited for"],
    [{ wait: { event: "sound-on", source: "speaker" } }, "while it speaks"],
] as const
for (const [bridge, rings] of [
    ["sc16is750", RINGS],
    ["max3421e", [RINGS[1], RINGS[3]]],
] as const)
    for (const [wait, when] of rings)
        describe(`somebody calls ${when}, ${bridge}`, () => {
            const run = played([HOLD, wait, call(CALLER), IDLE], { bridge })

            judgedTest([...PC, "sox"], "the test is broken off, and the call is answered", () => {
                const rings = run().events("exchange", "ring-on", { call: 1 }).length
                assert.ok(rings <= 4, `${rings} rings`)
                loggedAt(run(), "self-test broken off: it rings")
                assertClean(run())
                assertHolds(run(), CALLER, SHORT_STORY)
            })

            test("it was picked up for the caller, not for the test", () => {
                const ringMs = run().timeOf("exchange", "ring-on")
                const answered = run()
                    .events("exchange", "off-hook")
                    .filter(e => e.tMs > ringMs)
                assert.equal(answered.length, 1)
            })
        })

/** Of the writes of a self-test on a card that is in use: where the power fails. */
for (const cardWrite of [3, 6, 9])
    describe(`power that fails at write ${cardWrite} of a self-test`, () => {
        const run = played([
            { wait: 30_000 },
            call("2125550100"),
            IDLE,
            { power: "off" },
            { wait: 3000 },
            HOLD,
            { power: "on" },
            { wait: 1000 },
            { power: "off", at: { cardWrite: 120 + cardWrite, variant: "torn-second" } },
            { wait: { event: "power-off", source: "machine" } },
            { wait: 4000 },
            { power: "on" },
            { wait: 20_000 },
            call(CALLER),
            IDLE,
        ])

        judgedTest([...PC, "sox"], "costs no message, and leaves a card without a fault", () => {
            assertClean(run())
            assertHolds(run(), "2125550100", SHORT_STORY)
            assertHolds(run(), CALLER, SHORT_STORY)
            assert.equal(messages(run()).length, 2)
        })
    })
