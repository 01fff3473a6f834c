/** Putting files on a card, as a PC would: folders as needed, and what stood there under that name replaced. */
import { CardError } from "./card-error.ts"
import { Directory } from "./directory.ts"
import { Attribute, encodeEntry, ENTRY_BYTES } from "./directory-entry.ts"
import { type CardTime, FAT_EPOCH } from "./fat-time.ts"
import { FatVolume } from "./fat-volume.ts"
import { withImage } from "./image-file.ts"
import { requireValidName } from "./long-name.ts"

export interface CardFile {
    /** Path on the card, parts separated by "/". */
    readonly name: string
    readonly bytes: Uint8Array
}

/**
 * Add files to the FAT16 or FAT32 volume of a card image; everything else on it stays as it was.
 *
 * All files are added, or on an error none.
 *
 * @param at time of the new entries; 1980-01-01 unless given
 * @throws CardError: no FAT volume, a name that FAT forbids, a folder where a file should be or the reverse, card full
 */
export function addFiles(
    imagePath: string,
    files: readonly CardFile[],
    at: CardTime = FAT_EPOCH
): void {
    withImage(imagePath, "r+", image => {
        const volume = new FatVolume(image)
        addFilesTo(volume, files, at)
        volume.flush()
        image.commit()
    })
}

/** The same on a volume that is open: in the image at its `flush` and `commit`. @throws CardError: as `addFiles` */
export function addFilesTo(volume: FatVolume, files: readonly CardFile[], at: CardTime): void {
    for (const file of files) addFile(volume, file, at)
}

function addFile(volume: FatVolume, file: CardFile, at: CardTime): void {
    const parts = file.name.split("/")
    try {
        parts.forEach(requireValidName)
        const fileName = parts.pop()!
        let folder = new Directory(volume, 0)
        for (const part of parts) folder = enterFolder(volume, folder, part, at)
        writeFile(volume, folder, fileName, file.bytes, at)
    } catch (error) {
        if (error instanceof CardError) throw new CardError(`${file.name}: ${error.message}`)
        throw error
    }
}

/** The folder of that name, made if it is not there. */
export function enterFolder(
    volume: FatVolume,
    parent: Directory,
    name: string,
    at: CardTime
): Directory {
    const item = parent.find(name)
    return item ? parent.open(item) : makeFolder(volume, parent, name, at)
}

function makeFolder(volume: FatVolume, parent: Directory, name: string, at: CardTime): Directory {
    const cluster = volume.table.allocate(1)[0]!
    const fields = { attributes: Attribute.Folder, sizeBytes: 0, at }
    volume.clearCluster(cluster)
    const links = Buffer.alloc(2 * ENTRY_BYTES)
    const self = { ...fields, nameBytes: Buffer.from(".".padEnd(11)), firstCluster: cluster }
    encodeEntry(self).copy(links)
    const up = {
        ...fields,
        nameBytes: Buffer.from("..".padEnd(11)),
        firstCluster: parent.firstCluster,
    }
    encodeEntry(up).copy(links, ENTRY_BYTES)
    volume.writeSector(volume.clusterSectors(cluster)[0]!, links)
    parent.add(name, { ...fields, firstCluster: cluster })
    return new Directory(volume, cluster)
}

function writeFile(
    volume: FatVolume,
    folder: Directory,
    name: string,
    bytes: Uint8Array,
    at: CardTime
): void {
    const item = folder.find(name)
    if (item && item.attributes & Attribute.Folder) throw new CardError("is a folder")
    if (item) volume.table.release(volume.table.chain(item.firstCluster))
    const change = { firstCluster: volume.writeContent(bytes), sizeBytes: bytes.length, at }
    if (item) folder.update(item, change)
    else folder.add(name, { ...change, attributes: Attribute.Archive })
}
