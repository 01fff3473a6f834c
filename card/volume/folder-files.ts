/** The files of a card that a PC has mounted: what its file system shows of them. */
import {
    closeSync,
    existsSync,
    fsyncSync,
    openSync,
    readdirSync,
    readSync,
    renameSync,
    statfsSync,
    statSync,
    utimesSync,
    writeSync,
} from "node:fs"
import { dirname, join } from "node:path"
import { makeFolder } from "../../sim/card/make-folder.ts"
import { type CardFiles, type CardItem, type FileStamp } from "./card-files.ts"

export class FolderFiles implements CardFiles {
    /** @param root the folder in which AFTERBEEP is */
    constructor(
        readonly path: string,
        private readonly root: string
    ) {}

    get freeBytes(): number | undefined {
        const { bavail, bsize } = statfsSync(this.root)
        return bavail * bsize
    }

    list(folder: string): CardItem[] {
        const place = join(this.root, folder)
        if (!existsSync(place)) return []
        return readdirSync(place).map(name => {
            const status = statSync(join(place, name))
            return {
                path: folder === "" ? name : `${folder}/${name}`,
                name,
                isFolder: status.isDirectory(),
                sizeBytes: status.size,
                attributes: undefined,
                at: status.mtime,
            }
        })
    }

    read(path: string, from: number, lengthBytes: number): Buffer {
        const file = openSync(join(this.root, path), "r")
        try {
            const bytes = Buffer.alloc(lengthBytes)
            return bytes.subarray(0, readSync(file, bytes, 0, lengthBytes, from))
        } finally {
            closeSync(file)
        }
    }

    replace(path: string, content: Uint8Array, stamp: FileStamp = {}): void {
        const place = join(this.root, path)
        makeFolder(dirname(place))
        const fresh = `${place}.new`
        const file = openSync(fresh, "w")
        try {
            writeSync(file, content)
            fsyncSync(file)
        } finally {
            closeSync(file)
        }
        if (stamp.at) utimesSync(fresh, stamp.at, stamp.at)
        renameSync(fresh, place)
    }

    close(): void {
        // Nothing is held open.
    }
}
