/** Cards that are of no use, full, crowded, of unusual form, or that a person has tidied up on a PC. */

import assert from "node:assert/strict"
import { truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, test } from "node:test"
import { FLASH_GREETING, assertHears } from "../support/call-judge.ts"
import { PC, assertClean, messageNames, messageWith } from "../support/card-on-pc.ts"
import { judgedTest, runJudge } from "../support/judges.ts"
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

const GREETING = projectFile("sounds/en/greeting-default.wav")
const NUMBER = "2125550123"
const SECOND = "2125550199"
const MB = 1024 * 1024

function call(number: string): object[] {
    const audio = SHORT_STORY
    return [{ wait: 15_000 }, { call: { number, audio, then: { stay: 500 } } }, { wait: "idle" }]
}

/** An image of a volume as mkfs.fat makes it, on the whole card. */
function formatted(sizeMB: number, ...options: string[]): string {
    const folder = newFolder()
    const image = join(folder, "card.img")
    writeFileSync(image, "")
    truncateSync(image, sizeMB * MB)
    runJudge("mkfs.fat", [...options, image])
    return folder
}

/** A call on a card that a PC has formatted. */
function onFormatted(sizeMB: number, ...options: string[]): () => ScenarioRun {
    return runBefore(async () => {
        const folder = formatted(sizeMB, ...options)
        return await play({ settings: { rings: 2 }, steps: call(NUMBER) }, { folder })
    })
}

/** What a camera makes of a large card: a boot sector of exFAT, whose place for the numbers of FAT is empty. */
function exfat(): string {
    const folder = newFolder()
    const boot = Buffer.alloc(64 * MB)
    boot.set([0xeb, 0x76, 0x90])
    boot.write("EXFAT   ", 3, "latin1")
    boot.set([0x55, 0xaa], 510)
    writeFileSync(join(folder, "card.img"), boot)
    return folder
}

for (const [name, make] of [
    ["FAT12", () => formatted(16, "-F", "12", "-s", "16")],
    ["exFAT", exfat],
] as const)
    describe(`a card with ${name}`, () => {
        const run = runBefore(() => play({ steps: call(NUMBER) }, { folder: make() }))

        judgedTest(["sox", "mkfs.fat"], "is told by its name, and the caller is greeted", () => {
            const texts = run()
                .events("machine", "log")
                .map(each => String(each["text"]))
            assert.ok(
                texts.some(text => text.includes(`${name}: format it as FAT32`)),
                texts.join("\n")
            )
            assertHears(run(), 1, FLASH_GREETING)
        })
    })

for (const [name, sizeMB, options] of [
    ["FAT32 with clusters of 512 bytes", 128, ["-F", "32", "-s", "1"]],
    ["FAT32 with clusters of 64 KB", 8192, ["-F", "32", "-s", "128"]],
    ["FAT16 with clusters of 2 KB", 64, ["-F", "16", "-s", "4"]],
    ["FAT16 with one table and 64 places in its root", 128, ["-F", "16", "-f", "1", "-r", "64"]],
] as const)
    describe(`a card with ${name}`, () => {
        const run = onFormatted(sizeMB, ...options)

        judgedTest(["mkfs.fat", ...PC], "takes the message and stays clean", () => {
            messageWith(run(), NUMBER)
            assertClean(run())
        })
    })

describe("a full card", () => {
    const run = runBefore(async () => {
        const folder = formatted(64, "-F", "16", "-s", "4")
        const image = join(folder, "card.img")
        const big = join(folder, "big.bin")
        writeFileSync(big, "")
        truncateSync(big, 63 * MB)
        runJudge("mmd", ["-i", image, "::/AFTERBEEP", "::/AFTERBEEP/greetings"])
        runJudge("mcopy", ["-i", image, GREETING, "::/AFTERBEEP/greetings/default.wav"])
        runJudge("mcopy", ["-i", image, big, "::/BIG.BIN"])
        return await play({ steps: call(NUMBER) }, { folder })
    })

    judgedTest(
        ["sox", "mkfs.fat", ...PC],
        "greets as its owner wants, and is not touched further",
        () => {
            assertHears(run(), 1, GREETING)
            assert.deepEqual(messageNames(run()), [])
            assertClean(run())
            const logs = run().events("machine", "log")
            assert.ok(logs.some(each => /no room for messages/.test(String(each["text"]))))
        }
    )
})

describe("a messages folder with 1,000 files of somebody else", () => {
    const files = Object.fromEntries(
        Array.from({ length: 1000 }, (_, i) => [
            `AFTERBEEP/messages/holiday picture ${i}.jpg`,
            { text: "x" },
        ])
    )
    const run = playedBefore({
        card: { ...SMALL_CARD, files },
        settings: { rings: 2 },
        steps: call(NUMBER),
    })

    judgedTest(PC, "takes the message beside them", () => {
        assert.equal(messageNames(run()).length, 1001)
        messageWith(run(), NUMBER)
        assertClean(run())
    })
})

describe("a card that is locked after its first message", () => {
    const files = { "AFTERBEEP/greetings/default.wav": { file: GREETING } }
    const run = playedBefore({
        card: { ...SMALL_CARD, files },
        settings: { rings: 2 },
        steps: [
            ...call(NUMBER),
            { fault: "card-locked", times: "forever" },
            { power: "cycle", offMs: 1000 },
            ...call(SECOND),
            { press: "play" },
            { wait: 4000 },
        ],
    })

    judgedTest(["sox", ...PC], "still greets as its owner wants, and plays what it has", () => {
        assertHears(run(), 2, GREETING)
        assert.ok(run().timeOf("speaker", "sound-on") > run().timeOf("panel", "press"))
        assert.deepEqual(run().events("machine", "panic"), [])
        assert.equal(messageNames(run()).length, 1)
        assertClean(run())
    })
})

describe("a card that could not be written for a while", () => {
    const run = playedBefore({
        card: SMALL_CARD,
        settings: { rings: 2 },
        steps: [
            { wait: 15_000 },
            { fault: "card-write-error", times: "forever" },
            ...call(NUMBER),
            { fault: null },
            { wait: 60_000 },
            ...call(SECOND),
        ],
    })

    judgedTest(PC, "takes messages again, without being pulled out", () => {
        messageWith(run(), SECOND)
        assertClean(run())
    })
})

describe("a messages folder that a person has tidied up", () => {
    const slots = "::/AFTERBEEP/messages/"
    const run = runBefore(async () => {
        const folder = newFolder()
        const before = await play(
            { card: SMALL_CARD, settings: { rings: 2 }, steps: call(NUMBER) },
            { folder }
        )
        const offset = `${before.cardPath}@@${8192 * 512}`
        const message = messageNames(before)[0]!
        runJudge("mren", ["-i", offset, slots + message, "Mom about the cake.wav"])
        // A free slot deleted, one unhidden, one renamed: they are free ones again.
        runJudge("mattrib", ["-i", offset, "-h", "-s", slots + "AB000005.WAV"])
        runJudge("mattrib", ["-i", offset, "-h", "-s", slots + "AB000006.WAV"])
        runJudge("mdel", ["-i", offset, slots + "AB000005.WAV"])
        runJudge("mattrib", ["-i", offset, "-h", "-s", slots + "AB000007.WAV"])
        runJudge("mren", ["-i", offset, slots + "AB000007.WAV", "what is this.wav"])
        return await play(
            { card: SMALL_CARD, steps: [{ wait: 3000 }, { press: "play" }, ...call(SECOND)] },
            { folder }
        )
    })

    judgedTest(["mren", "mdel", ...PC], "is accepted as it is, and goes on", () => {
        const names = messageNames(run())
        assert.ok(names.includes("Mom about the cake.wav"), names.join())
        assert.ok(!names.some(name => name.includes("Afterbeep keeps")), names.join())
        messageWith(run(), SECOND)
        assert.equal(names.length, 2)
        assertClean(run())
    })

    test("the message that was renamed is the one to be heard", () => {
        assert.ok(run().timeOf("speaker", "sound-on") > run().timeOf("panel", "press"))
    })
})
