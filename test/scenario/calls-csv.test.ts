/** The list of calls on a card that a person takes to a PC, and changes there. */

import assert from "node:assert/strict"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe } from "node:test"
import { PC, assertClean, listCard, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest, runJudge } from "../support/judges.ts"
import { SMALL_CARD, newFolder, play, runBefore } from "../support/scenario-run.ts"
import { BOOT, IDLE, call } from "../support/steps.ts"

const FIRST = "2125550101"
const SECOND = "2125550102"
const THIRD = "2125550103"
const LIST = "::/AFTERBEEP/calls.csv"
const STEPS = [BOOT, call(SECOND), IDLE]

/** The lines of a list that are in use, without the blanks behind them. */
function lines(list: Buffer): string[] {
    return String(list)
        .split("\n")
        .map(line => line.trimEnd())
        .filter(line => line !== "")
}

describe("a list of calls that a spreadsheet has saved", () => {
    let saved = ""
    const run = runBefore(async () => {
        const folder = newFolder()
        const before = await play(
            { card: SMALL_CARD, settings: { rings: 2 }, steps: [BOOT, call(FIRST), IDLE] },
            { folder }
        )
        const offset = `${before.cardPath}@@${8192 * 512}`
        saved = `${lines(readFromCard(before, "AFTERBEEP/calls.csv")).join("\r\n")}\r\nmy note\r\n`
        const file = join(folder, "calls.csv")
        writeFileSync(file, saved)
        runJudge("mcopy", ["-o", "-i", offset, file, LIST])
        return await play({ card: SMALL_CARD, steps: STEPS }, { folder })
    })

    judgedTest(PC, "is kept as it is, under another name", () => {
        assert.equal(String(readFromCard(run(), "AFTERBEEP/calls1.csv")), saved)
        assert.ok(saved.includes(FIRST))
    })

    judgedTest(
        PC,
        "and a new one has what waits to be returned and the calls from then on, on a clean card",
        () => {
            const [title, waiting, first, ...more] = lines(
                readFromCard(run(), "AFTERBEEP/calls.csv")
            )
            assert.equal(title, "date,time,number,name,outcome,seconds,message,return")
            assert.match(waiting!, new RegExp(`${FIRST}.*,to return$`))
            assert.ok(first!.includes(SECOND), first)
            assert.deepEqual(more, [])
            assertClean(run())
        }
    )
})

describe("a list of calls that is full", () => {
    const run = runBefore(async () => {
        const folder = newFolder()
        const before = await play(
            { card: SMALL_CARD, settings: { rings: 2 }, steps: [BOOT, call(FIRST), IDLE] },
            { folder }
        )
        // Lines as the machine writes them, in the places of its file: all but the last.
        const list = readFromCard(before, "AFTERBEEP/calls.csv")
        for (let line = 2; line < 507; line++) list.write(`,,${line},"",greeting,3,`, line * 128)
        const image = readFileSync(before.cardPath)
        const at = image.indexOf("date,time,number,name,outcome")
        list.copy(image, at)
        writeFileSync(before.cardPath, image)
        const steps = [...STEPS, call(THIRD), IDLE]
        return await play({ card: SMALL_CARD, steps }, { folder })
    })

    judgedTest(PC, "gets a number with its last call, and the next call begins a new one", () => {
        const old = lines(readFromCard(run(), "AFTERBEEP/calls1.csv"))
        assert.equal(old.length, 508)
        assert.ok(old[507]!.includes(SECOND), old[507])
        const list = lines(readFromCard(run(), "AFTERBEEP/calls.csv"))
        // The title, two that wait since before, and the last one.
        assert.equal(list.length, 4)
        assert.ok(list[1]!.includes(FIRST), list[1])
        assert.ok(list[2]!.includes(SECOND), list[2])
        assert.ok(list[3]!.includes(THIRD), list[3])
    })

    judgedTest(PC, "both are seen on a PC, and the card is clean", () => {
        const paths = listCard(run()).map(file => file.path)
        assert.ok(paths.includes("AFTERBEEP/calls1.csv"), paths.join())
        assert.ok(paths.includes("AFTERBEEP/calls.csv"), paths.join())
        assertClean(run())
    })
})
