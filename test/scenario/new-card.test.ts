/** A card with exFAT, or with nothing on it: its owner is warned, and has it made new at the key; nobody else does. */

import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe } from "node:test"
import { checkCard } from "../../card/check/check-card.ts"
import { withImage } from "../../sim/card/image-file.ts"
import { FLASH_GREETING, assertHears } from "../support/call-judge.ts"
import { makeExfatCard, systemAt } from "../support/exfat-card.ts"
import { judgedTest, runJudge } from "../support/judges.ts"
import { lampSigns } from "../support/lamp.ts"
import { find, heard } from "../support/listening.ts"
import { PC_PROGRAMS, PcCard } from "../support/pc-card.ts"
import { newFolder, projectFile, runBefore } from "../support/scenario-run.ts"
import { BOOT, IDLE, PLAY, call } from "../support/steps.ts"
import { makeBlank } from "../support/volume-image.ts"
import { type VolumeRun, runVolume } from "../support/volume-run.ts"

const SIZE_MB = 128
const START = 8192
const NUMBER = "2125550123"
const WARNING = projectFile("sounds/en/card-warning.wav")
const JUDGES = ["mkfs.exfat", "file", "sox", ...PC_PROGRAMS]

/** Play; and while it warns, held until the tone has sounded. */
const HELD = [PLAY, { wait: 2000 }, { hold: "play", ms: 1500 }, { wait: 1600 }]
function presses(times: number): object {
    return { press: "play", times, gapMs: 150 }
}
const MAKE_NEW = [...HELD, presses(3), { wait: 6000 }]
const LEAVE = { wait: 6000 }

/** A run with such a card. @param start of the partition; undefined: the card is blank */
function withCard(start: number | undefined, steps: readonly object[]): () => VolumeRun {
    return runBefore(async () => {
        const folder = newFolder()
        const path = join(folder, "card.img")
        if (start === undefined) makeBlank(path, SIZE_MB)
        else makeExfatCard(path, SIZE_MB, start)
        return await runVolume(folder, { steps })
    }) as () => VolumeRun
}

/** The card is new, and what was said to the machine is on it. */
function assertNew(run: VolumeRun): void {
    assert.equal(run.outcome.exit, 0, run.log.join("\n"))
    const card = new PcCard(run.cardPath, START)
    card.assertClean()
    const { findings } = withImage(run.cardPath, "r", checkCard)
    const faults = findings.filter(each => each.severity === "fault")
    assert.deepEqual(faults, [])
    assert.equal(card.messages().filter(each => each.includes(NUMBER)).length, 1)
    const type = String(runJudge("file", ["-b", run.cardPath]))
    assert.match(
        type,
        /DOS\/MBR boot sector.* partition 1 : ID=0xc, .* startsector 8192, 253952 sectors/
    )
    assert.match(String(runJudge("mlabel", ["-s", "-i", `${run.cardPath}@@4M`])), /AFTERBEEP/)
}

for (const [name, start] of [
    ["with exFAT in a partition from 16 MB on", 32_768],
    ["with nothing on it", undefined],
] as const)
    describe(`a card ${name}`, () => {
        const run = withCard(start, [
            BOOT,
            ...MAKE_NEW,
            { wait: 30_000 },
            call(NUMBER),
            IDLE,
            PLAY,
            IDLE,
        ])

        judgedTest(JUDGES, `is made new at the key, and takes the next message: ${name}`, () => {
            assertNew(run())
            const { likeness } = find(
                heard(WARNING).subarray(2000, 12_000),
                heard(run().output("room.wav"))
            )
            assert.ok(likeness > 0.9, `${likeness}`)
        })

        judgedTest(JUDGES, `shows in the log and at the lamp: ${name}`, () => {
            assert.ok(
                run().log.some(each => /format it as FAT32 on a PC, or press Play/.test(each))
            )
            const signs = lampSigns(run(), run().timeOf("panel", "press"))
            assert.ok(signs.includes("5 flashes"), signs.join())
            // The card is ready in the middle of a group, whose flashes are not five then.
            const whenReady = signs.slice(signs.lastIndexOf("5 flashes") + 2)
            assert.ok(!whenReady.includes("trouble"), signs.join())
        })
    })

for (const [name, steps] of [
    ["Play alone", [PLAY, { wait: 15_000 }]],
    ["Play, and three presses without the hold", [PLAY, { wait: 2000 }, presses(3), LEAVE]],
    ["the hold and two presses", [...HELD, presses(2), LEAVE]],
    ["the hold and four presses", [...HELD, presses(4), LEAVE]],
    ["a ring in between", [...HELD, presses(2), call(NUMBER), IDLE, presses(1), LEAVE]],
] as const)
    describe(`a card with exFAT, and ${name}`, () => {
        const digests: string[] = []
        const run = runBefore(async () => {
            const folder = newFolder()
            const path = join(folder, "card.img")
            makeExfatCard(path, SIZE_MB, 32_768)
            digests.push(digestOf(path))
            return await runVolume(folder, { steps: [BOOT, ...steps] })
        }) as () => VolumeRun

        judgedTest(JUDGES, `every byte of it stays: ${name}`, () => {
            assert.equal(run().outcome.exit, 0, run().log.join("\n"))
            assert.deepEqual(run().writes, [])
            assert.equal(digestOf(run().cardPath), digests[0])
            assert.equal(systemAt(run().cardPath, 32_768), "EXFAT   ")
        })
    })

function digestOf(path: string): string {
    return createHash("sha256").update(readFileSync(path)).digest("hex")
}

describe("somebody calls while a card is made new", () => {
    const steps = [
        BOOT,
        ...MAKE_NEW,
        call("2125550199"),
        IDLE,
        { wait: 30_000 },
        call(NUMBER),
        IDLE,
    ]
    const run = withCard(32_768, steps)

    judgedTest(JUDGES, "the caller is greeted, and the card is made to its end", () => {
        assertHears(run(), 1, FLASH_GREETING)
        assertNew(run())
    })
})

for (const [cardWrite, variant] of [
    [1, "garbage"],
    [300, "stream-lost"],
    [2130, "garbage"],
    [2134, "garbage"],
] as const)
    describe(`power fails at sector ${cardWrite} of a card that is made new (${variant})`, () => {
        const run = withCard(START, [
            BOOT,
            { power: "off", at: { cardWrite, variant } },
            ...MAKE_NEW,
            { wait: 20_000 },
            { power: "on" },
            BOOT,
            ...MAKE_NEW,
            { wait: 30_000 },
            call(NUMBER),
            IDLE,
        ])

        judgedTest(JUDGES, `it is offered once more, or new: ${cardWrite}, ${variant}`, () => {
            assertNew(run())
        })
    })
