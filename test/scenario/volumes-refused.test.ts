/** Cards that are of no use: callers are greeted all the same, the lamp shows the trouble, and the log says what to do. */

import assert from "node:assert/strict"
import { join } from "node:path"
import { describe } from "node:test"
import { FLASH_GREETING, assertHears } from "../support/call-judge.ts"
import { judgedTest } from "../support/judges.ts"
import { lampSigns } from "../support/lamp.ts"
import { PC_PROGRAMS, PcCard } from "../support/pc-card.ts"
import { newFolder, runBefore } from "../support/scenario-run.ts"
import {
    MBR_TYPES,
    GPT_EFI,
    makeBlank,
    mkfs,
    patch,
    writeGpt,
    writeMbr,
} from "../support/volume-image.ts"
import { type VolumeRun, runVolume } from "../support/volume-run.ts"

const MB = 2048
const SIZE_MB = 72
const CALL = { call: { number: "2125550123", audio: { silenceMs: 500 }, giveUpMs: 15_000 } }
const STEPS = [{ wait: 6000 }, CALL, { wait: "idle" }, { wait: 6000 }]
const FORMAT_IT = /card: a card without a file system: format it as FAT32 on a PC/
const CHECK_IT = /card: a card with a damaged file system: have a PC check it/

interface Fixture {
    readonly make: (path: string) => void
    readonly log: RegExp
    /** The volume is understood, and its owner's; there is no room for us. */
    readonly isUsed?: boolean
    /** What the lamp says. */
    readonly sign?: string
}

function fat32(path: string): void {
    mkfs(path, 0, SIZE_MB * MB, "-F", "32", "-s", "1")
}

/** Files that leave nothing but holes of 64 KB, half of the card in all. */
function fragment(path: string): void {
    mkfs(path, 0, SIZE_MB * MB, "-F", "16", "-s", "8")
    const pc = new PcCard(path)
    const piece = Buffer.alloc(65_536, "x")
    const numbers = Array.from({ length: 560 }, (_, i) => String(i + 1000))
    pc.makeFolders("PICTURES")
    pc.writeMany(
        "PICTURES",
        numbers.map(each => `${Number(each) % 2 ? "GONE" : "KEPT"}${each}.JPG`),
        piece
    )
    pc.write("REST.BIN", Buffer.alloc(pc.freeBytes() - 65_536, "r"))
    pc.delete("PICTURES/GONE*.JPG")
}

const CARDS: Readonly<Record<string, Fixture>> = {
    "with a Linux partition only": {
        make: path =>
            writeMbr(path, [{ type: MBR_TYPES.linux, start: 2048, count: 70 * MB - 2048 }]),
        log: FORMAT_IT,
    },
    "with a GPT that has its EFI partition only": {
        make: path => {
            writeGpt(path, SIZE_MB, [{ type: GPT_EFI, start: 40, count: 70 * MB }])
            mkfs(path, 40, 70 * MB, "-F", "32", "-s", "1")
        },
        log: FORMAT_IT,
    },
    "whose boot sector was lost, and its copy is there": {
        make: path => {
            fat32(path)
            patch(path, 0, Buffer.alloc(512))
        },
        log: CHECK_IT,
    },
    "whose boot sector has a wrong bit": {
        make: path => {
            fat32(path)
            patch(path, 0x0d, Buffer.of(3))
        },
        log: CHECK_IT,
    },
    "smaller than its volume": {
        make: path => {
            fat32(path)
            const total = Buffer.alloc(4)
            total.writeUInt32LE(SIZE_MB * MB + 1)
            patch(path, 0x20, total)
        },
        log: CHECK_IT,
    },
    "whose first table was lost": {
        make: path => {
            fat32(path)
            patch(path, 32 * 512, Buffer.alloc(512))
        },
        log: CHECK_IT,
    },
    "with a file in the place of our folder": {
        make: path => {
            fat32(path)
            new PcCard(path).write("AFTERBEEP", "mine")
        },
        log: /AFTERBEEP is not a folder/,
        isUsed: true,
    },
    "with a root that is full": {
        make: path => {
            mkfs(path, 0, SIZE_MB * MB, "-F", "16", "-s", "8", "-r", "16", "-a")
            const names = Array.from({ length: 16 }, (_, i) => `FILE${i}.TXT`)
            new PcCard(path).writeMany("", names, Buffer.from("x"))
        },
        log: /card: .*folder full/,
        isUsed: true,
    },
    "with room in small pieces only": {
        make: fragment,
        log: /no room for messages/,
        isUsed: true,
        sign: "3 flashes",
    },
}

const only = process.env["AFTERBEEP_VOLUME"] ?? ""
for (const [name, fixture] of Object.entries(CARDS).filter(([each]) => each.includes(only)))
    describe(`a card ${name}`, () => {
        const run = runBefore(async () => {
            const folder = newFolder()
            const path = join(folder, "card.img")
            makeBlank(path, SIZE_MB)
            fixture.make(path)
            return await runVolume(folder, { steps: STEPS })
        }) as () => VolumeRun

        judgedTest(["sox", ...PC_PROGRAMS], `is told, and callers are greeted: ${name}`, () => {
            const { outcome, log, writes, cardPath } = run()
            assert.equal(outcome.exit, 0, log.join("\n"))
            assert.ok(
                log.some(each => fixture.log.test(each)),
                log.join("\n")
            )
            assertHears(run(), 1, FLASH_GREETING)
            const signs = lampSigns(run(), 0)
            assert.ok(signs.includes(fixture.sign ?? "trouble"), signs.join())
            if (fixture.isUsed) new PcCard(cardPath).assertClean()
            else assert.deepEqual(writes, [])
        })
    })
