/** AFTERBEEP/selftest.txt, whose text is written where it stands: docs/card-layout.md. */
import { SECTOR_BYTES } from "../hal/block-device"
import { archive } from "./archive"
import { ensureFile, findEntry } from "./directory"
import { ATTRIBUTE_ARCHIVE } from "./layout"
import { settleFree } from "./fs-info"
import { Volume } from "./volume"

const NAME = "selftest.txt"
/** Of those that a PC has changed, before their number. */
const STEM = "selftes"
export const REPORT_SECTORS = 4
const BLANK = 0x20

/**
 * Find the file, or make it as README.txt is made.
 *
 * @returns its first sector of REPORT_SECTORS. @throws Fault Full; and as the card does. Waits: for some sectors
 */
export async function ensureReport(volume: Volume): Promise<number> {
    let sector = await reportSector(volume)
    if (sector === 0) {
        const name = await archive(volume, volume.topCluster, NAME, STEM)
        console.log(NAME + " was changed on a PC: it is " + name + " now")
        sector = await reportSector(volume)
    }
    await settleFree(volume)
    return sector
}

/** After a cut: where the file was just being made, that is finished. @throws as the card does. Waits: for a sector or two */
export async function mendReport(volume: Volume): Promise<void> {
    if ((await findEntry(volume, volume.topCluster, NAME)) !== undefined) await reportSector(volume)
}

/** @returns 0: there is a file of that name that is not ours */
async function reportSector(volume: Volume): Promise<number> {
    const fill = async (sector: number) => {
        volume.sector.fillAt(0, SECTOR_BYTES, BLANK)
        // The card takes one sector as a ring: again and again.
        await volume.card.write(sector, volume.sector, 0, REPORT_SECTORS)
    }
    const sizeBytes = REPORT_SECTORS * SECTOR_BYTES
    const file = { sizeBytes, attributes: ATTRIBUTE_ARCHIVE, fill }
    const entry = await ensureFile(volume, volume.topCluster, NAME, file)
    return entry !== undefined && entry.isWhole ? volume.sectorOf(entry.firstCluster) : 0
}
