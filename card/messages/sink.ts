/** Where exported files go: a folder, or a ZIP file. */
import {
    createWriteStream,
    existsSync,
    readFileSync,
    renameSync,
    rmSync,
    utimesSync,
    writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { Readable } from "node:stream"
import { finished } from "node:stream/promises"
import yazl from "yazl"
import { CardError } from "../../sim/card/card-error.ts"
import { makeFolder } from "../../sim/card/make-folder.ts"
import { isSystemError, whyNotMade } from "../../sim/card/system-words.ts"

/** A file that is still to be made. */
export interface OutFile {
    readonly name: string
    /** Of its last change; undefined: now. */
    readonly at: Date | undefined
    content(): Uint8Array
}

/** Told before each file. */
export type OnFile = (index: number) => void

/**
 * Write files into a folder, which is made. Files that are there are never overwritten: one that is the same, or to which
 * something was added at its end, is left or goes on; another one stays, and the new one gets ` (2)`.
 *
 * @returns how many were not there yet
 */
export function writeFolder(folder: string, files: readonly OutFile[], onFile: OnFile): number {
    makeOutFolder(folder)
    let count = 0
    files.forEach((file, i) => {
        onFile(i)
        const content = Buffer.from(file.content())
        const path = placeFor(folder, file.name, content)
        if (path === undefined) return
        writeFileSync(`${path}.part`, content)
        renameSync(`${path}.part`, path)
        if (file.at) utimesSync(path, file.at, file.at)
        count++
    })
    return count
}

function makeOutFolder(folder: string): void {
    try {
        makeFolder(folder)
    } catch (error) {
        if (isSystemError(error)) throw notMade(folder, error)
        throw error
    }
}

/**
 * Write files into a new ZIP file, which is there as a whole or not at all.
 *
 * @throws CardError: there is something of that name
 */
export async function writeZip(
    path: string,
    files: readonly OutFile[],
    onFile: OnFile
): Promise<void> {
    if (existsSync(path))
        throw new CardError(`${path}: exists already: choose another name, or delete it`)
    const zip = new yazl.ZipFile()
    files.forEach((file, i) => {
        const options = file.at ? { mtime: file.at } : {}
        zip.addReadStreamLazy(file.name, options, callback => {
            try {
                onFile(i)
                callback(null, Readable.from([Buffer.from(file.content())]))
            } catch (error) {
                callback(error, undefined as never)
            }
        })
    })
    const part = `${path}.part`
    const out = createWriteStream(part)
    try {
        const broken = new Promise<never>((_, reject) => zip.on("error", reject))
        zip.end()
        zip.outputStream.pipe(out)
        await Promise.race([finished(out), broken])
    } catch (error) {
        out.destroy()
        if (isMaking(error, part)) throw notMade(path, error)
        rmSync(part, { force: true })
        throw error
    }
    renameSync(part, path)
}

/** That file itself can't be made: nothing is left of it. */
function isMaking(error: unknown, path: string): error is NodeJS.ErrnoException {
    return isSystemError(error) && error.syscall === "open" && error.path === path
}

function notMade(path: string, error: NodeJS.ErrnoException): CardError {
    return new CardError(`${path}: can't be made: ${whyNotMade(error)}`)
}

/** undefined: it is there already. */
function placeFor(folder: string, name: string, content: Buffer): string | undefined {
    const dot = name.lastIndexOf(".")
    for (let copy = 1; ; copy++) {
        const ending = copy > 1 ? ` (${copy})` : ""
        const path = join(folder, `${name.slice(0, dot)}${ending}${name.slice(dot)}`)
        if (!existsSync(path)) return path
        const old = readFileSync(path)
        if (old.equals(content)) return undefined
        if (name.endsWith(".csv") && content.subarray(0, old.length).equals(old)) return path
    }
}
