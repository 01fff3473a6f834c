/** Finding index.bin, or making it. */
import { SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import { fillSectors } from "../fat/allocation"
import { ensureFile } from "../fat/directory"
import { Volume } from "../fat/volume"
import { FREE_ATTRIBUTES } from "./slot-entry"
import { INDEX_BYTES } from "./slot-index"

export const INDEX_NAME = "index.bin"
/** For cards where a PC has made something else of the first. */
const SECOND_NAME = "index-2.bin"

/**
 * A file for the index whose clusters follow each other, and are its own.
 *
 * @returns its first cluster
 * @throws Fault Full: no room, or both names are taken; and as the card does. Waits: for some sectors.
 */
export async function ensureIndexFile(volume: Volume, folderCluster: number): Promise<number> {
    const fill = async (sector: number) => {
        volume.sector.fillAt(0, SECTOR_BYTES, 0)
        await fillSectors(volume, sector, Math.idiv(INDEX_BYTES, SECTOR_BYTES))
    }
    const file = { sizeBytes: INDEX_BYTES, attributes: FREE_ATTRIBUTES, fill }
    for (let i = 0; i < 2; i++) {
        const name = i === 0 ? INDEX_NAME : SECOND_NAME
        const entry = await ensureFile(volume, folderCluster, name, file)
        if (entry !== undefined && entry.isWhole) return entry.firstCluster
    }
    throw new Fault(FaultCode.Full, "delete AFTERBEEP/index.bin on a PC")
}
