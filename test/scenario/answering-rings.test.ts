/** After how many rings a call is answered, if at all, and what the list of calls says of it. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageNames, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { SMALL_CARD, SHORT_STORY, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { BOOT, IDLE, call } from "../support/steps.ts"

const SETTINGS = "AFTERBEEP/settings.txt"
const CONTACTS = "AFTERBEEP/contacts.csv"
const CALLS = "AFTERBEEP/calls.csv"
const FRIEND = "2125550101"
const FAX = "2125550102"
const STRANGER = "2125550103"

/** Longer than the machine would ever wait. */
function patient(number: string): object {
    return { call: { number, audio: SHORT_STORY, maxRings: 13 } }
}

function impatient(number: string, maxRings: number): object {
    return { call: { number, maxRings } }
}

/** It rings no more, and the machine believes that. */
const OVER = [IDLE, { wait: 10_000 }]

/** Rings of call n until it was answered; or all of them, with a minus. */
function ringsOf(run: ScenarioRun, n: number): number {
    const rings = run.events("exchange", "ring-on", { call: n })
    const next = run.events("exchange", "ring-on", { call: n + 1 })[0]?.tMs ?? Infinity
    const first = rings[0]!.tMs
    const answered = run.events("exchange", "off-hook").some(({ tMs }) => tMs > first && tMs < next)
    return answered ? rings.length : -rings.length
}

/** What the list says of each call, in its order. */
function outcomes(run: ScenarioRun): string[] {
    const lines = String(readFromCard(run, CALLS)).split("\n").slice(1)
    return lines.filter(line => line.trim() !== "").map(line => line.split(",")[4]!.trim())
}

function withFiles(settings: string, contacts = ""): object {
    const files = { [SETTINGS]: { text: settings }, [CONTACTS]: { text: contacts } }
    return { ...SMALL_CARD, files }
}

for (const [modem, country] of [
    ["conexant", "US"],
    ["si2494", "PL"],
] as const)
    describe(`toll saver and callers of their own, with ${modem} in ${country}`, () => {
        const contacts = `number,name,rings\n${FRIEND},Ann,3\n${FAX},"Bob B.",never\n`
        const run = playedBefore({
            modem,
            country,
            card: withFiles(`country = ${country}\nrings = toll-saver\n`, contacts),
            steps: [
                BOOT,
                patient(STRANGER),
                IDLE,
                patient(STRANGER),
                IDLE,
                patient(FRIEND),
                IDLE,
                impatient(FAX, 6),
                ...OVER,
            ],
        })

        test("are answered after 4 rings, after 2 when there is something new, or as the owner wants", () => {
            assert.deepEqual(
                [1, 2, 3, 4].map(n => ringsOf(run(), n)),
                [4, 2, 3, -6]
            )
        })

        judgedTest(PC, "and every call is in the list", () => {
            assert.deepEqual(outcomes(run()), [
                "message",
                "message",
                "message",
                "not answered after 6 rings",
            ])
            assertClean(run())
        })
    })

for (const [modem, country] of [
    ["agere", "US"],
    ["usr5637", "DE"],
] as const)
    describe(`quiet hours, with ${modem} in ${country}`, () => {
        const run = playedBefore({
            modem,
            country,
            start: "2026-11-22T21:57:00",
            card: withFiles(
                `country = ${country}\nrings = 2\nquiet = 22:00-7:00\nquiet-rings = 4\n`
            ),
            steps: [BOOT, patient(STRANGER), IDLE, { wait: 180_000 }, patient(STRANGER), IDLE],
        })

        test("have rings of their own", () => {
            assert.deepEqual([ringsOf(run(), 1), ringsOf(run(), 2)], [2, 4])
        })
    })

describe("callers who give up", () => {
    const run = playedBefore({
        card: withFiles("rings = 4\n", `${FRIEND},Ann\n`),
        steps: [
            BOOT,
            impatient(STRANGER, 1),
            ...OVER,
            impatient(FRIEND, 1),
            ...OVER,
            impatient(STRANGER, 3),
            ...OVER,
        ],
    })

    judgedTest(PC, "are listed with the rings; one ring of somebody unknown stands out", () => {
        assert.deepEqual(outcomes(run()), [
            "one ring",
            "not answered after 1 ring",
            "not answered after 3 rings",
        ])
    })
})

describe("a machine that is switched off and knows no code", () => {
    const run = playedBefore({
        card: withFiles("answer = no\nrings = 2\n"),
        steps: [BOOT, impatient(STRANGER, 12), ...OVER],
    })

    test("never answers", () => assert.equal(ringsOf(run(), 1), -12))
})

for (const modem of ["conexant", "usr5637"] as const)
    describe(`a fax machine that is to be left alone, with ${modem}`, () => {
        const text = "# mine\nrings = 2\nfax = leave\n"
        const fax = { call: { number: FAX, audio: { fax: true }, speakAfter: "answer" } }
        const run = playedBefore({
            modem,
            card: withFiles(text),
            steps: [BOOT, fax, IDLE, impatient(FAX, 5), ...OVER, patient(STRANGER), IDLE],
        })

        test("is answered once, and then left to ring", () => {
            assert.deepEqual(
                [1, 2, 3].map(n => ringsOf(run(), n)),
                [2, -5, 2]
            )
        })

        judgedTest(
            PC,
            "because its number stands in settings.txt, behind what the owner wrote",
            () => {
                assert.equal(String(readFromCard(run(), SETTINGS)), `${text}fax-numbers = ${FAX}\n`)
                assertClean(run())
            }
        )

        judgedTest(PC, "leaves no message, but its line in the list", () => {
            assert.ok(!messageNames(run()).some(name => name.includes(FAX)))
            const list = String(readFromCard(run(), "AFTERBEEP/calls.csv"))
            assert.match(list, new RegExp(`,${FAX},"[^"]*",a fax machine or a modem,`))
        })
    })

for (const [modem, country] of [
    ["conexant", "US"],
    ["agere", "PL"],
    ["usr5637", "DE"],
    ["si2494", "UK"],
] as const)
    describe(`a modem that calls: ${modem}, ${country}`, () => {
        const data = { call: { number: FAX, audio: { data: true } } }
        const run = playedBefore({
            ...{ modem, country },
            card: withFiles(`rings = 2\ncountry = ${country}\n`),
            steps: [BOOT, data, IDLE, patient(STRANGER), IDLE],
        })

        test("is let go as soon as it has shown what it is: three bursts of its tone", () => {
            const [taken] = run().events("exchange", "off-hook")
            const [released] = run().events("exchange", "on-hook")
            const heldMs = released!.tMs - taken!.tMs
            assert.ok(heldMs > 5000 && heldMs < 9000, `${heldMs} ms`)
        })

        judgedTest(PC, "has its line in the list; who calls next leaves a message", () => {
            assert.equal(outcomes(run())[0], "a fax machine or a modem")
            assert.equal(outcomes(run())[1], "message")
            assert.equal(messageNames(run()).length, 1)
            assertClean(run())
        })
    })

describe("a message that is shorter than the owner wants", () => {
    const run = playedBefore({
        card: withFiles("rings = 2\nmessage-min-seconds = 2\n"),
        steps: [
            BOOT,
            { call: { number: FRIEND, then: "hangup" } },
            IDLE,
            { call: { number: FAX, then: { stay: 20_000 } } },
            IDLE,
            call(STRANGER),
            IDLE,
            { power: "cycle", offMs: 1000 },
            BOOT,
        ],
    })

    judgedTest(
        PC,
        "is not kept, who hangs up or stays silent, also after power was off; the call is listed",
        () => {
            assert.deepEqual(outcomes(run()), [
                "hung up without a message",
                "hung up without a message",
                "message",
            ])
            const names = messageNames(run())
            assert.equal(names.length, 1)
            assert.ok(names[0]!.includes(STRANGER))
            assertClean(run())
        }
    )
})
