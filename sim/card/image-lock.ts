/**
 * Says that a card's image is in a machine that runs: two programs that write to one card destroy it, as two computers would.
 *
 * A file beside the image, `card.img.in-use`, has the number of the process. One whose process is gone is of a machine that was killed.
 */

import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { CardError } from "./card-error.ts"

/**
 * Take an image for this process.
 *
 * @returns gives it back. @throws CardError: another one has it
 */
export function lockImage(imagePath: string): () => void {
    const path = lockPath(imagePath)
    try {
        writeFileSync(path, `${process.pid}\n`, { flag: "wx" })
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
        demandFreeImage(imagePath)
        writeFileSync(path, `${process.pid}\n`)
    }
    return () => rmSync(path, { force: true })
}

/** Before an image is written to. @throws CardError: another process has it in a machine */
export function demandFreeImage(imagePath: string): void {
    const owner = ownerOf(lockPath(imagePath))
    if (owner === undefined || owner === process.pid || !isAlive(owner)) return
    throw new CardError(
        `${imagePath}: is in a machine that runs (process ${owner}): end that first, for two programs that write to one card destroy it`
    )
}

function lockPath(imagePath: string): string {
    return `${imagePath}.in-use`
}

function ownerOf(path: string): number | undefined {
    try {
        const owner = Number.parseInt(readFileSync(path, "utf8"), 10)
        return owner > 0 ? owner : undefined
    } catch {
        return undefined
    }
}

function isAlive(processId: number): boolean {
    try {
        process.kill(processId, 0)
        return true
    } catch (error) {
        // Somebody else's process: it is there.
        return (error as NodeJS.ErrnoException).code === "EPERM"
    }
}
