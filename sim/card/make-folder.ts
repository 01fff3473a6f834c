/**
 * Folders for what a person wants written.
 *
 * Node's own way to make a whole path, `recursive`, never ends where a file system says of a folder in one that is there that there is
 * no such folder: /proc does.
 */
import { existsSync, mkdirSync, mkdtempSync, rmdirSync, statSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { CardError } from "./card-error.ts"
import { isSystemError, reasonOf } from "./system-words.ts"

/**
 * Make a folder, and those that it is in, where they are not there.
 *
 * @throws CardError: its place takes no folders; or what the system says: no permission, a file is in the way, the disk is full
 */
export function makeFolder(path: string): void {
    const missing: string[] = []
    let place = resolve(path)
    for (; !existsSync(place); place = dirname(place)) missing.unshift(place)
    // Says so itself where that is a file.
    if (missing.length === 0) mkdirSync(place, { recursive: true })
    for (const folder of missing) makeOne(folder, path)
}

/**
 * Why nothing can be written into a folder, there or still to be made: tried where its path is there, and nothing is left of that.
 *
 * @returns undefined: nothing is in its way
 */
export function whyNoFolder(path: string): string | undefined {
    let place = resolve(path)
    while (!existsSync(place)) place = dirname(place)
    if (!statSync(place).isDirectory())
        return place === resolve(path)
            ? "is a file, and a folder is wanted"
            : `can't be made: ${place} is a file, and no folder`
    try {
        rmdirSync(mkdtempSync(join(place, ".afterbeep-")))
    } catch (error) {
        return `nothing can be written there: ${place}: ${whyNotIn(error)}`
    }
    return undefined
}

function makeOne(folder: string, wanted: string): void {
    try {
        mkdirSync(folder)
    } catch (error) {
        const code = isSystemError(error) ? error.code : undefined
        // Somebody else was quicker.
        if (code === "EEXIST" && existsSync(folder) && statSync(folder).isDirectory()) return
        if (code !== "ENOENT") throw error
        throw new CardError(`${wanted}: can't be made: ${dirname(folder)}: ${whyNotIn(error)}`)
    }
}

/** Of a folder that is there, in which another one could not be made. */
function whyNotIn(error: unknown): string {
    const { code } = error as NodeJS.ErrnoException
    return code === "ENOENT" ? "it takes no folders: choose another place" : reasonOf(error)
}
