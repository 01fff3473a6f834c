/** The files of a card, whichever way it is reached: sector by sector, or in a folder where a PC has mounted it. */

export interface CardItem {
    /** From the card's root, parts divided by "/". */
    readonly path: string
    readonly name: string
    readonly isFolder: boolean
    readonly sizeBytes: number
    /** Bits as FAT has them; undefined: a mounted folder does not show them. */
    readonly attributes: number | undefined
    /** Time of the last change, local. */
    readonly at: Date
}

/** What a file gets besides its content: of now, and archive set, unless given. */
export interface FileStamp {
    readonly at?: Date | undefined
    readonly attributes?: number | undefined
}

export interface CardFiles {
    /** As the person wrote it. */
    readonly path: string
    /** Bytes that are free on the card; undefined: not known. */
    readonly freeBytes: number | undefined
    /** What is in a folder, in its order; [] where there is none. */
    list(folder: string): CardItem[]
    /** A part of a file, shorter where the file ends. */
    read(path: string, from: number, lengthBytes: number): Buffer
    /**
     * Put a file onto the card, in the place of one that may be there; folders are made.
     *
     * A plug that is pulled meanwhile leaves the file as it was, or as it will be.
     */
    replace(path: string, content: Uint8Array, stamp?: FileStamp): void
    close(): void
}

/** All of a file; undefined: there is none. Capitals are not told apart. */
export function readWhole(files: CardFiles, path: string): Buffer | undefined {
    const item = findItem(files, path)
    return item && !item.isFolder ? files.read(item.path, 0, item.sizeBytes) : undefined
}

/** A file or folder by its path; undefined: there is none. Capitals are not told apart. */
export function findItem(files: CardFiles, path: string): CardItem | undefined {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")))
    const wanted = path.toLowerCase()
    return files.list(folder).find(item => item.path.toLowerCase() === wanted)
}
