/** Small text files that a person writes. */
import { SECTOR_BYTES } from "../hal/block-device"
import { Chain } from "./chain"
import { Entry } from "./directory"
import { Volume } from "./volume"

/** What is beyond is left out. */
export const TEXT_BYTES_MAX = 2048

/** Read a file as UTF-8 text. Only while nothing goes on: it takes memory. @throws as the card does. */
export async function readText(volume: Volume, entry: Entry): Promise<string> {
    return (await readBytes(volume, entry)).toString()
}

/** The same without looking at what its bytes mean. */
export async function readBytes(volume: Volume, entry: Entry): Promise<Buffer> {
    const sizeBytes = Math.min(entry.sizeBytes, TEXT_BYTES_MAX)
    const text = Buffer.alloc(sizeBytes)
    const chain = new Chain(volume, entry.firstCluster)
    for (let at = 0; at < sizeBytes; at += SECTOR_BYTES) {
        const from = await chain.sectorAt(Math.idiv(at, SECTOR_BYTES))
        if (from === undefined) break
        await volume.loadSector(from)
        text.blitAt(at, volume.sector, 0, SECTOR_BYTES)
    }
    return text
}
