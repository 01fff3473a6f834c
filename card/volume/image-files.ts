/** The files of a card that is opened sector by sector. */
import { enterFolder } from "../../sim/card/add-files.ts"
import { CardError } from "../../sim/card/card-error.ts"
import { Directory, type FolderItem } from "../../sim/card/directory.ts"
import { Attribute } from "../../sim/card/directory-entry.ts"
import { callTimeOf, dateOf } from "../layout/fat-time.ts"
import { SECTOR_BYTES } from "../layout/slot.ts"
import { CardImage } from "./card-image.ts"
import { type CardFiles, type CardItem, type FileStamp } from "./card-files.ts"

export class ImageFiles implements CardFiles {
    private readonly folders = new Map<string, readonly FolderItem[]>()
    /** Of the file that was read last. */
    private chain:
        | {
              readonly path: string
              readonly clusters: readonly number[]
              readonly sizeBytes: number
          }
        | undefined

    constructor(
        readonly path: string,
        readonly card: CardImage
    ) {}

    get freeBytes(): number {
        return this.card.freeBytes
    }

    list(folder: string): CardItem[] {
        return this.itemsOf(folder).map(item => ({
            path: folder === "" ? item.name : `${folder}/${item.name}`,
            name: item.name,
            isFolder: (item.attributes & Attribute.Folder) !== 0,
            sizeBytes: item.sizeBytes,
            attributes: item.attributes,
            at: dateOf(item.at),
        }))
    }

    read(path: string, from: number, lengthBytes: number): Buffer {
        const { clusters, sizeBytes } = this.chainOf(path)
        const { clusterBytes } = this.card.volume
        const end = Math.min(from + lengthBytes, sizeBytes, clusters.length * clusterBytes)
        const pieces: Buffer[] = []
        for (let at = from; at < end;) {
            const inCluster = at % clusterBytes
            const count = Math.min(clusterBytes - inCluster, end - at)
            const first = Math.floor(inCluster / SECTOR_BYTES)
            const last = Math.ceil((inCluster + count) / SECTOR_BYTES)
            const sector = this.card.sectorOf(clusters[Math.floor(at / clusterBytes)]!)
            const bytes = this.card.image.read(sector + first, last - first)
            pieces.push(bytes.subarray(inCluster - first * SECTOR_BYTES).subarray(0, count))
            at += count
        }
        return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
    }

    /** The order of steps: content and chain; the entry, in one sector; the old chain is free again. */
    replace(path: string, content: Uint8Array, stamp: FileStamp = {}): void {
        const { card } = this
        const parts = path.split("/")
        const name = parts.pop()!
        const at = callTimeOf(stamp.at ?? new Date())
        const folder = parts.reduce(
            (parent, part) => enterFolder(card.volume, parent, part, at),
            card.root
        )
        const old = folder.find(name)
        if (old && old.attributes & Attribute.Folder)
            throw new CardError(`${path}: is a folder on the card`)
        const change = {
            firstCluster: card.volume.writeContent(content),
            sizeBytes: content.length,
            at,
        }
        card.commit()
        if (old) folder.update(old, change)
        else folder.add(name, { ...change, attributes: stamp.attributes ?? Attribute.Archive })
        card.commit()
        if (old) card.volume.table.release(card.volume.table.chain(old.firstCluster))
        card.commit()
        this.folders.clear()
        this.chain = undefined
    }

    /** Write over a file of that length where it lies: for files whose place must not change. */
    overwrite(path: string, content: Uint8Array): void {
        const { clusters, sizeBytes } = this.chainOf(path)
        if (sizeBytes !== content.length) throw new CardError(`${path}: has another length`)
        const { clusterBytes } = this.card.volume
        clusters.forEach((cluster, i) => {
            const piece = content.subarray(i * clusterBytes, (i + 1) * clusterBytes)
            this.card.image.write(this.card.sectorOf(cluster), piece)
        })
        this.card.commit()
    }

    close(): void {
        this.card.close()
    }

    private itemsOf(folder: string): readonly FolderItem[] {
        const known = this.folders.get(folder.toLowerCase())
        if (known) return known
        const items = folder === "" ? this.card.root.list() : (this.open(folder)?.list() ?? [])
        this.folders.set(folder.toLowerCase(), items)
        return items
    }

    private open(path: string): Directory | undefined {
        const item = this.itemOf(path)
        if (!item || !(item.attributes & Attribute.Folder)) return undefined
        return new Directory(this.card.volume, item.firstCluster)
    }

    private itemOf(path: string): FolderItem | undefined {
        const slash = path.lastIndexOf("/")
        const name = path.slice(slash + 1).toLowerCase()
        return this.itemsOf(path.slice(0, Math.max(0, slash))).find(
            item => item.name.toLowerCase() === name
        )
    }

    private chainOf(path: string) {
        if (this.chain?.path === path) return this.chain
        const item = this.itemOf(path)
        if (!item) throw new CardError(`${path}: there is no such file on the card`)
        const clusters = this.card.volume.table.chain(item.firstCluster)
        this.chain = { path, clusters, sizeBytes: item.sizeBytes }
        return this.chain
    }
}
