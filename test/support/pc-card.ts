/** The owner's PC: mtools and fsck.fat on the volume of a card image, also one in a partition. */

import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { test } from "node:test"
import { type Verdict, askJudge, judge, requireJudge } from "./judges.ts"
import { SECTOR_BYTES } from "./volume-image.ts"

/** Programs without which nothing here works. */
export const PC_PROGRAMS = ["mkfs.fat", "fsck.fat", "mattrib", "mcopy", "mmd", "mdel", "mren"]

/** Names of any language, and cards whose geometry for the BIOS is of no meaning. */
const ENVIRONMENT = { ...process.env, LC_ALL: "C.UTF-8", MTOOLS_SKIP_CHECK: "1" }
const CLEAN = /^fsck\.fat .*\n.*: \d+ files, \d+\/\d+ clusters\n$/

/** A test that plays with a PC, for as long as it takes; skipped where the PC's programs are not installed. */
export function pcTest(name: string, body: () => Promise<void>): void {
    test(name, async t => {
        if (PC_PROGRAMS.every(each => requireJudge(t, each))) await body()
    })
}

export interface PcFile {
    /** From the root, folders divided by "/". */
    readonly path: string
    /** Letters of what is set, in the order of mattrib: A archive, S system, H hidden, R read-only. */
    readonly attributes: string
}

export class PcCard {
    private readonly image: string

    /** @param startSector where the volume begins on the card */
    constructor(
        private readonly path: string,
        private readonly startSector = 0
    ) {
        this.image = `${path}@@${startSector * SECTOR_BYTES}`
    }

    /** Every file and folder, hidden ones too, in the order of the folders. */
    list(): PcFile[] {
        // In an empty root mattrib finds not even that.
        const listing =
            String(this.run("mdir", "-a", "-b", "::/")) && String(this.run("mattrib", "-/", "::/"))
        return [...listing.matchAll(/^([ ASHR]+)::\/(.+)$/gm)].map(([, letters, path]) => ({
            path: path!,
            attributes: letters!.replaceAll(" ", ""),
        }))
    }

    /** Names of the messages that a person sees. */
    messages(): string[] {
        const folder = "AFTERBEEP/messages/"
        return this.list()
            .filter(({ path, attributes }) => path.startsWith(folder) && !attributes.includes("H"))
            .map(({ path }) => path.slice(folder.length))
    }

    read(path: string): Buffer {
        return this.run("mcopy", "-n", `::/${path}`, "-")
    }

    /** Put a file on the card; one of that name is replaced. */
    write(path: string, bytes: Uint8Array | string): void {
        const folder = mkdtempSync(join(tmpdir(), "afterbeep-pc-"))
        const file = join(folder, "file")
        writeFileSync(file, bytes)
        this.run("mcopy", "-o", file, `::/${path}`)
        rmSync(folder, { recursive: true })
    }

    /** Put the same content under many names. @param folder "" is the root */
    writeMany(folder: string, names: readonly string[], bytes: Uint8Array): void {
        const from = mkdtempSync(join(tmpdir(), "afterbeep-pc-"))
        const files = names.map(each => join(from, each))
        for (const file of files) writeFileSync(file, bytes)
        this.run("mcopy", ...files, `::/${folder}`)
        rmSync(from, { recursive: true })
    }

    /** As a PC says it: what is free, in all pieces. */
    freeBytes(): number {
        const listing = String(this.run("mdir", "-a", "::/"))
        return Number(/([\d ]+) bytes free/.exec(listing)![1]!.replaceAll(" ", ""))
    }

    /** Make folders, each after the one it is in. */
    makeFolders(...paths: string[]): void {
        this.run("mmd", ...paths.map(path => `::/${path}`))
    }

    delete(...paths: string[]): void {
        this.run("mdel", ...paths.map(path => `::/${path}`))
    }

    rename(path: string, name: string): void {
        this.run("mren", `::/${path}`, name)
    }

    /** @param changes "+h", "-a" … of one file, or of all in a folder whose path ends in "/" and all below it */
    attrib(path: string, ...changes: string[]): void {
        const isFolder = path.endsWith("/")
        this.run("mattrib", ...changes, ...(isFolder ? ["-/"] : []), `::/${path}`)
    }

    /** fsck.fat has nothing to say, but for lines that were to be expected. */
    assertClean(remark?: RegExp): void {
        const { status, stdout, stderr } = this.judge()
        const said = String(stdout)
        if (remark) assert.match(said, remark)
        else assert.equal(status, 0, said + stderr)
        assert.match(remark ? said.replace(remark, "") : said, CLEAN)
        assert.equal(stderr, "")
    }

    /** What fsck.fat says. */
    judge(): Verdict {
        if (this.startSector === 0) return askJudge("fsck.fat", ["-n", this.path])
        const folder = mkdtempSync(join(tmpdir(), "afterbeep-pc-"))
        const volume = join(folder, "volume.img")
        // Direct reads pass over a card's gigabytes of holes; not all file systems have them.
        const copy = (flags: string) => {
            const place = [`skip=${this.startSector * SECTOR_BYTES}`, `iflag=${flags}`]
            return askJudge("dd", [
                `if=${this.path}`,
                `of=${volume}`,
                "bs=1M",
                "conv=sparse",
                ...place,
            ])
        }
        if (copy("direct,skip_bytes,fullblock").status !== 0) copy("skip_bytes,fullblock")
        const verdict = askJudge("fsck.fat", ["-n", volume])
        rmSync(folder, { recursive: true })
        return verdict
    }

    private run(program: string, ...args: string[]): Buffer {
        const command = judge(program) ?? program
        const { status, stdout, stderr } = spawnSync(command, ["-i", this.image, ...args], {
            env: ENVIRONMENT,
            maxBuffer: 1 << 28,
        })
        if (status === 0) return stdout
        throw new Error(`${program} ${args.join(" ")}: ${String(stderr)}`)
    }
}
