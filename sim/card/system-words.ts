/** What the operating system refuses, in words of people: what is so, and what to do. */

const REASONS: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file: check the name",
    EACCES: "no permission: sudo has it, or choose another place",
    EPERM: "no permission: sudo has it, or choose another place",
    EISDIR: "it is a folder, and a file is wanted",
    ENOTDIR: "a part of the path is not a folder: check the name",
    EEXIST: "something of that name is there already: choose another name",
    ENOSPC: "the disk is full: make room on it, and try again",
    EDQUOT: "your share of the disk is used up: make room on it, and try again",
    EFBIG: "the disk has no room for so large a file: choose another one",
    EROFS: "it can only be read: take its write protection away, or choose another place",
    EIO: "the disk, card or card reader has failed: try again, or take another one",
    ENODEV: "the device is gone: plug it in again",
    ENXIO: "the device is gone: plug it in again",
    EBUSY: "something else uses it: eject it first",
    EMFILE: "too many files are open on this computer",
    ENAMETOOLONG: "the name is too long",
    EADDRINUSE: "another program uses it: choose another one",
    ELOOP: "links there lead in a circle",
}
/** A file that is to be made need not be there; its folder must. */
const NO_FOLDER = "there is no such folder: make it first, or check the name"

/** Why a file could not be used, without the path of the host that the system's own message carries. */
export function reasonOf(error: unknown): string {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === undefined) return message
    return REASONS[code] ?? code
}

/** Why a file could not be made. */
export function whyNotMade(error: unknown): string {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? NO_FOLDER : reasonOf(error)
}

/** What the operating system refused, as Node reports it. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
    return error instanceof Error && "syscall" in error
}

/** The whole of it, with the path or the port where it is known. */
export function describeSystemError(error: NodeJS.ErrnoException & { port?: number }): string {
    const { path, syscall, code, port } = error
    const isMaking = syscall === "mkdir" || syscall === "rename"
    const reason = isMaking ? whyNotMade(error) : reasonOf(error)
    const words = reason === code ? error.message : reason
    const place = path ?? (port === undefined ? undefined : `port ${port}`)
    return place === undefined ? words : `${place}: ${words}`
}
