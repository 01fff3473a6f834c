/** Reading a card image as a PC does: what the demo shows, and what tests ask after the firmware has written. */
import { CardError } from "./card-error.ts"
import { Directory, type FolderItem } from "./directory.ts"
import { Attribute } from "./directory-entry.ts"
import { type CardTime } from "./fat-time.ts"
import { FatVolume } from "./fat-volume.ts"
import { withImage } from "./image-file.ts"
import { runsOf, type SectorRun } from "./sector-run.ts"

/** A file or folder on the card. */
export interface CardItem {
    /** Path on the card, parts separated by "/", with long names. */
    readonly name: string
    /** The 8.3 name alone, without the path. */
    readonly shortName: string
    readonly isFolder: boolean
    /** Bits as in `Attribute`. */
    readonly attributes: number
    /** 0 for folders */
    readonly sizeBytes: number
    /** 0: an empty file */
    readonly firstCluster: number
    /** Time of the last change. */
    readonly at: CardTime
}

/** Where on the card something was read: whoever writes there changes it. */
interface FromSectors {
    readonly sectors: readonly SectorRun[]
}

/**
 * All files and folders, each folder before what is in it, in the order of the volume.
 *
 * Hidden and system files are listed too.
 *
 * @throws CardError: no FAT volume, or its folders are damaged
 */
export function listFiles(imagePath: string): CardItem[] {
    return withImage(imagePath, "r", image =>
        listAll(new Directory(new FatVolume(image), 0), "", new Set())
    )
}

/**
 * The files and folders of one folder, by their names alone, in the order of the volume; hidden ones, too.
 *
 * @param name path of the folder, parts separated by "/"; "": the root
 * @throws CardError: no FAT volume, no such folder, or it is damaged
 */
export function listFolder(imagePath: string, name: string): CardItem[] {
    return readFolder(imagePath, name).items
}

/** The same with the sectors that it was read from: its own, and those of the table that say where it goes on. */
export function readFolder(imagePath: string, name: string): { items: CardItem[] } & FromSectors {
    return withImage(imagePath, "r", image => {
        const volume = new FatVolume(image)
        const parts = name.split("/").filter(part => part !== "")
        const folder = openFolder(volume, parts, name)
        const { fatStartSectors, fatSectors } = volume.layout
        const table = { first: fatStartSectors[0]!, count: fatSectors }
        return { items: folder.list().map(itemOf), sectors: [table, ...runsOf(folder.sectors)] }
    })
}

/**
 * The content of one file.
 *
 * @param name path on the card, parts separated by "/"; long or short names, capitals or not
 * @throws CardError: no such file, it is a folder, or it is damaged
 */
export function readFile(imagePath: string, name: string): Uint8Array {
    return readFileWhole(imagePath, name).content
}

/** The same with the sectors of its content. */
export function readFileWhole(
    imagePath: string,
    name: string
): { content: Uint8Array } & FromSectors {
    return withImage(imagePath, "r", image => {
        const volume = new FatVolume(image)
        const parts = name.split("/")
        const fileName = parts.pop()!
        const folder = openFolder(volume, parts, name)
        const file = folder.find(fileName)
        if (!file) throw new CardError(`${name}: there is no such file`)
        if (file.attributes & Attribute.Folder) throw new CardError(`${name}: is a folder`)
        const clusters = volume.table.chain(file.firstCluster)
        return {
            content: volume.readContent(file.firstCluster, file.sizeBytes),
            sectors: runsOf(clusters.flatMap(cluster => volume.clusterSectors(cluster))),
        }
    })
}

/** @param name path that the message names @throws CardError: there is none */
export function openFolder(volume: FatVolume, parts: readonly string[], name: string): Directory {
    let folder = new Directory(volume, 0)
    for (const part of parts) {
        const item = folder.find(part)
        if (!item) throw new CardError(`${name}: there is no folder "${part}"`)
        folder = folder.open(item)
    }
    return folder
}

function itemOf({
    name,
    shortName,
    attributes,
    sizeBytes,
    firstCluster,
    at,
}: FolderItem): CardItem {
    const isFolder = (attributes & Attribute.Folder) !== 0
    return { name, shortName, isFolder, attributes, sizeBytes, firstCluster, at }
}

function listAll(folder: Directory, path: string, visited: Set<number>): CardItem[] {
    if (visited.has(folder.firstCluster))
        throw new CardError(`${path}: the folders run in a circle`)
    visited.add(folder.firstCluster)
    return folder.list().flatMap(item => {
        const own = itemOf({ ...item, name: path + item.name })
        return own.isFolder ? [own, ...listAll(folder.open(item), `${own.name}/`, visited)] : [own]
    })
}
