/** What a person means by the first word of a command: an image, a device, or a folder where a card is mounted. */
import { type Stats, statSync } from "node:fs"
import { basename, dirname, resolve } from "node:path"
import { CardError } from "../../sim/card/card-error.ts"
import { FOLDER } from "../layout/files.ts"
import { type CardFiles } from "./card-files.ts"
import { CardImage } from "./card-image.ts"
import { FolderFiles, namesIn, unreadable } from "./folder-files.ts"
import { ImageFiles } from "./image-files.ts"
import { mountedAt } from "./mounts.ts"

export type PlaceKind = "absent" | "image" | "device" | "folder"

/**
 * What is there.
 *
 * @throws CardError: a device that is mounted, which is left alone; or nobody may look there
 */
export function kindOfPlace(path: string): PlaceKind {
    const status = statusOf(path)
    if (!status) return "absent"
    if (status.isDirectory()) return "folder"
    if (!isDevice(status)) return "image"
    const mount = mountedAt(path)
    if (mount === undefined) return "device"
    throw new CardError(
        `${path}: is mounted at ${mount}: eject it first (umount ${mount}), or give that folder instead`
    )
}

/** @throws CardError: a folder, or nothing, where an image or a device is wanted */
export function requireSectors(path: string, command: string): void {
    const kind = kindOfPlace(path)
    if (kind === "absent") throw new CardError(`${path}: there is no such file: check the name`)
    if (kind === "folder")
        throw new CardError(
            `${path}: is a folder, and "card ${command}" must see the card sector by sector: give its device (for example /dev/sdb) while it is not mounted, or an image`
        )
}

/**
 * Open a card's files, in whatever form it is.
 *
 * @throws CardError: there is no card, or none of ours
 */
export function openFiles(path: string, access: "r" | "r+"): CardFiles {
    const kind = kindOfPlace(path)
    if (kind === "absent")
        throw new CardError(`${path}: there is no such file or folder: check the name`)
    if (kind !== "folder") return new ImageFiles(path, new CardImage(path, access))
    return new FolderFiles(path, rootOf(path))
}

/** Do something with a card's files, and close it whatever happens. */
export function withFiles<T>(path: string, access: "r" | "r+", use: (files: CardFiles) => T): T {
    const files = openFiles(path, access)
    try {
        return use(files)
    } finally {
        files.close()
    }
}

/** undefined: there is nothing of that name, or can't be. */
function statusOf(path: string): Stats | undefined {
    try {
        return statSync(path)
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EACCES") throw unreadable(path, error)
        return undefined
    }
}

/** The card's root: a person may point at it, or at the folder in it. */
function rootOf(path: string): string {
    const own = resolve(path)
    if (namesIn(own, path).some(name => name.toUpperCase() === FOLDER)) return own
    if (basename(own).toUpperCase() === FOLDER) return dirname(own)
    throw new CardError(
        `${path}: there is no folder ${FOLDER} in it: is it the card? A new one is made by "card make", or by the machine`
    )
}

function isDevice(status: Stats): boolean {
    return status.isBlockDevice() || status.isCharacterDevice()
}
