/** The files of a card that a PC has mounted: what its file system shows of them. */
import {
    closeSync,
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
import { CardError } from "../../sim/card/card-error.ts"
import { makeFolder } from "../../sim/card/make-folder.ts"
import { reasonOf } from "../../sim/card/system-words.ts"
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
        return namesIn(place, place).map(name => {
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
        const file = openToRead(join(this.root, path))
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

/**
 * Names of what is in a folder; none where there is no such folder.
 *
 * @param told as the person knows it
 * @throws CardError: it can't be read
 */
export function namesIn(place: string, told: string): string[] {
    try {
        return readdirSync(place)
    } catch (error) {
        if (isAbsent(error)) return []
        throw unreadable(told, error)
    }
}

/** Whether the system says that there is nothing of that name. */
function isAbsent(error: unknown): boolean {
    return ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")
}

/** For what is there and can't be read. */
export function unreadable(path: string, error: unknown): CardError {
    return new CardError(`${path}: can't be read: ${reasonOf(error)}`)
}

function openToRead(place: string): number {
    try {
        return openSync(place, "r")
    } catch (error) {
        throw unreadable(place, error)
    }
}
