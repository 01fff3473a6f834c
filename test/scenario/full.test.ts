/** A card whose room runs out: it is told in time, callers are told instead of recorded, and deleting makes room again. */

import assert from "node:assert/strict"
import { truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, test } from "node:test"
import { assertHears } from "../support/call-judge.ts"
import { PC, assertClean, messageNames, messageWith, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest, runJudge } from "../support/judges.ts"
import { heardClips } from "../support/heard-clips.ts"
import { lampSigns } from "../support/lamp.ts"
import { type SpokenLine, linesOf } from "../support/lines.ts"
import { audible, find, heard } from "../support/listening.ts"
import { CODE, outcomes, ownerTypes } from "../support/owner-calls.ts"
import {
    type ScenarioRun,
    newFolder,
    play,
    projectFile,
    runBefore,
} from "../support/scenario-run.ts"
import { CARE, IDLE, PLAY, call } from "../support/steps.ts"

const MB = 1024 * 1024
/** Enough for two messages of 1.4 MB and all that is made on a card besides. */
const ROOM_MB = 3.8
/** Two groups of flashes, and their pauses. */
const LOOK = { wait: 8000 }
const GREETING = projectFile("sounds/en/greeting-default.wav")
const [us, pl, de, fr, uk] = linesOf("full")
const FIRST = "2125550101"
const SECOND = "2125550102"
const THIRD = "2125550103"
const FOURTH = "2125550104"

/** A card on which a person has left room for two messages. */
function crowdedCard(): string {
    const folder = newFolder()
    const image = join(folder, "card.img")
    writeFileSync(image, "")
    truncateSync(image, 64 * MB)
    runJudge("mkfs.fat", ["-F", "16", "-s", "4", image])
    const big = join(folder, "big.bin")
    writeFileSync(big, "")
    truncateSync(big, Math.floor((64 - ROOM_MB) * MB))
    runJudge("mcopy", ["-i", image, big, "::/BIG.BIN"])
    return folder
}

/** A few words for such a card: all of them would take the room. */
function words(language: string, ...names: readonly string[]): object {
    const files = names.flatMap(name =>
        ["u8", "ulaw"].map(codec => [
            `AFTERBEEP/prompts/${language}/${codec}/${name}.wav`,
            { file: promptFile(language, name) },
        ])
    )
    return Object.fromEntries(files) as object
}

function promptFile(language: string, name: string): string {
    return projectFile(`sounds/prompts/${language}/${name}.wav`)
}

function settingsOf({ country, language }: SpokenLine): object {
    return { rings: 2, country, language }
}

function logs(run: ScenarioRun, part: string): number[] {
    return run
        .events("machine", "log")
        .filter(each => String(each["text"]).includes(part))
        .map(each => each.tMs)
}

/** What the lamp says in the last seconds before the n-th call. */
function signsBefore(run: ScenarioRun, n: number): string[] {
    const ringMs = run.timeOf("exchange", "ring-on", { call: n })
    return lampSigns(run, ringMs - LOOK.wait, ringMs)
}

for (const line of [us, pl, de]) testCrowded(line)

function testCrowded(line: SpokenLine): void {
    const { modem, country, language } = line
    describe(`a card with room for two messages: ${modem}, ${country}, ${language}`, () => {
        const run = runBefore(() =>
            play(
                {
                    ...{ modem, country, settings: settingsOf(line) },
                    card: { files: words(language, "end", "full", "room") },
                    steps: [
                        CARE,
                        call(FIRST),
                        IDLE,
                        LOOK,
                        call(SECOND),
                        IDLE,
                        LOOK,
                        call(THIRD),
                        IDLE,
                        PLAY,
                        { wait: 1000 },
                        { hold: "play", ms: 1000 },
                        IDLE,
                        LOOK,
                        call(FOURTH),
                        IDLE,
                    ],
                },
                { folder: crowdedCard() }
            )
        )

        judgedTest(["mkfs.fat"], "warns after the first: once in the log, and with a flash", () => {
            const [warnedMs, ...more] = logs(run(), "almost full")
            assert.ok(warnedMs! < run().timeOf("exchange", "ring-on", { call: 2 }))
            assert.ok(more.every(tMs => tMs > run().timeOf("panel", "press")))
            assert.ok(signsBefore(run(), 2).includes("1 flashes"), signsBefore(run(), 2).join())
        })

        judgedTest(
            ["mkfs.fat"],
            "says that it is full after the second, and flashes three times",
            () => {
                assert.equal(logs(run(), "card: full").length > 0, true)
                assert.ok(signsBefore(run(), 3).includes("3 flashes"), signsBefore(run(), 3).join())
            }
        )

        judgedTest(
            ["mkfs.fat", "sox"],
            "the third caller is told, hears no beep, and is listed",
            () => {
                assertHears(run(), 3, promptFile(language, "full"))
                assert.equal(run().events("caller", "beep-heard", { call: 3 }).length, 0)
                const calls = String(readFromCard(run(), "AFTERBEEP/calls.csv"))
                assert.match(calls, /2125550103,"",no room for a message,0,/)
            }
        )

        judgedTest(
            ["mkfs.fat", "sox"],
            "who listens is told at the end how little room there is",
            () => {
                const prompt = audible(heard(promptFile(language, "room")))
                const { likeness } = find(prompt, heard(run().output("room.wav")))
                assert.ok(likeness > 0.9, `${likeness}`)
            }
        )

        judgedTest(
            ["mkfs.fat", ...PC],
            "has room for the fourth, since the first was deleted",
            () => {
                assert.ok(
                    !signsBefore(run(), 4).includes("3 flashes"),
                    signsBefore(run(), 4).join()
                )
                assert.equal(messageNames(run()).length, 2)
                messageWith(run(), SECOND)
                messageWith(run(), FOURTH)
                assertClean(run())
            }
        )
    })
}

describe("a full card with a greeting of its owner's for that", () => {
    const run = runBefore(() =>
        play(
            {
                ...{ modem: fr.modem, country: fr.country, settings: settingsOf(fr) },
                card: { files: { "AFTERBEEP/greetings/full.wav": { file: GREETING } } },
                steps: [CARE, call(FIRST), IDLE, call(SECOND), IDLE, call(THIRD), IDLE],
            },
            { folder: crowdedCard() }
        )
    )

    judgedTest(["mkfs.fat", "sox"], "plays it to who leaves no message, without a beep", () => {
        assertHears(run(), 3, GREETING)
        assert.equal(run().events("caller", "beep-heard").length, 2)
    })

    test("and nobody else hears it", () => {
        for (const n of [1, 2]) {
            const { likeness } = find(heard(GREETING), heard(run().output(`line-${n}.wav`)))
            assert.ok(likeness < 0.9, `${n}: ${likeness}`)
        }
    })
})

describe("a full card whose owner calls", () => {
    const { modem, country, language } = uk
    const run = runBefore(() =>
        play(
            {
                ...{ modem, country, settings: { ...settingsOf(uk), pin: CODE } },
                card: { files: words(language, "full", "menu", "deleted", "goodbye") },
                steps: [
                    ...[CARE, call(FIRST), IDLE, call(SECOND), IDLE, call(THIRD), IDLE],
                    // The new ones to their end, then all that were heard go.
                    ...[ownerTypes(3000, "2", 30_000, "33", 3000, "8", 3000), IDLE],
                    ...[call(FOURTH), IDLE],
                ],
            },
            { folder: crowdedCard() }
        )
    )

    test("lets the owner in, though it takes no messages", () => {
        assert.ok(heardClips(run().output("line-3.wav"), language).includes("full"))
        assert.deepEqual(heardClips(run().output("line-4.wav"), language), [
            "menu",
            "deleted",
            "goodbye",
        ])
    })

    judgedTest(["mkfs.fat", ...PC], "who makes room for the next caller", () => {
        const told = outcomes(run())
        assert.deepEqual(told.slice(2), ["no room for a message", "owner", "message"])
        assert.equal(messageNames(run()).length, 1)
        messageWith(run(), FOURTH)
        assertClean(run())
    })
})
