/** The display: what it says while somebody calls and while the owner listens, and that no sound is lost by it. */

import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { describe, test } from "node:test"
import { assertWhole } from "../support/call-judge.ts"
import { PC, assertClean } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { SHORT_STORY, SMALL_CARD, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { IDLE } from "../support/steps.ts"

const NUMBER = "2125550123"
const CALL = { call: { number: NUMBER, name: "J SMITH", audio: SHORT_STORY, then: "hangup" } }
const CONTACTS = { "AFTERBEEP/contacts.csv": { text: `number,name\n${NUMBER},Łucja Żuk\n` } }
/** From the first ring to the name in the contacts, and from one row to the next. */
const SOON_MS = 1500
/** On the wires for one letter: less than the 16 bytes that may pass between two looks at the UART. */
const PIECE_BYTES_MAX = 14

/** What it said at that time, in lines. */
function shownAt(run: ScenarioRun, ms: number): string[] {
    const shown = run.events("panel", "display").findLast(each => each.tMs <= ms)
    return String(shown?.["text"] ?? "").split("\n")
}

function stats(run: ScenarioRun): Readonly<Record<string, number>> {
    const text = readFileSync(run.output("stats.json"), "utf8")
    return (JSON.parse(text) as { bus: Record<string, number> }).bus
}

/** Seconds as the last row counts them, in the order in which they were seen. */
function counted(run: ScenarioRun, title: string): string[] {
    const texts = run
        .events("panel", "display")
        .map(each => String(each["text"]))
        .filter(text => text.startsWith(title))
    const seconds = texts.map(text => /(\d+:\d\d)$/.exec(text)?.[1] ?? "")
    return seconds.filter((each, at) => each !== "" && each !== seconds[at - 1])
}

for (const modem of ["conexant", "usr5637"])
    describe(`a machine with a display and the modem ${modem}`, () => {
        const run = playedBefore(
            {
                modem,
                display: "ssd1306",
                settings: { rings: 2 },
                card: SMALL_CARD,
                steps: [{ wait: 8000 }, CALL, IDLE, { press: "play" }, IDLE, { wait: 2500 }],
            },
            { seed: 5 }
        )

        test("says that nothing is new, and that it does not know the time", () => {
            assert.deepEqual(shownAt(run(), 7900), ["New: 0          --:--"])
        })

        test("says who calls before it answers", () => {
            const [title, number, name] = shownAt(run(), run().timeOf("exchange", "off-hook"))
            assert.match(title!, /^Ringing/)
            assert.deepEqual([number, name], [NUMBER, "J SMITH"])
        })

        test("counts the seconds of the recording, and has the time by then", () => {
            const startMs = run().timeOf("modem", "record-start")
            const shown = shownAt(run(), startMs + SOON_MS)
            assert.deepEqual(shown.slice(0, 3), ["Recording       14:05", NUMBER, "J SMITH"])
            const seconds = counted(run(), "Recording")
            assert.deepEqual(seconds.slice(-3), seconds.slice(-3).sort())
            assert.ok(seconds.length >= 4, seconds.join(" "))
        })

        test("says that a message is new, until it was heard", () => {
            assert.match(shownAt(run(), run().timeOf("panel", "press"))[0]!, /^New: 1 /)
            assert.match(shownAt(run(), run().endMs - 10)[0]!, /^New: 0 +14:0\d$/)
        })

        test("says whose message plays and when it came, and counts", () => {
            const endMs = run().events("modem", "play-end").at(-1)!.tMs
            const shown = shownAt(run(), endMs - SOON_MS)
            assert.match(shown[0]!, /^Playing/)
            assert.deepEqual(shown.slice(1, 3), [NUMBER, "J SMITH"])
            assert.match(shown[3]!, /^11-22 14:05 +0:\d\d$/)
        })

        test("sends no more than a letter at a time while it records", () => {
            const { displayBurstBytesMax, displayBytes } = stats(run())
            assert.ok(displayBytes! > 1000)
            assert.equal(displayBurstBytesMax, PIECE_BYTES_MAX)
        })

        judgedTest(PC, "loses no byte of the caller's voice", () => {
            assertClean(run())
            assertWhole(run(), 1, NUMBER)
        })
    })

describe("a display of 32 rows, in Polish", () => {
    const run = playedBefore({
        display: "ssd1306-32",
        settings: { rings: 3, language: "pl", display: 32 },
        card: { ...SMALL_CARD, files: CONTACTS },
        steps: [{ wait: 8000 }, CALL, { wait: { event: "off-hook" } }, IDLE],
    })

    test("says the owner's name for the caller with all its letters", () => {
        const [title, , name] = shownAt(run(), run().timeOf("exchange", "off-hook"))
        assert.match(title!, /^Dzwoni/)
        assert.equal(name, "Łucja Żuk")
    })
})

describe("a card that is not there", () => {
    const run = playedBefore({ display: "ssd1306", card: null, steps: [{ wait: 9000 }] })

    test("is named in words", () => {
        assert.equal(shownAt(run(), run().endMs - 10)[2], "No usable card")
    })

    judgedTest(["tesseract"], "can be read by a program that reads pictures", () => {
        const read = execFileSync("tesseract", [run().output("display.png"), "-", "--psm", "6"], {
            encoding: "utf8",
        })
        assert.match(read, /usable card/)
    })
})

describe("a machine without a display", () => {
    const steps = [{ wait: 3000 }, CALL, IDLE]
    const run = playedBefore({ settings: { rings: 2 }, card: SMALL_CARD, steps })

    test("looks for it once, and never again", () => {
        assert.deepEqual(run().events("panel", "display"), [])
        assert.equal(stats(run())["displayTransfers"], 1)
    })
})
