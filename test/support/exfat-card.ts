/** A card as shops sell it from 64 GB up: exFAT in a partition, made by exfatprogs. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { runJudge } from "./judges.ts"
import { SECTOR_BYTES, makeBlank, patch, sectors, writeMbr } from "./volume-image.ts"

const SECTORS_PER_MB = 2048
const PIECE_BYTES = 65_536
const TYPE_EXFAT = 0x07

/**
 * Make the image of a card.
 *
 * @param start where the partition begins; 0: there is no table, the volume is the whole card
 */
export function makeExfatCard(path: string, sizeMB: number, start: number): void {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-exfat-"))
    const volumePath = join(folder, "volume.img")
    const count = sizeMB * SECTORS_PER_MB - start
    makeBlank(volumePath, count / SECTORS_PER_MB)
    runJudge("mkfs.exfat", ["-L", "HOLIDAYS", volumePath])
    makeBlank(path, sizeMB)
    if (start > 0) writeMbr(path, [{ type: TYPE_EXFAT, start, count }])
    const volume = readFileSync(volumePath)
    for (let at = 0; at < volume.length; at += PIECE_BYTES) {
        const piece = volume.subarray(at, at + PIECE_BYTES)
        if (piece.some(byte => byte !== 0)) patch(path, start * SECTOR_BYTES + at, piece)
    }
    rmSync(folder, { recursive: true })
}

/** The system that a PC finds in the volume at a sector, by its name in the boot sector. */
export function systemAt(path: string, start: number): string {
    return sectors(path, start).toString("latin1", 3, 11)
}
