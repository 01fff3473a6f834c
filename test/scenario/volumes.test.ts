/** Cards as people have them: each takes a message and plays it, stays clean, and keeps what its owner has on it. */

import assert from "node:assert/strict"
import { join } from "node:path"
import { describe } from "node:test"
import { judgedTest } from "../support/judges.ts"
import { PC_PROGRAMS, PcCard } from "../support/pc-card.ts"
import { SHORT_STORY, newFolder, runBefore } from "../support/scenario-run.ts"
import {
    GPT_DATA,
    GPT_EFI,
    MBR_TYPES,
    USUAL_START,
    makeBlank,
    mkfs,
    patch,
    sectors,
    writeGpt,
    writeMbr,
} from "../support/volume-image.ts"
import { SparseImage, VolumeMap } from "../support/volume-map.ts"
import * as Own from "../support/volume-owner.ts"
import { type VolumeRun, runVolume } from "../support/volume-run.ts"

const NUMBER = "2125550123"
const MB = 2048
/** Until the free clusters of a small card are counted. */
const COUNT_MS = 400_000
const STEPS = [
    { wait: 6000 },
    { call: { number: NUMBER, name: "J SMITH", audio: SHORT_STORY } },
    { wait: "idle" },
    { press: "play" },
    { wait: "idle" },
]

interface Fixture {
    readonly sizeMB: number
    /** Makes what is on the card. @returns where its volume begins */
    readonly make: (path: string) => number
    readonly files?: Own.OwnFiles
    /** What fsck.fat says of this card in any case. */
    readonly remark?: RegExp
    readonly type?: "SDSC" | "SDHC" | "SDXC"
    /** So long the machine has nothing to do afterwards, in ms. */
    readonly restMs?: number
}

/** The volume is the whole card. */
function whole(sizeMB: number, ...options: string[]): Fixture {
    return {
        sizeMB,
        make: path => {
            mkfs(path, 0, sizeMB * MB, ...options)
            return 0
        },
    }
}

/** One partition, up to the end of the card. */
function partition(sizeMB: number, start: number, type: number, ...options: string[]): Fixture {
    return {
        sizeMB,
        make: path => {
            const count = sizeMB * MB - start
            writeMbr(path, [{ type, start, count }])
            mkfs(path, start, count, ...options)
            return start
        },
    }
}

/** The same card with a change to the bytes of its boot sector, or of another sector of the volume. */
function changed(
    fixture: Fixture,
    change: (path: string, start: number) => void,
    remark?: RegExp
): Fixture {
    return {
        ...fixture,
        ...(remark && { remark }),
        make: path => {
            const start = fixture.make(path)
            change(path, start)
            return start
        },
    }
}

const FAT32 = ["-F", "32"]
const FAT16 = ["-F", "16"]
const { fat16, fat32, fat32Lba, linux, efi } = MBR_TYPES

/** FSInfo with another number of free clusters and another hint. */
function counted(free: number, next: number): (path: string, start: number) => void {
    return (path, start) => {
        const bytes = Buffer.alloc(8)
        bytes.writeUInt32LE(free, 0)
        bytes.writeUInt32LE(next, 4)
        patch(path, (start + 1) * 512 + 488, bytes)
    }
}

const CARDS: Readonly<Record<string, Fixture>> = {
    "from Windows, FAT32 at 1 MiB, clusters of 4 KB": {
        ...partition(512, USUAL_START, fat32Lba, ...FAT32, "-s", "8"),
        files: Own.WINDOWS,
    },
    "from Windows, clusters of 32 KB and a label": {
        ...partition(4096, USUAL_START, fat32Lba, ...FAT32, "-s", "64", "-n", "SD CARD"),
        files: Own.WINDOWS,
    },
    "from Windows before Vista, a partition at sector 63": {
        ...partition(512, 63, fat32, ...FAT32, "-s", "8", "-a"),
        files: Own.WINDOWS,
    },
    "from macOS, FAT32 in an MBR": {
        ...partition(512, 2, fat32, ...FAT32, "-s", "8", "-a"),
        files: Own.MAC,
    },
    "from macOS, GPT with its EFI partition first": {
        sizeMB: 512,
        files: Own.MAC,
        make: path => {
            const data = { type: GPT_DATA, start: 200 * MB, count: 311 * MB }
            writeGpt(path, 512, [{ type: GPT_EFI, start: 40, count: 199 * MB }, data])
            mkfs(path, 40, 199 * MB, ...FAT32, "-s", "1", "-n", "EFI")
            mkfs(path, data.start, data.count, ...FAT32, "-s", "8")
            return data.start
        },
    },
    "with an EFI partition before it in the MBR": {
        sizeMB: 300,
        make: path => {
            const rest = 200 * MB
            writeMbr(path, [
                { type: efi, start: USUAL_START, count: 64 * MB },
                { type: fat32Lba, start: 100 * MB, count: rest },
            ])
            mkfs(path, USUAL_START, 64 * MB, ...FAT16)
            mkfs(path, 100 * MB, rest, ...FAT32, "-s", "4")
            return 100 * MB
        },
    },
    "with a table in its boot sector as well": whole(512, ...FAT32, "--mbr=y"),
    "of a Raspberry Pi, whose second partition is Linux": {
        sizeMB: 512,
        files: { "cmdline.txt": "console=serial0\n", "overlays/README": "x" },
        make: path => {
            writeMbr(path, [
                { type: fat32Lba, start: 8192, count: 256 * MB },
                { type: linux, start: 8192 + 256 * MB, count: 200 * MB },
            ])
            mkfs(path, 8192, 256 * MB, ...FAT32, "-s", "4")
            return 8192
        },
    },
    "from Linux, FAT32 as mkfs.fat makes it": whole(512),
    "from Linux, one table only": whole(128, ...FAT32, "-s", "1", "-f", "1"),
    "from Linux, with 99 reserved sectors": whole(128, ...FAT32, "-s", "1", "-R", "99", "-a"),
    "FAT32 with clusters of 512 bytes": whole(128, ...FAT32, "-s", "1"),
    "FAT32 with clusters of 64 KB": whole(8192, ...FAT32, "-s", "128"),
    "FAT32 of 64 GB": { ...whole(65_536, ...FAT32, "-s", "64"), type: "SDXC" },
    "FAT16 with clusters of 2 KB and 1,024 places in its root": whole(
        ...[96, ...FAT16, "-s", "4", "-r", "1024"]
    ),
    "FAT16 of 2 GB with clusters of 32 KB": {
        ...partition(1990, 63, fat16, ...FAT16, "-s", "64", "-a"),
        files: Own.CAMERA,
        type: "SDSC",
    },
    "FAT16 of 4 GB with clusters of 64 KB": partition(4092, 8192, fat16, ...FAT16, "-s", "128"),
    "from a camera, without a table, with a label": {
        ...whole(512, ...FAT16, "-s", "16", "-n", "EOS_DIGITAL"),
        files: Own.CAMERA,
    },
    "as the SD Association lays it out": {
        ...partition(1024, 8192, fat32, ...FAT32, "-s", "8", "-R", "4096", "-n", "CANON_DC"),
        files: Own.CAMERA,
    },
    "whose volume is at its far end": partition(4096, 4000 * MB, fat32Lba, ...FAT32, "-s", "1"),
    "that was not ejected": changed(
        whole(512, ...FAT32, "-s", "8"),
        path => patch(path, 0x41, Buffer.of(1)),
        /There are differences(.*\n){3}.*\nDirty bit is set\. .*\n.*\n\nLeaving filesystem unchanged\.\n/
    ),
    "without FSInfo": changed(
        whole(128, ...FAT32, "-s", "1"),
        path => {
            for (const sector of [0, 6]) patch(path, sector * 512 + 0x30, Buffer.alloc(2))
        },
        /No FSINFO sector\n.*\n/
    ),
    "whose FSInfo does not know": changed(
        { ...whole(128, ...FAT32, "-s", "1"), restMs: COUNT_MS },
        counted(0xffffffff, 0xffffffff)
    ),
    "whose FSInfo says what can't be": changed(
        { ...whole(128, ...FAT32, "-s", "1"), restMs: COUNT_MS },
        counted(0x7fffffff, 0x7fffffff)
    ),
    "whose FSInfo says too little": changed(
        whole(128, ...FAT32, "-s", "1"),
        counted(70_000, 1000),
        // As much too little as before.
        /Free cluster summary wrong .*\n.*\n\nLeaving filesystem unchanged\.\n/
    ),
    "whose FSInfo says less than the machine takes": changed(
        whole(128, ...FAT32, "-s", "1"),
        counted(10_000, 1000)
    ),
    "with folders that its owner has made": {
        ...whole(256, ...FAT32, "-s", "4"),
        files: Own.BEFOREHAND,
    },
    "with files that are called like ours": {
        ...whole(256, ...FAT16, "-s", "16"),
        files: Own.NAMESAKES,
    },
}

/** Its files, a call, and the message is played. */
async function playOn(fixture: Fixture): Promise<{ run: VolumeRun; pc: PcCard }> {
    const folder = newFolder()
    const path = join(folder, "card.img")
    makeBlank(path, fixture.sizeMB)
    const pc = new PcCard(path, fixture.make(path))
    putFiles(pc, fixture)
    const run = await runVolume(folder, {
        card: { type: fixture.type ?? "SDHC" },
        steps: [...STEPS, { wait: fixture.restMs ?? 0 }],
    })
    return { run, pc }
}

function putFiles(pc: PcCard, { files }: Fixture): void {
    if (files) Own.putFiles(pc, files)
}

const only = process.env["AFTERBEEP_VOLUME"] ?? ""
for (const [name, fixture] of Object.entries(CARDS).filter(([each]) => each.includes(only)))
    describe(`a card ${name}`, () => {
        let pc: PcCard
        const run = runBefore(async () => {
            const played = await playOn(fixture)
            pc = played.pc
            return played.run
        }) as () => VolumeRun

        judgedTest(
            PC_PROGRAMS,
            `takes a message and plays it, and all else stays as it is: ${name}`,
            () => {
                const { outcome, log } = run()
                assert.equal(outcome.exit, 0, log.join("\n"))
                const named = pc.messages().filter(each => / 2125550123 J SMITH/.test(each))
                const own = Object.keys(fixture.files ?? {}).filter(each => /2125550123/.test(each))
                assert.equal(named.length, own.length + 1, [...log, ...pc.messages()].join("\n"))
                assert.ok(run().timeOf("speaker", "sound-on") > run().timeOf("panel", "press"))
                pc.assertClean(fixture.remark)
                Own.assertKept(pc, fixture.files ?? {})
            }
        )
    })

describe("a card with one of its two tables in use, which are not alike", () => {
    let path: string
    let unused: Buffer
    const run = runBefore(async () => {
        const folder = newFolder()
        path = join(folder, "card.img")
        makeBlank(path, 72)
        mkfs(path, 0, 72 * MB, ...FAT32, "-s", "1")
        Own.putFiles(new PcCard(path), Own.CAMERA)
        useTable(path, 0x81)
        unused = firstTable(path)
        return await runVolume(folder, { steps: STEPS })
    }) as () => VolumeRun

    judgedTest(PC_PROGRAMS, "takes a message, in that one", () => {
        assert.ok(firstTable(path).equals(unused), "the other table is as it was")
        // To judges that take the first table for the right one.
        const [start, count] = tableOf(path)
        patch(path, start * 512, sectors(path, start + count, count))
        useTable(path, 0)
        const pc = new PcCard(path)
        assert.equal(pc.messages().length, 1, run().log.join("\n"))
        Own.assertKept(pc, Own.CAMERA)
        pc.assertClean()
    })
})

/** Say in the boot sector and its copy which tables are in use. */
function useTable(path: string, flags: number): void {
    for (const sector of [0, 6]) patch(path, sector * 512 + 0x28, Buffer.of(flags))
}

/** First sector and sectors of the first table of a FAT32 volume that is the whole card. */
function tableOf(path: string): [number, number] {
    const boot = sectors(path, 0)
    return [boot.readUInt16LE(0x0e), boot.readUInt32LE(0x24)]
}

function firstTable(path: string): Buffer {
    return sectors(path, ...tableOf(path))
}

describe("a card with FAT32 of so few clusters that some take it for FAT16", () => {
    let path: string
    const run = runBefore(async () => {
        const folder = newFolder()
        path = join(folder, "card.img")
        makeBlank(path, 256)
        mkfs(path, 0, 256 * MB, ...FAT32, "-s", "64")
        return await runVolume(folder, { steps: STEPS })
    }) as () => VolumeRun

    judgedTest(PC_PROGRAMS, "takes a message, as Windows, macOS and Linux see it", () => {
        const { files } = new VolumeMap(SparseImage.load(path))
        const found = files.filter(each => /2125550123 J SMITH\.wav$/.test(each.path))
        assert.equal(found.length, 1, run().log.join("\n"))
        const { status, stdout, stderr } = new PcCard(path).judge()
        assert.equal(status, 0, `${String(stdout)}${stderr}`)
    })
})
