/** Which file of a card is the index. docs/card-layout.md, "index.bin". */
import { type FolderItem } from "../../sim/card/directory.ts"
import { INDEX, INDEX_2 } from "../layout/files.ts"
import { INDEX_BYTES } from "../layout/index-page.ts"
import { type CardImage } from "./card-image.ts"

export interface IndexPlace {
    readonly path: string
    /** undefined: to be made there */
    readonly item: FolderItem | undefined
}

/** index.bin, or index-2.bin where that is another file; undefined: both are. */
export function findIndexPlace(card: CardImage): IndexPlace | undefined {
    for (const path of [INDEX, INDEX_2]) {
        const item = card.find(path)?.item
        if (!item || canBeIndex(card, item)) return { path, item }
    }
    return undefined
}

/** Of the right length, its clusters next to each other. */
function canBeIndex(card: CardImage, { firstCluster, sizeBytes }: FolderItem): boolean {
    if (sizeBytes !== INDEX_BYTES) return false
    const { table, clusterBytes } = card.volume
    const chain = table.chain(firstCluster)
    const isRun = chain.every((cluster, i) => cluster === firstCluster + i)
    return isRun && chain.length * clusterBytes >= sizeBytes
}
