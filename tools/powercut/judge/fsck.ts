/** fsck.fat on a bare volume that differs from the base by some sectors. */

import { spawnSync } from "node:child_process"
import { closeSync, openSync, rmSync, writeSync } from "node:fs"
import { delimiter } from "node:path"
import type { ReadonlyOverlay } from "../../../sim/chips/sdcard/overlay-image.ts"
import { extractVolume } from "../../../sim/card/extract-volume.ts"
import { ToolError } from "../../project.ts"
import type { FatLayout, Sectors } from "./fat-view.ts"

const SECTOR_BYTES = 512
/** It lies where the PATH of an ordinary user does not lead. */
const ENVIRONMENT = {
    ...process.env,
    PATH: [process.env["PATH"], "/usr/sbin", "/sbin"].join(delimiter),
}
/** What fsck.fat prints of a volume that is well: its version, and a line of counts. */
const CHATTER = /^(fsck\.fat \d|.*: \d+ files, \d+\/\d+ clusters$|$)/

export class Fsck {
    private readonly file: number
    /** Times that it was run. */
    runs = 0

    /** @param path of a copy of the base's volume, which is made, and removed by `close` */
    constructor(
        base: string,
        private readonly path: string,
        private readonly layout: FatLayout,
        private readonly baseSectors: Sectors
    ) {
        rmSync(path, { force: true })
        extractVolume(base, path)
        this.file = openSync(path, "r+")
    }

    static isInstalled(): boolean {
        return spawnSync("fsck.fat", ["--help"], { env: ENVIRONMENT }).error === undefined
    }

    /** @returns what it complains of; empty: nothing */
    judge(overlay: ReadonlyOverlay): string {
        this.put(overlay.keys(), lba => overlay.get(lba)!)
        const { stdout, stderr, status, error } = spawnSync("fsck.fat", ["-n", this.path], {
            encoding: "utf8",
            env: ENVIRONMENT,
        })
        this.put(overlay.keys(), lba => this.baseSectors.peek(lba))
        this.runs++
        if (error) throw new ToolError(`fsck.fat can't be run: ${error.message}`)
        const said = `${stdout}${stderr}`.split("\n").filter(line => !CHATTER.test(line))
        if (status === 0 && said.length === 0) return ""
        return said.join(" / ").replaceAll(this.path, "volume") || `exit code ${status}`
    }

    close(): void {
        closeSync(this.file)
        rmSync(this.path, { force: true })
    }

    private put(lbas: Iterable<number>, bytesOf: (lba: number) => Uint8Array): void {
        for (const lba of lbas) {
            const at = (lba - this.layout.startLba) * SECTOR_BYTES
            if (at >= 0) writeSync(this.file, bytesOf(lba), 0, SECTOR_BYTES, at)
        }
    }
}
