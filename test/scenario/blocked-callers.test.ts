/** Callers whom the owner has blocked: their ringing ends, they leave nothing but a line in the list, and nobody else notices. */

import assert from "node:assert/strict"
import { rmSync } from "node:fs"
import { after, describe, test } from "node:test"
import { FLASH_GREETING, assertHears } from "../support/call-judge.ts"
import { PC, assertClean, messageNames, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { linesOf } from "../support/lines.ts"
import { formOf } from "../support/own-greeting.ts"
import {
    SHORT_STORY,
    SMALL_CARD,
    type ScenarioRun,
    newFolder,
    play,
    playedBefore,
    projectFile,
    runBefore,
} from "../support/scenario-run.ts"
import { CARE, IDLE, call } from "../support/steps.ts"

const ROBOT = "2125550101"
const PREMIUM = "9005550102"
const AUNT = "9005550103"
const STRANGER = "2125550104"
const CONTACTS = `number,name,rings\n900*,Premium,block\n${ROBOT},Robot,block\n${AUNT},Aunt\n`
const FILES = { "AFTERBEEP/contacts.csv": { text: CONTACTS } }

const folder = newFolder()
after(() => rmSync(folder, { recursive: true }))

/** Somebody who would listen to the greeting and speak. */
function patient(number: string): object {
    return { call: { number, audio: SHORT_STORY } }
}

/** For each call: rings, and for how long the machine had the line, ms. */
function callsOf(run: ScenarioRun): { rings: number; heldMs: number }[] {
    const taken = run.events("exchange", "off-hook")
    const released = run.events("exchange", "on-hook")
    return taken.map(({ tMs }, i) => {
        const before = i === 0 ? 0 : released[i - 1]!.tMs
        const rings = run
            .events("exchange", "ring-on")
            .filter(ring => ring.tMs > before && ring.tMs < tMs)
        return { rings: rings.length, heldMs: released[i]!.tMs - tMs }
    })
}

function listOf(run: ScenarioRun): string[] {
    const lines = String(readFromCard(run, "AFTERBEEP/calls.csv")).split("\n").slice(1)
    return lines.map(line => line.trim()).filter(line => line !== "")
}

for (const { modem, country } of linesOf("blocked-callers"))
    describe(`blocked callers, ${modem}, ${country}`, () => {
        const run = playedBefore({
            ...{ modem, country, settings: { rings: 3, country } },
            card: { ...SMALL_CARD, files: FILES },
            steps: [
                CARE,
                ...[ROBOT, PREMIUM, AUNT].flatMap(number => [patient(number), IDLE]),
                call(STRANGER),
                IDLE,
            ],
        })

        test("ring once, and have the line for a second or two; all others are greeted as ever", () => {
            const calls = callsOf(run())
            assert.deepEqual(
                calls.map(({ rings }) => rings),
                [1, 1, 3, 3]
            )
            for (const { heldMs } of calls.slice(0, 2))
                assert.ok(heldMs > 1000 && heldMs < 3000, `${heldMs} ms`)
            for (const { heldMs } of calls.slice(2)) assert.ok(heldMs > 10_000, `${heldMs} ms`)
        })

        test("leave the lamp dark, which the next caller's message has blink", () => {
            const lit = run().events("panel", "lamp", { value: 1 })
            const [, , greeted] = run().events("exchange", "on-hook")
            assert.ok(lit.length > 0)
            assert.ok(lit[0]!.tMs > greeted!.tMs - 1000, `${lit[0]!.tMs}`)
        })

        judgedTest(PC, "are in the list, and need no call back", () => {
            const list = listOf(run())
            for (const [line, name] of [
                [0, "Robot"],
                [1, "Premium"],
            ] as const)
                assert.match(list[line]!, new RegExp(`,"${name}",blocked,0,,no need$`))
            assert.equal(list.length, 4)
            const names = messageNames(run()).sort()
            assert.equal(names.length, 2)
            assert.ok(names.some(each => each.includes(`${AUNT} Aunt`)))
            assert.ok(names.some(each => each.includes(STRANGER)))
            assertClean(run())
        })
    })

describe("a greeting for blocked callers", () => {
    const words = projectFile("sounds/pl/greeting-default.wav")
    const run = runBefore(() => {
        const own = formOf(folder, "blocked", ["-r", "8000", "-b", "8", "-e", "unsigned"], words)
        const files = { ...FILES, "AFTERBEEP/greetings/blocked.wav": { file: own } }
        return play({
            settings: { rings: 2 },
            card: { ...SMALL_CARD, files },
            steps: [CARE, patient(ROBOT), IDLE, call(STRANGER), IDLE],
        })
    })

    judgedTest(["sox", ...PC], "is what they hear before the line is free again", () => {
        assertHears(run(), 1, words)
        assert.equal(messageNames(run()).length, 1)
        assertClean(run())
    })

    judgedTest(["sox"], "and nobody else does", () => assertHears(run(), 2, FLASH_GREETING))
})

describe("callers who withhold their number, where the owner does not want them", () => {
    const run = playedBefore({
        settings: { rings: 3, withheld: "block" },
        card: SMALL_CARD,
        steps: [CARE, patient("private"), IDLE, patient("out-of-area"), IDLE, call(STRANGER), IDLE],
    })

    test("ring once; whose number is not known rings as ever", () => {
        assert.deepEqual(
            callsOf(run()).map(({ rings }) => rings),
            [1, 3, 3]
        )
    })

    judgedTest(PC, "leave no message", () => {
        assert.match(listOf(run())[0]!, /,private,"",blocked,0,,no need$/)
        assert.ok(!messageNames(run()).some(name => name.includes("private")))
        assertClean(run())
    })
})
